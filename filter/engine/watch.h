// SPDX-License-Identifier: Apache-2.0
// Where the time of a decision goes, for benchmarks and `picket cost`: a watch is told as each
// stage of the pipeline ends and as each chosen rule has been evaluated. Only judge() with a watch
// calls one; traffic is judged without. On the workspace's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "filter/core/truth.h"
#include "filter/ruleset/ruleset.h"

namespace picket::engine {

// In the order in which they end.
enum class Stage : std::uint8_t {
  fold,      // the text to its views
  match,     // text conditions found in them
  links,     // links and contacts found, where a rule waits for one
  choose,    // the rules whose trigger is live
  exchange,  // the memory asked
  evaluate,  // the chosen rules
  decide     // the verdict, and evidence in the original text
};
inline constexpr std::size_t kStages = 7;

std::string_view name_of(Stage stage) noexcept;

class Watch {
 public:
  virtual ~Watch() = default;

  // Each stage in turn; a call that is not to be judged (an emergency) skips match to choose.
  virtual void stage_done(Stage stage) noexcept = 0;
  // While rules are evaluated; not for one that has expired.
  virtual void rule_done(ruleset::RuleIndex rule, core::Truth truth) noexcept = 0;
};

}  // namespace picket::engine
