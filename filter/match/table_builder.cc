// SPDX-License-Identifier: Apache-2.0
#include "filter/match/table_builder.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "filter/match/regex_filter.h"

namespace picket::match {
namespace {

// Lists of lists as one array: a counting sort by owner.
class Grouping {
 public:
  explicit Grouping(std::size_t owners) : begin_(owners + 1) {}
  void count(std::uint32_t owner) { ++begin_[owner + 1]; }
  // After all counts: where the range of each owner begins; one more than there are owners.
  const std::vector<std::uint32_t>& begins() {
    for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
    next_ = begin_;
    return begin_;
  }
  // After begins(): the place of the next element of `owner`.
  std::uint32_t place(std::uint32_t owner) { return next_[owner]++; }

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> next_;
};

// Any of several: their frequencies add up.
double information_of_any(std::span<const double> bits) {
  double frequency = 0;
  for (const double b : bits) frequency += std::exp2(-b);
  return -std::log2(frequency);
}

Program program_of(const ProgramDraft& draft, std::size_t first_step) {
  Program program{.condition = draft.condition,
                  .kind = draft.kind,
                  .view = draft.view,
                  .first_step = static_cast<std::uint32_t>(first_step)};
  const auto& steps = draft.steps;
  program.is_pair = draft.kind != Program::Kind::every && steps.size() == 2 &&
                    steps[0].is_words() && steps[1].is_words() &&
                    steps[0].inside == ProgramStep::kAnything;
  if (program.is_pair) {
    program.sets = {steps[0].set, steps[1].set};
    program.gap = steps[0].gap;
  }
  return program;
}

}  // namespace

TableBuilder::TableBuilder(const PhraseInterner& phrases, std::size_t condition_count,
                           Budget budget)
    : phrases_(phrases) {
  tables_.budget = budget;
  tables_.conditions.resize(condition_count);
}

void TableBuilder::add_program(ProgramDraft program) { programs_.push_back(std::move(program)); }

std::uint32_t TableBuilder::class_index(const CodePoints& characters) {
  if (characters == CodePoints::all()) return ProgramStep::kAnything;
  const auto known = std::ranges::find(tables_.classes, characters);
  const auto index = static_cast<std::uint32_t>(known - tables_.classes.begin());
  if (known == tables_.classes.end()) tables_.classes.push_back(characters);
  return index;
}

void TableBuilder::add_lowered_regex(ConditionId condition, Regex regex, text::ViewKind view) {
  need_view(view);
  tables_.conditions[condition].regex = static_cast<std::uint32_t>(tables_.regexes.size());
  tables_.regexes.push_back({std::move(regex), view});
}

void TableBuilder::add_regex(ConditionId condition, Regex regex, text::ViewKind view,
                             const std::optional<RegexTree>& tree) {
  add_lowered_regex(condition, std::move(regex), view);
  tables_.conditions[condition].finder = Finder::every_text;
  if (!tree) return;
  std::string expression = filter_expression(tree->root);
  if (!is_acceptable_expression(expression)) return;
  expressions_.push_back({condition, view, std::move(expression)});
}

void TableBuilder::need_view(text::ViewKind view) {
  tables_.views_needed =
      static_cast<std::uint8_t>(tables_.views_needed | 1u << static_cast<unsigned>(view));
}

Tables TableBuilder::build() && {
  lay_out_literals();
  lay_out_sets();
  lay_out_programs();
  lay_out_triggers();
  guess_rarities();
  compile_scanners();
  for (std::size_t view = 0; view < text::kViewKinds; ++view) {
    compile_regex_database(static_cast<text::ViewKind>(view));
  }
  for (ConditionId id = 0; id < tables_.conditions.size(); ++id) {
    if (tables_.conditions[id].finder == Finder::every_text) tables_.every_text.push_back(id);
  }
  return std::move(tables_);
}

void TableBuilder::lay_out_literals() {
  Grouping sets_of(phrases_.literals().size());
  for (const auto& set : phrases_.sets()) {
    for (const LiteralId literal : set) sets_of.count(literal);
  }
  const auto& begins = sets_of.begins();
  for (std::size_t i = 0; i < phrases_.literals().size(); ++i) {
    const auto& [bytes, view, word_boundary] = phrases_.literals()[i];
    tables_.literals.push_back({.characters = characters_of(bytes),
                                .view = view,
                                .check_boundary = word_boundary && may_touch_a_word(bytes),
                                .first_set = begins[i]});
  }
  tables_.literals.push_back({.first_set = begins.back()});
  tables_.sets_of_literals.resize(begins.back());
  for (SetId set = 0; set < phrases_.sets().size(); ++set) {
    for (const LiteralId literal : phrases_.sets()[set]) {
      tables_.sets_of_literals[sets_of.place(literal)] = set;
    }
  }
}

void TableBuilder::lay_out_sets() {
  std::vector<double> bits;
  for (const auto& set : phrases_.sets()) {
    tables_.sets.push_back(
        {.first_literal = static_cast<std::uint32_t>(tables_.literals_of_sets.size())});
    bits.clear();
    for (const LiteralId literal : set) {
      tables_.literals_of_sets.push_back(literal);
      bits.push_back(information_of(phrases_.literals()[literal].bytes));
    }
    set_bits_.push_back(information_of_any(bits));
  }
  tables_.sets.push_back(
      {.first_literal = static_cast<std::uint32_t>(tables_.literals_of_sets.size())});
}

void TableBuilder::lay_out_programs() {
  for (const ProgramDraft& draft : programs_) {
    ConditionRecord& condition = tables_.conditions[draft.condition];
    condition.program = static_cast<std::uint32_t>(tables_.programs.size());
    tables_.programs.push_back(program_of(draft, tables_.steps.size()));
    tables_.steps.insert(tables_.steps.end(), draft.steps.begin(), draft.steps.end());
  }
  tables_.programs.push_back({.first_step = static_cast<std::uint32_t>(tables_.steps.size())});
}

// The rarest set of a program becomes its trigger and the second rarest its partner. Words that
// many rules name are common in texts too: each doubling of their number counts as a bit.
void TableBuilder::lay_out_triggers() {
  std::vector<std::uint32_t> uses(phrases_.sets().size());
  for (const ProgramStep& step : tables_.steps) {
    if (step.is_words()) ++uses[step.set];
  }
  const auto rarity = [&](SetId set) { return set_bits_[set] - std::log2(uses[set]); };

  struct Filed {
    SetId trigger;
    TriggerEntry entry;
  };
  std::vector<Filed> filed;
  Grouping entries_of(phrases_.sets().size());
  std::vector<SetId> sets;
  for (std::uint32_t program = 0; program < programs_.size(); ++program) {
    sets.clear();
    for (const ProgramStep& step : programs_[program].steps) {
      if (step.is_words()) sets.push_back(step.set);
    }
    std::ranges::stable_sort(sets, std::ranges::greater(), rarity);
    const SetId partner = sets[std::min<std::size_t>(1, sets.size() - 1)];
    filed.push_back({sets[0], {program, partner}});
    entries_of.count(sets[0]);
  }
  const auto& begins = entries_of.begins();
  for (std::size_t set = 0; set < tables_.sets.size(); ++set) {
    tables_.sets[set].first_entry = begins[set];
  }
  tables_.trigger_entries.resize(filed.size());
  for (const auto& [trigger, entry] : filed) {
    tables_.trigger_entries[entries_of.place(trigger)] = entry;
  }
}

void TableBuilder::guess_rarities() {
  std::vector<std::vector<double>> alternatives(tables_.conditions.size());
  for (const ProgramDraft& program : programs_) {
    double bits = 0;
    for (const ProgramStep& step : program.steps) {
      if (step.is_words()) bits += std::max(0.0, set_bits_[step.set]);
    }
    alternatives[program.condition].push_back(bits);
  }
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    if (alternatives[i].empty()) continue;
    const double bits = std::clamp(information_of_any(alternatives[i]), 0.0, 1000.0);
    tables_.conditions[i].rarity = static_cast<std::uint32_t>(std::lround(bits));
  }
}

