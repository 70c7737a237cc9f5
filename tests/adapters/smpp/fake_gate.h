// SPDX-License-Identifier: Apache-2.0
// A gate with a few rules: texts with "fraud" are blocked, those with "suspicious" warned of, those
// with "overload" refused for trouble; so are messages to one recipient blocked. On demand it
// answers later than judge() returns, or lets all pass unjudged.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "filter/daemon/gate.h"

namespace picket::smpp {

constexpr core::Reason reason_of(std::string_view rule) {
  core::Reason reason;
  reason.rule = rule;
  return reason;
}
inline constexpr core::Reason kFraud = reason_of("sms.test.fraud");
inline constexpr core::Reason kRecipient = reason_of("sms.list.recipient");
inline constexpr core::Reason kSuspicious = reason_of("sms.test.suspicious");

class FakeGate final : public daemon::Gate {
 public:
  struct Seen {
    std::string text;
    std::string from;
    std::string to;
    std::string route;
    std::uint64_t tag = 0;
  };

  void judge(const core::Event& event, daemon::LogTag tag,
             daemon::Waiter& waiter) noexcept override {
    ++judged;
    daemon::Outcome outcome;
    const auto says = [&](std::string_view word) {
      return event.text.find(word) != std::string_view::npos;
    };
    const auto decide = [&](core::Verdict verdict, const core::Reason& reason) {
      outcome.decision.verdict = verdict;
      outcome.decision.reasons = {&reason, 1};
    };
    if (unjudged) {
      outcome.decision.bypass = core::Bypass::overload;
    } else if (says("fraud")) {
      decide(core::Verdict::block, kFraud);
    } else if (!blocked_recipient.empty() && event.to.text == blocked_recipient) {
      decide(core::Verdict::block, kRecipient);
    } else if (says("suspicious")) {
      decide(core::Verdict::warn, kSuspicious);
    }
    outcome.refuse_temporarily = event.text.find("overload") != std::string_view::npos;
    if (remember) {
      seen.push_back({std::string(event.text), std::string(event.from.text),
                      std::string(event.to.text), std::string(event.route), tag.value});
    }
    if (later) {
      waiting.push_back({outcome, &waiter});
    } else {
      waiter.decided(outcome);
    }
  }
  bool ready() const noexcept override { return true; }

  void answer_one() {
    const auto [outcome, waiter] = waiting.front();
    waiting.pop_front();
    waiter->decided(outcome);
  }

  std::string blocked_recipient;
  std::uint64_t judged = 0;
  bool remember = true;
  bool later = false;
  bool unjudged = false;
  std::vector<Seen> seen;
  struct Waiting {
    daemon::Outcome outcome;
    daemon::Waiter* waiter;
  };
  std::deque<Waiting> waiting;
};

}  // namespace picket::smpp
