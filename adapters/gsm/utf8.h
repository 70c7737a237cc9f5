// SPDX-License-Identifier: Apache-2.0
// UTF-8 one character at a time, for this folder. Nothing allocates or throws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace picket::gsm {

inline constexpr char32_t kReplacement = 0xFFFD;

// Fills a buffer with whole characters; the first that does not fit sets truncated().
class Utf8Writer {
 public:
  explicit Utf8Writer(std::span<char> out) noexcept
      : begin_(out.data()), at_(out.data()), end_(out.data() + out.size()) {}

  // `character` must be a scalar value (no surrogate, at most U+10FFFF).
  void put(char32_t character) noexcept {
    if (end_ - at_ < 4 && end_ - at_ < size_of(character)) {
      truncated_ = true;
      end_ = at_;
      return;
    }
    if (character < 0x80) {
      *at_++ = static_cast<char>(character);
    } else if (character < 0x800) {
      *at_++ = static_cast<char>(0xC0 | character >> 6);
      *at_++ = static_cast<char>(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
      *at_++ = static_cast<char>(0xE0 | character >> 12);
      *at_++ = static_cast<char>(0x80 | (character >> 6 & 0x3F));
      *at_++ = static_cast<char>(0x80 | (character & 0x3F));
    } else {
      *at_++ = static_cast<char>(0xF0 | character >> 18);
      *at_++ = static_cast<char>(0x80 | (character >> 12 & 0x3F));
      *at_++ = static_cast<char>(0x80 | (character >> 6 & 0x3F));
      *at_++ = static_cast<char>(0x80 | (character & 0x3F));
    }
  }
  // A character of one or two octets that is UTF-8 already; both octets of `pair` can be read.
  void put_pair(const char* pair, std::size_t size) noexcept {
    if (end_ - at_ < 2) {
      put_last(pair, size);
      return;
    }
    at_[0] = pair[0];
    at_[1] = pair[1];
    at_ += size;
  }
  // Room for so many octets at next(); advance() says where what was written there ends.
  bool has_room(std::ptrdiff_t octets) const noexcept { return end_ - at_ >= octets; }
  char* next() noexcept { return at_; }
  void advance(const char* end) noexcept { at_ += end - at_; }

  void replace() noexcept {
    put(kReplacement);
    ++replaced_;
  }

  std::size_t size() const noexcept { return static_cast<std::size_t>(at_ - begin_); }
  std::size_t replaced() const noexcept { return replaced_; }
  bool truncated() const noexcept { return truncated_; }

 private:
  // The buffer has room for one octet at most.
  void put_last(const char* pair, std::size_t size) noexcept {
    if (size == 1 && at_ != end_) {
      *at_++ = pair[0];
    } else {
      truncated_ = true;
      end_ = at_;
    }
  }

  static std::ptrdiff_t size_of(char32_t character) noexcept {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }

  char* begin_;
  char* at_;
  char* end_;
  std::size_t replaced_ = 0;
  bool truncated_ = false;
};

struct Utf8Character {
  char32_t value = kReplacement;
  std::size_t size = 1;  // octets to step over; of a bad sequence its longest valid beginning
  bool valid = false;
};

// The character at the front of `octets`, which is not empty (Unicode §3.9, table 3-7).
inline Utf8Character front_character(std::span<const std::uint8_t> octets) noexcept {
  const std::uint8_t lead = octets[0];
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {};
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  char32_t value = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (i == octets.size() || octets[i] < low || octets[i] > high) return {kReplacement, i, false};
    value = value << 6 | (octets[i] & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  return {value, size, true};
}

}  // namespace picket::gsm
