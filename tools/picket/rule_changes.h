// SPDX-License-Identifier: Apache-2.0
// Which rules of a directory are other ones than those of another directory, by what their files
// say. Decisions name a rule by id and rev: what a rule does may not change under the same rev.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace picket::tool {

struct RuleChange {
  enum class Kind : std::uint8_t { added, removed, changed, only_rev, moved };
  Kind kind = Kind::added;
  std::string id;
  std::uint32_t old_rev = 0;  // 0: it is not there
  std::uint32_t new_rev = 0;
  std::string old_status;
  std::string new_status;
  std::string file;  // the new one, of a removed rule the old one
  std::uint32_t line = 0;

  // It changed under the same rev, or under one that was used before.
  bool lacks_rev() const noexcept { return kind == Kind::changed && new_rev <= old_rev; }
};

// By id. `changed`: what the rule does is another, that is anything but `rev`, where and whether it
// acts yet (`status`, `rollout`, `expires`), what people are told (`title`, `why`, `owner`,
// `since`, `references`, `false_positives`), `tests` and comments; the order of keys does not
// count. `only_rev`: a new rev for the same. `moved`: only `status` changed. Both directories have
// been loaded without an error.
std::vector<RuleChange> rule_changes(const std::string& old_directory,
                                     const std::string& new_directory);

}  // namespace picket::tool
