// SPDX-License-Identifier: Apache-2.0
// An ESME on node-smpp: node esme.js PORT SYSTEM_ID [CERTIFICATES], with a directory of certificates over TLS.
// Binds as a transceiver. Every deliver_sm it gets is one JSON line on stdout. Commands are JSON lines on stdin,
// each said to be answered: {"submit_sm":{"to","text","udh","receipt"}} (udh: hex, or empty),
// {"enquire_link":{}}, {"unbind":{}}.
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const smpp = require('smpp');

const [port, system_id, certificates] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const answered = (answer) => say({
  event: answer.command, status: answer.command_status, message_id: answer.message_id,
});

function tls() {
  const read = (name) => fs.readFileSync(path.join(certificates, name));
  return {
    tls: true, servername: 'picketd.example',
    ca: read('ca.pem'), cert: read('client.pem'), key: read('client.key'),
  };
}

function submit({ to, text, udh, receipt }) {
  session.submit_sm({
    source_addr: '10690000123', destination_addr: to, data_coding: 8, registered_delivery: receipt ? 1 : 0,
    short_message: udh ? { udh: Buffer.from(udh, 'hex'), message: text } : text,
  }, answered);
}

const options = { host: '127.0.0.1', port: Number(port), ...(certificates ? tls() : {}) };
const session = smpp.connect(options, () => {
  session.bind_transceiver({ system_id, password: 'secret', interface_version: 0x34 }, answered);
});
const keys = process.env.SSLKEYLOGFILE; // for who decodes a capture
if (certificates && keys) session.socket.on('keylog', (line) => fs.appendFileSync(keys, line));
session.on('error', (error) => say({ event: 'error', error: String(error) }));
session.on('close', () => { say({ event: 'closed' }); process.exit(); });
session.on('pdu', (pdu) => {
  if (pdu.isResponse()) return;
  if (pdu.command === 'deliver_sm') {
    say({
      event: 'deliver_sm', from: pdu.source_addr, to: pdu.destination_addr, esm_class: pdu.esm_class,
      text: pdu.short_message.message, receipted_message_id: pdu.receipted_message_id || '',
    });
  } else {
    say({ event: pdu.command });
  }
  session.send(pdu.response());
});

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  if (command.submit_sm) submit(command.submit_sm);
  if (command.enquire_link) session.enquire_link(answered);
  if (command.unbind) session.unbind((answer) => { answered(answer); session.close(); });
});
