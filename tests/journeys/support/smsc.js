// SPDX-License-Identifier: Apache-2.0
// An SMSC on node-smpp: node smsc.js PORT [CERTIFICATES], with a directory of certificates over TLS, asking
// clients for theirs. Every PDU it gets is one JSON line on stdout. Commands are JSON lines on stdin:
// {"deliver":{"system_id","from","to","text"}} sends a deliver_sm to the ESME of that system_id and says
// how it was answered. Answers registered_delivery with a receipt.
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const smpp = require('smpp');

const [port, certificates] = process.argv.slice(2);
const say = (what) => console.log(JSON.stringify(what));
const receivers = new Map(); // system_id: session
let messages = 0;

function tls() {
  const read = (name) => fs.readFileSync(path.join(certificates, name));
  return {
    cert: read('server.pem'), key: read('server.key'), ca: read('ca.pem'),
    requestCert: true, rejectUnauthorized: true,
  };
}

function bind(session, pdu) {
  session.system_id = pdu.system_id;
  say({ event: pdu.command, system_id: pdu.system_id, password: pdu.password });
  if (pdu.command !== 'bind_transmitter') receivers.set(pdu.system_id, session);
  session.send(pdu.response({ system_id: 'node-smsc' }));
}

function receipt(session, pdu, id) {
  session.deliver_sm({
    esm_class: 4,
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    short_message: `id:${id} sub:001 dlvrd:001 submit date:2601051200 done date:2601051200 ` +
      'stat:DELIVRD err:000 text:',
    receipted_message_id: id,
    message_state: 2,
  }, (answer) => say({
    event: 'receipt_answered', system_id: session.system_id, id, status: answer.command_status,
  }));
}

function submit(session, pdu) {
  const id = (++messages).toString(16);
  const { message, udh } = pdu.short_message;
  say({
    event: 'submit_sm', system_id: session.system_id, id, from: pdu.source_addr, to: pdu.destination_addr,
    data_coding: pdu.data_coding, esm_class: pdu.esm_class, text: message,
    udh: udh ? udh.map((element) => element.toString('hex')) : [],
  });
  session.send(pdu.response({ message_id: id }));
  if (pdu.registered_delivery & 3) receipt(session, pdu, id);
}

const server = smpp.createServer(certificates ? tls() : {}, (session) => {
  session.on('error', (error) => say({ event: 'error', system_id: session.system_id, error: String(error) }));
  session.on('close', () => {
    if (receivers.get(session.system_id) === session) receivers.delete(session.system_id);
    say({ event: 'closed', system_id: session.system_id });
  });
  session.on('pdu', (pdu) => {
    if (pdu.isResponse()) return undefined;
    if (pdu.command.startsWith('bind_')) return bind(session, pdu);
    if (pdu.command === 'submit_sm') return submit(session, pdu);
    say({ event: pdu.command, system_id: session.system_id });
    session.send(pdu.response());
    if (pdu.command === 'unbind') session.close();
    return undefined;
  });
});
// As others do: OpenSSL's keys, for who decodes a capture.
const keys = process.env.SSLKEYLOGFILE;
if (certificates && keys) server.on('keylog', (line) => fs.appendFileSync(keys, line));
server.listen(Number(port), '127.0.0.1', () => say({ event: 'listening', port: Number(port) }));

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { system_id, from, to, text } = JSON.parse(line).deliver;
  const session = receivers.get(system_id);
  if (!session) return say({ event: 'nobody_bound', system_id });
  return session.deliver_sm({ source_addr: from, destination_addr: to, short_message: text, data_coding: 8 },
    (answer) => say({ event: 'deliver_answered', system_id, text, status: answer.command_status }));
});
