// SPDX-License-Identifier: Apache-2.0
// Which files a list is made of: NAME.map, NAME.txt or NAME.csv, and its overlay NAME.add.txt and
// NAME.remove.txt. Control thread and tools.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace picket::lists {

inline constexpr std::string_view kMapEnding = ".map";

// lists/NAME, NAME being words of letters, digits, `-`, `_` and `.` between slashes, none of them
// beginning with a dot, the last not ending as an overlay's does.
bool is_list_name(std::string_view name) noexcept;

struct ListFiles {
  std::string base;     // NAME.map if there is one, else a source; empty: there is none
  std::string added;    // empty: there is none
  std::string removed;  // likewise
  std::vector<std::string> sources;  // NAME.txt, NAME.csv, whichever are there
  // What somebody may think is read, and is not: links to nothing, directories and the like under
  // one of these names; NAME.add.csv, NAME.remove.map and so on.
  std::vector<std::string> no_files;
  std::vector<std::string> no_overlays;
};

// `stem`: the path without ending, rules/lists/NAME.
ListFiles find_list_files(const std::string& stem);

// The stem of a file that can be a list's base; nullopt where the ending is none of those, or it is
// an overlay.
std::optional<std::string> stem_of(std::string_view file);

}  // namespace picket::lists
