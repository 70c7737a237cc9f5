// SPDX-License-Identifier: Apache-2.0
// How long one decision takes, event to verdict, with 1,000 and 10,000 generated rules enforced,
// and what each stage of it takes (the counters, in ns a message; what reading the clock costs is
// taken off). Hot: the messages the rules were drawn from, so that most hit several; ordinary:
// their characters shuffled over the whole set. Before it is timed, every message's hits are
// compared with a search of its squeezed text for each rule's words.
//
//   bench_decision [--benchmark_filter=…]      PICKET_MESSAGES=FILE: JSONL with "text"
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/generated_rules.h"
#include "bench/generated_ruleset.h"
#include "bench/messages.h"
#include "filter/engine/engine.h"
#include "filter/text/fold.h"
#include "tools/picket/ticks.h"

namespace picket::bench {
namespace {

struct Workload {
  std::string source;  // of the messages
  std::vector<std::string> texts;
  std::unique_ptr<engine::Workspace> workspace;
  double hits_per_message = 0;
};

void check(Workload& workload, const std::vector<GeneratedRule>& rules, std::size_t messages) {
  text::Folder folder;
  state::UnknownMemory memory;
  std::size_t hits = 0;
  for (std::size_t i = 0; i < messages; ++i) {
    const std::string& text = workload.texts[i];
    const std::string_view squeezed =
        folder.fold(text, text::kAllViews)[text::ViewKind::squeezed].bytes;
    std::vector<std::string> expected;
    for (std::size_t number = 0; number < rules.size(); ++number) {
      if (holds(rules[number], squeezed)) expected.push_back(id_of(number));
    }
    std::ranges::sort(expected);
    const core::Decision decision =
        engine::judge(event_of(text), std::nullopt, memory, *workload.workspace);
    std::vector<std::string> found;
    for (const core::Reason& reason : decision.reasons) found.emplace_back(reason.rule);
    if (found != expected) throw std::runtime_error("wrong hits in: " + text);
    hits += found.size();
  }
  workload.hits_per_message = static_cast<double>(hits) / static_cast<double>(messages);
}

Workload& workload(std::size_t rule_count, bool hot) {
  static std::map<std::pair<std::size_t, bool>, Workload> all;
  const auto [known, is_new] = all.try_emplace({rule_count, hot});
  if (!is_new) return known->second;
  const auto [source, texts] = load_messages();
  known->second.source = source;
  const std::vector<GeneratedRule> rules = plain_rules(texts, rule_count);
  known->second.texts = hot ? texts : shuffled(texts);
  known->second.workspace = std::make_unique<engine::Workspace>(load(rules));
  // Some two million searches: a second or two.
  check(known->second, rules, std::min(texts.size(), 2'000'000 / rule_count));
  return known->second;
}

class StageTimes final : public engine::Watch {
 public:
  void begin() noexcept { last_ = tool::ticks(); }
  void stage_done(engine::Stage stage) noexcept override {
    const double passed = static_cast<double>(tool::ticks() - last_);
    ns[static_cast<std::size_t>(stage)] += passed * clock_.ns_per_tick - clock_.ns_per_reading;
    last_ = tool::ticks();
  }
  void rule_done(ruleset::RuleIndex, core::Truth) noexcept override {}

  std::array<double, engine::kStages> ns{};

 private:
  tool::TickRate clock_ = tool::measure_ticks();
  std::uint64_t last_ = 0;
};

// Of several passes the quickest, stage by stage: what else the machine does only adds.
void add_stages(benchmark::State& state, Workload& work) {
  constexpr int kPasses = 5;
  state::UnknownMemory memory;
  StageTimes stages;
  std::array<double, engine::kStages> least;
  least.fill(std::numeric_limits<double>::max());
  for (int pass = 0; pass < kPasses; ++pass) {
    stages.ns.fill(0);
    for (const std::string& text : work.texts) {
      const core::Event event = event_of(text);
      stages.begin();
      benchmark::DoNotOptimize(engine::judge(event, std::nullopt, memory, *work.workspace, stages));
    }
    for (std::size_t i = 0; i < least.size(); ++i) least[i] = std::min(least[i], stages.ns[i]);
  }
  for (std::size_t i = 0; i < least.size(); ++i) {
    const std::string name(engine::name_of(static_cast<engine::Stage>(i)));
    state.counters[name] = least[i] / static_cast<double>(work.texts.size());
  }
}

void decide(benchmark::State& state, bool hot) {
  Workload& work = workload(static_cast<std::size_t>(state.range(0)), hot);
  state::UnknownMemory memory;
  std::size_t next = 0;
  for (auto _ : state) {
    const core::Event event = event_of(work.texts[next]);
    benchmark::DoNotOptimize(engine::judge(event, std::nullopt, memory, *work.workspace));
    if (++next == work.texts.size()) next = 0;
  }
  state.SetItemsProcessed(state.iterations());
  state.SetLabel(work.source);
  state.counters["hits_per_message"] = work.hits_per_message;
  add_stages(state, work);
}

BENCHMARK_CAPTURE(decide, hot, true)->Arg(1000)->Arg(10000);
BENCHMARK_CAPTURE(decide, ordinary, false)->Arg(1000)->Arg(10000);

}  // namespace
}  // namespace picket::bench
