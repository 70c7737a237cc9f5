// SPDX-License-Identifier: Apache-2.0
// Kinds of bytes of a folded text, whose letters are lower case. Any thread.
#pragma once

namespace picket::text {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr bool is_alnum(char c) noexcept { return is_letter(c) || is_digit(c); }
// A byte of a character outside ASCII.
constexpr bool is_not_ascii(char c) noexcept { return static_cast<unsigned char>(c) >= 0x80; }

}  // namespace picket::text
