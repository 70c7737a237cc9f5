// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/measurement.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <thread>
#include <utility>

#include "filter/core/decision_json.h"
#include "filter/engine/engine.h"
#include "tools/load/latency.h"
#include "tools/picket/allocations.h"
#include "tools/picket/rules.h"

namespace picket::tool {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr int kRounds = 5;
// So long are events judged between two looks at the clock that ends a run; a look costs little
// beside it, and an event may take long.
constexpr Clock::duration kBetweenLooks = std::chrono::microseconds(50);

// Times in nanoseconds; a histogram for the quantiles, the sum for the mean.
class Times {
 public:
  void record(double ns) noexcept {
    ns = std::max(ns, 0.0);
    sum_ += ns;
    histogram_.record(std::chrono::nanoseconds(static_cast<std::int64_t>(ns)));
  }
  void add(const Times& other) noexcept {
    sum_ += other.sum_;
    histogram_.add(other.histogram_);
  }
  Distribution distribution() const noexcept {
    const auto quantile = [&](double q) {
      return static_cast<double>(histogram_.quantile(q).count());
    };
    const double count = std::max(static_cast<double>(histogram_.count()), 1.0);
    return {sum_ / count, quantile(0.5), quantile(0.99), quantile(0.999)};
  }
  std::uint64_t count() const noexcept { return histogram_.count(); }

 private:
  load::LatencyHistogram histogram_;
  double sum_ = 0;
};

class StageTimes final : public engine::Watch {
 public:
  explicit StageTimes(const TickRate& clock) : clock_(clock) {}

  void begin() noexcept { last_ = ticks(); }
  void stage_done(engine::Stage stage) noexcept override {
    const std::uint64_t now = ticks();
    const double ns = static_cast<double>(now - last_) * clock_.ns_per_tick - clock_.ns_per_reading;
    sums_[static_cast<std::size_t>(stage)] += std::max(ns, 0.0);
    if (stage == engine::Stage::match) match_.record(ns);
    if (stage == engine::Stage::decide) ++decisions_;
    last_ = ticks();  // what was just done is nobody's stage
  }
  void rule_done(ruleset::RuleIndex, core::Truth) noexcept override {}

  void add(const StageTimes& other) noexcept {
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += other.sums_[i];
    match_.add(other.match_);
    decisions_ += other.decisions_;
  }
  std::array<double, engine::kStages> means() const noexcept {
    auto means = sums_;
    for (double& mean : means) mean /= std::max(static_cast<double>(decisions_), 1.0);
    return means;
  }
  Distribution match() const noexcept { return match_.distribution(); }
  std::uint64_t decisions() const noexcept { return decisions_; }

 private:
  TickRate clock_;
  std::uint64_t last_ = 0;
  std::array<double, engine::kStages> sums_{};
  Times match_;
  std::uint64_t decisions_ = 0;
};

// A counter that counts nothing would find every decision free of allocations.
void check_allocations_are_counted() {
  const std::uint64_t before = allocations();
  ::operator delete(::operator new(1));
  if (allocations() != before + 1)
    throw std::runtime_error("this build does not count allocations");
}

}  // namespace

struct Measurement::Lane {
  Lane(std::shared_ptr<const ruleset::Ruleset> rules, const Measurement& all, std::size_t first)
      : events(all.events_),
        now(all.now_),
        clock(all.clock_),
        workspace(std::move(rules)),
        stages(clock),
        next(first) {}

  // Judges with `one(event)` until the time is up; returns how many and how long it took.
  template <class One>
  double judge_for(Seconds time, const One& one) {
    const Clock::time_point begin = Clock::now();
    const auto end = begin + std::chrono::duration_cast<Clock::duration>(time);
    std::uint64_t count = 0;
    Clock::time_point at = begin;
    std::size_t stride = 1;
    do {
      for (std::size_t i = 0; i < stride; ++i) {
        one(events[next]);
        if (++next == events.size()) next = 0;
      }
      count += stride;
      const Clock::time_point before = std::exchange(at, Clock::now());
      stride = at - before < kBetweenLooks ? stride * 2 : std::max<std::size_t>(stride / 2, 1);
    } while (at < end);
    return static_cast<double>(count) / Seconds(at - begin).count();
  }

  void run_freely(Seconds time, state::Memory& memory) {
    const std::uint64_t before = allocations();
    rate = judge_for(time, [&](const core::Event& event) {
      engine::judge(event, now, memory, workspace);
      ++freely;
    });
    allocated += allocations() - before;
  }

