// SPDX-License-Identifier: Apache-2.0
// A session as two streams of bytes. The input is a list of pieces: one octet (top bit: from the
// SMSC; the rest: how many octets), then the octets. What comes out is the same however the pieces
// are cut; it consists of whole PDUs; and every request that goes to a side is one that came from
// the other, but for its sequence_number.
#include <algorithm>
#include <cstdlib>
#include <set>

#include "tests/adapters/smpp/relay_harness.h"

using namespace picket::smpp;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

struct Piece {
  Side from;
  Octets octets;
};

std::vector<Piece> pieces_of(Octets input) {
  std::vector<Piece> pieces;
  while (!input.empty()) {
    const Side from = (input[0] & 0x80) != 0 ? Side::smsc : Side::esme;
    const std::size_t size = std::min<std::size_t>(input[0] & 0x7F, input.size() - 1);
    pieces.push_back({from, input.subspan(1, size)});
    input = input.subspan(1 + size);
  }
  return pieces;
}

struct Said {
  std::vector<Bytes> to_esme;
  std::vector<Bytes> to_smsc;
  bool operator==(const Said&) const = default;
};

Said relay(const std::vector<Piece>& pieces, std::size_t cut) {
  RelayHarness harness(with_window(4));
  harness.gate.remember = false;
  for (const Piece& piece : pieces) {
    // No SMSC speaks before a bind has made its leg.
    if (piece.from == Side::smsc && !harness.relay.wants_upstream()) continue;
    for (std::size_t at = 0; at < piece.octets.size() && harness.relay.ended() == End::none;
         at += cut) {
      harness.give(piece.from, piece.octets.subspan(at, std::min(cut, piece.octets.size() - at)));
    }
  }
  return {harness.take(Side::esme), harness.take(Side::smsc)};
}

Bytes without_number(Bytes pdu) {
  write_u32(pdu.data() + kSequenceOffset, 0);
  return pdu;
}

// The PDUs a side said, up to the first that is none.
std::multiset<Bytes> said_by(const std::vector<Piece>& pieces, Side side) {
  Bytes all;
  for (const Piece& piece : pieces) {
    if (piece.from == side) all.insert(all.end(), piece.octets.begin(), piece.octets.end());
  }
  std::multiset<Bytes> pdus;
  for (const Bytes& pdu : split(all)) {
    if (!pdu.empty()) pdus.insert(without_number(pdu));
  }
  return pdus;
}

void check_requests(const std::vector<Bytes>& out, std::multiset<Bytes> said) {
  for (const Bytes& pdu : out) {
    require(pdu.size() >= kHeaderSize);
    if (is_response(header_of(pdu).command)) continue;
    const auto found = said.find(without_number(pdu));
    require(found != said.end());
    said.erase(found);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto pieces = pieces_of({data, std::min<std::size_t>(size, 4096)});
  const Said whole = relay(pieces, 1 << 20);
  require(relay(pieces, 1) == whole);
  // A leg that is not there yet says nothing: leave such inputs to the check above.
  check_requests(whole.to_smsc, said_by(pieces, Side::esme));
  return 0;
}
