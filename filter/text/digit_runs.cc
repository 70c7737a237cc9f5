// SPDX-License-Identifier: Apache-2.0
#include "filter/text/digit_runs.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "filter/text/ascii.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

constexpr std::uint32_t kLongestGap = 2;
constexpr std::size_t kShortestNumberInName = 3;

// What else a character is that stands for a digit.
enum class Also : std::uint8_t {
  nothing,  // financial, or read aloud so
  counts,   // `一起`, `三人`: a word begins with it
  word,     // `两个`, `参加`, `山洞`: rather that than a digit
};

struct HanDigit {
  char32_t character;
  char digit;
  Also also;
};

// Folded characters outside ASCII that stand for digits.
constexpr HanDigit kHanDigits[] = {
    {U'零', '0', Also::nothing}, {U'〇', '0', Also::nothing}, {U'○', '0', Also::nothing},
    {U'◯', '0', Also::nothing},  {U'洞', '0', Also::word},    {U'一', '1', Also::counts},
    {U'壹', '1', Also::nothing}, {U'幺', '1', Also::nothing}, {U'弌', '1', Also::nothing},
    {U'二', '2', Also::counts},  {U'贰', '2', Also::nothing}, {U'弍', '2', Also::nothing},
    {U'两', '2', Also::word},    {U'俩', '2', Also::word},    {U'三', '3', Also::counts},
    {U'叁', '3', Also::nothing}, {U'弎', '3', Also::nothing}, {U'参', '3', Also::word},
    {U'仨', '3', Also::word},    {U'四', '4', Also::counts},  {U'肆', '4', Also::nothing},
    {U'亖', '4', Also::nothing}, {U'五', '5', Also::counts},  {U'伍', '5', Also::nothing},
    {U'六', '6', Also::counts},  {U'陆', '6', Also::nothing}, {U'七', '7', Also::counts},
    {U'柒', '7', Also::nothing}, {U'漆', '7', Also::word},    {U'拐', '7', Also::word},
    {U'八', '8', Also::counts},  {U'捌', '8', Also::nothing}, {U'九', '9', Also::counts},
    {U'玖', '9', Also::nothing}, {U'勾', '9', Also::word}};

// What most characters of Chinese text are asked: whether one of these has the same low bits.
constexpr std::size_t kLowBits = 4096;
constexpr std::array<bool, kLowBits> make_may_be_digit() {
  std::array<bool, kLowBits> may_be{};
  for (const HanDigit& han : kHanDigits) may_be[han.character % kLowBits] = true;
  return may_be;
}
constexpr std::array<bool, kLowBits> kMayBeDigit = make_may_be_digit();

// Of the character that begins at `at`, or null.
const HanDigit* han_digit(std::string_view text, std::uint32_t at) noexcept {
  if (at >= text.size() || utf8_length(text[at]) != 3) return nullptr;
  const char32_t c = utf8_point(text.data() + at);
  if (!kMayBeDigit[c % kLowBits]) return nullptr;
  for (const HanDigit& han : kHanDigits)
    if (han.character == c) return &han;
  return nullptr;
}

bool is_separator(char32_t c) noexcept {
  return c == U' ' || c == U'-' || c == U'.' || c == U'(' || c == U')' || c == U'/' ||
         (c >= U'‐' && c <= U'―');
}

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
  views_ = &views;
  folded_ = &views[ViewKind::folded];
  past_ = 0;
  has_letter_ = false;
  const std::string_view text = folded_->bytes;
  for (std::uint32_t at = 0; at < text.size();) {
    const std::uint32_t length = utf8_length(text[at]);
    if (length == 1 && is_alnum(text[at])) {
      std::uint32_t end = at + 1;
      while (end < text.size() && is_alnum(text[end])) ++end;
      add_word(at, end - at);
      at = end;
      continue;
    }
    if (length == 3) add_numeral(at);
    at += length;
  }
}

