// SPDX-License-Identifier: Apache-2.0
// A condition as YAML, parsed by the real table and evaluated over real events, without a ruleset:
// lists come from a directory of the test's own, text is matched by a pattern set of its own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/event.h"
#include "filter/core/truth.h"
#include "filter/lists/store.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/predicate.h"
#include "filter/text/spelling.h"

namespace picket::test {

// Parses conditions and keeps what they are told off for.
class Parser final : public predicates::ParseContext {
 public:
  // `lists`: the directory that lists/NAME is under.
  explicit Parser(std::string lists = ".");

  // A condition mapping, as under `match`. nullopt where there are errors.
  std::optional<predicates::Expression> parse(std::string_view yaml);

  // Of the last parse: "2:7 empty-list", warnings "2:7 warning no-such".
  std::vector<std::string> problems() const;
  const document::Diagnostics& diagnostics() const { return diagnostics_; }

  core::Channel channel() const noexcept override { return rule_channel; }
  bool any_channel() const noexcept override { return is_any_channel; }
  void report(document::Severity severity, const document::Span& at, std::string_view code,
              std::string message, std::string help) override;
  std::optional<predicates::Expression> condition(const document::Node& node) override;
  std::shared_ptr<const lists::NumberList> numbers(const document::Node& node) override;
  std::shared_ptr<const lists::HostList> hosts(const document::Node& node) override;
  const text::Spellings& spellings() const noexcept override { return text::Spellings::built_in(); }

  void mention_rule(const document::Text&) override {}

  core::Channel rule_channel = core::Channel::sms;
  bool is_any_channel = false;

 private:
  std::string directory_;
  document::Diagnostics diagnostics_;
  lists::ListStore store_;
};

// A condition without errors (else the test fails), to be asked about events.
class Condition {
 public:
  explicit Condition(std::string_view yaml, std::string lists = ".");

  core::Truth truth(const core::Event& event) const;
  bool holds(const core::Event& event) const { return truth(event) == core::Truth::yes; }
  bool holds(std::string_view sms) const;
  // What the one test of the condition was met by; "" where it gives none.
  std::string evidence(std::string_view sms) const;

  const predicates::Expression& expression() const { return *expression_; }

 private:
  std::optional<predicates::Expression> expression_;
};

core::Event sms(std::string_view text);
core::Event sms_from(std::string_view sender);
core::Event event_of(core::Channel channel);

}  // namespace picket::test
