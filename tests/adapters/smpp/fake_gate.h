// SPDX-License-Identifier: Apache-2.0
// A gate with two rules: texts with "fraud" are blocked, texts with "overload" refused for trouble.
// On demand it answers later than judge() returns.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "filter/daemon/gate.h"

namespace picket::smpp {

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
    if (event.text.find("fraud") != std::string_view::npos) {
      outcome.decision.verdict = core::Verdict::block;
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

  std::uint64_t judged = 0;
  bool remember = true;
  bool later = false;
  std::vector<Seen> seen;
  struct Waiting {
    daemon::Outcome outcome;
    daemon::Waiter* waiter;
  };
  std::deque<Waiting> waiting;
};

}  // namespace picket::smpp
