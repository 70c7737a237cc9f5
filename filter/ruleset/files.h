// SPDX-License-Identifier: Apache-2.0
// Which files a rules directory is made of. Control thread and tools.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"

namespace picket::ruleset {

struct SourceFile {
  std::string path;  // as reached from the argument: for opening, and for diagnostics
  std::string name;  // under the rules directory, parts divided by `/`
};

// Whether a file of that name, if it is there, is one of a directory's rules.
bool is_rule_file(std::string_view name) noexcept;

// By name. A directory that cannot be read, or is reached twice (by a link), is an error.
std::vector<SourceFile> find_rule_files(const std::string& directory,
                                        document::Diagnostics& diagnostics);
std::vector<SourceFile> find_spelling_files(const std::string& directory,
                                            document::Diagnostics& diagnostics);

}  // namespace picket::ruleset
