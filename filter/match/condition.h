// SPDX-License-Identifier: Apache-2.0
// What a `text` condition asks, checked and with its views chosen, before it is compiled into a
// pattern set. Written by filter/predicates/text.cc, read by filter/match only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "filter/text/view.h"

namespace picket::match {

// One literal to find in one view. `bytes` is folded as the view is, UTF-8 and never empty.
struct Phrase {
  text::ViewKind view = text::ViewKind::folded;
  std::string bytes;
  bool word_boundary = true;  // makes no difference in `raw`, which has no boundaries

  bool operator==(const Phrase&) const = default;
};

// Alternatives: a phrase, its spellings, the entries of a list. Any of them will do; their order
// does not matter.
using PhraseSet = std::vector<Phrase>;

struct TextCondition {
  enum class Kind : std::uint8_t {
    any,       // one set: an occurrence of it
    all,       // sets: an occurrence of each, anywhere
    sequence,  // sets in order, not overlapping, at most `within` characters between neighbours
    near,      // the same, in any order; at most kNearLimit sets
    regex      // RE2 syntax, anywhere in `view`
  };
  static constexpr std::size_t kNearLimit = 16;

  Kind kind = Kind::any;
  std::vector<PhraseSet> sets{};                 // for sequence and near all of one view
  std::uint32_t within = 0;                      // 0..1000 characters of the view
  std::string regex{};                           // literals already folded for `view`
  text::ViewKind view = text::ViewKind::folded;  // of a regex

  bool operator==(const TextCondition&) const = default;
};

}  // namespace picket::match
