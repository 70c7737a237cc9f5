// SPDX-License-Identifier: Apache-2.0
// Loaded into the language server before its own code: whatever would leave this machine fails, and
// says so on standard error, where the journey looks for it.
'use strict';

const dns = require('dns');
const net = require('net');

function refuse(what) {
  process.stderr.write(`NETWORK: ${what}\n`);
  throw new Error('no network in this journey');
}

net.Socket.prototype.connect = (...to) => refuse(`connect ${JSON.stringify(to[0])}`);
dns.lookup = (host) => refuse(`look up ${host}`);
