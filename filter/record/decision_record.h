// SPDX-License-Identifier: Apache-2.0
// One decision as it travels from a worker to the record thread: one contiguous, self-contained run
// of bytes in a ring, written without allocation, read as views into the ring. Internal to the
// process: it holds a pointer to the numbering profile and to the tag's key, both of which live as
// long as the process does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "filter/core/decision.h"
#include "filter/core/event.h"
#include "filter/core/number.h"

namespace picket::record {

// What a worker records of one event. Filled in by the gate, on its worker.
struct Entry {
  core::Instant at;                    // when it was judged, by the clock
  const core::Event* event = nullptr;  // its text is kept only where `keep_text`
  const core::Decision* decision = nullptr;
  std::string_view tag_key;  // a literal; may be empty
  std::uint64_t tag_value = 0;
  bool keep_text = false;
  bool refused = false;  // for trouble, by the route's policy
};

// Longest that is kept of a field, in bytes; longer ones are cut at a character. A record is always
// smaller than kLargestRecord.
inline constexpr std::size_t kLongestField = 256;
inline constexpr std::size_t kLongestText = 4096;
inline constexpr std::size_t kMostRules = 64;  // of enforced and shadow together
inline constexpr std::size_t kLargestRecord = 28u << 10;

std::size_t encoded_size(const Entry& entry) noexcept;
// Writes exactly encoded_size() bytes at `out`, which is 8-byte aligned.
void encode(const Entry& entry, std::byte* out) noexcept;

// The same, read back.
struct Recorded {
  core::Instant at;
  core::Channel channel = core::Channel::sms;
  core::Verdict verdict = core::Verdict::allow;
  core::Risk risk = core::Risk::none;
  core::Bypass bypass = core::Bypass::none;
  bool incomplete = false;
  bool refused = false;
  bool has_id = false;
  bool has_text = false;
  std::uint32_t score = 0;
  std::uint64_t overlay = 0;
  std::string_view tag_key;
  std::uint64_t tag_value = 0;
  const core::NumberingProfile* profile = nullptr;
  std::string_view route;
  std::string_view id;
  core::Address from;
  core::Address to;
  std::string_view text;
  std::string_view ruleset;
  std::size_t enforced = 0;  // the first of `rules`; the rest are shadow
  std::size_t rules = 0;
  std::span<const std::byte> rule_bytes;
};

struct RecordedRule {
  std::string_view id;
  std::uint32_t rev = 0;
  core::Action action = core::Action::allow;
};

Recorded decode(std::span<const std::byte> bytes) noexcept;
// Takes the next rule off `rule_bytes`.
RecordedRule next_rule(std::span<const std::byte>& rule_bytes) noexcept;

}  // namespace picket::record
