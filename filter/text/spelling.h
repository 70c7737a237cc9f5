// SPDX-License-Identifier: Apache-2.0
// Spellings: other ways in which fraudsters write a word (homophones, split characters, pinyin,
// initials). A phrase in `squeezed` that has such a word also matches with a spelling in its place;
// the text itself is never rewritten. Built in are the reviewed files of data/spellings/; a ruleset
// may add its own. Filled while a ruleset is compiled, on one thread; shared as const afterwards.
//
// A file is lines of `word = spelling spelling ...`, `#` begins a comment to the end of the line.
// Word and spellings are taken squeezed. A word may come several times: its spellings add up. The
// built-in files give a reason in a comment on each line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"

namespace picket::text {

class Spellings {
 public:
  // A phrase has at most this many variants; see variants().
  static constexpr std::size_t kVariantLimit = 512;

  // None at all.
  Spellings() = default;

  // The built-in data.
  static const Spellings& built_in();

  // Adds a file's entries; what is wrong with it is reported with line and column (errors
  // `spelling-syntax`, `spelling-empty`, `invalid-utf8`, warnings `spelling-same`,
  // `spelling-twice`) and the rest of it is still read.
  void add_file(const std::string& file, std::string_view content,
                document::Diagnostics& diagnostics);

  // `squeezed` itself, then every phrase with one or more of its words replaced by a spelling,
  // fewest replacements first, no phrase twice. Words are found as a phrase would be: a Latin word
  // not inside a longer one. At most kVariantLimit phrases: `complete` is false if some are left
  // out.
  struct Variants {
    std::vector<std::string> phrases;
    bool complete = true;
  };
  Variants variants(std::string_view squeezed) const;

  // The spellings of exactly this (squeezed) word; empty if it has none.
  std::vector<std::string> spellings_of(std::string_view squeezed_word) const;

  // All entries in a fixed order, for the ruleset's digest: equal data give equal bytes, whatever
  // files and order they came from.
  std::string canonical() const;

  std::size_t word_count() const noexcept { return words_.size(); }

 private:
  void add_line(const std::string& file, std::uint32_t line_number, std::string_view line,
                document::Diagnostics& diagnostics);

  std::map<std::string, std::vector<std::string>, std::less<>> words_;
  std::size_t longest_word_ = 0;  // bytes
};

}  // namespace picket::text
