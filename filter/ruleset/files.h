// SPDX-License-Identifier: Apache-2.0
// Which files a rules directory is made of. Control thread and tools.
#pragma once

#include <string>
#include <vector>

#include "filter/document/diagnostic.h"

namespace picket::ruleset {

struct SourceFile {
  std::string path;  // as reached from the argument: for opening, and for diagnostics
  std::string name;  // under the rules directory, parts divided by `/`
};

// By name. A directory that cannot be read, or is reached twice (by a link), is an error.
std::vector<SourceFile> find_rule_files(const std::string& directory,
                                        document::Diagnostics& diagnostics);
std::vector<SourceFile> find_spelling_files(const std::string& directory,
                                            document::Diagnostics& diagnostics);

}  // namespace picket::ruleset
