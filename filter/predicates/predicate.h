// SPDX-License-Identifier: Apache-2.0
// One kind of condition a rule can name. A kind is one file pair in this folder and one line in
// registry.cc; the rule parser, the JSON schema, the rule reference and `picket explain` all read
// that table. `all any not at_least` are kinds like the others.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/event.h"
#include "filter/core/truth.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"
#include "filter/document/typed.h"
#include "filter/lists/list.h"
#include "filter/match/condition.h"
#include "filter/predicates/value_type.h"
#include "filter/text/spelling.h"
#include "filter/text/view.h"

namespace picket::predicates {

class Facts;  // facts.h: what is known of one event, computed at most once, on first use

// A checked condition that is not a text condition: compares facts with the rule's parameters.
// Immutable after parsing; evaluated on any thread.
class Test {
 public:
  virtual ~Test() = default;
  virtual core::Truth evaluate(Facts& facts) const noexcept = 0;
  // Where it was met, for a test that holds: the earliest occurrence, in the original text. Most
  // tests give none.
  virtual std::optional<text::Stretch> evidence(Facts&) const noexcept { return std::nullopt; }

  // What must be there for the test to hold; the ruleset makes triggers of it.
  enum class Needs : std::uint8_t {
    nothing,
    a_link,     // in the text
    a_contact,  // in the text
    a_party     // a sender or recipient that the test names: quick to ask of every event
  };
  virtual Needs needs() const noexcept { return Needs::nothing; }
  // A sender's name meets it: one that whoever sends may have chosen. For lints.
  virtual bool met_by_name() const { return false; }
  // Asks the memory (`rate`, `after`): unknown until it is built.
  virtual bool remembers() const noexcept { return false; }
};

// A phrase as its author wrote it, once each: without its spellings.
struct WrittenPhrase {
  std::string bytes;  // folded as the view is
  document::Span span;
};

// A condition as parsed: a tree whose leaves are text conditions and tests.
struct Expression {
  enum class Kind : std::uint8_t { text, test, all, any, negation, at_least };
  Kind kind = Kind::all;
  std::vector<Expression> children;  // all, any, negation (one), at_least
  std::uint32_t count = 0;           // at_least
  match::TextCondition text;
  std::vector<std::vector<WrittenPhrase>> phrases;  // of each set of `text`; for lints
  std::shared_ptr<const Test> test;
  // Of a test: its kind and parameters in canonical form; tests with equal keys are one slot.
  std::string key;
  // Where it stands in the rule file, for explain: the condition's node.
  document::Span span;
  std::string_view predicate;  // key of its PredicateKind
};

// What a kind's parser gets besides the node: where to complain (kebab-case codes, stable), and the
// means to read what is nested. Lives while one rule is parsed.
class ParseContext : public document::Reporter {
 public:
  virtual core::Channel channel() const noexcept = 0;  // of the rule; sms for `any`
  virtual bool any_channel() const noexcept = 0;

  // Parses a nested condition mapping (for all, any, not, at_least, rate's where). nullopt where it
  // has errors; they are reported.
  virtual std::optional<Expression> condition(const document::Node& node) = 0;

  // A list given inline or as lists/NAME; null where it has errors, which are reported.
  virtual std::shared_ptr<const lists::NumberList> numbers(const document::Node& node) = 0;
  virtual std::shared_ptr<const lists::HostList> hosts(const document::Node& node) = 0;

  virtual const text::Spellings& spellings() const noexcept = 0;

  // The condition asks about a rule by its id: whether there is one is known once all are read.
  virtual void mention_rule(const document::Text& id) = 0;
};

// A key of a kind's mapping form: for the parser's messages, the schema and the reference.
struct Parameter {
  std::string_view key;
  const ValueType* type;
  std::string_view help;  // one sentence, of what holds with it
  bool required = false;
};

struct PredicateKind {
  std::string_view key;                                // text, link, ...
  std::string_view help;                               // one or two sentences
  std::string_view example;                            // YAML, one condition mapping
  std::span<const ValueType* const> short_forms = {};  // of the value, where it need be no mapping
  std::span<const Parameter> parameters = {};          // of its mapping form; empty: it has none
  std::string_view constraints = {};  // JSON Schema of the mapping form, besides its parameters
  std::optional<Expression> (*parse)(const document::Node& value, ParseContext& context) = nullptr;
};

// The table, in the order of the reference (registry.cc).
std::span<const PredicateKind> registry() noexcept;
const PredicateKind* find_predicate(std::string_view key) noexcept;

}  // namespace picket::predicates
