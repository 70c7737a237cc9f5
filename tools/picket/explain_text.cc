// SPDX-License-Identifier: Apache-2.0
// An explanation for people.
#include <fmt/format.h>

#include "filter/core/names.h"
#include "tools/picket/explanation.h"

namespace picket::tool {
namespace {

using engine::ConditionInsight;
using engine::RuleInsight;

std::string quoted(std::string_view text, std::uint32_t at) {
  return fmt::format("\"{}\" at {}", text, at);
}

std::string described(const core::Address& address, const core::Number& number) {
  const std::string_view kind = core::name_of(number.kind());
  if (address.text.empty()) return "-";
  if (address.text == number.normal()) return fmt::format("{} ({})", address.text, kind);
  return fmt::format("{} ({} {})", address.text, kind, number.normal());
}

class TextPage {
 public:
  TextPage(const Explanation& explanation, Output& output)
      : explanation_(explanation), output_(output) {}

  void print() {
    print_event();
    print_views();
    print_findings();
    print_decision();
    for (const RuleInsight& insight : explanation_.rules) print_rule(insight);
    if (explanation_.rules.empty()) line("", "no rule is near firing");
  }

 private:
  void line(std::string_view label, std::string_view value) {
    output_.write(label.empty() ? fmt::format("{}\n", value)
                                : fmt::format("{:<10}{}\n", label, value));
  }

  void print_event() {
    const core::Event& event = explanation_.event;
    line("event", core::name_of(event.channel));
    line("from", described(event.from, engine::sender_of(explanation_.workspace)));
    line("to", described(event.to, engine::recipient_of(explanation_.workspace)));
    if (!event.route.empty()) line("route", event.route);
    if (event.time) line("time", core::format_rfc3339(*event.time));
  }

  void print_views() {
    if (explanation_.event.text.empty()) return;
    const text::Views& views = engine::views_of(explanation_.workspace);
    for (std::size_t i = 0; i < text::kViewKinds; ++i) {
      line(text::kViewNames[i], views.view[i].bytes);
    }
  }

  void print_findings() {
    for (const text::Link& link : engine::links_of(explanation_.workspace)) {
      line("link", fmt::format("{} at {}{}", link.host, link.at.begin,
                               link.shortener ? ", a shortener" : ""));
    }
    for (const text::Contact& contact : engine::contacts_of(explanation_.workspace)) {
      line("contact",
           fmt::format("{} {} at {}", text::kContactNames[static_cast<std::size_t>(contact.kind)],
                       contact.value, contact.at.begin));
    }
  }

  void print_decision() {
    const core::Decision& decision = explanation_.decision;
    std::string said(core::name_of(decision.verdict));
    if (decision.risk != core::Risk::none) {
      said += fmt::format(", risk {}", core::name_of(decision.risk));
    }
    if (decision.score != 0) said += fmt::format(", score {}", decision.score);
    if (decision.bypass == core::Bypass::emergency) said += ", unjudged: an emergency number";
    if (decision.incomplete) said += ", incomplete: the scan was cut short";
    line("verdict", said);
  }

  void print_rule(const RuleInsight& insight) {
    const ruleset::Rule& rule = explanation_.workspace.rules().rule(insight.rule);
    output_.write(fmt::format("\n{} rev {}, {}, {}: {}\n", rule.id, rule.rev,
                              status_of(insight, rule), core::name_of(rule.action),
                              outcome_of(insight.truth)));
    output_.write(fmt::format("  {}:{}\n", rule.file, rule.span.begin.line));
    print_conditions("match", insight.match, rule);
    print_conditions("unless", insight.unless, rule);
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

  static std::string_view outcome_of(core::Truth truth) noexcept {
    switch (truth) {
      case core::Truth::no:
        return "does not hit";
      case core::Truth::unknown:
        return "ends unknown and does not act";
      case core::Truth::yes:
        break;
    }
    return "hits";
  }

  void print_conditions(std::string_view part, const std::vector<ConditionInsight>& conditions,
                        const ruleset::Rule& rule) {
    if (conditions.empty()) return;
    output_.write(fmt::format("  {}\n", part));
    for (const ConditionInsight& condition : conditions) {
      std::string said = fmt::format("    {:<8}{:{}}{}", name_of(condition.truth), "",
                                     2 * condition.depth, sources_.of(condition, rule.file));
      for (const core::Matched& matched : condition.matched) {
        said += fmt::format("  {}", quoted(matched.text, matched.at));
      }
      line("", said);
    }
  }

  const Explanation& explanation_;
  Output& output_;
  RuleSources sources_;
};

}  // namespace

void print_text(const Explanation& explanation, Output& output) {
  TextPage(explanation, output).print();
}

}  // namespace picket::tool
