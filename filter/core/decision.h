// SPDX-License-Identifier: Apache-2.0
// What the engine answers for one event. Spans and views point into the worker's workspace and into
// the ruleset, and are valid only while the waiter runs.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace picket::core {

enum class Verdict : std::uint8_t { allow, warn, block };
enum class Action : std::uint8_t { allow, warn, block, score };
enum class Risk : std::uint8_t { none, low, medium, high, critical };
enum class Basis : std::uint8_t { analytics, list, subscriber, order };
// Why an event was allowed without being judged: a call for help; a worker too far behind, on a
// route that would rather pass (the daemon's doing, never the engine's).
enum class Bypass : std::uint8_t { none, emergency, overload };

// Where a condition was met: a stretch of the original text.
struct Matched {
  std::string_view text;  // of the event's text, as received
  std::uint32_t at = 0;   // characters (code points) from 0
};

struct Reason {
  std::string_view rule;  // id
  std::uint32_t rev = 0;
  Action action = Action::allow;
  Basis basis = Basis::analytics;
  std::span<const Matched> matched;  // by `at`
};

struct Decision {
  Verdict verdict = Verdict::allow;
  Risk risk = Risk::none;
  std::uint32_t score = 0;
  std::span<const Reason> reasons;  // every enforced rule that hit, in deciding order, then by id
  std::span<const Reason> shadow;
  std::string_view ruleset;   // SHA-256, 64 hex digits
  std::uint64_t overlay = 0;  // revision; 0 without one
  bool incomplete = false;    // a budget cut the scan
  Bypass bypass = Bypass::none;
};

}  // namespace picket::core
