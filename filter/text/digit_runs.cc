// SPDX-License-Identifier: Apache-2.0
#include "filter/text/digit_runs.h"

#include <algorithm>
#include <array>

#include "filter/text/utf8.h"

namespace picket::text {
namespace {

constexpr std::uint32_t kLongestGap = 2;

// The digit that a folded character outside ASCII stands for, or NUL.
char han_digit(char32_t c) noexcept {
  switch (c) {
    case U'零':
    case U'〇':
    case U'○':
    case U'◯':
      return '0';
    case U'一':
    case U'壹':
    case U'幺':
      return '1';
    case U'二':
    case U'贰':
      return '2';
    case U'三':
    case U'叁':
      return '3';
    case U'四':
    case U'肆':
      return '4';
    case U'五':
    case U'伍':
      return '5';
    case U'六':
    case U'陆':
      return '6';
    case U'七':
    case U'柒':
      return '7';
    case U'八':
    case U'捌':
      return '8';
    case U'九':
    case U'玖':
      return '9';
    default:
      return '\0';
  }
}

bool is_separator(char32_t c) noexcept {
  return c == U' ' || c == U'-' || c == U'.' || c == U'(' || c == U')' || c == U'/' ||
         (c >= U'‐' && c <= U'―');
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_alnum(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'z'); }

// `138oo138ooo`: letters that look like digits, no more of them than digits.
bool is_word_of_digits(std::string_view word) noexcept {
  const auto digits = std::count_if(word.begin(), word.end(), is_digit);
  const auto looks =
      std::count_if(word.begin(), word.end(), [](char c) { return c == 'o' || c == 'l'; });
  return static_cast<std::size_t>(digits + looks) == word.size() && digits >= looks;
}

bool all_alike(std::string_view digits) noexcept {
  return std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits.front(); });
}

bool is_mobile(std::string_view digits) noexcept {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

}  // namespace

void DigitRuns::gather(const Views& views) {
  groups_.clear();
  digits_.clear();
  gap_ = 0;
  gap_is_separators_ = false;
  plus_ = false;
  const std::string_view text = views[ViewKind::folded].bytes;
  std::uint32_t character = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (is_alnum(text[at])) {
      std::size_t end = at + 1;
      while (end < text.size() && is_alnum(text[end])) ++end;
      add_word(text.substr(at, end - at), character);
      character += static_cast<std::uint32_t>(end - at);
      at = end;
      continue;
    }
    const char32_t c = utf8_point(text.data() + at);
    if (const char digit = c < 0x80 ? '\0' : han_digit(c); digit != '\0') {
      add_digit(digit, character, false);
    } else {
      gap_is_separators_ = is_separator(c) && (gap_ == 0 || gap_is_separators_);
      ++gap_;
      plus_ = c == U'+';
    }
    at += utf8_length(text[at]);
    ++character;
  }
}

// A word of ASCII letters and digits: all of it if it is digits and what looks so, else the digits
// in it.
void DigitRuns::add_word(std::string_view word, std::uint32_t character) {
  const bool whole = is_word_of_digits(word);
  for (std::size_t i = 0; i < word.size(); ++i, ++character) {
    const char c = word[i];
    if (is_digit(c) || whole) {
      add_digit(c == 'o' ? '0' : c == 'l' ? '1' : c, character, true);
    } else {
      gap_is_separators_ = false;
      ++gap_;
      plus_ = false;
    }
  }
}

// ASCII digits that stand together are one group, each Han numeral is one of its own: `周一138...`
// holds a number that does not begin with 一.
void DigitRuns::add_digit(char digit, std::uint32_t character, bool ascii) {
  const bool adjacent = !groups_.empty() && gap_ == 0;
  if (adjacent && ascii && last_is_ascii_) {
    groups_.back().end = character + 1;
  } else {
    const bool parted = gap_ != 0 && gap_is_separators_ && gap_ <= kLongestGap;
    groups_.push_back({character, character + 1, static_cast<std::uint32_t>(digits_.size()), parted,
                       !adjacent && !parted, plus_});
  }
  last_is_ascii_ = ascii;
  digits_.push_back(digit);
  gap_ = 0;
  gap_is_separators_ = false;
  plus_ = false;
}

std::size_t DigitRuns::group_at(std::uint32_t character) const noexcept {
  const auto found =
      std::lower_bound(groups_.begin(), groups_.end(), character,
                       [](const DigitGroup& group, std::uint32_t at) { return group.begin < at; });
  if (found == groups_.end() || found->begin != character) return groups_.size();
  return static_cast<std::size_t>(found - groups_.begin());
}

bool is_phone(std::string_view digits, bool after_plus) noexcept {
  if (after_plus) return digits.size() >= 7 && digits.size() <= 15 && digits[0] != '0';
  if (digits.starts_with("0086")) digits.remove_prefix(2);
  if (digits.starts_with("86") && is_mobile(digits.substr(2))) return true;
  if (is_mobile(digits)) return true;
  if (digits.size() == 10 && (digits.starts_with("400") || digits.starts_with("800"))) return true;
  return digits.size() >= 10 && digits.size() <= 12 && digits[0] == '0' && digits[1] != '0';
}

bool is_card(std::string_view digits) noexcept {
  if (digits.size() < 13 || digits.size() > 19 || digits[0] == '0' || all_alike(digits))
    return false;
  int sum = 0;
  bool twice = false;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const int digit = digits[i] - '0';
    sum += !twice ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return sum % 10 == 0;
}

}  // namespace picket::text
