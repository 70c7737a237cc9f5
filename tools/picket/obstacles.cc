// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/obstacles.h"

namespace picket::tool {
namespace {

using core::Truth;
using engine::ConditionInsight;

class Search {
 public:
  explicit Search(const std::vector<ConditionInsight>& conditions) : conditions_(conditions) {}

  // The condition at `at` did not come out as wanted.
  void below(std::size_t at, Truth wanted) {
    const ConditionInsight& condition = conditions_[at];
    if (condition.is_leaf) {
      found.push_back(at);
      return;
    }
    const bool negates = condition.place.predicate == "not";
    const Truth of_children = negates ? core::negate(wanted) : wanted;
    for (std::size_t child = at + 1; child < conditions_.size(); ++child) {
      if (conditions_[child].depth <= condition.depth) break;
      if (conditions_[child].depth != condition.depth + 1) continue;
      if (conditions_[child].truth != of_children) below(child, of_children);
    }
  }

  std::vector<std::size_t> found;

 private:
  const std::vector<ConditionInsight>& conditions_;
};

std::vector<std::size_t> in_the_way(const std::vector<ConditionInsight>& conditions, Truth wanted) {
  Search search(conditions);
  search.below(0, wanted);
  return std::move(search.found);
}

}  // namespace

Obstacles obstacles_of(const engine::RuleInsight& insight) {
  Obstacles obstacles;
  if (insight.match.front().truth != Truth::yes) {
    obstacles.match = in_the_way(insight.match, Truth::yes);
  } else if (!insight.unless.empty() && insight.unless.front().truth != Truth::no) {
    obstacles.unless = in_the_way(insight.unless, Truth::no);
  }
  return obstacles;
}

}  // namespace picket::tool
