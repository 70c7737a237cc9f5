// SPDX-License-Identifier: Apache-2.0
// What a relay has in hand of one direction: what was read, the message being judged, its verdict.
// Lives on one worker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "adapters/smpp/field.h"
#include "adapters/smpp/mapping.h"
#include "adapters/smpp/multi.h"
#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"
#include "adapters/smpp/relay_options.h"
#include "adapters/smpp/rewrite.h"
#include "adapters/smpp/side.h"
#include "filter/daemon/gate.h"

namespace picket::smpp {

// Buffers that the sessions of one worker take turns with: one is in use from a read until what
// came out has been written (or put aside), so idle sessions have none. Outputs are empty between
// turns.
struct Workspace {
  PerSide<Bytes> out;  // towards each side
  MessageMapper mapper;
  JudgedDestinations destinations;
  RewriteBuffers rewriting;
  Bytes changed;  // a PDU to be forwarded in place of the one received
};

// What the configuration says of a bind, before it goes on.
struct BindAdmission {
  Status status = Status::ok;  // any other is its answer
  // Nothing but receipts is delivered to it, and the SMSC may mark them by their text alone.
  bool receipts_by_text = false;
};

class RelayOwner {
 public:
  // A verdict that a direction was waiting for has come: call resume(from), on this worker, but not
  // from within this call.
  virtual void decided(Side from) noexcept = 0;

  // Of a bind of this system_id, from that side.
  virtual BindAdmission admit_bind(Side from, std::string_view system_id) noexcept = 0;

 protected:
  ~RelayOwner() = default;
};

// Waits for one verdict and keeps what is needed of it.
class Judgement final : public daemon::Waiter {
 public:
  // Everything outlives it: the relay's options, its route, its owner.
  Judgement(const RelayOptions& options, const std::string& route, RelayOwner& owner,
            Side from) noexcept
      : options_(options), route_(route), owner_(owner), from_(from) {}

  // Before Gate::judge, and after it: a verdict that comes later than that is told to the owner.
  void ask() noexcept {
    answered_ = refused_ = false;
    asking_ = true;
  }
  void asked() noexcept { asking_ = false; }
  void decided(const daemon::Outcome& outcome) noexcept override;

  bool answered() const noexcept { return answered_; }
  bool refused() const noexcept { return refused_; }  // for trouble
  core::Verdict verdict() const noexcept { return verdict_; }
  // Of a block or a warning; stays what it is when the configuration changes.
  const std::shared_ptr<const Treatment>& treatment() const noexcept { return treatment_; }

  Side from() const noexcept { return from_; }

  bool waiting = false;  // the direction has stopped for it

 private:
  const RelayOptions& options_;
  const std::string& route_;
  RelayOwner& owner_;
  Side from_;
  bool asking_ = false;
  bool answered_ = false;
  bool refused_ = false;
  core::Verdict verdict_ = core::Verdict::allow;
  std::shared_ptr<const Treatment> treatment_;
};

struct Direction {
  Direction(const RelayOptions& options, const std::string& route, RelayOwner& owner,
            Side from) noexcept
      : judgement(options, route, owner, from) {}

  Octets buffered;
  std::size_t consumed = 0;
  Workspace* workspace = nullptr;
  // The message being judged.
  Pdu pdu;
  MessageView message;
  TlvFacts tlvs;
  AddressView to;
  std::optional<DestinationReader> destinations;  // of a submit_multi, those still to come
  Destination destination;                        // and the one being judged
  std::shared_ptr<const Treatment> warned;        // null where there is no warning
  Blocking blocked;                               // of the latest block
  MappedMessage mapped;
  Judgement judgement;
  std::uint32_t ticket = 0;       // of the request being handled, where answers are ordered
  std::uint32_t next_ticket = 1;  // where they are not
};

}  // namespace picket::smpp
