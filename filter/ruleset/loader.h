// SPDX-License-Identifier: Apache-2.0
// A rules directory to a ruleset. Reads every `*.yaml` under it (not those in its `lists/` and
// `schema/`, nor its `policy.yaml`, nor names that begin with a dot) in the order of their paths,
// and `spellings/*.txt`; reports everything that is wrong in one run. Control thread and tools.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "filter/core/time.h"
#include "filter/document/diagnostic.h"
#include "filter/lists/store.h"
#include "filter/ruleset/ruleset.h"

namespace picket::ruleset {

struct LoadOptions {
  // Draft and retired rules are compiled too, so that their tests can be run and explained. They
  // are never evaluated on traffic either way.
  bool inactive = false;
  // Ruleset::texts() is filled, for tools that look into conditions.
  bool keep_texts = false;
  // The clock, for whoever is told of what is doubtful: expired rules and the lints (lint.h).
  // Absent: nobody is.
  std::optional<core::Instant> now;
};

// Why there is no ruleset in `directory`, in one line for a person: it does not exist, is no
// directory, cannot be read, or holds no rule file. nullopt where load() has something to read.
std::optional<std::string> why_not_rules(const std::string& directory);

// Null where there are errors: all of them are in `diagnostics` then, with warnings either way.
// `directory` as reached from an argument: files are reported under that name. `store` outlives
// every ruleset loaded with it.
std::shared_ptr<const Ruleset> load(const std::string& directory, lists::ListStore& store,
                                    document::Diagnostics& diagnostics,
                                    const LoadOptions& options = {});

}  // namespace picket::ruleset
