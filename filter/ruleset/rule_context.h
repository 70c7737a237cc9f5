// SPDX-License-Identifier: Apache-2.0
// What the parsers of conditions get while one rule is read: its file to complain about, its
// channel, lists and spellings. Control thread and tools.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/document/typed.h"
#include "filter/lists/store.h"
#include "filter/predicates/predicate.h"

namespace picket::ruleset {

// What all rules of one ruleset are read with.
struct Sources {
  lists::ListLoader& lists;
  const text::Spellings& spellings;
  document::Diagnostics& diagnostics;
};

// Which events a rule is about, as its author wrote it.
enum class RuleChannel : std::uint8_t { sms, call, outcome, any };

// The id of a rule in a condition of another one (`after`).
struct RuleMention {
  std::string id;
  document::Span span;
};

class RuleContext final : public predicates::ParseContext {
 public:
  RuleContext(Sources& sources, std::string_view file)
      : sources_(sources), reporter_(sources.diagnostics, file) {}

  void set_channel(RuleChannel channel) noexcept { channel_ = channel; }

  core::Channel channel() const noexcept override;
  bool any_channel() const noexcept override { return channel_ == RuleChannel::any; }
  void report(document::Severity severity, const document::Span& at, std::string_view code,
              std::string message, std::string help) override;
  std::optional<predicates::Expression> condition(const document::Node& node) override;
  std::shared_ptr<const lists::NumberList> numbers(const document::Node& node) override;
  std::shared_ptr<const lists::HostList> hosts(const document::Node& node) override;
  const text::Spellings& spellings() const noexcept override { return sources_.spellings; }
  void mention_rule(const document::Text& id) override {
    mentions_.push_back({std::string(id.value), id.span});
  }

  // All rules mentioned so far.
  std::vector<RuleMention> take_mentions() noexcept { return std::move(mentions_); }
  // All lists/NAME asked for so far.
  std::vector<std::string> take_lists() noexcept { return std::move(lists_); }

 private:
  void note_list(const document::Node& node);

  Sources& sources_;
  document::FileReporter reporter_;
  RuleChannel channel_ = RuleChannel::sms;
  std::vector<RuleMention> mentions_;
  std::vector<std::string> lists_;
};

}  // namespace picket::ruleset
