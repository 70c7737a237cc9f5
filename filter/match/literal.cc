// SPDX-License-Identifier: Apache-2.0
#include "filter/match/literal.h"

#include "filter/text/utf8.h"

namespace picket::match {
namespace {

bool is_ideograph(char32_t c) noexcept {
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0x20000 && c <= 0x323AF);
}

bool is_ascii_digit(char32_t c) noexcept { return c >= '0' && c <= '9'; }

bool is_ascii_alphanumeric(char32_t c) noexcept {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// True where in doubt.
bool may_be_of_a_word(char32_t c) noexcept {
  return c < 0x80 ? is_ascii_alphanumeric(c) : !is_ideograph(c);
}

// Entropy of running text per character, roughly: Han 9 to 10 bits, Latin letters 4, digits a
// little over 3; other scripts' letters are as many as Latin ones.
double information_of(char32_t c) noexcept {
  if (is_ideograph(c)) return 9.5;
  if (is_ascii_digit(c)) return 3.3;
  return 4;
}

char32_t last_point(std::string_view utf8) noexcept {
  const char* last = utf8.data() + utf8.size() - 1;
  while ((static_cast<unsigned char>(*last) & 0xC0) == 0x80) --last;
  return text::utf8_point(last);
}

}  // namespace

std::uint32_t characters_of(std::string_view utf8) noexcept {
  std::uint32_t characters = 0;
  for (std::size_t i = 0; i < utf8.size(); i += text::utf8_length(utf8[i])) ++characters;
  return characters;
}

bool may_touch_a_word(std::string_view utf8) noexcept {
  return may_be_of_a_word(text::utf8_point(utf8.data())) || may_be_of_a_word(last_point(utf8));
}

double information_of(std::string_view utf8) noexcept {
  double bits = 0;
  for (std::size_t i = 0; i < utf8.size(); i += text::utf8_length(utf8[i])) {
    bits += information_of(text::utf8_point(utf8.data() + i));
  }
  return bits;
}

}  // namespace picket::match
