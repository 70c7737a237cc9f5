// SPDX-License-Identifier: Apache-2.0
// The SMPP wire: a message or bind that parses gives the very same bytes when it is written again,
// and TLVs and destinations never reach beyond the PDU.
#include <cstdlib>

#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"

using namespace picket::smpp;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool inside(Octets part, Octets whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_message(const Pdu& pdu) {
  const auto message = parse_message(pdu);
  if (!message) return;
  Bytes again;
  append_message(again, pdu.header.sequence, *message, pdu.header.status);
  require(std::equal(again.begin(), again.end(), pdu.bytes.begin(), pdu.bytes.end()));
  TlvReader tlvs(message->tlvs);
  for (Tlv tlv; tlvs.next(tlv);) require(inside(tlv.value, pdu.bytes));
  DestinationReader destinations(message->destination_count, message->destinations);
  Destination destination;
  std::size_t count = 0;
  while (destinations.next(destination)) ++count;
  require(count == message->destination_count);
}

void check_bind(const Pdu& pdu) {
  const auto bind = parse_bind(pdu);
  if (!bind || pdu.header.status != Status::ok) return;
  Bytes again;
  append_bind(again, pdu.header.command, pdu.header.sequence, *bind);
  require(std::equal(again.begin(), again.end(), pdu.bytes.begin(), pdu.bytes.end()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Octets rest(data, size);
  while (true) {
    const auto next = next_pdu(rest, 64 * 1024);
    if (!next || !*next) return 0;
    require((*next)->bytes.size() == (*next)->header.length);
    check_message(**next);
    check_bind(**next);
    require(response_message_id(**next).size() < (*next)->bytes.size());
    rest = rest.subspan((*next)->bytes.size());
  }
}
