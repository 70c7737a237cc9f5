// SPDX-License-Identifier: Apache-2.0
// Conditions to drafts: checks them, puts those that ask the same in the same words, and interns.
#include <algorithm>
#include <span>
#include <utility>

#include "filter/match/interner.h"
#include "filter/match/pattern_set.h"
#include "filter/match/regex.h"
#include "filter/match/regex_lowering.h"
#include "filter/match/regex_tree.h"
#include "filter/match/table_builder.h"
#include "filter/match/tables.h"

namespace picket::match {
namespace {

using Kind = TextCondition::Kind;

// What is wrong with a condition of phrases, or null.
const char* fault_of(const TextCondition& condition) {
  if (condition.sets.empty()) return "no phrase to look for";
  if (condition.kind == Kind::near && condition.sets.size() > TextCondition::kNearLimit) {
    return "`near` takes at most 16 entries";
  }
  const bool placed = condition.kind == Kind::sequence || condition.kind == Kind::near;
  for (const PhraseSet& set : condition.sets) {
    if (set.empty()) return "no phrase to look for";
    for (const Phrase& phrase : set) {
      if (phrase.bytes.empty()) return "a phrase is empty";
      if (placed && phrase.view != condition.sets[0][0].view) {
        return "the steps of a sequence look in different views";
      }
    }
  }
  return nullptr;
}

// A condition whose phrases are interned, in the plainest kind that says the same.
struct Draft {
  Kind kind = Kind::any;
  std::vector<SetId> sets;
  std::uint32_t within = 0;
  std::string regex;
  text::ViewKind view = text::ViewKind::folded;
  const char* fault = nullptr;
};

void simplify(Draft& draft) {
  if (draft.kind == Kind::near) std::ranges::sort(draft.sets);
  if (draft.kind == Kind::all) {
    std::ranges::sort(draft.sets);
    const auto repeated = std::ranges::unique(draft.sets);
    draft.sets.erase(repeated.begin(), repeated.end());
  }
  if (draft.sets.size() == 1) draft.kind = Kind::any;
  if (draft.kind != Kind::sequence && draft.kind != Kind::near) draft.within = 0;
}

std::string key_of(const Draft& draft) {
  std::string key;
  key.push_back(static_cast<char>(draft.kind));
  key.push_back(static_cast<char>(draft.view));
  append_key(key, draft.within);
  for (const SetId set : draft.sets) append_key(key, set);
  return key + draft.regex;
}

}  // namespace

struct PatternSetBuilder::State {
  PhraseInterner phrases;
  KeyTable condition_keys;
  std::vector<Draft> drafts;

