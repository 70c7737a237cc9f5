// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/implication.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "filter/text/fold.h"

namespace picket::ruleset {
namespace {

using match::Phrase;
using match::PhraseSet;
using match::TextCondition;
using predicates::Expression;
using Kind = Expression::Kind;
using TextKind = TextCondition::Kind;

// The first character, and the last; empty of nothing.
std::string_view head_of(std::string_view text) {
  std::size_t end = std::min<std::size_t>(1, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, end);
}
std::string_view tail_of(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && (static_cast<unsigned char>(text[--begin]) & 0xC0) == 0x80) continue;
  return text.substr(begin);
}

enum class Class : std::uint8_t { other, digit, unspaced_letter, spaced_letter };

// Of a folded character; what is not known to be something else is a letter.
Class class_of(std::string_view character) {
  if (character.size() != 1) {
    return text::has_unspaced_letter(character) ? Class::unspaced_letter : Class::spaced_letter;
  }
  const char c = character.front();
  if (c >= '0' && c <= '9') return Class::digit;
  return c >= 'a' && c <= 'z' ? Class::spaced_letter : Class::other;
}

// Whether there may be no word boundary between two characters.
bool may_join(std::string_view left, std::string_view right) {
  if (left.empty() || right.empty()) return false;
  const Class both = class_of(left);
  return both == class_of(right) && (both == Class::digit || both == Class::spaced_letter);
}

// An occurrence of `a` is one of `b`, or has one in it. Where `b` ends inside of `a` it must end at
// a word boundary; where both end `a` sees to that.
bool implies_phrase(const Phrase& a, const Phrase& b) {
  if (a.view != b.view || a.bytes.size() < b.bytes.size()) return false;
  const std::string_view whole = a.bytes;
  for (std::size_t at = whole.find(b.bytes); at != std::string_view::npos;
       at = whole.find(b.bytes, at + 1)) {
    const std::string_view before = whole.substr(0, at);
    const std::string_view after = whole.substr(at + b.bytes.size());
    if (a.view == text::ViewKind::raw) return true;
    if (!may_join(tail_of(before), head_of(b.bytes)) &&
        !may_join(tail_of(b.bytes), head_of(after))) {
      return true;
    }
  }
  return false;
}

bool implies_set(const PhraseSet& a, const PhraseSet& b) {
  return std::ranges::all_of(a, [&](const Phrase& phrase) {
    return std::ranges::any_of(b,
                               [&](const Phrase& other) { return implies_phrase(phrase, other); });
  });
}

bool implies_step_by_step(const TextCondition& a, const TextCondition& b) {
  return a.within <= b.within && std::ranges::equal(a.sets, b.sets, implies_set);
}

bool implies_text(const TextCondition& a, const TextCondition& b) {
  if (a.kind == TextKind::regex || b.kind == TextKind::regex) return a == b;
  switch (b.kind) {
    case TextKind::any:
    case TextKind::all:
      // Each set of `a` is somewhere in the text.
      return std::ranges::all_of(b.sets, [&](const PhraseSet& wanted) {
        return std::ranges::any_of(a.sets,
                                   [&](const PhraseSet& set) { return implies_set(set, wanted); });
      });
    case TextKind::sequence:
      return a.kind == TextKind::sequence && implies_step_by_step(a, b);
    case TextKind::near:
      return (a.kind == TextKind::sequence || a.kind == TextKind::near) &&
             implies_step_by_step(a, b);
    case TextKind::regex:
      break;
  }
  return false;
}

bool is_link(const Expression& condition, std::string_view word) {
  return condition.kind == Kind::test && condition.predicate == "link" &&
         condition.key.ends_with(word);
}
// As leaf() writes the keys of words.
bool is_no_link(const Expression& condition) { return is_link(condition, " 4:none"); }
bool is_any_link(const Expression& condition) { return is_link(condition, " 3:any"); }
bool wants_link(const Expression& condition) {
  return condition.kind == Kind::test && condition.predicate == "link" && !is_no_link(condition);
}

bool implies_leaf(const Expression& a, const Expression& b) {
  if (a.kind == Kind::text && b.kind == Kind::text) return implies_text(a.text, b.text);
  if (a.kind != Kind::test || b.kind != Kind::test) return false;
  return a.key == b.key || (is_any_link(b) && wants_link(a));
}

// How many children must hold, of a condition that has some.
std::size_t needed(const Expression& condition) {
  switch (condition.kind) {
    case Kind::any:
      return 1;
    case Kind::at_least:
      return condition.count;
    default:
      return condition.children.size();
  }
}

bool has_children(const Expression& condition) {
  return condition.kind == Kind::all || condition.kind == Kind::any ||
         condition.kind == Kind::at_least;
}

void collect_conjuncts(const Expression& condition, std::vector<const Expression*>& out) {
  if (!has_children(condition) || needed(condition) < condition.children.size()) {
    out.push_back(&condition);
    return;
  }
  for (const Expression& child : condition.children) collect_conjuncts(child, out);
}

bool denies(const Expression& a, const Expression& b) {
  return (a.kind == Kind::negation && implies(b, a.children.front())) ||
         (is_no_link(a) && wants_link(b));
}

}  // namespace

bool implies(const Expression& a, const Expression& b) {
  if (has_children(b)) {
    const auto enough = static_cast<std::size_t>(std::ranges::count_if(
        b.children, [&](const Expression& child) { return implies(a, child); }));
    if (enough >= needed(b)) return true;
  }
  if (a.kind == Kind::at_least && b.kind == Kind::at_least && a.count >= b.count) {
    // Whatever children of `a` hold, each implies one of its own.
    if (std::ranges::equal(a.children, b.children, implies)) return true;
  }
  if (has_children(a)) {
    // Where so many children of `a` hold, one that implies `b` is among them: the others are too
    // few.
    const auto implying = static_cast<std::size_t>(std::ranges::count_if(
        a.children, [&](const Expression& child) { return implies(child, b); }));
    return implying + needed(a) > a.children.size();
  }
  if (a.kind == Kind::negation && b.kind == Kind::negation) {
    return implies(b.children.front(), a.children.front());
  }
  return implies_leaf(a, b);
}

std::vector<const Expression*> conjuncts_of(const Expression& condition) {
  std::vector<const Expression*> conjuncts;
  collect_conjuncts(condition, conjuncts);
  return conjuncts;
}

bool contradict(const Expression& a, const Expression& b) {
  const std::vector<const Expression*> of_b = conjuncts_of(b);
  for (const Expression* one : conjuncts_of(a)) {
    for (const Expression* other : of_b) {
      if (denies(*one, *other) || denies(*other, *one)) return true;
    }
  }
  return false;
}

bool can_hold(const Expression& condition, bool has_text) {
  if (condition.kind == Kind::text) return has_text;
  if (condition.kind == Kind::test) {
    return has_text || (condition.predicate != "link" && condition.predicate != "contact");
  }
  if (condition.kind == Kind::negation) return true;
  const auto able = static_cast<std::size_t>(std::ranges::count_if(
      condition.children, [&](const Expression& child) { return can_hold(child, has_text); }));
  if (able < needed(condition)) return false;
  if (needed(condition) < condition.children.size()) return true;
  for (std::size_t i = 0; i < condition.children.size(); ++i) {
    for (std::size_t j = i + 1; j < condition.children.size(); ++j) {
      if (contradict(condition.children[i], condition.children[j])) return false;
    }
  }
  return true;
}

}  // namespace picket::ruleset
