// SPDX-License-Identifier: Apache-2.0
// How long it takes to compile so many generated rules' text conditions, against the same rules as
// UTF-8 regexes in Hyperscan and RE2::Set. Once each: they take from milliseconds to minutes. What
// was compiled is checked on some messages against a plain search, after its time is taken.
//
// Peers compile up to PICKET_PEER_COMPILE_LIMIT rules (1,000): Hyperscan takes half a minute for
// 10,000.
#include <benchmark/benchmark.h>
#include <re2/set.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/generated_rules.h"
#include "bench/hyperscan_regexes.h"
#include "bench/messages.h"
#include "filter/match/pattern_set.h"

namespace picket::bench {
namespace {

constexpr std::size_t kCheckedTexts = 20;

const std::vector<std::string>& texts() {
  static const std::vector<std::string> all = load_messages().texts;
  return all;
}

// Rules that hold in the first messages, by plain search.
std::size_t expected_hits(const KeptViews& views, const std::vector<GeneratedRule>& rules) {
  std::size_t hits = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    hits += static_cast<std::size_t>(std::ranges::count_if(
        rules, [&](const GeneratedRule& rule) { return holds(rule, views.squeezed(i)); }));
  }
  return hits;
}

void picket(benchmark::State& state) {
  const auto rules = generate_rules(texts(), static_cast<std::size_t>(state.range(0)));
  std::shared_ptr<const match::PatternSet> patterns;
  std::vector<std::size_t> rules_of;  // by condition: a rule may have been drawn twice
  for (auto _ : state) {
    match::PatternSetBuilder builder;
    rules_of.assign(rules.size(), 0);
    for (const GeneratedRule& rule : rules) ++rules_of[builder.add(condition_of(rule))];
    patterns = std::move(builder).compile().value();
  }
  const KeptViews views({texts().begin(), texts().begin() + kCheckedTexts});
  match::Scratch scratch(*patterns);
  std::size_t hits = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    for (const match::ConditionId id : patterns->scan(views[i], scratch)) hits += rules_of[id];
  }
  if (hits != expected_hits(views, rules)) state.SkipWithError("wrong hits");
}

void hyperscan(benchmark::State& state) {
  const auto rules = generate_rules(texts(), static_cast<std::size_t>(state.range(0)));
  HyperscanDatabase database;
  for (auto _ : state) database = compile_regexes(rules);
  const HyperscanScratch scratch(database);
  const KeptViews views({texts().begin(), texts().begin() + kCheckedTexts});
  std::size_t hits = 0;
  const auto on_match = [](unsigned, unsigned long long, unsigned long long, unsigned,
                           void* context) {
    ++*static_cast<std::size_t*>(context);
    return 0;
  };
  for (std::size_t i = 0; i < views.size(); ++i) {
    const std::string_view bytes = views.squeezed(i);
    hs_scan(database.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0, scratch.get(),
            on_match, &hits);
  }
  if (hits != expected_hits(views, rules)) state.SkipWithError("wrong hits");
}

void re2_set(benchmark::State& state) {
  const auto rules = generate_rules(texts(), static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    RE2::Options options;
    options.set_max_mem(std::int64_t{1} << 30);
    RE2::Set set(options, RE2::UNANCHORED);
    for (const GeneratedRule& rule : rules) set.Add(regex_of(rule), nullptr);
    if (!set.Compile()) state.SkipWithError("RE2::Set does not compile");
  }
}

void register_all() {
  const char* limit = std::getenv("PICKET_PEER_COMPILE_LIMIT");
  const long peers = limit == nullptr ? 1'000 : std::strtol(limit, nullptr, 10);
  for (const long count : {1'000L, 10'000L, 50'000L, 200'000L}) {
    const auto add = [&](const char* name, void (*run)(benchmark::State&)) {
      benchmark::RegisterBenchmark(name, run)->Arg(count)->Iterations(1)->Unit(
          benchmark::kMillisecond);
    };
    add("picket", picket);
    if (count > peers) continue;
    add("hyperscan", hyperscan);
    add("re2_set", re2_set);
  }
}

}  // namespace
}  // namespace picket::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  picket::bench::register_all();
  benchmark::RunSpecifiedBenchmarks();
}
