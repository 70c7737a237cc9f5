// SPDX-License-Identifier: Apache-2.0
// Runs of words and characters of a text that a rule could name as a phrase: what `mine` chooses
// from. Found in the view that such a phrase looks in, at its word boundaries. In scripts with
// spaces a gram is up to kMaxWords whole words with one space between; in others up to
// kMaxUnits of weight of characters in a row, punctuation left out, words of other scripts among
// them whole. None holds a digit, and none is of a link. One thread at a time.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/text/fold.h"
#include "filter/text/link.h"

namespace picket::tool {

struct Gram {
  std::uint64_t hash = 0;   // of its text and view
  std::uint64_t front = 0;  // hash of the gram without its last token; 0 where that is none
  std::uint64_t back = 0;   // hash of the gram without its first token; 0 where that is none
  std::uint32_t begin = 0;  // characters of the view
  std::uint32_t end = 0;
  std::uint16_t units = 0;  // weight: what it says, not how long it is
  bool unspaced = false;    // it looks in `squeezed`, else in `folded`
  std::uint32_t first_token = 0;
  std::uint32_t tokens = 0;
};

class GramFinder {
 public:
  // A wide character (Han, kana, Hangul) weighs 2, any other letter 1.
  static constexpr unsigned kMinUnits = 4;
  static constexpr unsigned kMaxUnits = 16;
  static constexpr unsigned kMaxWords = 5;

  // By `begin` and then length, in each of the two views; valid until the next call.
  std::span<const Gram> find(std::string_view text);
  // The phrase of a gram of the last text.
  std::string phrase(const Gram& gram) const;

 private:
  // What stands between a token and the one before it.
  enum class Before : std::uint8_t { nothing, space, punctuation, barrier };
  struct Token {
    std::string_view text;
    std::uint32_t folded = 0;  // its first character in each view
    std::uint32_t squeezed = 0;
    std::uint32_t characters = 0;
    std::uint16_t units = 0;
    bool unspaced = false;
    Before before = Before::barrier;
  };

  void split(std::string_view text);
  void add_character(std::string_view character, text::CharacterClass kind, std::uint32_t folded,
                     std::uint32_t squeezed, Before before);
  void grams_from(std::size_t first);
  bool joins(std::size_t token, bool unspaced) const noexcept;
  std::uint64_t hash_of(std::size_t first, std::size_t count, bool unspaced);

  text::Folder folder_;
  text::LinkFinder links_;
  std::vector<Token> tokens_;
  std::vector<Gram> grams_;
  std::string phrase_;
};

}  // namespace picket::tool
