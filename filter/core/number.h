// SPDX-License-Identifier: Apache-2.0
// Telephone numbers and sender names: the normal form and kind of an address by a numbering profile
// (language.md, "Numbers and lists"). Normalising twice changes nothing. Thread-safe: profiles are
// immutable after configuration. Allocates nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

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
// digits); a name is squeezed and folded; `withheld` is empty; `invalid` keeps its digits as they
// came.
class Number {
 public:
  static constexpr std::size_t kCapacity = 63;  // bytes; a longer name is cut at a character

  std::string_view normal() const noexcept { return {buffer_.data(), length_}; }
  NumberKind kind() const noexcept { return kind_; }
  // Country calling code of a `+` number (1..3 digits as an integer, 86 for China), else 0.
  std::uint16_t calling_code() const noexcept { return calling_code_; }

 private:
  friend class NumberingProfile;
  std::array<char, kCapacity> buffer_{};
  std::uint8_t length_ = 0;
  NumberKind kind_ = NumberKind::withheld;
  std::uint16_t calling_code_ = 0;
};

}  // namespace picket::core
