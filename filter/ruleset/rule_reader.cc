// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/rule_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "filter/document/typed.h"
#include "filter/ruleset/rule_keys.h"
#include "filter/ruleset/test_reader.h"

namespace picket::ruleset {
namespace {

using document::Node;

constexpr std::int64_t kMaxRev = 1'000'000'000;

class RuleReader {
 public:
  RuleReader(const Node& document, std::string_view file, Sources& sources)
      : document_(document), context_(sources, file) {
    parsed_.rule.file = file;
    parsed_.rule.span = document.span;
  }

  ParsedRule read() && {
    if (!document::expect_mapping(document_, "a rule", context_)) return std::move(parsed_);
    document::check_keys(document_, rule_key_names(), "a rule", context_);
    read_identity();
    read_rollout();
    read_channel();
    read_effect();
    read_dates();
    read_prose();
    read_conditions();
    read_rule_tests();
    parsed_.mentions = context_.take_mentions();
    parsed_.lists = context_.take_lists();
    return std::move(parsed_);
  }

 private:
  Rule& rule() noexcept { return parsed_.rule; }

  // The value of a key that must be there; null, and an error, where it is not. A key that was
  // meant to be it has been complained of already.
  const Node* required(std::string_view key) {
    const auto is_meant = [&](const Node::Entry& entry) {
      return std::ranges::find(rule_key_names(), entry.key) == rule_key_names().end() &&
             document::did_you_mean(entry.key, rule_key_names()) == key;
    };
    if (document_.find(key) == nullptr && std::ranges::any_of(document_.entries, is_meant)) {
      return nullptr;
    }
    return document::require(document_, key, "the rule", context_);
  }

  std::optional<std::size_t> word(const Node* node, std::string_view what,
                                  std::span<const std::string_view> words) {
    return node == nullptr ? std::nullopt : document::read_word(*node, what, words, context_);
  }

  void read_identity() {
    if (const Node* id = required("id")) {
      parsed_.id_span = id->span;
      if (const auto text = document::read_text(*id, "`id`", context_)) {
        if (is_rule_id(*text)) {
          rule().id = *text;
        } else {
          context_.error(id->span, "bad-id", fmt::format("`{}` cannot be an id", *text),
                         std::string(kRuleIdHelp));
        }
      }
    }
    if (const Node* rev = required("rev")) {
      const auto number = document::read_integer(*rev, "`rev`", 1, kMaxRev, context_);
      if (number) rule().rev = static_cast<std::uint32_t>(*number);
    }
    if (const auto status = word(required("status"), "`status`", kStatusWords)) {
      rule().status = static_cast<Status>(*status);
      is_active_ = rule().active();
    }
  }

  void read_rollout() {
    const Node* node = document_.find("rollout");
    if (node == nullptr) return;
    if (is_active_ && rule().status != Status::enforce) {
      context_.error(key_span("rollout"), "rollout-without-enforce",
                     "a `rollout` goes with `status: enforce` only",
                     "a rule of another status acts nowhere: remove it");
    }
    if (!document::expect_mapping(*node, "`rollout`", context_)) return;
    document::check_keys(*node, rollout_key_names(), "`rollout`", context_);
    Rollout rollout;
    if (const Node* percent = node->find("percent")) {
      const auto share =
          document::read_integer(*percent, "`percent` of `rollout`", 1, 100, context_);
      if (share) rollout.percent = static_cast<std::uint32_t>(*share);
    }
    if (const Node* routes = node->find("routes")) {
      const auto globs = document::read_texts(*routes, "`routes` of `rollout`", context_);
      for (const document::Text& glob : globs.value_or(std::vector<document::Text>{})) {
        rollout.routes.emplace_back(glob.value);
      }
    }
    rule().rollout = std::move(rollout);
  }

  void read_channel() {
    const auto index = word(required("channel"), "`channel`", kRuleChannelWords);
    if (!index) return;
    const auto channel = static_cast<RuleChannel>(*index);
    context_.set_channel(channel);
    rule().test_channel = context_.channel();
    rule().channels = channel_bit(context_.channel());
    if (channel == RuleChannel::any) rule().channels |= channel_bit(core::Channel::call);
  }

