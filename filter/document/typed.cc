// SPDX-License-Identifier: Apache-2.0
#include "filter/document/typed.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <system_error>

#include "filter/core/time.h"

namespace picket::document {
namespace {

// Words that some YAML reader takes for a boolean or for nothing.
constexpr std::array<std::string_view, 10> kNotText{"yes", "no", "on",    "off",  "y",
                                                    "n",   "~",  "false", "true", "null"};
constexpr std::int64_t kLongestDuration = std::int64_t{3650} * 24 * 3600;

std::string lower_case(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool must_be_quoted(const Node& node) {
  return !node.quoted && std::ranges::find(kNotText, lower_case(node.scalar)) != kNotText.end();
}

// What stands there: as written, or what kind of thing it is.
std::string shown(const Node& node) {
  return node.scalar.empty() ? std::string(describe(node)) : fmt::format("`{}`", node.scalar);
}

void wrong_type(const Node& node, std::string_view what, std::string_view expected,
                Reporter& reporter) {
  reporter.error(node.span, "wrong-type",
                 fmt::format("{} must be {}, not {}", what, expected, describe(node)));
}

std::optional<std::int64_t> integer_of(std::string_view digits) noexcept {
  std::int64_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [parsed, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || parsed != end || digits.empty()) return std::nullopt;
  return value;
}

// Edits (insert, delete, replace, swap neighbours) from one word to another.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string meant(std::string_view word, std::span<const std::string_view> words) {
  const auto near = did_you_mean(word, words);
  return near ? fmt::format("did you mean `{}`?", *near)
              : fmt::format("it can be: {}", fmt::join(words, ", "));
}

}  // namespace

std::string_view describe(const Node& node) noexcept {
  switch (node.kind) {
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::mapping:
      return "a mapping";
    default:
      return node.scalar.empty() ? "empty text" : "text";
  }
}

std::optional<std::string_view> read_text(const Node& node, std::string_view what,
                                          Reporter& reporter) {
  if (node.kind != Node::Kind::scalar || node.scalar.empty()) {
    wrong_type(node, what, "text", reporter);
    return std::nullopt;
  }
  if (must_be_quoted(node)) {
    reporter.error(node.span, "quoted-text",
                   fmt::format("{} is text, and `{}` must be quoted as text", what, node.scalar),
                   fmt::format("write \"{}\"", node.scalar));
    return std::nullopt;
  }
  return node.scalar;
}

std::optional<std::vector<Text>> read_texts(const Node& node, std::string_view what,
                                            Reporter& reporter) {
  std::vector<Text> texts;
  if (node.kind != Node::Kind::list) {
    const auto text = read_text(node, what, reporter);
    if (!text) return std::nullopt;
    texts.push_back({*text, node.span});
    return texts;
  }
  if (!expect_list(node, what, reporter)) return std::nullopt;
  for (const Node& item : node.items) {
    if (const auto text = read_text(item, what, reporter)) texts.push_back({*text, item.span});
  }
  if (texts.size() != node.items.size()) return std::nullopt;
  return texts;
}

std::optional<std::int64_t> read_integer(const Node& node, std::string_view what, std::int64_t min,
                                         std::int64_t max, Reporter& reporter) {
  const bool is_plain = node.kind == Node::Kind::scalar && !node.quoted;
  const auto value = is_plain ? integer_of(node.scalar) : std::nullopt;
  if (!value) {
    wrong_type(node, what, "an integer", reporter);
    return std::nullopt;
  }
  if (*value < min || *value > max) {
    reporter.error(node.span, "out-of-range",
                   fmt::format("{} must be from {} to {}, not {}", what, min, max, *value));
    return std::nullopt;
  }
  return value;
}

std::optional<bool> read_boolean(const Node& node, std::string_view what, Reporter& reporter) {
  const bool is_plain = node.kind == Node::Kind::scalar && !node.quoted;
  if (is_plain && node.scalar == "true") return true;
  if (is_plain && node.scalar == "false") return false;
  wrong_type(node, what, "true or false", reporter);
  return std::nullopt;
}

std::optional<std::chrono::seconds> read_duration(const Node& node, std::string_view what,
                                                  Reporter& reporter) {
  const std::string_view text = node.scalar;
  std::int64_t unit = 0;
  if (node.kind == Node::Kind::scalar && !text.empty()) {
    switch (text.back()) {
      case 's':
        unit = 1;
        break;
      case 'm':
        unit = 60;
        break;
      case 'h':
        unit = 3600;
        break;
      case 'd':
        unit = 24 * 3600;
        break;
      default:
        break;
    }
  }
  const auto count = unit == 0 ? std::nullopt : integer_of(text.substr(0, text.size() - 1));
  if (!count) {
    reporter.error(node.span, "wrong-type",
                   fmt::format("{} must be a duration, not {}", what, shown(node)),
                   "an integer and s, m, h or d: 30s, 10m, 2h, 1d");
    return std::nullopt;
  }
  if (*count < 0 || *count > kLongestDuration / unit) {
    reporter.error(node.span, "out-of-range",
                   fmt::format("{} must be from 0s to 3650d, not {}", what, text));
    return std::nullopt;
  }
  return std::chrono::seconds(*count * unit);
}

std::optional<std::chrono::year_month_day> read_date(const Node& node, std::string_view what,
                                                     Reporter& reporter) {
  if (node.kind == Node::Kind::scalar) {
    if (const auto date = core::parse_date(node.scalar)) return *date;
  }
  reporter.error(node.span, "wrong-type",
                 fmt::format("{} must be a date, not {}", what, shown(node)),
                 "YYYY-MM-DD: 2026-01-31");
  return std::nullopt;
}

std::optional<std::size_t> read_word(const Node& node, std::string_view what,
                                     std::span<const std::string_view> words, Reporter& reporter) {
  // A word of the language is no free text: `none` or `any` needs no quotes, whatever it looks
  // like.
  if (node.kind != Node::Kind::scalar || node.scalar.empty()) {
    wrong_type(node, what, fmt::format("one of {}", fmt::join(words, ", ")), reporter);
    return std::nullopt;
  }
  const auto word = std::ranges::find(words, node.scalar);
  if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
  reporter.error(node.span, "unknown-word", fmt::format("{} cannot be `{}`", what, node.scalar),
                 meant(node.scalar, words));
  return std::nullopt;
}

bool expect_mapping(const Node& node, std::string_view what, Reporter& reporter) {
  if (node.kind != Node::Kind::mapping) {
    wrong_type(node, what, "a mapping", reporter);
    return false;
  }
  if (!node.entries.empty()) return true;
  reporter.error(node.span, "empty-mapping", fmt::format("{} has no keys", what));
  return false;
}

bool expect_list(const Node& node, std::string_view what, Reporter& reporter) {
  if (node.kind != Node::Kind::list) {
    wrong_type(node, what, "a list", reporter);
    return false;
  }
  if (!node.items.empty()) return true;
  reporter.error(node.span, "empty-list", fmt::format("{} is an empty list", what));
  return false;
}

const Node* require(const Node& mapping, std::string_view key, std::string_view what,
                    Reporter& reporter) {
  if (const Node* value = mapping.find(key)) return value;
  const Span at{mapping.span.begin, {mapping.span.begin.line, mapping.span.begin.column + 1}};
  reporter.error(at, "missing-key", fmt::format("{} has no `{}`", what, key));
  return nullptr;
}

bool check_keys(const Node& mapping, std::span<const std::string_view> known, std::string_view what,
                Reporter& reporter) {
  bool good = true;
  for (const Node::Entry& entry : mapping.entries) {
    if (std::ranges::find(known, entry.key) != known.end()) continue;
    reporter.error(entry.key_span, "unknown-key",
                   fmt::format("unknown key `{}` of {}", entry.key, what), meant(entry.key, known));
    good = false;
  }
  return good;
}

std::optional<std::string_view> did_you_mean(std::string_view word,
                                             std::span<const std::string_view> words) {
  const std::string lower = lower_case(word.substr(0, 64));
  std::optional<std::string_view> nearest;
  std::size_t least = std::max<std::size_t>(1, lower.size() / 3) + 1;
  for (const std::string_view candidate : words) {
    const std::size_t distance = edit_distance(lower, lower_case(candidate));
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace picket::document
