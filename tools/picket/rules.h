// SPDX-License-Identifier: Apache-2.0
// Rule directories as commands name them.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/lists/store.h"
#include "filter/ruleset/loader.h"

namespace picket::tool {

// `directories`, or `rules` where there are none. Throws std::runtime_error, for a person to read,
// where one of them is not there or holds no rules.
std::vector<std::string> rule_directories(std::vector<std::string> directories);

// The ruleset of `--rules DIR`, for commands that judge events. Throws std::runtime_error as above;
// where the rules have errors these go to standard error first, because such a command's standard
// output is read by machines.
std::shared_ptr<const ruleset::Ruleset> load_to_judge(const std::string& directory,
                                                      lists::ListStore& store,
                                                      const ruleset::LoadOptions& options);

core::Instant now();

}  // namespace picket::tool
