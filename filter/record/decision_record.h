// SPDX-License-Identifier: Apache-2.0
// One decision as it travels from a worker to the record thread: a contiguous run of bytes in a
// ring, written without allocation, read as views into the ring. Internal to the process: it holds
// pointers to the numbering profile and to the tag's key, both of which live as long as the process
// does.
//
// Records are many and alike, so each leaves out what the record before it in the same ring has
// said: its route, its ruleset and overlay, its profile and tag key. A ring therefore has one
// RecordWriter and one RecordReader, and the reader sees every record that the writer wrote, in
// that order. An SMS without text takes some fifty bytes.
#pragma once

#include <array>
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

// A field that records share, kept by both ends of a ring.
class SharedField {
 public:
  std::string_view value() const noexcept { return {bytes_.data(), size_}; }
  void assign(std::string_view value) noexcept;  // at most kLongestField bytes

 private:
  std::array<char, kLongestField> bytes_{};
  std::size_t size_ = 0;
};

// What the record before has said: what a record leaves out where it is the same.
struct Shared {
  SharedField route;
  SharedField ruleset;
  std::uint64_t overlay = 0;
  std::string_view tag_key;
  const core::NumberingProfile* profile = nullptr;
};

// Lives on the worker that writes the ring.
class RecordWriter {
 public:
  // At least the bytes that the entry's record takes, under kLargestRecord.
  static std::size_t most(const Entry& entry) noexcept;
  // Writes the next record of the ring at `out`, and returns its size. What is written here must
  // reach the reader.
  std::size_t write(const Entry& entry, std::byte* out) noexcept;

 private:
  Shared before_;
};

// The same, read back. Views point into the record, `route` and `ruleset` into the reader.
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
  std::uint64_t score = 0;
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

// Lives on the record thread.
class RecordReader {
 public:
  Recorded read(std::span<const std::byte> bytes) noexcept;  // valid until the next read

 private:
  Shared before_;
};

// Takes the next rule off `rule_bytes`.
RecordedRule next_rule(std::span<const std::byte>& rule_bytes) noexcept;

}  // namespace picket::record
