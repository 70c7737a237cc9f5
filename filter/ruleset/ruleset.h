// SPDX-License-Identifier: Apache-2.0
// All rules of a directory, checked and compiled: an immutable snapshot with a digest. Made by
// load() (loader.h) on the control thread or in a tool; shared by threads as
// std::shared_ptr<const Ruleset>. Rules are numbered in the order in which they decide and are
// listed in reasons (precedence, then id), so that a sorted list of hits needs no second look.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/match/pattern_set.h"
#include "filter/predicates/predicate.h"
#include "filter/ruleset/rule.h"
#include "filter/text/fold.h"
#include "filter/text/spelling.h"

namespace picket::ruleset {

using RuleIndex = std::uint32_t;

class Ruleset {
 public:
  // SHA-256 over rules, lists and spelling data, 64 hex digits. Equal files give equal digests,
  // wherever they lie.
  std::string_view digest() const noexcept { return digest_; }

  std::span<const Rule> rules() const noexcept { return rules_; }
  const Rule& rule(RuleIndex index) const noexcept { return rules_[index]; }
  const Rule* find(std::string_view id) const noexcept;
  std::size_t active_count() const noexcept;  // shadow and enforce

  const match::PatternSet& patterns() const noexcept { return *patterns_; }
  const text::Spellings& spellings() const noexcept { return spellings_; }

  // Views that conditions look in, and those that finding contacts takes where some rule asks for
  // one.
  text::ViewMask views_needed() const noexcept { return views_needed_; }

  // By match::ConditionId, as the rule that asked first wrote it; empty without
  // LoadOptions::keep_texts.
  std::span<const match::TextCondition> texts() const noexcept { return texts_; }

  std::span<const Step> program() const noexcept { return program_; }
  const Place& place(const Step& step) const noexcept { return places_[step.place]; }

  const predicates::Test& test(std::uint32_t index) const noexcept { return *tests_[index]; }
  std::size_t test_count() const noexcept { return tests_.size(); }

  // Rules to evaluate: those that a live trigger names, and those without one, by channel. A rule
  // whose trigger is not live cannot hold.
  std::span<const RuleIndex> triggered_by_text(match::ConditionId id) const noexcept;
  std::span<const RuleIndex> triggered_by(predicates::Test::Needs needs) const noexcept {
    return by_needs_[static_cast<std::size_t>(needs)];
  }
  std::span<const RuleIndex> always(core::Channel channel) const noexcept {
    return always_[static_cast<std::size_t>(channel)];
  }

 private:
  friend class Compiler;
  Ruleset() = default;

  std::string digest_;
  std::vector<Rule> rules_;
  std::vector<RuleIndex> by_id_;
  std::shared_ptr<const match::PatternSet> patterns_;
  text::Spellings spellings_;
  text::ViewMask views_needed_ = 0;
  std::vector<match::TextCondition> texts_;
  std::vector<Step> program_;
  std::vector<Place> places_;
  std::vector<std::shared_ptr<const predicates::Test>> tests_;
  // Rules by text condition: those of condition i are text_rules_[text_first_[i],
  // text_first_[i+1]).
  std::vector<std::uint32_t> text_first_;
  std::vector<RuleIndex> text_rules_;
  std::array<std::vector<RuleIndex>, 4> by_needs_;  // by Test::Needs; a_link and a_contact only
  std::array<std::vector<RuleIndex>, 3> always_;    // by core::Channel
};

}  // namespace picket::ruleset
