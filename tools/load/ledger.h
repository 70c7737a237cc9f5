// SPDX-License-Identifier: Apache-2.0
// What reached the SMSC simulator: one JSON line a message, in the order of each session. Shared by
// its threads; a line is written whole.
#pragma once

#include <cstdint>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>

#include "adapters/smpp/pdu.h"

namespace picket::load {

class Ledger {
 public:
  // An empty path: keeps nothing. Throws std::runtime_error where the file cannot be made.
  explicit Ledger(const std::string& path);

  // {"session","system_id","sequence_number","message_id","from","to","esm_class","data_coding",
  // "text","octets"}: `text` decoded, `octets` in hex as they came.
  void write(std::uint64_t session, std::string_view system_id, std::uint32_t sequence,
             std::string_view message_id, const smpp::MessageView& message);
  void flush();

 private:
  bool keeps_;
  std::mutex mutex_;
  std::ofstream file_;
};

}  // namespace picket::load
