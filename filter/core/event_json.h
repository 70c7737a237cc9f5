// SPDX-License-Identifier: Apache-2.0
// Reads events from JSON exactly as the rule language specifies them ("Decision", the paragraph
// "Event"): one object, an array of them, or one a line (NDJSON). An unknown field, a duplicate
// key, another type (null included: leave a field out instead), a word no enumeration has, a
// missing `channel` or (for sms) `text`, a time that is not RFC 3339 with an offset, a number of
// seconds outside 0..kMaxSeconds, invalid UTF-8, a lone surrogate escape and anything after the
// document are errors. Of all files only event_*.cc and decision_json.cc see simdjson.
//
// An EventReader and an EventBatch live on one thread. Events point into the text they were read
// from (strings without escapes) or into their batch (strings with escapes): both must outlive
// them. In steady state nothing is allocated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/arena.h"
#include "filter/core/event.h"

namespace picket::core {

// Bytes that must be readable behind a text given to the reader, whatever they hold.
inline constexpr std::size_t kJsonPadding = 64;

// A text with kJsonPadding readable bytes behind it.
struct PaddedText {
  std::string_view text;
};
// Grows the string's capacity where it must; the view is good until the string changes.
PaddedText padded(std::string& text);

inline constexpr double kMaxSeconds = 1e9;

enum class EventFault : std::uint8_t {
  malformed,      // not JSON, invalid UTF-8, a bad escape
  too_long,       // longer than the reader's limit
  not_an_object,  // an event is an object
  unknown_field,
  duplicate_field,
  wrong_type,
  bad_value,  // a word, a time or a number out of range
  missing_field,
  trailing_text
};

struct EventError {
  EventFault fault = EventFault::malformed;
  std::uint32_t line = 1;    // read_body: the bad event, from 1 (NDJSON: its line)
  std::string_view message;  // for people, UTF-8, one line; good until the reader's next call
};

// Events read so far, and what they point to where that is not the text itself.
class EventBatch {
 public:
  std::span<const Event> events() const noexcept { return events_; }
  std::span<Event> events() noexcept { return events_; }
  void clear();  // keeps memory for the next batch, up to a cap

 private:
  friend class EventReader;
  std::vector<Event> events_;
  Arena strings_;
};

enum class BodyForm : std::uint8_t { single, array, lines };

class EventReader {
 public:
  // Texts over `max_bytes` are too_long; memory grows to the longest text seen.
  explicit EventReader(std::size_t max_bytes = std::size_t{8} << 20);
  ~EventReader();
  EventReader(EventReader&&) noexcept;
  EventReader& operator=(EventReader&&) noexcept;

  // Reads one event (a line of NDJSON without its newline) and appends it to `batch`; where there
  // is an error the batch is as before.
  std::expected<void, EventError> read(PaddedText text, EventBatch& batch);

  // Reads all events of a body and appends them, or none where one of them is bad. Without
  // `ndjson`, the body is one object or an array of them. NDJSON: blank lines are skipped but
  // counted, a last newline is optional.
  std::expected<BodyForm, EventError> read_body(PaddedText body, bool ndjson, EventBatch& batch);

  // For a text that read() refused: its `id`, where a string under that key can be found and read,
  // even if the rest is broken. The view lives in `batch`; the error's message stays good.
  std::optional<std::string_view> recover_id(PaddedText text, EventBatch& batch);

 private:
  struct State;

  State& begin(EventBatch& batch);
  std::expected<void, EventError> read_lines(PaddedText body, EventBatch& batch);
  std::expected<void, EventError> read_array(PaddedText body, EventBatch& batch);

  std::unique_ptr<State> state_;
};

}  // namespace picket::core
