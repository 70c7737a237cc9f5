// SPDX-License-Identifier: Apache-2.0
// Telephone numbers and sender names: the normal form and kind of an address by a numbering profile
// (language.md, "Numbers and lists"). Normalising twice changes nothing. Thread-safe: profiles are
// immutable after construction. normalise() allocates nothing.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/event.h"

namespace picket::core {

enum class NumberKind : std::uint8_t {
  mobile,
  fixed,
  short_code,
  alphanumeric,
  international,
  withheld,
  invalid
};

// An address in normal form. Digits carry `+` where they are E.164 (ITU-T E.164 §6: at most 15
// digits); a name is squeezed and folded; `withheld` is empty; `invalid` is what came, less
// separators, `?` for a character beyond ASCII.
class Number {
 public:
  static constexpr std::size_t kCapacity = 63;  // bytes; a longer name is cut at a character

  std::string_view normal() const noexcept { return {buffer_.data(), length_}; }
  NumberKind kind() const noexcept { return kind_; }
  // Country calling code of a `+` number (1..3 digits as an integer, 86 for China), else 0. 0 also
  // for codes that ITU-T has not assigned.
  std::uint16_t calling_code() const noexcept { return calling_code_; }

 private:
  friend class NumberingProfile;
  std::array<char, kCapacity> buffer_{};
  std::uint8_t length_ = 0;
  NumberKind kind_ = NumberKind::withheld;
  std::uint16_t calling_code_ = 0;
};

// Writes the squeezed form of a name (case, spaces and look-alikes undone) to `out`, cut at a
// character where it does not fit, and returns its bytes. Folding is filter/text's business, so
// whoever makes a profile brings it along (lists/numbering.h does). Must be idempotent.
using FoldName = std::size_t (*)(std::string_view name, std::span<char> out) noexcept;

// Numbers that begin so and have so many digits, the beginning included.
struct NumberRange {
  std::string prefix;
  std::uint8_t min_digits = 0;
  std::uint8_t max_digits = 0;
};

// What a route's numbers look like: the `numbering` section of the configuration. The default is
// the home country China.
struct NumberingSettings {
  // What a type of number that the standard leaves open is taken for. `unknown`, which SMPP's other
  // types are too, cannot be international: a short code would no longer be told from a number.
  enum class OpenType : std::uint8_t { unknown, national, international };

  std::uint16_t country = 86;               // calling code, 1..999
  std::string trunk_prefix = "0";           // before an area code; may be empty
  std::string international_prefix = "00";  // before a country code
  // National (significant) numbers by kind, without trunk prefix; the longest prefix that fits
  // decides. No `fixed` at all: every other national number of 4 digits or more is fixed.
  std::vector<NumberRange> mobile;
  std::vector<NumberRange> fixed;
  std::vector<NumberRange> service;       // kept without country code, kind fixed: 400, 800
  std::vector<NumberRange> access_codes;  // SMS access codes, kept as they are: 106
  std::uint8_t short_code_min = 3;        // digits
  std::uint8_t short_code_max = 8;
  // A national number may be written without trunk prefix if it is a mobile's; where the trunk
  // prefix is empty, any may.
  bool bare_mobile = true;
  OpenType unknown = OpenType::unknown;     // SMPP TON 0
  OpenType network = OpenType::unknown;     // SMPP TON 3
  OpenType subscriber = OpenType::unknown;  // SMPP TON 4

  static NumberingSettings china();
};

class NumberingProfile {
 public:
  // What is wrong with the settings, one line each; empty where nothing is.
  static std::vector<std::string> problems(const NumberingSettings& settings);

  // Throws std::invalid_argument with the first of problems().
  NumberingProfile(NumberingSettings settings, FoldName fold_name);

  // The normal form and kind of an address as received.
  Number normalise(const Address& address) const noexcept;
  Number normalise(std::string_view text) const noexcept { return normalise(Address{text, 0}); }

  const NumberingSettings& settings() const noexcept { return settings_; }

 private:
  class Draft;

  NumberingSettings settings_;
  std::string country_;  // its digits
  FoldName fold_name_;
};

// The country calling code at the start of E.164 digits (without `+`), or 0: ITU-T E.164.D.
std::uint16_t calling_code_of(std::string_view digits) noexcept;

}  // namespace picket::core
