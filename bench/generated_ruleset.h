// SPDX-License-Identifier: Apache-2.0
// Generated rules as a ruleset of enforced rules, to measure whole decisions.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "bench/generated_rules.h"
#include "filter/core/event.h"
#include "filter/ruleset/ruleset.h"

namespace picket::bench {

// Generated rules none of whose words have other spellings: those would need more than a search to
// check.
std::vector<GeneratedRule> plain_rules(const std::vector<std::string>& texts, std::size_t count);

// The id of the rule with this index.
std::string id_of(std::size_t number);

// As YAML files in `directory`, each rule with a hit and a miss. `more` are further rules, each
// what is to stand behind `text:`; their ids follow, and their tests do not hold. Throws
// std::runtime_error where they cannot be written.
void write_rules(const std::string& directory, const std::vector<GeneratedRule>& rules,
                 const std::vector<std::string>& more = {});

// Written and loaded as any directory of rules is.
std::shared_ptr<const ruleset::Ruleset> load(const std::vector<GeneratedRule>& rules,
                                             const std::vector<std::string>& more = {});

// An SMS that points into `text`.
core::Event event_of(const std::string& text);

}  // namespace picket::bench
