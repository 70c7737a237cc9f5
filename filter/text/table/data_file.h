// SPDX-License-Identifier: Apache-2.0
// The reviewed text files of data/fold/: read by the table builder and by the tests' exact model,
// never at run time. A line is an entry with its reason; a fault stops the build with file and
// line.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace picket::text::table {

// FROM -> TO, one code point to a string.
using Mapping = std::map<char32_t, std::u32string>;

// FROM stands for `to` where the character before it, folded, is one of `after`.
struct ContextMapping {
  char32_t from;
  char32_t to;
  std::u32string after;
  bool operator==(const ContextMapping&) const = default;
};

struct FoldData {
  Mapping han;                          // han.txt: taken after traditional forms
  Mapping letters;                      // letters.txt, enclosed.txt, emoji.txt: taken first
  std::vector<ContextMapping> context;  // context.txt
  std::vector<char32_t> invisible;      // invisible.txt
};

// Reads all files of `directory`. Throws std::runtime_error with file, line and reason.
FoldData read_fold_data(const std::string& directory);

std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);

}  // namespace picket::text::table