  void read_effect() {
    const auto action = word(required("action"), "`action`", core::kActionNames);
    if (action) rule().action = static_cast<core::Action>(*action);
    const bool may_lack_risk = !action || rule().action == core::Action::allow;
    const Node* risk_node = may_lack_risk ? document_.find("risk") : required("risk");
    if (const auto risk = word(risk_node, "`risk`", kRiskWords)) {
      rule().risk = static_cast<core::Risk>(*risk + 1);
    }
    if (const auto basis = word(document_.find("basis"), "`basis`", core::kBasisNames)) {
      rule().basis = static_cast<core::Basis>(*basis);
    }
    if (action) read_score();
  }

  void read_score() {
    const Node* score = document_.find("score");
    if (rule().action == core::Action::score) {
      score = required("score");
    } else if (score != nullptr) {
      context_.error(score->span, "score-without-action",
                     "a `score` goes with `action: score` only",
                     "remove it, or let the rule score instead of acting");
      return;
    }
    if (score == nullptr) return;
    const auto points = document::read_integer(*score, "`score`", 1, 100, context_);
    if (points) rule().score = static_cast<std::uint32_t>(*points);
  }

  void read_dates() {
    if (const Node* since = document_.find("since")) {
      document::read_date(*since, "`since`", context_);
    }
    const Node* expires = document_.find("expires");
    if (expires == nullptr) return;
    parsed_.expires_span = expires->span;
    if (const auto date = document::read_date(*expires, "`expires`", context_)) {
      rule().expires = day_begins(*date);
    }
  }

  void read_prose() {
    for (const std::string_view key : {"title", "category", "why"}) {
      const Node* node = required(key);
      if (node == nullptr) continue;
      const auto text = document::read_text(*node, fmt::format("`{}`", key), context_);
      if (text && key == "title") rule().title = *text;
      if (text && key == "category") rule().category = *text;
    }
    if (const Node* owner = document_.find("owner")) {
      document::read_text(*owner, "`owner`", context_);
    }
    for (const std::string_view key : {"references", "false_positives"}) {
      const Node* node = document_.find(key);
      if (node != nullptr) document::read_texts(*node, fmt::format("`{}`", key), context_);
    }
  }

  void read_conditions() {
    if (const Node* match = required("match")) {
      parsed_.match_span = match->span;
      parsed_.match = context_.condition(*match);
    }
    if (const Node* unless = document_.find("unless")) {
      parsed_.unless = context_.condition(*unless);
    }
  }

  void read_rule_tests() {
    const Node* tests = is_active_.value_or(false) ? required("tests") : document_.find("tests");
    if (tests == nullptr) return;
    rule().tests = read_tests(*tests, context_);
    if (!is_active_.value_or(true) || tests->kind != Node::Kind::list || tests->items.empty())
      return;
    // By the keys as written: a test with a fault of its own is still there.
    const auto has = [&](std::string_view key) {
      return std::ranges::any_of(tests->items,
                                 [&](const Node& test) { return test.find(key) != nullptr; });
    };
    for (const std::string_view key : {"hit", "miss"}) {
      if (has(key)) continue;
      context_.error(key_span("tests"), "missing-test", fmt::format("the tests have no `{}`", key),
                     "a rule is tested by one event that it hits and one that it misses, at least");
    }
  }

  document::Span key_span(std::string_view key) const {
    const auto entry = std::ranges::find(document_.entries, key, &Node::Entry::key);
    return entry == document_.entries.end() ? document_.span : entry->key_span;
  }

  const Node& document_;
  RuleContext context_;
  std::optional<bool> is_active_;  // nullopt where nobody can tell the status
  ParsedRule parsed_;
};

}  // namespace

bool is_rule_id(std::string_view id) noexcept {
  std::size_t parts = 0;
  std::size_t length = 0;  // of the current part
  for (const char c : id) {
    if (c == '.') {
      if (length == 0) return false;
      ++parts;
      length = 0;
      continue;
    }
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
    ++length;
  }
  return length > 0 && parts > 0;
}

std::string_view name_of(Status status) noexcept {
  return kStatusWords[static_cast<std::size_t>(status)];
}

ParsedRule read_rule(const Node& document, std::string_view file, Sources& sources) {
  return RuleReader(document, file, sources).read();
}

}  // namespace picket::ruleset
