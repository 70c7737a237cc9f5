// SPDX-License-Identifier: Apache-2.0
// A session as two streams of bytes. The input is a list of pieces: one octet (top bit: from the
// SMSC; the rest: how many octets), then the octets. What comes out is the same however the pieces
// are cut. Nothing is lost, doubled or invented: every PDU of a side goes to the other, byte for
// byte but for its sequence_number, or gets exactly one answer, or waits for room in the window;
// but for answers that nobody asked for.
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

struct Run {
  Said said;
  PerSide<Bytes> heard;  // what was taken of each side: whole PDUs
  std::size_t held = 0;
  std::size_t unmatched = 0;
  End end = End::none;
};

Run relay(const std::vector<Piece>& pieces, std::size_t cut, bool in_order = false) {
  RelayOptions options = with_window(4);
  options.in_order = in_order;
  RelayHarness harness(options);
  harness.gate.remember = false;
  Run run;
  for (const Piece& piece : pieces) {
    // No SMSC speaks before a bind has made its leg.
    if (piece.from == Side::smsc && !harness.relay.wants_upstream()) continue;
    for (std::size_t at = 0; at < piece.octets.size() && harness.relay.ended() == End::none;
         at += cut) {
      const Octets octets = piece.octets.subspan(at, std::min(cut, piece.octets.size() - at));
      Bytes& heard = run.heard[piece.from];
      heard.insert(heard.end(), octets.begin(), octets.end());
      harness.give(piece.from, octets);
    }
  }
  for (const Side side : {Side::esme, Side::smsc}) {
    run.heard[side].resize(run.heard[side].size() - harness.left(side));
    run.held += harness.relay.held(side);
  }
  run.unmatched = static_cast<std::size_t>(harness.count(Count::answers_unmatched));
  run.end = harness.relay.ended();
  run.said = {harness.take(Side::esme), harness.take(Side::smsc)};
  return run;
}

Bytes without_number(Bytes pdu) {
  write_u32(pdu.data() + kSequenceOffset, 0);
  return pdu;
}

// The requests that came out are among those that went in.
void check_requests(const std::vector<Bytes>& out, Octets heard) {
  std::multiset<Bytes> in;
  for (const Bytes& pdu : split(heard)) in.insert(without_number(pdu));
  for (const Bytes& pdu : out) {
    require(pdu.size() >= kHeaderSize);
    if (is_response(header_of(pdu).command)) continue;
    const auto found = in.find(without_number(pdu));
    require(found != in.end());
    in.erase(found);
  }
}

void check_count(const Run& run) {
  const std::size_t in = split(run.heard.esme).size() + split(run.heard.smsc).size();
  const std::size_t out = run.said.to_esme.size() + run.said.to_smsc.size();
  const std::size_t nacks = run.end == End::bad_frame ? 1 : 0;
  const std::size_t unanswered = run.end == End::outbind ? 1 : 0;
  require(in + nacks == out + run.held + run.unmatched + unanswered);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto pieces = pieces_of({data, std::min<std::size_t>(size, 4096)});
  const Run whole = relay(pieces, 1 << 20);
  require(relay(pieces, 1).said == whole.said);
  check_requests(whole.said.to_smsc, whole.heard.esme);
  check_requests(whole.said.to_esme, whole.heard.smsc);
  check_count(whole);
  // Answers in order change nothing of what is forwarded.
  require(relay(pieces, 1 << 20, true).said.to_smsc == whole.said.to_smsc);
  return 0;
}