  Draft draft_of(const TextCondition& condition);
  SetId set_of(std::span<const PhraseSet> alternatives);
  SetId place_of(const LoweredStep& step, text::ViewKind view);
  void add_program(ConditionId id, TableBuilder& tables) const;
  void add_regex(ConditionId id, Regex regex, TableBuilder& tables);
};

SetId PatternSetBuilder::State::set_of(std::span<const PhraseSet> alternatives) {
  std::vector<LiteralId> literals;
  for (const PhraseSet& set : alternatives) {
    for (const Phrase& phrase : set) {
      literals.push_back(phrases.literal(phrase.view, phrase.bytes, phrase.word_boundary));
    }
  }
  return phrases.set(std::move(literals));
}

Draft PatternSetBuilder::State::draft_of(const TextCondition& condition) {
  Draft draft;
  draft.kind = condition.kind;
  draft.within = condition.within;
  if (condition.kind == Kind::regex) {
    draft.regex = condition.regex;
    draft.view = condition.view;
    return draft;
  }
  draft.fault = fault_of(condition);
  if (draft.fault != nullptr) return draft;
  if (condition.kind == Kind::any) {
    draft.sets.push_back(set_of(condition.sets));
  } else {
    for (const PhraseSet& set : condition.sets) draft.sets.push_back(set_of({&set, 1}));
  }
  simplify(draft);
  return draft;
}

void PatternSetBuilder::State::add_program(ConditionId id, TableBuilder& tables) const {
  const Draft& draft = drafts[id];
  ProgramDraft program;
  program.condition = id;
  if (draft.kind == Kind::sequence) program.kind = Program::Kind::sequence;
  if (draft.kind == Kind::near) program.kind = Program::Kind::near;
  program.view = phrases.view_of(draft.sets[0]);
  for (const SetId set : draft.sets) program.steps.push_back({set, {0, draft.within}});
  tables.add_program(std::move(program));
}

// The words of a step, or the end of the text that it is.
SetId PatternSetBuilder::State::place_of(const LoweredStep& step, text::ViewKind view) {
  switch (step.kind) {
    case LoweredStep::Kind::text_begin:
      return ProgramStep::kTextBegin;
    case LoweredStep::Kind::text_end:
      return ProgramStep::kTextEnd;
    case LoweredStep::Kind::words:
      break;
  }
  std::vector<LiteralId> literals;
  for (const std::string& word : step.words) {
    literals.push_back(phrases.literal(view, word, false));
  }
  return phrases.set(std::move(literals));
}

// In the cheapest way there is: literals and gaps, a database of regexes, or RE2 alone.
void PatternSetBuilder::State::add_regex(ConditionId id, Regex regex, TableBuilder& tables) {
  const Draft& draft = drafts[id];
  const auto tree = read_regex(draft.regex);
  const auto lowered = tree ? lower_regex(*tree, newlines_in(draft.view)) : std::nullopt;
  if (!lowered) {
    tables.add_regex(id, std::move(regex), draft.view, tree);
    return;
  }
  for (const LoweredSequence& sequence : *lowered) {
    ProgramDraft program;
    program.condition = id;
    program.view = draft.view;
    if (sequence.size() > 1) program.kind = Program::Kind::sequence;
    for (const LoweredStep& step : sequence) {
      program.steps.push_back(
          {place_of(step, draft.view), step.gap, tables.class_index(step.inside)});
    }
    tables.add_program(std::move(program));
  }
  tables.add_lowered_regex(id, std::move(regex), draft.view);
}

PatternSetBuilder::PatternSetBuilder() : state_(std::make_unique<State>()) {}
PatternSetBuilder::~PatternSetBuilder() = default;
PatternSetBuilder::PatternSetBuilder(PatternSetBuilder&&) noexcept = default;
PatternSetBuilder& PatternSetBuilder::operator=(PatternSetBuilder&&) noexcept = default;

ConditionId PatternSetBuilder::add(const TextCondition& condition) {
  Draft draft = state_->draft_of(condition);
  std::string key = key_of(draft);
  // Faulty ones are never equal, so that each is reported.
  if (draft.fault != nullptr) {
    append_key(key, static_cast<std::uint32_t>(state_->drafts.size()));
    key += draft.fault;
  }
  const auto [id, is_new] = state_->condition_keys.intern(std::move(key));
  if (is_new) state_->drafts.push_back(std::move(draft));
  return id;
}

std::expected<std::shared_ptr<const PatternSet>, std::vector<CompileError>>
PatternSetBuilder::compile(Budget budget) && {
  const std::vector<Draft>& drafts = state_->drafts;
  TableBuilder tables(state_->phrases, drafts.size(), budget);
  std::vector<CompileError> errors;
  for (ConditionId id = 0; id < drafts.size(); ++id) {
    const Draft& draft = drafts[id];
    if (draft.fault != nullptr) {
      errors.push_back({id, draft.fault});
    } else if (draft.kind != Kind::regex) {
      state_->add_program(id, tables);
    } else if (auto regex = Regex::compile(draft.regex); !regex) {
      errors.push_back({id, regex.error()});
    } else {
      state_->add_regex(id, *std::move(regex), tables);
    }
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  auto compiled = std::make_unique<const Tables>(std::move(tables).build());
  return std::shared_ptr<const PatternSet>(new PatternSet(std::move(compiled)));
}

std::expected<void, std::string> PatternSetBuilder::check_regex(std::string_view regex) {
  if (auto compiled = Regex::compile(regex); !compiled) return std::unexpected(compiled.error());
  return {};
}

}  // namespace picket::match
