// SPDX-License-Identifier: Apache-2.0
#include "filter/core/decision_json.h"

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>

#include "filter/core/names.h"
#include "filter/core/utf8.h"

namespace picket::core {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_plain(char c) noexcept {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void append_escape(JsonBuffer& out, char c) {
  switch (c) {
    case '"':
      return append(out, "\\\"");
    case '\\':
      return append(out, "\\\\");
    case '\n':
      return append(out, "\\n");
    case '\r':
      return append(out, "\\r");
    case '\t':
      return append(out, "\\t");
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
  }
}

// False only where none of eight bytes must be escaped: none is < 0x20, `"` or `\`. Subtraction
// borrows, so a byte above one of these may be taken for one too; the caller then looks closer.
bool any_to_escape(const char* eight) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
  std::uint64_t word = 0;
  std::memcpy(&word, eight, sizeof word);
  const auto zero_byte = [](std::uint64_t x) { return (x - kOnes) & ~x & kHighs; };
  const std::uint64_t control = (word - kOnes * 0x20) & ~word & kHighs;
  return (control | zero_byte(word ^ (kOnes * '"')) | zero_byte(word ^ (kOnes * '\\'))) != 0;
}

// Whether it may stand between quotes as it is, and is ASCII: ids, names and digests mostly.
bool is_plain_ascii(std::string_view text) noexcept {
  constexpr std::uint64_t kHighs = 0x8080808080808080;
  std::size_t at = 0;
  for (; text.size() - at >= 8; at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighs) != 0 || any_to_escape(text.data() + at)) return false;
  }
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80 && is_plain(c); });
}

// Text that is UTF-8: stretches without anything to escape are copied whole.
void append_escaped(JsonBuffer& out, std::string_view text) {
  std::size_t begin = 0, at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8 && !any_to_escape(text.data() + at)) {
      at += 8;
      continue;
    }
    if (is_plain(text[at])) {
      ++at;
      continue;
    }
    append(out, text.substr(begin, at - begin));
    append_escape(out, text[at]);
    begin = ++at;
  }
  append(out, text.substr(begin));
}

void append_repaired(JsonBuffer& out, std::string_view text) {
  while (!text.empty()) {
    const int length = utf8_sequence(text);
    const auto bytes = static_cast<std::size_t>(length < 0 ? -length : length);
    if (length < 0) {
      append(out, kReplacement);
    } else {
      append_escaped(out, text.substr(0, bytes));
    }
    text.remove_prefix(bytes);
  }
}

template <class Integer>
void append_number(JsonBuffer& out, Integer value) {
  const fmt::format_int digits(value);
  append(out, {digits.data(), digits.size()});
}

void append_id(JsonBuffer& out, std::optional<std::string_view> id) {
  append(out, R"({"id":)");
  if (id) {
    append_json_string(out, *id);
  } else {
    append(out, "null");
  }
}

void append_matched(JsonBuffer& out, std::span<const Matched> matched) {
  append(out, R"("matched":[)");
  for (std::size_t i = 0; i < matched.size(); ++i) {
    append(out, i == 0 ? R"({"text":)" : R"(,{"text":)");
    append_json_string(out, matched[i].text);
    append(out, R"(,"at":)");
    append_number(out, matched[i].at);
    out.push_back('}');
  }
  out.push_back(']');
}

}  // namespace

void append_json_string(JsonBuffer& out, std::string_view text) {
  out.push_back('"');
  if (is_plain_ascii(text)) {
    append(out, text);
  } else if (simdjson::validate_utf8(text.data(), text.size())) {
    append_escaped(out, text);
  } else {
    append_repaired(out, text);
  }
  out.push_back('"');
}

void append_reasons(JsonBuffer& out, std::span<const Reason> reasons) {
  out.push_back('[');
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    const Reason& reason = reasons[i];
    append(out, i == 0 ? R"({"rule":)" : R"(,{"rule":)");
    append_json_string(out, reason.rule);
    append(out, R"(,"rev":)");
    append_number(out, reason.rev);
    append(out, R"(,"action":")");
    append(out, name_of(reason.action));
    append(out, R"(",)");
    append_matched(out, reason.matched);
    out.push_back('}');
  }
  out.push_back(']');
}

void append_decision(JsonBuffer& out, std::optional<std::string_view> id,
                     const Decision& decision) {
  append_id(out, id);
  append(out, R"(,"verdict":")");
  append(out, name_of(decision.verdict));
  append(out, R"(","risk":")");
  append(out, name_of(decision.risk));
  append(out, R"(","score":)");
  append_number(out, decision.score);
  append(out, R"(,"reasons":)");
  append_reasons(out, decision.reasons);
  append(out, R"(,"shadow":)");
  append_reasons(out, decision.shadow);
  append(out, R"(,"ruleset":)");
  append_json_string(out, decision.ruleset);
  append(out, R"(,"overlay":)");
  append_number(out, decision.overlay);
  if (decision.incomplete) append(out, R"(,"incomplete":true)");
  if (decision.bypass != Bypass::none) {
    append(out, R"(,"bypass":")");
    append(out, name_of(decision.bypass));
    append(out, "\"");
  }
  out.push_back('}');
}

void append_bad_line(JsonBuffer& out, std::optional<std::string_view> id, std::uint64_t line,
                     std::string_view error) {
  append_id(out, id);
  append(out, R"(,"line":)");
  append_number(out, line);
  append(out, R"(,"error":)");
  append_json_string(out, error);
  out.push_back('}');
}

}  // namespace picket::core
