// SPDX-License-Identifier: Apache-2.0
// One rule as a ruleset holds it: what its author says about it, its compiled condition, and its
// tests as data. Owned by a Ruleset, immutable there; read from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/decision.h"
#include "filter/core/event.h"
#include "filter/core/time.h"
#include "filter/document/diagnostic.h"
#include "filter/ruleset/rollout.h"

namespace picket::ruleset {

// A condition as a flat tree, parent before children, so that evaluating is a walk over an array.
// Equal leaves, of different rules too, have equal operands: each is evaluated once an event.
struct Step {
  enum class Op : std::uint8_t { text, test, all, any, negation, at_least };
  Op op = Op::all;
  std::uint32_t operand = 0;  // text: id in the pattern set; test: index of it; at_least: how many
  std::uint32_t end = 0;      // index one past the step's subtree, in the program
  std::uint32_t place = 0;    // index into the ruleset's places
};

// Where a step stands in its rule file, for explain.
struct Place {
  document::Span span;         // of the condition
  std::string_view predicate;  // key of its kind: text, all, ...
};

enum class Status : std::uint8_t { draft, shadow, enforce, retired };
std::string_view name_of(Status status) noexcept;

// Where a day that a rule or list names begins: 00:00 in Asia/Shanghai, eight hours before UTC
// since 1991.
constexpr core::Instant day_begins(std::chrono::year_month_day day) noexcept {
  return std::chrono::sys_days(day) - std::chrono::hours(8);
}

// Which events a rule is about: one bit a core::Channel.
using ChannelMask = std::uint8_t;
constexpr ChannelMask channel_bit(core::Channel channel) noexcept {
  return static_cast<ChannelMask>(1u << static_cast<unsigned>(channel));
}

// An event of a rule test, as written: what is absent takes the default (rule_tests.h).
struct TestEvent {
  std::optional<core::Channel> channel;
  std::optional<std::string> text;
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::optional<std::string> route;
  std::optional<core::Instant> time;
  std::optional<core::Attestation> attestation;
  std::optional<bool> diverted;
  std::optional<std::string> user_agent;
  core::Phase phase = core::Phase::ended;
  std::optional<bool> answered;
  std::optional<double> ring_s;
  std::optional<double> duration_s;
  std::optional<core::Party> released_by;
  // So many events, `{n}` in a value being 001, 002, ...; absent: one, values as written.
  std::optional<std::uint32_t> repeat;
};

struct RuleTest {
  bool hit = true;  // what is expected of the last event
  std::string name;
  document::Span span;
  std::vector<TestEvent> events;  // one or more
};

struct Rule {
  // What judging an event reads, together.
  std::string id;
  std::uint32_t rev = 1;
  std::uint32_t score = 0;  // 1..100 with Action::score, else 0
  // In the ruleset's program: match is [match_begin, unless_begin), unless [unless_begin, end).
  // All equal where the rule is not compiled (LoadOptions::inactive).
  std::uint32_t match_begin = 0;
  std::uint32_t unless_begin = 0;
  std::uint32_t end = 0;
  Status status = Status::draft;
  ChannelMask channels = 0;
  core::Risk risk = core::Risk::none;
  core::Action action = core::Action::allow;
  core::Basis basis = core::Basis::analytics;
  bool remembers = false;                // has a `rate` or `after`
  std::optional<core::Instant> expires;  // from here on as if retired

  std::string title;
  std::string category;
  std::string file;  // as reached from the argument
  document::Span span;
  std::vector<RuleTest> tests;
  core::Channel test_channel = core::Channel::sms;  // of test events that name none
  std::optional<Rollout> rollout;  // of an enforced rule: where it acts; absent: everywhere

  bool compiled() const noexcept { return match_begin != end; }
  bool has_unless() const noexcept { return unless_begin != end; }
  bool active() const noexcept { return status == Status::shadow || status == Status::enforce; }
  bool expired_at(core::Instant at) const noexcept { return expires && at >= *expires; }
  // Whether a hit of it counts for an event like this, or is reported as that of a shadow rule.
  // `recipient`: the normal form.
  bool acts_on(std::string_view recipient, std::string_view route) const noexcept {
    return status == Status::enforce && (!rollout || rollout->covers(id, recipient, route));
  }
};

// The order in which rules decide and reasons are listed: the first kind that has a hit decides.
enum class Precedence : std::uint8_t { order_block, allow, block, warn, score };

constexpr Precedence precedence(const Rule& rule) noexcept {
  switch (rule.action) {
    case core::Action::allow:
      return Precedence::allow;
    case core::Action::block:
      return rule.basis == core::Basis::order ? Precedence::order_block : Precedence::block;
    case core::Action::warn:
      return Precedence::warn;
    case core::Action::score:
      break;
  }
  return Precedence::score;
}

}  // namespace picket::ruleset
