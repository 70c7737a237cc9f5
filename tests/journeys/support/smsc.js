// SPDX-License-Identifier: Apache-2.0
// An SMSC on node-smpp: node smsc.js PORT. Every PDU it gets is one JSON line on stdout. Commands are JSON
// lines on stdin: {"deliver":{"from","to","text"}} sends a deliver_sm to an ESME that is bound to receive
// and says how it was answered. Answers registered_delivery with a receipt.
const smpp = require('smpp');
const readline = require('readline');

const port = Number(process.argv[2]);
const say = (what) => console.log(JSON.stringify(what));
const bound = new Set();
let messages = 0;

function bind(session, pdu) {
  say({ event: pdu.command, system_id: pdu.system_id, password: pdu.password });
  if (pdu.command !== 'bind_transmitter') bound.add(session);
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
  }, (answer) => say({ event: 'receipt_answered', id, status: answer.command_status }));
}

function submit(session, pdu) {
  const id = (++messages).toString(16);
  const { message, udh } = pdu.short_message;
  say({
    event: 'submit_sm', id, from: pdu.source_addr, to: pdu.destination_addr,
    data_coding: pdu.data_coding, esm_class: pdu.esm_class, text: message,
    udh: udh ? udh.map((element) => element.toString('hex')) : [],
  });
  session.send(pdu.response({ message_id: id }));
  if (pdu.registered_delivery & 3) receipt(session, pdu, id);
}

smpp.createServer((session) => {
  session.on('error', (error) => say({ event: 'error', error: String(error) }));
  session.on('close', () => { bound.delete(session); say({ event: 'closed' }); });
  session.on('pdu', (pdu) => {
    if (pdu.command.startsWith('bind_') && !pdu.isResponse()) return bind(session, pdu);
    if (pdu.command === 'submit_sm') return submit(session, pdu);
    if (!pdu.isResponse()) session.send(pdu.response());
    if (pdu.command === 'unbind') session.close();
  });
}).listen(port, '127.0.0.1', () => say({ event: 'listening', port }));

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { from, to, text } = JSON.parse(line).deliver;
  const session = [...bound][0];
  if (!session) return say({ event: 'nobody_bound' });
  session.deliver_sm({ source_addr: from, destination_addr: to, short_message: text },
    (answer) => say({ event: 'deliver_answered', text, status: answer.command_status }));
});
