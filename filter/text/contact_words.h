// SPDX-License-Identifier: Apache-2.0
// The words that ids of WeChat, QQ and Telegram come after (data/contact_words.txt and the
// spellings of these), found in a squeezed text. Built with a ruleset; read by the worker that owns
// it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
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
  std::optional<Found> at(std::string_view squeezed, std::size_t at) const noexcept;

 private:
  void add(const std::string& word, ContactKind kind);

  std::map<std::string, ContactKind, std::less<>> words_;
  std::vector<std::uint32_t> lengths_;  // of words, in bytes, longest first
  std::array<bool, 4096> begins_{};     // by a hash of the first three bytes
};

}  // namespace picket::text
