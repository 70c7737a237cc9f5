// SPDX-License-Identifier: Apache-2.0
// What a host's name means, once it is found: its canonical letters, what of it is a public suffix,
// what somebody registered, whom it looks like, whether it shortens links. Lives on one worker (the
// caches), allocates nothing after construction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace picket::text {

// A name being built, of bounded length. Longer than any host (RFC 1035 §2.3.4: 255 bytes) in
// UTF-8.
class NameBuffer {
 public:
  static constexpr std::size_t kCapacity = 1024;

  void clear() noexcept { size_ = 0; }
  void resize(std::size_t size) noexcept { size_ = size; }  // shorter only
  std::size_t size() const noexcept { return size_; }
  std::string_view view() const noexcept { return {bytes_.data(), size_}; }
  // NUL-terminated, for libpsl.
  const char* c_str() noexcept {
    bytes_[size_] = '\0';
    return bytes_.data();
  }
  bool full() const noexcept { return size_ + 64 > kCapacity; }
  // Drops what does not fit.
  void append(std::string_view text) noexcept;
  void append(char32_t c) noexcept;

 private:
  std::array<char, kCapacity + 1> bytes_;
  std::size_t size_ = 0;
};

// Appends one character of an original text as a host has it: lower case, width undone (RFC 5895
// §2), look-alikes as they are; a symbol that no host has as it folds. Marks compose with what they
// stand on. Nothing for what is invisible or white space.
void append_host_character(char32_t c, NameBuffer& out) noexcept;

// `xn--` labels of the name decoded, in place.
void decode_labels(NameBuffer& name) noexcept;

// host_skeleton (link.h) into `out`.
void append_skeleton(std::string_view canonical, NameBuffer& out) noexcept;

// The public suffix list and the shorteners: loaded on first use in the process.
class HostRegistry {
 public:
  HostRegistry();

  // Whether one label by itself is a public suffix, or `example test invalid`.
  bool is_suffix(std::string_view label) noexcept;
  // The registered part of `host`; `host` where there is none.
  std::string_view registered(NameBuffer& host) noexcept;
  static bool is_shortener(std::string_view host) noexcept;

 private:
  // Answers of the list cost a microsecond; labels come again and again.
  struct Answer {
    std::array<char, 15> label;
    std::uint8_t size_and_answer;  // size << 1 | answer; 0: empty
  };
  std::array<Answer, 256> answers_{};
};

}  // namespace picket::text
