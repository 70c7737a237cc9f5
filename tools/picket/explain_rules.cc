// SPDX-License-Identifier: Apache-2.0
// What rules made of an event, for people: of those that hit or were asked for each condition, of
// those that were near what kept them from firing.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "filter/core/names.h"
#include "tools/picket/explanation.h"
#include "tools/picket/findings.h"
#include "tools/picket/obstacles.h"

namespace picket::tool {
namespace {

using core::Truth;
using engine::ConditionInsight;
using engine::RuleInsight;

constexpr std::size_t kMostNear = 12;
constexpr std::size_t kMostObstacles = 3;  // named of a rule that is shown in short

class RulesPage {
 public:
  RulesPage(const Explanation& explanation, const Terminal& terminal, Output& output)
      : explanation_(explanation), terminal_(terminal), output_(output) {}

  void print() {
    std::vector<const RuleInsight*> near;
    for (const RuleInsight& insight : explanation_.rules) {
      if (explanation_.asked_for || insight.truth != Truth::no) {
        print_in_full(insight);
      } else {
        near.push_back(&insight);
      }
    }
    if (explanation_.rules.empty()) output_.write("\nno rule is near firing\n");
    if (!near.empty()) print_near(near);
  }

 private:
  const ruleset::Rule& rule_of(const RuleInsight& insight) const {
    return explanation_.workspace.rules().rule(insight.rule);
  }

  void print_in_full(const RuleInsight& insight) {
    const ruleset::Rule& rule = rule_of(insight);
    output_.write(fmt::format("\n{} rev {}, {}, {}: {}\n", terminal_.painted(rule.id, Paint::bold),
                              rule.rev, status_of(insight, rule), core::name_of(rule.action),
                              outcome_of(insight.truth)));
    output_.write(fmt::format("  {}:{}\n", rule.file, rule.span.begin.line));
    const Obstacles obstacles = obstacles_of(insight);
    print_conditions("match", insight.match, obstacles.match, rule);
    print_conditions("unless", insight.unless, obstacles.unless, rule);
  }

  // `enforce`; where it does not act all the same, or only on a part of all events, that too.
  static std::string status_of(const RuleInsight& insight, const ruleset::Rule& rule) {
    std::string said(ruleset::name_of(rule.status));
    if (insight.standing == engine::Standing::expired) return said + " but expired";
    if (!rule.rollout) return said;
    return fmt::format(
        "{} for {} ({})", said, ruleset::describe(*rule.rollout),
        insight.standing == engine::Standing::acts ? "inside" : "outside: as in shadow");
  }

  static std::string_view outcome_of(Truth truth) noexcept {
    switch (truth) {
      case Truth::no:
        return "does not hit";
      case Truth::unknown:
        return "ends unknown and does not act";
      case Truth::yes:
        break;
    }
    return "hits";
  }

  void print_conditions(std::string_view part, const std::vector<ConditionInsight>& conditions,
                        const std::vector<std::size_t>& obstacles, const ruleset::Rule& rule) {
    if (conditions.empty()) return;
    output_.write(fmt::format("  {}\n", part));
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      const ConditionInsight& condition = conditions[i];
      const bool is_obstacle = std::ranges::find(obstacles, i) != obstacles.end();
      std::string said = fmt::format("{}{:{}}{}", truth_of(condition, is_obstacle), "",
                                     2 * condition.depth, source_of(condition, rule));
      for (const core::Matched& matched : condition.matched) {
        said += fmt::format("  \"{}\" at {}",
                            terminal_.painted(printable(matched.text), Paint::yellow), matched.at);
      }
      output_.write(said + "\n");
    }
  }

  // What stands in the way has a mark before it.
  std::string truth_of(const ConditionInsight& condition, bool is_obstacle) const {
    const std::string said =
        fmt::format("{:<4}{:<8}", is_obstacle ? "  >" : "", name_of(condition.truth));
    if (is_obstacle) return terminal_.painted(said, Paint::red);
    return terminal_.painted(said, condition.truth == Truth::yes ? Paint::green : Paint::dim);
  }

  std::string source_of(const ConditionInsight& condition, const ruleset::Rule& rule) {
    return printable(sources_.of(condition, rule.file));
  }

  void print_near(const std::vector<const RuleInsight*>& near) {
    output_.write("\nnear, but for what is named (`--rule ID` shows a rule in full):\n");
    for (const RuleInsight* insight : std::span(near).first(std::min(near.size(), kMostNear))) {
      print_in_short(*insight);
    }
    if (near.size() > kMostNear) {
      output_.write(fmt::format("  and {} more\n", near.size() - kMostNear));
    }
  }

  void print_in_short(const RuleInsight& insight) {
    const ruleset::Rule& rule = rule_of(insight);
    output_.write(fmt::format("  {} rev {}, {}, {}\n", terminal_.painted(rule.id, Paint::bold),
                              rule.rev, status_of(insight, rule), core::name_of(rule.action)));
    const Obstacles obstacles = obstacles_of(insight);
    print_obstacles({"lacks", "or"}, insight.match, obstacles.match, rule);
    print_obstacles({"exempts", "and"}, insight.unless, obstacles.unless, rule);
  }

  void print_obstacles(std::array<std::string_view, 2> labels,
                       const std::vector<ConditionInsight>& conditions,
                       const std::vector<std::size_t>& obstacles, const ruleset::Rule& rule) {
    for (std::size_t i = 0; i < std::min(obstacles.size(), kMostObstacles); ++i) {
      const ConditionInsight& condition = conditions[obstacles[i]];
      const std::string place = fmt::format("  {}:{}", rule.file, condition.place.span.begin.line);
      const std::string source = source_of(condition, rule);
      output_.write(
          fmt::format("    {:<8}{}{}\n", labels[std::min<std::size_t>(i, 1)],
                      terminal_.is_terminal() ? fitted(source, room_beside(place)) : source,
                      terminal_.painted(place, Paint::dim)));
    }
    if (obstacles.size() > kMostObstacles) {
      output_.write(
          fmt::format("    {:<8}{} more\n", labels[1], obstacles.size() - kMostObstacles));
    }
  }

  // On a line of a terminal.
  std::size_t room_beside(std::string_view place) const {
    constexpr std::size_t kLeast = 24;
    const std::size_t used = 12 + columns_of(place);
    return std::max(terminal_.columns() - std::min(terminal_.columns(), used), kLeast);
  }

  const Explanation& explanation_;
  const Terminal& terminal_;
  Output& output_;
  RuleSources sources_;
};

}  // namespace

void print_rules(const Explanation& explanation, const Terminal& terminal, Output& output) {
  RulesPage(explanation, terminal, output).print();
}

}  // namespace picket::tool
