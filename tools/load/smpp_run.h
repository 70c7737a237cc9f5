// SPDX-License-Identifier: Apache-2.0
// `picket-load smpp`: ESME sessions against an SMSC or a filter before it. Sends one message and
// says in words what came back, or many and reports speed, latency and whether every submit was
// answered exactly once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/load/esme.h"
#include "tools/load/tls.h"

namespace picket::load {

struct SmppOptions {
  std::string to = "127.0.0.1:2775";
  std::string bind = "transceiver";  // transmitter, receiver
  std::string system_id = "demo";    // `{n}` becomes the session's number, from 1
  std::string password = "secret";
  bool tls = false;
  ClientTlsFiles tls_files;
  std::string text;      // one message ...
  std::string messages;  // ... or a file of them (messages.h), round and round
  std::string from = "10690000123";
  std::string to_number = "+8613900000002";
  std::string expect = "any";        // accept, refuse
  std::string long_texts = "parts";  // payload
  std::uint64_t count = 0;           // PDUs over all sessions; 0: each message once
  double duration_s = 0;             // instead of a count
  double rate = 0;                   // PDUs a second over all sessions, open loop
  std::uint32_t window = 100;
  std::uint32_t sessions = 1;
  std::uint32_t threads = 1;
  std::uint32_t timeout_ms = 10'000;
  bool receipts = false;  // ask for receipts and wait for them
  bool one_per_send = false;
  bool marked = false;     // each submit can be known again by the simulator (mark.h)
  bool reconnect = false;  // sessions that are lost bind again and go on
  bool json = false;       // the report as JSON
  std::string answers;     // file: what each submit was answered (answers_file.h)
};

// Returns the exit status: 0 where every submit was answered exactly once and as expected, else 1.
// Throws std::exception where it cannot run.
int run_smpp(const SmppOptions& options);

}  // namespace picket::load
