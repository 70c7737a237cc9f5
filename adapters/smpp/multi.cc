// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/multi.h"

#include <algorithm>

namespace picket::smpp {

void JudgedDestinations::clear() noexcept {
  allowed.clear();
  refused.clear();
  allowed_count = refused_count = 0;
}

void JudgedDestinations::allow(const Destination& destination) {
  allowed.insert(allowed.end(), destination.bytes.begin(), destination.bytes.end());
  ++allowed_count;
}

void JudgedDestinations::refuse(const Destination& destination, Status status) {
  const AddressView& address = destination.address;
  refused.push_back(address.ton);
  refused.push_back(address.npi);
  refused.insert(refused.end(), address.text.begin(), address.text.end());
  refused.push_back(0);
  refused.resize(refused.size() + 4);
  write_u32(refused.data() + refused.size() - 4, static_cast<std::uint32_t>(status));
  ++refused_count;
}

void RefusedDestinations::keep(std::uint32_t ticket, const JudgedDestinations& judged) {
  if (entries_.size() == kMost) entries_.erase(entries_.begin());
  entries_.push_back({ticket, judged.refused_count, judged.refused});
}

void RefusedDestinations::append_answer(Bytes& out, const Pdu& answer, std::uint32_t ticket) {
  const auto entry = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& kept) { return kept.ticket == ticket; });
  const bool taken =
      answer.header.status == Status::ok && answer.header.command == Command::submit_multi_resp;
  const auto view = taken ? parse_multi_response(answer) : std::nullopt;
  if (entry != entries_.end() && view && view->count + entry->count <= 255) {
    const std::size_t at = out.size();
    out.insert(out.end(), answer.bytes.begin(), answer.bytes.begin() + kHeaderSize);
    out.insert(out.end(), view->message_id.begin(), view->message_id.end());
    out.push_back(0);
    out.push_back(static_cast<std::uint8_t>(view->count + entry->count));
    out.insert(out.end(), view->unsuccessful.begin(), view->unsuccessful.end());
    out.insert(out.end(), entry->refused.begin(), entry->refused.end());
    out.insert(out.end(), view->tlvs.begin(), view->tlvs.end());
    write_u32(out.data() + at, static_cast<std::uint32_t>(out.size() - at));
  } else {
    out.insert(out.end(), answer.bytes.begin(), answer.bytes.end());
  }
  if (entry != entries_.end()) entries_.erase(entry);
}

}  // namespace picket::smpp
