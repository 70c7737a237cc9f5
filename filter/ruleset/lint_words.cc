// SPDX-License-Identifier: Apache-2.0
// Rules that a text meets by next to nothing: one short phrase, or words that honest messages are
// full of.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "filter/ruleset/lint.h"
#include "filter/text/everyday.h"
#include "filter/text/fold.h"

namespace picket::ruleset {
namespace {

using match::TextCondition;
using predicates::Expression;
using predicates::WrittenPhrase;
using Kind = Expression::Kind;

// A score that does not act by itself is there for signs that prove little.
constexpr std::uint32_t kActingScore = 50;

std::size_t count_characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// One letter of an unspaced script, or two others.
bool is_short(const WrittenPhrase& phrase) {
  const std::string letters = text::fold_phrase(phrase.bytes, text::ViewKind::squeezed);
  const std::size_t count = count_characters(letters.empty() ? phrase.bytes : letters);
  return count <= (text::has_unspaced_letter(letters) ? 1u : 2u);
}

bool is_everyday(const WrittenPhrase& phrase) { return text::is_everyday(phrase.bytes); }

using Held = std::function<bool(const Expression&)>;  // whether a text condition holds

// Whether a condition holds of a text of which only the conditions that `held` names do. Tests ask
// for more than words; what is denied is easily left out.
bool holds(const Expression& condition, const Held& held) {
  if (condition.kind == Kind::text) return held(condition);
  if (condition.kind == Kind::test) return false;
  if (condition.kind == Kind::negation) return true;
  const auto count = static_cast<std::size_t>(std::ranges::count_if(
      condition.children, [&](const Expression& child) { return holds(child, held); }));
  const std::size_t needed = condition.kind == Kind::all   ? condition.children.size()
                             : condition.kind == Kind::any ? 1
                                                           : condition.count;
  return count >= needed;
}

template <class Visit>
void for_each_text(const Expression& condition, const Visit& visit) {
  if (condition.kind == Kind::negation) return;
  if (condition.kind == Kind::text) visit(condition);
  for (const Expression& child : condition.children) for_each_text(child, visit);
}

// Of a condition that one phrase meets: those that do and are short.
std::vector<const WrittenPhrase*> short_phrases(const Expression& condition) {
  std::vector<const WrittenPhrase*> phrases;
  if (condition.phrases.size() != 1) return phrases;
  for (const WrittenPhrase& phrase : condition.phrases.front()) {
    if (is_short(phrase)) phrases.push_back(&phrase);
  }
  return phrases;
}

void lint_short(const Expression& match, document::Reporter& reporter) {
  for_each_text(match, [&](const Expression& condition) {
    const auto alone = [&](const Expression& other) { return &other == &condition; };
    const std::vector<const WrittenPhrase*> phrases = short_phrases(condition);
    if (phrases.empty() || !holds(match, alone)) return;
    for (const WrittenPhrase* phrase : phrases) {
      reporter.warning(phrase->span, "too-short-phrase",
                       fmt::format("`{}` alone makes this rule hit", phrase->bytes),
                       "so short a phrase is in all kinds of texts: write a longer one, or ask for "
                       "something beside it");
    }
  });
}

// The everyday phrases that meet a condition by themselves; empty where that takes others.
std::vector<const WrittenPhrase*> everyday_phrases(const Expression& condition) {
  std::vector<const WrittenPhrase*> phrases;
  for (const std::vector<WrittenPhrase>& set : condition.phrases) {
    const std::size_t before = phrases.size();
    for (const WrittenPhrase& phrase : set) {
      if (is_everyday(phrase)) phrases.push_back(&phrase);
    }
    if (phrases.size() == before) return {};
  }
  return phrases;
}

void lint_everyday(const Expression& match, document::Reporter& reporter) {
  const auto by_everyday_words = [](const Expression& condition) {
    return !everyday_phrases(condition).empty();
  };
  if (!holds(match, by_everyday_words)) return;
  std::vector<const WrittenPhrase*> phrases;
  for_each_text(match, [&](const Expression& condition) {
    std::ranges::copy(everyday_phrases(condition), std::back_inserter(phrases));
  });
  if (phrases.empty()) return;  // it asks for no words at all
  constexpr std::size_t kMostNamed = 4;
  std::vector<std::string> named;
  for (const WrittenPhrase* phrase : phrases) {
    if (named.size() == kMostNamed) break;
    named.push_back(fmt::format("`{}`", phrase->bytes));
  }
  reporter.warning(phrases.front()->span, "everyday-words",
                   fmt::format("words of honest messages are enough to make this rule hit: {}{}",
                               fmt::join(named, ", "), phrases.size() > kMostNamed ? ", ..." : ""),
                   "ask for what the fraud wants beside them: a link, a contact, an unusual word");
}

}  // namespace

void lint_words(const ParsedRule& parsed, document::Reporter& reporter) {
  const bool acts_alone =
      parsed.rule.action != core::Action::score || parsed.rule.score >= kActingScore;
  if (!acts_alone) return;
  lint_short(*parsed.match, reporter);
  lint_everyday(*parsed.match, reporter);
}

}  // namespace picket::ruleset
