// SPDX-License-Identifier: Apache-2.0
// The inside of EventReader: simdjson's parser and the reading of one event, field by field.
// Included by event_json.cc and event_fields.cc only. Lives on one thread.
#pragma once

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "filter/core/event_json.h"
#include "filter/core/utf8.h"

namespace picket::core {

namespace ondemand = simdjson::ondemand;
using simdjson::error_code;

// A field's name, compared with keys as they stand in the text: the parser's own unescaping of a
// key is a call that costs more than all else about a field.
class FieldName {
 public:
  consteval FieldName(const char* text) : text_(text) {
    std::array<char, kAtOnce> first{}, mask{};
    for (std::size_t i = 0; i < kAtOnce && i <= text_.size(); ++i) {
      first[i] = i < text_.size() ? text_[i] : '"';
      mask[i] = '\xff';
    }
    first_ = std::bit_cast<std::uint64_t>(first);
    mask_ = std::bit_cast<std::uint64_t>(mask);
  }

  std::string_view text() const noexcept { return text_; }

  // `key`: what follows a key's opening quote, kJsonPadding readable bytes at least. False for a
  // name that is written with escapes.
  bool is_key(const char* key) const noexcept {
    std::uint64_t begin = 0;
    std::memcpy(&begin, key, kAtOnce);
    if ((begin & mask_) != first_) return false;
    if (text_.size() < kAtOnce) return true;
    return std::memcmp(key + kAtOnce, text_.data() + kAtOnce, text_.size() - kAtOnce) == 0 &&
           key[text_.size()] == '"';
  }

 private:
  static constexpr std::size_t kAtOnce = sizeof(std::uint64_t);
  std::string_view text_;
  std::uint64_t first_ = 0;  // of the name and its closing quote, eight bytes or what there is
  std::uint64_t mask_ = 0;
};

// The parser with its memory, and the reading of one event. Its functions are true where all went
// well; else they have put the error in `error`.
struct EventReader::State {
  ondemand::parser parser;
  std::size_t max_bytes = 0;
  Arena* strings = nullptr;  // of the batch that is being filled
  EventError error;
  std::array<char, 256> message;

  template <class... Arguments>
  bool fail(EventFault fault, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    const auto end = fmt::format_to_n(message.data(), message.size(), format,
                                      std::forward<Arguments>(arguments)...);
    const std::string_view text(message.data(), std::min(end.size, message.size()));
    // A message that was cut short is cut at a character.
    error.message = end.size > message.size() ? utf8_prefix(text, text.size() - 4) : text;
    error.fault = fault;
    return false;
  }

  bool fail_json(error_code code) {
    if (code == simdjson::UTF8_ERROR) return fail(EventFault::malformed, "invalid UTF-8");
    if (code == simdjson::CAPACITY) {
      return fail(EventFault::too_long, "longer than {} bytes", max_bytes);
    }
    if (code == simdjson::EMPTY) return fail(EventFault::malformed, "nothing here, not even JSON");
    return fail(EventFault::malformed, "not JSON: {}", simdjson::error_message(code));
  }

  // Text to tokens; CAPACITY where it is longer than max_bytes.
  error_code iterate(PaddedText text, ondemand::document& document);
  bool expect_end(ondemand::document& document);

  // One event from a document, or from a value of an array.
  template <class Source>
  bool read_event(Source&& source, Event& event) {
    ondemand::object object;
    const error_code code = source.get_object().get(object);
    if (code == simdjson::INCORRECT_TYPE) {
      return fail(EventFault::not_an_object, "an event is a JSON object");
    }
    return code == simdjson::SUCCESS ? read_event_object(object, event) : fail_json(code);
  }
  bool read_event_object(ondemand::object object, Event& event);
  bool read_event_field(std::size_t field, ondemand::value& value, Event& event);
  bool read_call_field(std::size_t field, ondemand::value& value, CallFacts& call);
  bool read_outcome_field(std::size_t field, ondemand::value& value, OutcomeFacts& outcome);

  // Every field of an object, none twice: read(index in `names`, value).
  template <std::size_t N, class Read>
  bool read_fields(ondemand::object object, const std::array<FieldName, N>& names,
                   std::string_view of, unsigned& seen, Read read);
  template <class Read>
  bool read_object(ondemand::value& value, std::string_view name, Read read);

  bool unescape(ondemand::value& value, std::string_view& out);
  bool read_string(ondemand::value& value, std::string_view name, std::string_view& out);
  bool read_boolean(ondemand::value& value, std::string_view name, std::optional<bool>& out);
  bool read_seconds(ondemand::value& value, std::string_view name, std::optional<double>& out);
  template <class Enum>
  bool read_word(ondemand::value& value, std::string_view name,
                 std::optional<Enum> (*parse)(std::string_view) noexcept, std::string_view words,
                 std::optional<Enum>& out);
  bool read_time(ondemand::value& value, std::optional<Instant>& out);
};

}  // namespace picket::core