  void run_each_alone(Seconds time, state::Memory& memory) {
    judge_for(time, [&](const core::Event& event) {
      const std::uint64_t begin = ticks();
      engine::judge(event, now, memory, workspace);
      const std::uint64_t took = ticks() - begin;
      alone.record(static_cast<double>(took) * clock.ns_per_tick - clock.ns_per_reading);
    });
  }

  void run_in_stages(Seconds time, state::Memory& memory) {
    judge_for(time, [&](const core::Event& event) {
      stages.begin();
      engine::judge(event, now, memory, workspace, stages);
    });
  }

  std::span<const core::Event> events;
  core::Instant now;
  TickRate clock;
  engine::Workspace workspace;
  Times alone;
  StageTimes stages;
  std::size_t next = 0;
  double rate = 0;  // of the last run_freely()
  std::uint64_t freely = 0;
  std::uint64_t allocated = 0;
  std::exception_ptr failure;
};

Measurement::Measurement(std::shared_ptr<const ruleset::Ruleset> rules,
                         std::span<const core::Event> events, unsigned threads)
    : events_(events), now_(now()), clock_(measure_ticks()) {
  check_allocations_are_counted();
  for (unsigned i = 0; i < threads; ++i) {
    lanes_.push_back(std::make_unique<Lane>(rules, *this, events.size() * i / threads));
  }
}

Measurement::~Measurement() = default;

void Measurement::on_every_lane(const std::function<void(Lane&)>& work) {
  {
    std::vector<std::jthread> threads;
    for (const auto& lane : lanes_) {
      threads.emplace_back([&work, &lane = *lane] {
        try {
          work(lane);
        } catch (...) {
          lane.failure = std::current_exception();
        }
      });
    }
  }
  for (const auto& lane : lanes_) {
    if (lane->failure) std::rethrow_exception(lane->failure);
  }
}

Verdicts Measurement::check() {
  Verdicts first;
  on_every_lane([&](Lane& lane) {
    Verdicts verdicts;
    state::UnknownMemory plain_memory;
    state::UnknownMemory watched_memory;
    StageTimes watch(lane.clock);
    core::JsonBuffer plain;
    core::JsonBuffer watched;
    for (const core::Event& event : events_) {
      plain.clear();
      watched.clear();
      core::append_decision(watched, {},
                            engine::judge(event, now_, watched_memory, lane.workspace, watch));
      const core::Decision decision = engine::judge(event, now_, plain_memory, lane.workspace);
      core::append_decision(plain, {}, decision);
      if (!std::ranges::equal(plain, watched)) {
        throw std::runtime_error("a watched decision is another: nothing is measured");
      }
      verdicts.allow += decision.verdict == core::Verdict::allow;
      verdicts.warn += decision.verdict == core::Verdict::warn;
      verdicts.block += decision.verdict == core::Verdict::block;
      verdicts.incomplete += decision.incomplete;
    }
    if (&lane == lanes_.front().get()) first = verdicts;
  });
  return first;
}

// Events a second, of all threads together.
double Measurement::rate(Seconds time) {
  on_every_lane([&](Lane& lane) { lane.run_freely(time, memory_); });
  double all = 0;
  for (const auto& lane : lanes_) all += lane->rate;
  return all;
}

Measured Measurement::run(Seconds time) {
  const Clock::time_point begin = Clock::now();
  const Seconds turn = time / kRounds / 4;
  std::array<double, kRounds> rates{};
  for (double& round : rates) {
    round = rate(2 * turn);
    on_every_lane([&](Lane& lane) { lane.run_each_alone(turn, memory_); });
    on_every_lane([&](Lane& lane) { lane.run_in_stages(turn, memory_); });
  }
  Measured measured;
  measured.seconds = Seconds(Clock::now() - begin).count();
  std::ranges::sort(rates);
  measured.events_per_s = rates[kRounds / 2];
  measured.ns_per_reading = clock_.ns_per_reading;

  Times alone;
  StageTimes stages(clock_);
  std::uint64_t allocated = 0;
  std::uint64_t freely = 0;
  for (const auto& lane : lanes_) {
    alone.add(lane->alone);
    stages.add(lane->stages);
    allocated += lane->allocated;
    freely += lane->freely;
  }
  measured.decisions = freely + alone.count() + stages.decisions();
  measured.decision = alone.distribution();
  measured.match = stages.match();
  measured.stages = stages.means();
  measured.allocations_per_event = static_cast<double>(allocated) / static_cast<double>(freely);
  return measured;
}

}  // namespace picket::tool
