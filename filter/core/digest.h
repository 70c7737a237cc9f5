// SPDX-License-Identifier: Apache-2.0
// SHA-256 of files and rulesets, and the keyed tokens that stand for subscribers' numbers in logs.
// The only file that sees libcrypto. Any thread; each object belongs to one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace picket::core {

using Sha256Digest = std::array<std::uint8_t, 32>;

// Incremental SHA-256 (FIPS 180-4). Allocates at construction only.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  Sha256& update(std::string_view bytes);
  // `bytes` with its length before it, so that ("ab","c") and ("a","bc") differ.
  Sha256& update_field(std::string_view bytes);
  // The digest of what was given; the object starts over.
  Sha256Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string hex(std::span<const std::uint8_t> bytes);  // lower case
std::string sha256_hex(std::string_view bytes);        // 64 digits

// A number's token: the first 128 bits of HMAC-SHA-256 (RFC 2104) of its normal form, as 32 hex
// digits. The same number has the same token wherever the same key is used; without the key a
// number can be neither read nor tried out. Tokens allocate nothing after construction.
class NumberTokens {
 public:
  static constexpr std::size_t kMinKeyBytes = 16;
  static constexpr std::size_t kTokenLength = 32;
  using Token = std::array<char, kTokenLength>;

  // Throws std::invalid_argument for a key under kMinKeyBytes.
  explicit NumberTokens(std::string_view key);
  ~NumberTokens();
  NumberTokens(NumberTokens&&) noexcept;
  NumberTokens& operator=(NumberTokens&&) noexcept;

  Token token(std::string_view normal_form) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace picket::core
