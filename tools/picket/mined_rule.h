// SPDX-License-Identifier: Apache-2.0
// A pattern found in a corpus as a rule to review: its file, and what the engine makes of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/picket/labelled_message.h"
#include "tools/picket/pattern_search.h"
#include "tools/picket/proportion.h"
#include "tools/picket/uncaught.h"

namespace picket::tool {

// Of the templates of one part of the corpus, those that a rule hits.
using PartHits = ByLabel<Proportion>;

struct MinedRule {
  Pattern pattern;
  std::string id;         // the same for the same pattern
  std::string condition;  // in YAML, of one line
  PartHits searched;
  PartHits held_out;
  std::string yaml;  // the file
};

struct MinedRules {
  std::vector<MinedRule> rules;
  PartHits searched;  // by any of them
  PartHits held_out;
};

// Compiles the patterns with the spellings of `directory` and measures each on every template.
// A rule is a draft with tests from the corpus, digits as 0 and links as link.example. Works in a
// temporary directory; throws std::runtime_error or std::filesystem::filesystem_error where it
// cannot.
MinedRules make_rules(std::vector<Pattern> patterns, const Uncaught& uncaught,
                      const std::string& directory);

}  // namespace picket::tool
