// SPDX-License-Identifier: Apache-2.0
// Enforced rules that never decide anything, because another one hits wherever they do and decides
// first, or the same.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "filter/core/names.h"
#include "filter/ruleset/implication.h"
#include "filter/ruleset/lint.h"

namespace picket::ruleset {
namespace {

using predicates::Expression;

// Whether what `rule` decides is decided anyway where `other` hits too. A score adds up, so it is
// only idle beside a rule that acts.
bool is_decided_by(const Rule& other, const Rule& rule) {
  if (precedence(other) < precedence(rule)) return true;
  return precedence(other) == precedence(rule) && precedence(rule) != Precedence::score &&
         other.risk >= rule.risk;
}

// Whether `other` acts on all events and at all times that `rule` does.
bool acts_as_widely(const Rule& other, const Rule& rule) {
  const bool outlives = !other.expires || (rule.expires && *other.expires >= *rule.expires);
  return !other.rollout && outlives && (other.channels & rule.channels) == rule.channels;
}

bool hits_wherever(const ParsedRule& other, const ParsedRule& rule) {
  if (other.unless && (!rule.unless || !implies(*other.unless, *rule.unless))) return false;
  return implies(*rule.match, *other.match);
}

bool hides(const ParsedRule& other, const ParsedRule& rule) {
  return is_decided_by(other.rule, rule.rule) && acts_as_widely(other.rule, rule.rule) &&
         hits_wherever(other, rule);
}

// Which rules may hide another one: of ten thousand rules not each is compared with each. A rule
// that a phrase must be in for it to hit hides only rules that look for that phrase, or a longer
// one with it in it.
class Candidates {
 public:
  explicit Candidates(std::span<const ParsedRule* const> rules) {
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
      const match::PhraseSet* phrases = phrases_needed(*rules[i]->match);
      if (phrases == nullptr) {
        everywhere_.push_back(i);
        continue;
      }
      for (const match::Phrase& phrase : *phrases) by_phrase_[phrase.bytes].push_back(i);
    }
  }

  // In order, each once.
  std::vector<std::uint32_t> of(const Expression& match) const {
    std::vector<std::uint32_t> found = everywhere_;
    add_those_of_text(match, found);
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
  }

 private:
  // Phrases of which one must be in the text; null where nobody can tell.
  static const match::PhraseSet* phrases_needed(const Expression& match) {
    for (const Expression* part : conjuncts_of(match)) {
      if (part->kind == Expression::Kind::text && !part->text.sets.empty()) {
        return &part->text.sets.front();
      }
    }
    return nullptr;
  }

  // A set is within another only if its first phrase is.
  void add_those_of_text(const Expression& condition, std::vector<std::uint32_t>& found) const {
    if (condition.kind == Expression::Kind::text) {
      for (const match::PhraseSet& set : condition.text.sets)
        add_those_in(set.front().bytes, found);
    }
    for (const Expression& child : condition.children) add_those_of_text(child, found);
  }

  void add_those_in(std::string_view phrase, std::vector<std::uint32_t>& found) const {
    const auto is_start = [&](std::size_t at) {
      return at == phrase.size() || (static_cast<unsigned char>(phrase[at]) & 0xC0) != 0x80;
    };
    for (std::size_t begin = 0; begin < phrase.size(); ++begin) {
      for (std::size_t end = begin + 1; is_start(begin) && end <= phrase.size(); ++end) {
        if (!is_start(end)) continue;
        const auto known = by_phrase_.find(phrase.substr(begin, end - begin));
        if (known == by_phrase_.end()) continue;
        found.insert(found.end(), known->second.begin(), known->second.end());
      }
    }
  }

  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_phrase_;
  std::vector<std::uint32_t> everywhere_;
};

void warn(const ParsedRule& rule, const ParsedRule& other, document::Diagnostics& diagnostics) {
  document::FileReporter(diagnostics, rule.rule.file)
      .warning(rule.match_span, "unreachable-rule",
               fmt::format("`{}` never decides: wherever it hits, `{}` hits too and its {} comes "
                           "first or is the same",
                           rule.rule.id, other.rule.id, core::name_of(other.rule.action)),
               fmt::format("`{}` is at {}:{}; drop one of the two, or let them differ",
                           other.rule.id, other.rule.file, other.id_span.begin.line));
}

}  // namespace

void lint_reach(std::span<const ParsedRule> rules, document::Diagnostics& diagnostics) {
  std::vector<const ParsedRule*> enforced;
  for (const ParsedRule& parsed : rules) {
    if (parsed.rule.status == Status::enforce) enforced.push_back(&parsed);
  }
  const auto order = [](const ParsedRule* parsed) {
    return std::tuple(precedence(parsed->rule), std::string_view(parsed->rule.id));
  };
  const Candidates candidates(enforced);
  for (const ParsedRule* rule : enforced) {
    for (const std::uint32_t index : candidates.of(*rule->match)) {
      const ParsedRule* other = enforced[index];
      if (other == rule || !hides(*other, *rule)) continue;
      // Of two that hide each other the later one is told.
      if (order(other) > order(rule) && hides(*rule, *other)) continue;
      warn(*rule, *other, diagnostics);
      break;
    }
  }
}

}  // namespace picket::ruleset
