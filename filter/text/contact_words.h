// SPDX-License-Identifier: Apache-2.0
// The words that ids of WeChat, QQ and Telegram come after (data/contact_words.txt and the
// spellings of these), found in a squeezed text. Built with a ruleset; read by the worker that owns
// it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/text/contact.h"
#include "filter/text/spelling.h"

namespace picket::text {

class ContactWords {
 public:
  explicit ContactWords(const Spellings& spellings);

  struct Found {
    ContactKind kind;
    std::uint32_t bytes;  // of the word
  };
  // The longest word that begins at byte `at` of `squeezed`, if any does. Most characters begin
  // none, and that costs one look-up.
  std::optional<Found> at(std::string_view squeezed, std::size_t at) const noexcept {
    if (at + 2 > squeezed.size()) return std::nullopt;
    const std::size_t bucket = bucket_of(squeezed, at);
    if (begins_[bucket] == begins_[bucket + 1]) return std::nullopt;
    return longest(squeezed.substr(at), bucket);
  }

 private:
  struct Word {
    std::string text;
    ContactKind kind;
    std::size_t bucket;
  };
  static constexpr std::size_t kBuckets = 1024;

  // By the first two bytes, and the third where they begin a character of three. Words have at
  // least two.
  static std::size_t bucket_of(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const bool third = byte(0) >= 0xE0 && at + 2 < text.size();
    return (byte(0) * 37u + byte(1) * 64u + (third ? byte(2) : 0u)) % kBuckets;
  }

  std::optional<Found> longest(std::string_view rest, std::size_t bucket) const noexcept;
  void add(const std::string& word, ContactKind kind);

  std::vector<Word> words_;  // by bucket, in it the longest first
  // Words of bucket b: [begins_[b], begins_[b + 1]).
  std::array<std::uint16_t, kBuckets + 1> begins_{};
};

}  // namespace picket::text
