// SPDX-License-Identifier: Apache-2.0
#include "tools/load/ledger.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tools/load/message_text.h"

namespace picket::load {

Ledger::Ledger(const std::string& path) : keeps_(!path.empty()) {
  if (!keeps_) return;
  file_.open(path, std::ios::trunc);
  if (!file_) throw std::runtime_error(fmt::format("{}: cannot be written", path));
}

void Ledger::write(std::uint64_t session, std::string_view system_id, std::uint32_t sequence,
                   std::string_view message_id, const smpp::MessageView& message) {
  if (!keeps_) return;
  const nlohmann::ordered_json json = {
      {"session", session},
      {"system_id", system_id},
      {"sequence_number", sequence},
      {"message_id", message_id},
      {"from", message.source.text},
      {"to", message.destination.text},
      {"esm_class", message.esm_class},
      {"data_coding", message.data_coding},
      {"text", text_of(message)},
      {"octets", fmt::format("{:02x}", fmt::join(octets_of(message), ""))}};
  const std::string line =
      json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  const std::lock_guard lock(mutex_);
  file_ << line;
}

void Ledger::flush() {
  const std::lock_guard lock(mutex_);
  file_.flush();
}

}  // namespace picket::load
