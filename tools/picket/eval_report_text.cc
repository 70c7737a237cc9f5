// SPDX-License-Identifier: Apache-2.0
// An evaluation for people, in 80 columns.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "filter/core/names.h"
#include "tools/picket/eval_report.h"
#include "tools/picket/example_text.h"
#include "tools/picket/findings.h"
#include "tools/picket/table.h"

namespace picket::tool {
namespace {

using core::Action;
using ruleset::RuleIndex;

// Of ten columns, in eighths of one.
std::string bar(double share) {
  constexpr std::array<std::string_view, 8> kEighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::size_t>(std::lround(share * 80));
  std::string out;
  for (std::size_t i = 0; i < eighths / 8; ++i) out += "█";
  return out.append(kEighths[eighths % 8]);
}

std::string shown(std::uint64_t count) { return count == 0 ? "·" : std::to_string(count); }

class Page {
 public:
  Page(const EvalReport& report, const Terminal& terminal, Output& output)
      : report_(report), all_(report.evaluation), terminal_(terminal), output_(output) {}

  void print() {
    print_head();
    print_verdicts();
    print_rules();
    print_examples(
        fmt::format("worst false positives ({} in all)", all_.total[Label::ham].caught().count),
        all_.false_positives);
    print_examples("fraud that slipped through", all_.misses);
    for (const std::string& failure : report_.failures) {
      output_.write(terminal_.painted("failed: " + failure, Paint::red) + "\n");
    }
  }

 private:
  void heading(std::string_view text) {
    output_.write("\n" + terminal_.painted(text, Paint::bold) + "\n");
  }

  void print_head() {
    output_.write(fmt::format("{} of {} ({} active), {}\n",
                              counted(all_.rules->rules().size(), "rule"), report_.directory,
                              all_.rules->active_count(), counted(all_.messages, "message")));
    if (all_.bad_lines.count() != 0) {
      output_.write(fmt::format("{} left out\n", counted(all_.bad_lines.count(), "bad line")));
    }
    if (all_.times_unread != 0) {
      output_.write(fmt::format("{} with a time that is not RFC 3339, judged without\n",
                                counted(all_.times_unread, "message")));
    }
    if (all_.incomplete != 0) {
      output_.write(fmt::format("{} cut by a budget\n", counted(all_.incomplete, "message")));
    }
  }

  // One table for all groups, so that columns stand under each other.
  void print_verdicts() {
    using enum Align;
    Table table({left, left, right, right, right, right, right});
    table.add({Cell(""), Cell(""), Cell("caught", Paint::dim), Cell("%", Paint::dim),
               Cell("95 % Wilson", Paint::dim), Cell("block", Paint::dim),
               Cell("warn", Paint::dim)});
    for (const auto& [file, tally] : all_.files) add_group(table, file, tally);
    if (all_.files.size() > 1) add_group(table, "all files", all_.total);
    if (report_.by_category) add_groups(table, "category", all_.categories);
    if (report_.by_language) add_groups(table, "lang", all_.languages);
    output_.write("\n" + table.text(terminal_));
  }

  static void add_groups(Table& table, std::string_view what,
                         const std::map<std::string, Tally>& groups) {
    for (const auto& [value, tally] : groups) {
      add_group(table, fmt::format("{} {}", what, value.empty() ? "not given" : printable(value)),
                tally);
    }
  }

  static void add_group(Table& table, const std::string& name, const Tally& tally) {
    table.add_heading(Cell(printable(name), Paint::bold));
    add_row(table, "  fraud recall", tally[Label::fraud], Paint::green);
    add_row(table, "  spam recall", tally[Label::spam], Paint::plain);
    add_row(table, "  false positives", tally[Label::ham], Paint::red);
  }

  static void add_row(Table& table, std::string name, const Verdicted& verdicted, Paint paint) {
    const Proportion caught = verdicted.caught();
    if (caught.of == 0) return;
    const Interval interval = caught.interval();
    if (caught.count == 0) paint = Paint::plain;
    table.add({Cell(std::move(name)), Cell(bar(caught.share()), paint),
               Cell(fmt::format("{} of {}", caught.count, caught.of)),
               Cell(percent(caught.share()), paint),
               Cell(fmt::format("{}–{}", percent(interval.low), percent(interval.high))),
               Cell(shown(verdicted.blocked)), Cell(shown(verdicted.warned))});
  }

