// SPDX-License-Identifier: Apache-2.0
// One line of a labelled corpus: a message, and what people found it to be. JSON with the strings
// `text` and `label` (ham, spam or fraud), optionally `lang`, `sender` (an event's `from`),
// `category` and `time`; null is as if absent. Other members do not count, whatever they are; one
// of these twice is an error, as nobody could say which was meant. Any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "filter/core/event.h"
#include "filter/core/time.h"

namespace picket::tool {

enum class Label : std::uint8_t { ham, spam, fraud };
inline constexpr std::size_t kLabels = 3;
// As reports list them.
inline constexpr std::array kLabelsInOrder{Label::fraud, Label::spam, Label::ham};
std::string_view name_of(Label label) noexcept;

// A value for each label.
template <class T>
struct ByLabel {
  std::array<T, kLabels> values{};
  T& operator[](Label label) noexcept { return values[static_cast<std::size_t>(label)]; }
  const T& operator[](Label label) const noexcept {
    return values[static_cast<std::size_t>(label)];
  }
};

struct LabelledMessage {
  std::string text;
  Label label = Label::ham;
  std::string lang;
  std::string sender;
  std::string category;
  std::optional<core::Instant> time;
  // It has a time that is not RFC 3339 with an offset, as corpora often do: it is as if absent.
  bool time_unread = false;

  // An SMS with nothing but what the corpus says of it: no recipient, no route, and where the
  // message has no sender no sender. Points into the message.
  core::Event event() const noexcept;
};

// What is wrong with the line, in one line for a person, where it cannot be read.
std::expected<LabelledMessage, std::string> read_labelled(std::string_view line);

}  // namespace picket::tool
