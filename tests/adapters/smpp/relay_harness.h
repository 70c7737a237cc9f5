// SPDX-License-Identifier: Apache-2.0
// A relay between two ends of memory. What it writes is collected; input left over is kept, as a
// session does.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>

#include "adapters/smpp/relay.h"
#include "tests/adapters/smpp/fake_gate.h"
#include "tests/adapters/smpp/messages.h"

namespace picket::smpp {

inline RelayOptions with_window(std::size_t window, std::size_t held_octets = 256 * 1024) {
  RelayOptions options;
  for (const Side side : {Side::esme, Side::smsc}) {
    options.lanes[side].window = window;
    options.lanes[side].held_octets = held_octets;
  }
  return options;
}

class RelayHarness : public RelayOwner {
  std::unique_ptr<Shared> own_;

 public:
  static constexpr std::string_view stranger = "stranger";  // may not bind
  static constexpr std::string_view receipts = "receipts";  // gets receipts only, told by text

  Shared& shared;

  static SharedOptions small() {
    return {.parts = {.memory = 64 << 10}, .codings = 1 << 10, .dropped = 16};
  }
  // `with`: what several harnesses share, as sessions do; without it one has it for itself.
  explicit RelayHarness(const RelayOptions& options = {}, Shared* with = nullptr)
      : own_(with == nullptr ? std::make_unique<Shared>(small()) : nullptr),
        shared(with == nullptr ? *own_ : *with),
        names_(CounterNames::declare(registry_)),
        cells_(registry_.infos().size()),
        relay(options, gate, shared, Counting(cells_, names_), *this) {}

  // A bound session, nothing left to look at.
  void bind(std::string_view system_id = "esme", std::uint8_t version = 0x34,
            Command command = Command::bind_transceiver) {
    give(Side::esme, bind_pdu(1, system_id, command, version));
    give(Side::smsc, response_pdu(response_to(command), 1, "smsc"));
    to_esme.clear();
    to_smsc.clear();
  }

  Progress give(Side from, Octets bytes) {
    Bytes& input = inputs_[from];
    input.insert(input.end(), bytes.begin(), bytes.end());
    return turn(from, [&] { return relay.receive(from, input, workspaces_[from], now); });
  }

  Progress resume(Side from) {
    return turn(from, [&] { return relay.resume(from, now); });
  }

  template <typename Use>
  void with_outputs(Use use) {
    use(workspaces_.esme.out);
    collect(workspaces_.esme);
  }

  std::int64_t count(Count what) const { return cells_.value(names_.id(what)); }
  std::int64_t count(PduError what) const { return cells_.value(names_.id(what)); }

  // What has come out since the last look.
  std::vector<Bytes> take(Side to) {
    Bytes& bytes = to == Side::esme ? to_esme : to_smsc;
    auto pdus = split(bytes);
    bytes.clear();
    return pdus;
  }

  // What has been given and was no whole PDU yet.
  std::size_t left(Side from) const { return inputs_[from].size(); }

  BindAdmission admit_bind(Side, std::string_view system_id) noexcept override {
    return {.status = system_id == stranger ? Status::bind_failed : Status::ok,
            .receipts_by_text = system_id == receipts};
  }
  void decided(Side from) noexcept override { decided_for = from; }

  FakeGate gate;
  core::Ticks now = 1'000'000'000'000;
  std::optional<Side> decided_for;
  Bytes to_esme;
  Bytes to_smsc;

 private:
  template <typename Turn>
  Progress turn(Side from, Turn take_turn) {
    const Progress progress = take_turn();
    collect(workspaces_[from]);
    if (progress != Progress::waiting) {
      Bytes& input = inputs_[from];
      input.erase(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(relay.consumed(from)));
    }
    return progress;
  }

  void collect(Workspace& workspace) {
    to_esme.insert(to_esme.end(), workspace.out.esme.begin(), workspace.out.esme.end());
    to_smsc.insert(to_smsc.end(), workspace.out.smsc.begin(), workspace.out.smsc.end());
    workspace.out.esme.clear();
    workspace.out.smsc.clear();
  }

  daemon::CounterRegistry registry_;
  CounterNames names_;
  daemon::CounterCells cells_;
  // Shared by all harnesses, as those of a worker are by its sessions: large, and costly to make.
  static PerSide<Workspace>& shared_workspaces() {
    thread_local PerSide<Workspace> workspaces;
    return workspaces;
  }

  PerSide<Workspace>& workspaces_ = shared_workspaces();
  PerSide<Bytes> inputs_;

 public:
  Relay relay;
};

}  // namespace picket::smpp
