// SPDX-License-Identifier: Apache-2.0
#include "filter/match/regex_class.h"

#include <algorithm>
#include <array>

#include "filter/text/utf8.h"

namespace picket::match {
namespace {

const CharacterSet kUnknown{CodePoints::all(), false};

// Han, kana, Hangul and their like: no letter there has case, nor folds to one that has.
bool has_no_case(CodePointRange range) {
  return (range.first >= 0x2E80 && range.last <= 0xA63F) ||
         (range.first >= 0xAC00 && range.last <= 0xD7FF) || range.first >= 0x20000;
}

struct NamedClass {
  std::string_view name;
  std::string_view ranges;  // pairs of first and last
};

// ASCII, as RE2 has them; `\v` is not in `\s`.
constexpr std::array kPerlClasses{NamedClass{"d", "09"}, NamedClass{"s", "\t\n\f\r  "},
                                  NamedClass{"w", "09AZ__az"}};
constexpr std::array kPosixClasses{
    NamedClass{"alnum", "09AZaz"},
    NamedClass{"alpha", "AZaz"},
    NamedClass{"ascii", {"\x00\x7F", 2}},
    NamedClass{"blank", "\t\t  "},
    NamedClass{"cntrl", {"\x00\x1F\x7F\x7F", 4}},
    NamedClass{"digit", "09"},
    NamedClass{"graph", "!~"},
    NamedClass{"lower", "az"},
    NamedClass{"print", " ~"},
    NamedClass{"punct", "!/:@[`{~"},
    NamedClass{"space", "\t\r  "},
    NamedClass{"upper", "AZ"},
    NamedClass{"word", "09AZaz__"},
    NamedClass{"xdigit", "09AFaf"},
};

CharacterSet class_of(const NamedClass& named, bool negated, bool fold_case) {
  CharacterSet set;
  for (std::size_t i = 0; i + 1 < named.ranges.size(); i += 2) {
    set.characters.add(static_cast<unsigned char>(named.ranges[i]),
                       static_cast<unsigned char>(named.ranges[i + 1]));
  }
  if (fold_case) set = with_case(std::move(set));
  if (negated) set.characters = set.characters.negated();
  return set;
}

// `\d \D \s \S \w \W`; the text is after the backslash.
std::optional<CharacterSet> take_perl_class(RegexText& text, bool fold_case) {
  if (text.at_end()) return std::nullopt;
  const char letter = text.left()[0];
  const char lower = static_cast<char>(letter | 0x20);
  for (const NamedClass& named : kPerlClasses) {
    if (named.name[0] != lower) continue;
    text.skip(1);
    return class_of(named, letter != lower, fold_case);
  }
  return std::nullopt;
}

// `\pL \p{Greek} \P{^Lu}`: whatever it may be; the text is after the backslash.
bool take_unicode_class(RegexText& text) {
  if (!text.take("p") && !text.take("P")) return false;
  if (text.take("{")) {
    const std::size_t end = text.left().find('}');
    text.skip(end == std::string_view::npos ? text.left().size() : end + 1);
  } else if (!text.at_end()) {
    text.take_point();
  }
  return true;
}

std::optional<char32_t> take_digits(RegexText& text, int base, std::size_t most) {
  std::size_t count = 0;
  char32_t value = 0;
  for (; count < most && !text.at_end(); ++count) {
    const char c = text.left()[0];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : base;
    if (digit >= base) break;
    value = value * static_cast<char32_t>(base) + static_cast<char32_t>(digit);
    text.skip(1);
  }
  if (count == 0) return std::nullopt;
  return value;
}

std::optional<char32_t> take_hexadecimal(RegexText& text) {
  if (!text.take("{")) return take_digits(text, 16, 2);
  const auto value = take_digits(text, 16, 8);
  if (!text.take("}")) return std::nullopt;
  return value;
}

// An escape that is one character; the text is after the backslash.
std::optional<char32_t> take_escaped_point(RegexText& text) {
  static constexpr std::string_view kNames = "aftnrv";
  static constexpr std::string_view kMeanings = "\a\f\t\n\r\v";
  if (text.at_end()) return std::nullopt;
  const char first = text.left()[0];
  if (first >= '0' && first <= '7') return take_digits(text, 8, 3);
  if (text.take("x")) return take_hexadecimal(text);
  if (const auto at = kNames.find(first); at != std::string_view::npos) {
    text.skip(1);
    return static_cast<char32_t>(kMeanings[at]);
  }
  const bool is_punctuation = first > ' ' && first < '\x7F' && !(first >= 'a' && first <= 'z') &&
                              !(first >= 'A' && first <= 'Z') && !(first >= '0' && first <= '9');
  if (!is_punctuation) return std::nullopt;
  return text.take_point();
}

// One character of a class or one end of a range.
std::optional<char32_t> take_class_point(RegexText& text) {
  if (text.at_end()) return std::nullopt;
  return text.take("\\") ? take_escaped_point(text) : text.take_point();
}

// `[:alpha:]`, `[:^alpha:]`.
std::optional<CharacterSet> take_posix_class(RegexText& text, bool fold_case) {
  if (!text.starts_with("[:")) return std::nullopt;
  const std::size_t end = text.left().find(":]", 2);
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view name = text.left().substr(2, end - 2);
  const bool negated = name.starts_with('^');
  if (negated) name.remove_prefix(1);
  const auto named = std::ranges::find(kPosixClasses, name, &NamedClass::name);
  if (named == kPosixClasses.end()) return std::nullopt;
  text.skip(end + 2);
  return class_of(*named, negated, fold_case);
}

// A range, or one character.
std::optional<CharacterSet> take_range(RegexText& text, bool fold_case) {
  const auto first = take_class_point(text);
  if (!first) return std::nullopt;
  auto last = first;
  if (text.starts_with("-") && !text.starts_with("-]")) {
    text.skip(1);
    last = take_class_point(text);
    if (!last || *last < *first) return std::nullopt;
  }
  CharacterSet set;
  set.characters.add(*first, *last);
  return fold_case ? with_case(std::move(set)) : set;
}

std::optional<CharacterSet> take_class_item(RegexText& text, bool fold_case) {
  if (auto posix = take_posix_class(text, fold_case)) return posix;
  if (text.starts_with("\\")) {
    RegexText escape = text;
    escape.skip(1);
    std::optional<CharacterSet> set = take_perl_class(escape, fold_case);
    if (!set && take_unicode_class(escape)) set = kUnknown;
    if (set) {
      text = escape;
      return set;
    }
  }
  return take_range(text, fold_case);
}

}  // namespace

char32_t RegexText::take_point() {
  const char32_t point = text::utf8_point(left_.data());
  left_.remove_prefix(text::utf8_length(left_[0]));
  return point;
}

CharacterSet with_case(CharacterSet set) {
  const CodePoints before = set.characters;
  for (const CodePointRange range : before.ranges()) {
    if (has_no_case(range)) continue;
    if (range.last >= 0x80) return kUnknown;
    for (char32_t c = range.first; c <= range.last; ++c) {
      const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (is_letter) set.characters.add(c ^ 0x20);
    }
  }
  // Unicode has two more cases of ASCII letters: KELVIN SIGN and LATIN SMALL LETTER LONG S.
  if (set.characters.contains('k')) set.characters.add(0x212A);
  if (set.characters.contains('s')) set.characters.add(0x017F);
  return set;
}

std::optional<CharacterSet> take_character(RegexText& text, bool fold_case) {
  RegexText rest = text;
  std::optional<CharacterSet> set;
  if (!rest.take("\\")) {
    set.emplace().characters.add(rest.take_point());
    if (fold_case) set = with_case(*std::move(set));
  } else if (set = take_perl_class(rest, fold_case); set) {
  } else if (take_unicode_class(rest)) {
    set = kUnknown;
  } else if (const auto point = take_escaped_point(rest)) {
    set.emplace().characters.add(*point);
    if (fold_case) set = with_case(*std::move(set));
  }
  if (set) text = rest;
  return set;
}

std::optional<CharacterSet> take_bracket_class(RegexText& text, bool fold_case) {
  if (!text.take("[")) return std::nullopt;
  const bool negated = text.take("^");
  CharacterSet all;
  bool first = true;
  while (first || !text.starts_with("]")) {
    if (text.at_end()) return std::nullopt;
    const auto item = take_class_item(text, fold_case);
    if (!item) return std::nullopt;
    all.characters.add(item->characters);
    all.exact &= item->exact;
    first = false;
  }
  text.take("]");
  if (!negated) return all;
  if (!all.exact) return kUnknown;
  all.characters = all.characters.negated();
  return all;
}

}  // namespace picket::match
