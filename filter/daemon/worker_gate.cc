// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/worker_gate.h"

#include <cassert>
#include <chrono>
#include <utility>

#include "filter/core/emergency.h"
#include "filter/engine/engine.h"

namespace picket::daemon {

WorkerGate::WorkerGate(const RoutePolicy& policy, std::uint32_t max_routes, state::Memory& memory,
                       record::LogWriter* log)
    : memory_(memory), log_(log), routes_(policy, max_routes) {}

std::unique_ptr<Bundle> WorkerGate::adopt(std::unique_ptr<Bundle> bundle) noexcept {
  return std::exchange(bundle_, std::move(bundle));
}

bool WorkerGate::ready() const noexcept {
  return bundle_ != nullptr && !draining_.load(std::memory_order_relaxed);
}

void WorkerGate::judge(const core::Event& event, LogTag tag, Waiter& waiter) noexcept {
  assert(bundle_ != nullptr);
  const auto began = clock_.now();
  const core::Instant wall = clock_.wall(began);
  const RouteTable::Found route = routes_.of(event.route);

  core::Event judged = event;
  judged.profile = route.settings->numbering;
  const Arrived arrived{judged, wall, route, tag};
  if (lag_.overloaded() && goes_unjudged(arrived)) return answer_unjudged(arrived, waiter);

  Outcome outcome;
  outcome.decision = engine::judge(judged, wall, memory_, bundle_->workspace);
  const core::Decision& decision = outcome.decision;
  // A block or warning found in what was seen stands; an allow may have missed something.
  outcome.refuse_temporarily = decision.incomplete && decision.verdict == core::Verdict::allow &&
                               route.settings->trouble == Trouble::refuse;

  route.counters->count(judged.channel, decision.verdict);
  count_rules();
  if (decision.incomplete) increment(incomplete_);
  if (outcome.refuse_temporarily) increment(refused_);
  record(arrived, outcome);
  const auto took = std::chrono::duration_cast<std::chrono::nanoseconds>(clock_.now() - began);
  latency_.observe(static_cast<std::uint64_t>(took.count()));
  waiter.decided(outcome);
}

// A call for help is never refused, nor mistaken for anything else: the engine knows it at once.
bool WorkerGate::goes_unjudged(const Arrived& arrived) const noexcept {
  if (arrived.route.settings->overload == Overload::hold) return false;
  const core::Event& event = arrived.event;
  return event.channel == core::Channel::sms ||
         !core::is_emergency_call(event, event.profile->normalise(event.to));
}

void WorkerGate::answer_unjudged(const Arrived& arrived, Waiter& waiter) noexcept {
  Outcome outcome;
  outcome.decision.ruleset = bundle_->workspace.rules().digest();  // which was not asked
  outcome.decision.bypass = core::Bypass::overload;
  outcome.refuse_temporarily = arrived.route.settings->overload == Overload::refuse;
  arrived.route.counters->count(outcome.refuse_temporarily ? Unjudged::refused : Unjudged::passed);
  record(arrived, outcome);
  waiter.decided(outcome);
}

void WorkerGate::record(const Arrived& arrived, const Outcome& outcome) noexcept {
  if (log_ == nullptr) return;
  log_->append({.at = arrived.at,
                .event = &arrived.event,
                .decision = &outcome.decision,
                .tag_key = arrived.tag.key,
                .tag_value = arrived.tag.value,
                .keep_text = arrived.route.settings->keeps_text(outcome.decision.verdict),
                .refused = outcome.refuse_temporarily});
}

void WorkerGate::count_rules() noexcept {
  for (const ruleset::RuleIndex rule : bundle_->workspace.hits()) bundle_->hits.add(rule);
  for (const ruleset::RuleIndex rule : bundle_->workspace.unknown()) bundle_->unknown.add(rule);
}

}  // namespace picket::daemon