  void print_rules() {
    std::vector<RuleIndex> acting, letting_through, shadow;
    std::size_t silent = 0;
    for (RuleIndex i = 0; i < all_.figures.size(); ++i) {
      const ruleset::Rule& rule = all_.rules->rule(i);
      if (!rule.active()) continue;
      if (all_.figures[i].all_hits() == 0) {
        ++silent;
      } else if (rule.status == ruleset::Status::shadow) {
        shadow.push_back(i);
      } else {
        (rule.action == Action::allow ? letting_through : acting).push_back(i);
      }
    }
    print_rules("rules that hit; alone: what no other rule catches", acting, "prec. %");
    print_rules("allow rules; alone: what would else be caught", letting_through, "");
    print_rules("shadow rules; alone: what they would add to what is caught, or let through",
                shadow, "prec. %");
    if (silent != 0) output_.write(fmt::format("\n{} without a hit\n", counted(silent, "rule")));
    std::uint64_t unknown = 0;
    for (const RuleFigures& figures : all_.figures) unknown += figures.unknown != 0;
    if (unknown != 0) {
      output_.write(fmt::format("{} ended unknown: nothing is remembered from message to message\n",
                                counted(unknown, "rule")));
    }
  }

  void print_rules(std::string_view title, std::vector<RuleIndex>& rules,
                   std::string_view precision) {
    if (rules.empty()) return;
    // Those that do harm first, then those that would be missed most.
    std::ranges::sort(rules, [&](RuleIndex a, RuleIndex b) { return rank(a) < rank(b); });
    using enum Align;
    Table table({left, left, right, right, right, right, right, right, right});
    const auto dim = [](std::string_view text) { return Cell(std::string(text), Paint::dim); };
    table.add(
        {dim(""), dim(""), dim("hits"), dim(""), dim(""), dim(""), dim("alone"), dim(""), dim("")});
    table.add({dim(""), dim("action"), dim("fraud"), dim("spam"), dim("ham"), dim(precision),
               dim("fraud"), dim("spam"), dim("ham")});
    for (std::size_t i = 0; i < std::min(rules.size(), report_.top); ++i) {
      add_rule(table, rules[i], !precision.empty());
    }
    heading(title);
    output_.write(table.text(terminal_));
    if (rules.size() > report_.top) {
      output_.write(fmt::format("... and {} more\n", rules.size() - report_.top));
    }
  }

  std::array<std::int64_t, 5> rank(RuleIndex index) const {
    const RuleFigures& figures = all_.figures[index];
    const auto minus = [](std::uint64_t count) { return -static_cast<std::int64_t>(count); };
    // What a score rule adds to ham is harmless while the sum stays low.
    const bool adds_only = all_.rules->rule(index).action == Action::score;
    return {minus(figures.decides[Label::ham]), adds_only ? 0 : minus(figures.hits[Label::ham]),
            minus(figures.decides[Label::fraud]), minus(figures.hits[Label::fraud]),
            minus(figures.all_hits())};
  }

  void add_rule(Table& table, RuleIndex index, bool with_precision) const {
    const ruleset::Rule& rule = all_.rules->rule(index);
    const RuleFigures& figures = all_.figures[index];
    const auto ham = [](std::uint64_t count) {
      return Cell(shown(count), count == 0 ? Paint::plain : Paint::red);
    };
    table.add({Cell(rule.id), Cell(std::string(core::name_of(rule.action))),
               Cell(shown(figures.hits[Label::fraud])), Cell(shown(figures.hits[Label::spam])),
               ham(figures.hits[Label::ham]),
               Cell(with_precision ? percent(figures.not_ham().share()) : ""),
               Cell(shown(figures.decides[Label::fraud])),
               Cell(shown(figures.decides[Label::spam])), ham(figures.decides[Label::ham])});
  }

  void print_examples(std::string_view title, const std::vector<Example>& examples) {
    if (examples.empty()) return;
    heading(title);
    for (const Example& example : examples) {
      output_.write(shown_example(example, *all_.rules, terminal_));
    }
  }

  const EvalReport& report_;
  const Evaluation& all_;
  const Terminal& terminal_;
  Output& output_;
};

}  // namespace

void print_text(const EvalReport& report, const Terminal& terminal, Output& output) {
  Page(report, terminal, output).print();
}

}  // namespace picket::tool
