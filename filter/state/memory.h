// SPDX-License-Identifier: Apache-2.0
// What is remembered from one event to the next, as the engine asks for it. `inspect` lists what an
// event's live rules want to know, exchange() answers all of it in one batch (so that keys can be
// prefetched, or sent to a store elsewhere), `settle` goes on with the answers. The only place in
// filter/ that remembers. exchange() is called on every worker at once.
//
// What `after` looks back on (how an event was judged, which rules hit it) is not known before
// `settle`; telling the memory so belongs to whatever memory keeps it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "filter/core/event.h"
#include "filter/core/time.h"
#include "filter/core/truth.h"

namespace picket::state {

// A hash of 128 bits over everything that makes two keys the same: what is counted or looked up,
// the channel, `where`, and the value (a normalised sender, a host, ...). Equal keys share one
// window; values themselves are not kept.
struct Key {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  bool operator==(const Key&) const = default;
};

// `rate`: puts this event into the window of `key` and counts what lies in [at - within, at], this
// event included.
struct CountRequest {
  Key key;
  std::uint64_t member =
      0;  // distinct counts: hash of the recipient or sender; 0: every event counts
  std::chrono::seconds within{0};
  std::uint32_t over = 0;  // the answer may stop counting above it
};

// `after`: whether the timeline of `key` (a recipient or sender) holds an event judged before, not
// blocked, at a time in [at - within, at], that meets every condition set.
struct LookBackRequest {
  Key key;
  std::chrono::seconds within{0};
  std::optional<core::Channel> channel;
  std::uint64_t rule = 0;      // hash of the id of a rule that hit it; 0: any event
  std::uint64_t category = 0;  // hash of such a rule's category; 0: any
  // A call that lasted so long, at its outcome's time, or was answered that long ago and is up.
  std::chrono::seconds min_duration{0};
};

// All questions of one event.
struct Requests {
  core::Instant at;
  // Route, id, channel and phase: an event seen before counts once. Absent: it has no id.
  std::optional<Key> identity;
  std::span<const CountRequest> counts;
  std::span<const LookBackRequest> look_backs;
};

// One entry for each request, in its order; the caller's memory.
struct Answers {
  std::span<std::optional<std::uint32_t>> counts;  // nullopt: unknown
  std::span<core::Truth> look_backs;
};

class Memory {
 public:
  virtual ~Memory() = default;
  // Fills every answer. Allocates nothing, waits for nothing; what is not known in time is unknown.
  virtual void exchange(const Requests& requests, const Answers& answers) noexcept = 0;
};

// Remembers nothing: every answer is unknown.
class UnknownMemory final : public Memory {
 public:
  void exchange(const Requests& requests, const Answers& answers) noexcept override;
};

}  // namespace picket::state
