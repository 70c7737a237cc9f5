// SPDX-License-Identifier: Apache-2.0
// A session as two streams of bytes. The input is a list of pieces: one octet (top bit: from the
// SMSC; the rest: how many octets), then the octets. What comes out is the same however the pieces
// are cut. Nothing is lost, doubled or invented: every PDU of a side goes to the other, byte for
// byte but for its sequence_number, or gets exactly one answer, or waits for room in the window;
// but for answers that nobody asked for, and alerts of the wrong state, which have no answer. A
// session has one bind at most, and carries what its kind allows.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "adapters/smpp/session_state.h"
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
  std::size_t dropped = 0;
  End end = End::none;
};

RelayOptions options() {
  RelayOptions options = with_window(4);
  options.outbind = true;
  return options;
}

RelayOptions in_order() {
  RelayOptions ordered = options();
  ordered.in_order = true;
  return ordered;
}

RelayOptions lax() {
  RelayOptions lax = options();
  lax.pass_wrong_state = true;
  return lax;
}

// Watches the state of one session by what comes out of it.
class StateWatch {
 public:
  StateWatch(const Relay& relay, bool strict) : relay_(relay), strict_(strict) {}

  // Before `from` is heard: what was decided then holds for all that it says.
  void before() { bound_ = relay_.bound(); }
  void came_out(Side to, const Bytes& pdu) {
    const Command command = header_of(pdu).command;
    if (command == Command::outbind && !is_bind(bind_)) reversed_ = true;
    if (is_response(command)) return;
    const Side role = reversed_ ? to : other(to);
    if (is_bind(command)) {
      require(!bound_ && role == Side::esme);
      bind_ = command;
    } else if (bound_ && strict_) {
      require(may_send(role, command, bind_));
    }
  }

 private:
  const Relay& relay_;
  bool strict_;
  bool bound_ = false;
  bool reversed_ = false;
  Command bind_{};
};

Run relay(const std::vector<Piece>& pieces, std::size_t cut, const RelayOptions& options) {
  RelayHarness harness(options);
  harness.gate.remember = false;
  StateWatch watch(harness.relay, !options.pass_wrong_state);
  Run run;
  for (const Piece& piece : pieces) {
    // No SMSC speaks before a bind has made its leg.
    if (piece.from == Side::smsc && !harness.relay.wants_upstream()) continue;
    for (std::size_t at = 0; at < piece.octets.size() && harness.relay.ended() == End::none;
         at += cut) {
      const Octets octets = piece.octets.subspan(at, std::min(cut, piece.octets.size() - at));
      Bytes& heard = run.heard[piece.from];
      heard.insert(heard.end(), octets.begin(), octets.end());
      watch.before();
      harness.give(piece.from, octets);
      for (Bytes& pdu : harness.take(Side::smsc)) {
        watch.came_out(Side::smsc, pdu);
        run.said.to_smsc.push_back(std::move(pdu));
      }
      for (Bytes& pdu : harness.take(Side::esme)) {
        watch.came_out(Side::esme, pdu);
        run.said.to_esme.push_back(std::move(pdu));
      }
    }
  }
  for (const Side side : {Side::esme, Side::smsc}) {
    run.heard[side].resize(run.heard[side].size() - harness.left(side));
    run.held += harness.relay.held(side);
  }
  run.unmatched = static_cast<std::size_t>(harness.count(Count::answers_unmatched));
  run.dropped = static_cast<std::size_t>(harness.count(Count::wrong_state_dropped));
  run.end = harness.relay.ended();
  return run;
}

Bytes without_number(Bytes pdu) {
  write_u32(pdu.data() + kSequenceOffset, 0);
  return pdu;
}

std::vector<Bytes> requests_of(std::vector<Bytes> pdus) {
  std::erase_if(pdus, [](const Bytes& pdu) { return is_response(header_of(pdu).command); });
  return pdus;
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

// No request has two answers; a nack may be for what nobody could read.
void check_answers(const std::vector<Bytes>& out, Octets heard) {
  std::map<std::uint32_t, std::size_t> asked;
  for (const Bytes& pdu : split(heard)) {
    const Header header = header_of(pdu);
    if (!is_response(header.command)) ++asked[header.sequence];
  }
  for (const Bytes& pdu : out) {
    const Header header = header_of(pdu);
    if (!is_response(header.command) || header.command == Command::generic_nack) continue;
    require(asked[header.sequence]-- > 0);
  }
}

void check_count(const Run& run) {
  const std::size_t in = split(run.heard.esme).size() + split(run.heard.smsc).size();
  const std::size_t out = run.said.to_esme.size() + run.said.to_smsc.size();
  const std::size_t nacks = run.end == End::bad_frame ? 1 : 0;
  require(in + nacks == out + run.held + run.unmatched + run.dropped);
}

void check(const Run& run) {
  check_requests(run.said.to_smsc, run.heard.esme);
  check_requests(run.said.to_esme, run.heard.smsc);
  check_answers(run.said.to_esme, run.heard.esme);
  check_answers(run.said.to_smsc, run.heard.smsc);
  check_count(run);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto pieces = pieces_of({data, std::min<std::size_t>(size, 4096)});
  constexpr std::size_t kWhole = 1 << 20;
  const Run whole = relay(pieces, kWhole, options());
  check(whole);
  require(relay(pieces, 1, options()).said == whole.said);
  check(relay(pieces, kWhole, lax()));
  // Answers in order change nothing of what is forwarded.
  const Run ordered = relay(pieces, kWhole, in_order());
  require(requests_of(ordered.said.to_smsc) == requests_of(whole.said.to_smsc));
  require(requests_of(ordered.said.to_esme) == requests_of(whole.said.to_esme));
  return 0;
}
