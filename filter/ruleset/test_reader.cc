// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/test_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include "filter/core/event_json.h"
#include "filter/core/names.h"
#include "filter/document/typed.h"
#include "filter/ruleset/rule_keys.h"

namespace picket::ruleset {
namespace {

using document::Node;

std::vector<std::string_view> names_of(std::span<const RuleKey> keys) {
  std::vector<std::string_view> names;
  for (const RuleKey& key : keys) names.push_back(key.key);
  return names;
}

bool is_one_of(std::string_view name, std::span<const RuleKey> keys) {
  return std::ranges::find(keys, name, &RuleKey::key) != keys.end();
}

class EventFields {
 public:
  EventFields(const Node& mapping, document::Reporter& reporter)
      : mapping_(mapping), reporter_(reporter) {}

  void read(TestEvent& event) {
    event.text = string("text");
    event.from = string("from");
    event.to = string("to");
    event.route = string("route");
    event.time = time();
    if (const Node* call = section("call", test_call_keys()))
      EventFields(*call, reporter_).call(event);
    if (const Node* outcome = section("outcome", test_outcome_keys())) {
      EventFields(*outcome, reporter_).outcome(event);
    }
    event.channel = word<core::Channel>("channel", core::kChannelNames);
    if (const Node* repeat = mapping_.find("repeat")) {
      const auto times = document::read_integer(*repeat, "`repeat`", 1, kMaxRepeat, reporter_);
      if (times) event.repeat = static_cast<std::uint32_t>(*times);
    }
  }

 private:
  // As in an event's JSON, a text may be empty if it is written so: "".
  std::optional<std::string> string(std::string_view key) {
    const Node* node = mapping_.find(key);
    if (node == nullptr) return std::nullopt;
    if (node->kind == Node::Kind::scalar && node->quoted && node->scalar.empty()) return "";
    const auto text = document::read_text(*node, fmt::format("`{}`", key), reporter_);
    return text ? std::optional<std::string>(*text) : std::nullopt;
  }

  std::optional<core::Instant> time() {
    const Node* node = mapping_.find("time");
    if (node == nullptr) return std::nullopt;
    const auto text = document::read_text(*node, "`time`", reporter_);
    if (!text) return std::nullopt;
    const auto at = core::parse_rfc3339(*text);
    if (at) return *at;
    reporter_.error(node->span, "bad-time", fmt::format("`{}` is no time", *text),
                    "RFC 3339 with an offset: 2026-01-05T12:00:00+08:00");
    return std::nullopt;
  }

  const Node* section(std::string_view key, std::span<const RuleKey> keys) {
    const Node* node = mapping_.find(key);
    const std::string what = fmt::format("`{}`", key);
    if (node == nullptr || !document::expect_mapping(*node, what, reporter_)) return nullptr;
    document::check_keys(*node, names_of(keys), what, reporter_);
    return node;
  }

  template <class Enum, std::size_t N>
  std::optional<Enum> word(std::string_view key, const std::array<std::string_view, N>& words) {
    const Node* node = mapping_.find(key);
    if (node == nullptr) return std::nullopt;
    const auto index = document::read_word(*node, fmt::format("`{}`", key), words, reporter_);
    return index ? std::optional<Enum>(static_cast<Enum>(*index)) : std::nullopt;
  }

  std::optional<bool> boolean(std::string_view key) {
    const Node* node = mapping_.find(key);
    if (node == nullptr) return std::nullopt;
    return document::read_boolean(*node, fmt::format("`{}`", key), reporter_);
  }

  std::optional<double> seconds(std::string_view key) {
    const Node* node = mapping_.find(key);
    if (node == nullptr) return std::nullopt;
    const char* end = node->scalar.data() + node->scalar.size();
    double value = 0;
    const auto [parsed, error] = std::from_chars(node->scalar.data(), end, value);
    const bool good = !node->quoted && !node->scalar.empty() && error == std::errc() &&
                      parsed == end && value >= 0 && value <= core::kMaxSeconds;
    if (good) return value;
    reporter_.error(node->span, "wrong-type",
                    fmt::format("`{}` must be a number of seconds from 0", key));
    return std::nullopt;
  }

  void call(TestEvent& event) {
    event.attestation = word<core::Attestation>("attestation", core::kAttestationNames);
    event.diverted = boolean("diverted");
    event.user_agent = string("user_agent");
  }

  void outcome(TestEvent& event) {
    event.phase = word<core::Phase>("phase", core::kPhaseNames).value_or(core::Phase::ended);
    event.answered = boolean("answered");
    event.ring_s = seconds("ring_s");
    event.duration_s = seconds("duration_s");
    event.released_by = word<core::Party>("released_by", core::kPartyNames);
  }

  const Node& mapping_;
  document::Reporter& reporter_;
};

// Counts errors on their way.
class Counting final : public document::Reporter {
 public:
  explicit Counting(document::Reporter& to) : to_(to) {}
  void report(document::Severity severity, const document::Span& at, std::string_view code,
              std::string message, std::string help) override {
    if (severity == document::Severity::error) ++errors;
    to_.report(severity, at, code, std::move(message), std::move(help));
  }
  std::size_t errors = 0;

 private:
  document::Reporter& to_;
};

void read_name(const Node& node, RuleTest& test, document::Reporter& reporter) {
  const Node* hit = node.find("hit");
  const Node* miss = node.find("miss");
  if ((hit == nullptr) == (miss == nullptr)) {
    reporter.error(node.span, "hit-or-miss", "a test has either `hit` or `miss`",
                   "`hit: NAME` where the rule must hit the event, `miss: NAME` where it must not");
    return;
  }
  test.hit = hit != nullptr;
  const Node& name = test.hit ? *hit : *miss;
  test.span = name.span;
  if (const auto text = document::read_text(name, "the name of a test", reporter)) {
    test.name = *text;
  }
}

void read_events(const Node& node, RuleTest& test, document::Reporter& reporter) {
  const Node* events = node.find("events");
  if (events == nullptr) {
    EventFields(node, reporter).read(test.events.emplace_back());
    return;
  }
  for (const Node::Entry& entry : node.entries) {
    if (!is_one_of(entry.key, test_keys()) || !is_one_of(entry.key, test_event_keys())) continue;
    reporter.error(entry.key_span, "events-and-event",
                   fmt::format("a test with `events` has no `{}` of its own", entry.key),
                   "move it into the last of the events");
  }
  if (!document::expect_list(*events, "`events`", reporter)) return;
  for (const Node& item : events->items) {
    if (!document::expect_mapping(item, "an event", reporter)) continue;
    document::check_keys(item, names_of(test_event_keys()), "an event", reporter);
    EventFields(item, reporter).read(test.events.emplace_back());
  }
}

}  // namespace

std::vector<RuleTest> read_tests(const Node& list, document::Reporter& reporter) {
  std::vector<RuleTest> tests;
  if (!document::expect_list(list, "`tests`", reporter)) return tests;
  for (const Node& node : list.items) {
    Counting counting(reporter);
    if (!document::expect_mapping(node, "a test", counting)) continue;
    document::check_keys(node, names_of(test_keys()), "a test", counting);
    RuleTest test;
    read_name(node, test, counting);
    read_events(node, test, counting);
    if (counting.errors == 0) tests.push_back(std::move(test));
  }
  return tests;
}

}  // namespace picket::ruleset
