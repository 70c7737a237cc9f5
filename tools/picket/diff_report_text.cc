// SPDX-License-Identifier: Apache-2.0
// A difference between rulesets for people, in 80 columns.
#include <fmt/format.h>

#include <algorithm>

#include "filter/core/names.h"
#include "tools/picket/diff_report.h"
#include "tools/picket/example_text.h"
#include "tools/picket/findings.h"
#include "tools/picket/table.h"

namespace picket::tool {
namespace {

using core::Verdict;

constexpr std::array kVerdicts{Verdict::allow, Verdict::warn, Verdict::block};
// What catches more comes first: that is where false positives are.
constexpr std::array kInOrder{Verdict::block, Verdict::warn, Verdict::allow};

std::string_view turned_to(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::block:
      return "newly blocked";
    case Verdict::warn:
      return "newly warned";
    case Verdict::allow:
      break;
  }
  return "newly allowed";
}

Paint paint_of(Verdict verdict) noexcept {
  return verdict == Verdict::block  ? Paint::red
         : verdict == Verdict::warn ? Paint::yellow
                                    : Paint::green;
}

std::string shown(const RuleChange& change) {
  using Kind = RuleChange::Kind;
  switch (change.kind) {
    case Kind::added:
      return "added";
    case Kind::removed:
      return "removed";
    case Kind::changed:
      return change.lacks_rev() ? "changed, same rev" : "changed";
    case Kind::only_rev:
      return "same, other rev";
    case Kind::moved:
      break;
  }
  return change.old_status + " -> " + change.new_status;
}

std::string revs(const RuleChange& change) {
  if (change.old_rev == 0) return fmt::format("rev {}", change.new_rev);
  if (change.new_rev == 0 || change.old_rev == change.new_rev) {
    return fmt::format("rev {}", change.old_rev);
  }
  return fmt::format("rev {} -> {}", change.old_rev, change.new_rev);
}

class Page {
 public:
  Page(const DiffReport& report, const Terminal& terminal, Output& output)
      : report_(report), terminal_(terminal), output_(output) {}

  void print() {
    print_head();
    print_counts();
    for (const Verdict verdict : kInOrder) print_turned(verdict);
    print_changes();
  }

 private:
  void print_head() {
    for (std::size_t side = 0; side < 2; ++side) {
      output_.write(fmt::format("{}  {} of {} ({} active)\n", side == 0 ? "old" : "new",
                                counted(report_.rules[side]->rules().size(), "rule"),
                                report_.directories[side], report_.rules[side]->active_count()));
    }
    output_.write(
        fmt::format("{} of {}{}: the verdict on {} is another\n\n",
                    counted(report_.file.events().size(), "event"), report_.file.path(),
                    report_.file.left_out() ? " (its beginning)" : "",
                    report_.diff.turned() == 0 ? "none" : std::to_string(report_.diff.turned())));
  }

  void print_counts() {
    using enum Align;
    Table table({left, right, right, right});
    std::vector<Cell> head{Cell("old \\ new", Paint::dim)};
    for (const Verdict verdict : kVerdicts) {
      head.emplace_back(std::string(core::name_of(verdict)), Paint::dim);
    }
    table.add(std::move(head));
    for (const Verdict before : kVerdicts) {
      std::vector<Cell> row{Cell(std::string(core::name_of(before)))};
      for (const Verdict after : kVerdicts) {
        const std::uint64_t count =
            report_.diff.counts[static_cast<std::size_t>(before)][static_cast<std::size_t>(after)];
        const bool turned = before != after && count != 0;
        row.emplace_back(count == 0 ? "·" : std::to_string(count),
                         turned ? paint_of(after) : Paint::plain);
      }
      table.add(std::move(row));
    }
    output_.write(table.text(terminal_));
  }

  void print_turned(Verdict verdict) {
    const TurnedTo& turned = report_.diff.to[static_cast<std::size_t>(verdict)];
    if (turned.count == 0) return;
    output_.write(
        "\n" +
        terminal_.painted(fmt::format("{}: {}", turned_to(verdict), turned.count), Paint::bold) +
        "\n");
    using enum Align;
    Table table({left, left, left, right}, 2);
    add_rules(table, "+", turned.gained);
    add_rules(table, "-", turned.lost);
    output_.write(table.text(terminal_));
    for (const Turned& example : turned.examples) print_example(example);
  }

  // Those of most events first.
  static void add_rules(Table& table, std::string_view sign, const TurnedTo::Rules& rules) {
    std::vector<std::pair<std::uint64_t, std::pair<std::string, core::Action>>> sorted;
    for (const auto& [rule, count] : rules) sorted.emplace_back(count, rule);
    std::ranges::stable_sort(sorted, std::greater<>(),
                             [](const auto& entry) { return entry.first; });
    for (const auto& [count, rule] : sorted) {
      table.add({Cell(std::string(sign)), Cell(std::string(core::name_of(rule.second))),
                 Cell(rule.first), Cell(std::to_string(count))});
    }
  }

  void print_example(const Turned& example) {
    std::string head = fmt::format(
        "  {}:{}  {} -> {}", printable(report_.file.path()), report_.file.line_of(example.event),
        core::name_of(example.before.verdict), core::name_of(example.after.verdict));
    if (example.alike > 1) head += fmt::format("  ({} alike)", example.alike);
    const bool more = example.after.verdict > example.before.verdict;
    output_.write(terminal_.painted(head, Paint::dim) + "\n" +
                  marked_text(report_.file.events()[example.event].text,
                              (more ? example.after : example.before).hits, terminal_));
    const auto& [before, after] = report_.rules;
    for (const RuleHit& hit : acting_only_in(example.after, *after, example.before, *before)) {
      output_.write(shown_hit("+ ", hit, *after, terminal_));
    }
    for (const RuleHit& hit : acting_only_in(example.before, *before, example.after, *after)) {
      output_.write(shown_hit("- ", hit, *before, terminal_));
    }
  }

  // Those that want a rev come first, with the place to go to.
  void print_changes() {
    std::vector<const RuleChange*> changes;
    for (const RuleChange& change : report_.changes) changes.push_back(&change);
    const auto others = std::ranges::stable_partition(changes, &RuleChange::lacks_rev);
    const auto wanting = changes.size() - others.size();
    std::string title = counted(changes.size(), "rule") + " changed";
    if (wanting != 0) title += fmt::format(", {} without a new rev", wanting);
    output_.write("\n" + terminal_.painted(title, Paint::bold) + "\n");
    using enum Align;
    Table table({left, left, left, left}, 2);
    for (const RuleChange* change : changes) {
      const bool wants = change->lacks_rev();
      table.add({Cell(change->id), Cell(shown(*change), wants ? Paint::red : Paint::plain),
                 Cell(revs(*change)),
                 Cell(wants ? fmt::format("{}:{}", change->file, change->line) : "", Paint::dim)});
    }
    output_.write(table.text(terminal_));
  }

  const DiffReport& report_;
  const Terminal& terminal_;
  Output& output_;
};

}  // namespace

void print_text(const DiffReport& report, const Terminal& terminal, Output& output) {
  Page(report, terminal, output).print();
}

}  // namespace picket::tool
