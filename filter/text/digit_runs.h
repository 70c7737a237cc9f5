// SPDX-License-Identifier: Apache-2.0
// Digits of a folded text, disguised ones included, in groups and runs: `138 ③8零零` is one run of
// three groups. Part of ContactFinder: one worker; in steady state allocates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "filter/text/view.h"

namespace picket::text {

// Digits that stand together and are written alike, in characters of the folded view.
struct DigitGroup {
  std::uint32_t begin;  // character
  std::uint32_t end;
  std::uint32_t offset;  // of its first digit in DigitRuns::digits()
  bool after_gap;        // a separator parts it from the group before, in the same run
  bool new_run;          // anything else does
  bool after_plus;       // a `+` stands right before it
  bool loose;            // a numeral at an end of the run, beside a letter of a word: `一起`
};

class DigitRuns {
 public:
  // Gathers all groups. Digits are 0-9 (folding has made these of all others), Han numerals, and
  // `o` and `l` in a word of digits; words that are read as digits (两 参 洞 拐 勾) only where they
  // touch another digit. Separators: at most two of space - . ( ) / and dashes.
  void gather(const Views& views);

  std::span<const DigitGroup> groups() const noexcept { return groups_; }
  // One past the last group of the run that goes on from group `first`.
  std::size_t run_end(std::size_t first) const noexcept {
    do ++first;
    while (continues(first));
    return first;
  }
  // Digits of groups [first, last).
  std::string_view digits(std::size_t first, std::size_t last) const noexcept {
    const std::size_t end = last < groups_.size() ? groups_[last].offset : digits_.size();
    return {digits_.data() + groups_[first].offset, end - groups_[first].offset};
  }
  // Whether group `index` goes on the run of the group before it.
  bool continues(std::size_t index) const noexcept {
    return index < groups_.size() && !groups_[index].new_run;
  }
  // Whether anything in the text may be an id: a letter, or so many digits in one run.
  bool has_letter() const noexcept { return has_letter_; }
  std::size_t longest_run() const noexcept;
  // The group that begins at this character; groups().size() if none does.
  std::size_t group_at(std::uint32_t character) const noexcept;
  // Whether group `index` is surely part of a number within a name: `xiaomei叁8贰`, not `abc一起`.
  bool is_numeral_of_number(std::size_t index) const noexcept;

 private:
  void add_word(std::uint32_t at, std::uint32_t size);
  void add_numeral(std::uint32_t at);
  void add_digit(char digit, std::uint32_t at, std::uint32_t size);
  bool is_gap(std::uint32_t begin, std::uint32_t end) const noexcept;

  std::vector<DigitGroup> groups_;
  std::vector<char> digits_;
  const Views* views_ = nullptr;
  const View* folded_ = nullptr;
  std::uint32_t past_ = 0;   // byte after the last digit
  bool has_letter_ = false;  // in a word that is not one of digits
};

// Shapes of numbers, digits in ASCII.
bool is_phone(std::string_view digits, bool after_plus) noexcept;
bool is_card(std::string_view digits) noexcept;  // 13-19 digits, Luhn (ISO/IEC 7812-1 annex B)

}  // namespace picket::text