// The numeral at `at`, if it is one. A character that is rather a word must touch another digit.
void DigitRuns::add_numeral(std::uint32_t at) {
  const std::string_view text = folded_->bytes;
  const HanDigit* han = han_digit(text, at);
  if (han == nullptr) return;
  const std::uint32_t next = at + utf8_length(text[at]);
  const bool after_digit = !groups_.empty() && past_ == at;
  const bool before_digit =
      next < text.size() && (is_digit(text[next]) || han_digit(text, next) != nullptr);
  if (han->also == Also::word && !after_digit && !before_digit) return;
  const bool beside_ascii =
      (after_digit && is_digit(text[at - 1])) || (next < text.size() && is_digit(text[next]));
  const bool may_be_word = han->also == Also::word || (han->also == Also::counts && beside_ascii);
  const std::uint32_t character = folded_->character_at(at);
  const auto is_letter_at = [&](std::uint32_t i) {
    return views_->folded_class[i] == CharacterClass::unspaced_letter;
  };
  const bool letter_before = !after_digit && character > 0 && is_letter_at(character - 1);
  const bool letter_after = !before_digit && next < text.size() && is_letter_at(character + 1);
  add_digit(han->digit, at, 3);
  groups_.back().loose = may_be_word && (letter_before || letter_after);
}

// A word of ASCII letters and digits: all of it if it is digits and what looks so, else the digits
// in it.
void DigitRuns::add_word(std::uint32_t at, std::uint32_t size) {
  const std::string_view word = folded_->bytes.substr(at, size);
  const bool whole = is_word_of_digits(word);
  has_letter_ |= !whole;
  for (const char& c : word) {
    if (!is_digit(c) && !whole) continue;
    const auto place = at + static_cast<std::uint32_t>(&c - word.data());
    add_digit(c == 'o' ? '0' : c == 'l' ? '1' : c, place, 1);
  }
}

// The digit written in `size` bytes at `at`. ASCII digits that stand together are one group, each
// Han numeral is one of its own: `周一138...` holds a number that does not begin with 一.
void DigitRuns::add_digit(char digit, std::uint32_t at, std::uint32_t size) {
  const std::string_view text = folded_->bytes;
  const bool adjacent = !groups_.empty() && past_ == at;
  if (adjacent && size == 1 && static_cast<unsigned char>(text[at - 1]) < 0x80) {
    ++groups_.back().end;
  } else {
    const std::uint32_t character = folded_->character_at(at);
    const bool parted = !groups_.empty() && !adjacent && is_gap(past_, at);
    const bool plus = at != 0 && text[at - 1] == '+';
    groups_.push_back({character, character + 1, static_cast<std::uint32_t>(digits_.size()), parted,
                       !adjacent && !parted, plus, false});
  }
  digits_.push_back(digit);
  past_ = at + size;
}

// Whether [begin, end) is a few separators.
bool DigitRuns::is_gap(std::uint32_t begin, std::uint32_t end) const noexcept {
  const std::string_view text = folded_->bytes;
  std::uint32_t characters = 0;
  while (begin < end && characters < kLongestGap && is_separator(utf8_point(&text[begin]))) {
    begin += utf8_length(text[begin]);
    ++characters;
  }
  return begin == end;
}

std::size_t DigitRuns::longest_run() const noexcept {
  std::size_t longest = 0;
  for (std::size_t first = 0, end = 0; first < groups_.size(); first = end) {
    end = run_end(first);
    longest = std::max(longest, digits(first, end).size());
  }
  return longest;
}

bool DigitRuns::is_numeral_of_number(std::size_t index) const noexcept {
  if (index >= groups_.size() || groups_[index].loose) return false;
  std::size_t first = index, end = index + 1;
  const auto touches = [&](std::size_t i) { return continues(i) && !groups_[i].after_gap; };
  const auto few = [&] { return digits(first, end).size() < kShortestNumberInName; };
  while (few() && first > 0 && touches(first)) --first;
  while (few() && touches(end)) ++end;
  return !few();
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