void TableBuilder::compile_scanners() {
  for (std::size_t i = 0; i < text::kViewKinds; ++i) {
    const auto view = static_cast<text::ViewKind>(i);
    std::vector<LiteralScanner::Input> literals;
    for (LiteralId id = 0; id < phrases_.literals().size(); ++id) {
      const auto& literal = phrases_.literals()[id];
      if (literal.view == view) literals.push_back({literal.bytes, id});
    }
    if (literals.empty()) continue;
    need_view(view);
    tables_.scanners[i] = LiteralScanner(std::move(literals));
  }
}

// What Hyperscan refuses stays with RE2 alone.
void TableBuilder::compile_regex_database(text::ViewKind view) {
  std::vector<std::string> expressions;
  std::vector<unsigned> conditions;
  for (const Expression& expression : expressions_) {
    if (expression.view != view) continue;
    expressions.push_back(expression.text);
    conditions.push_back(expression.condition);
  }
  while (!expressions.empty()) {
    auto database = compile_expressions(expressions, conditions);
    if (database) {
      tables_.regex_databases[static_cast<std::size_t>(view)] = *std::move(database);
      break;
    }
    expressions.erase(expressions.begin() + static_cast<std::ptrdiff_t>(database.error()));
    conditions.erase(conditions.begin() + static_cast<std::ptrdiff_t>(database.error()));
  }
  for (const ConditionId id : conditions) tables_.conditions[id].finder = Finder::regexes;
}

}  // namespace picket::match
