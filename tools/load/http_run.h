// SPDX-License-Identifier: Apache-2.0
// `picket-load http`: batches of events over several connections, each as fast as answers come back
// (a closed loop), every answer checked.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace picket::load {

struct HttpOptions {
  std::string to = "127.0.0.1:8780";
  std::string text;      // one message ...
  std::string messages;  // ... or a file of them (messages.h), round and round
  std::string from = "10690000123";
  std::string to_number = "+8613900000002";
  std::string expect = "any";      // accept, refuse
  std::vector<std::string> truth;  // files (truth.h)
  std::uint32_t events = 100;      // a batch
  std::uint32_t connections = 8;
  std::uint32_t threads = 1;
  std::uint64_t count = 0;  // batches over all connections; 0: until duration_s
  double duration_s = 10;
  bool json = false;
};

// Returns the exit status: 0 where every event got its one good answer, else 1. Throws
// std::exception where it cannot run.
int run_http(const HttpOptions& options);

}  // namespace picket::load
