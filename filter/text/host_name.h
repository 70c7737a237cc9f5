// SPDX-License-Identifier: Apache-2.0
// What a host's name means, once it is found: its canonical letters, what of it is a public suffix,
// what somebody registered, whom it looks like, whether it shortens links. Any thread; allocates
// nothing once prepare_host_names() was called.
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
  bool full() const noexcept { return size_ + 64 > kCapacity; }
  // Drops what does not fit.
  void append(std::string_view text) noexcept;
  void append(char32_t c) noexcept;

 private:
  std::array<char, kCapacity> bytes_;
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

// Makes what the first question in the process would have to make.
void prepare_host_names();

// Whether one label by itself is a public suffix (a rule of the list of publicsuffix.org), or
// `example test invalid`.
bool is_public_suffix(std::string_view label) noexcept;

// Whether a folded label may come from one: it is one, or what one of another script folds to.
bool may_be_public_suffix(std::string_view folded_label) noexcept;

struct Domain {
  std::string_view registered;  // the end of the host that somebody registered; else all of it
  bool shortener = false;       // the host is, or is under, one of data/shorteners.txt
};

// Of a canonical host.
Domain domain_of(std::string_view host) noexcept;

}  // namespace picket::text
