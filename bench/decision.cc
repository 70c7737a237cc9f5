// SPDX-License-Identifier: Apache-2.0
// How long one decision takes, event to verdict, with 1,000 and 10,000 generated rules enforced.
// Hot: the messages the rules were drawn from, so that most hit several; ordinary: their characters
// shuffled over the whole set. Before it is timed, every message's hits are compared with a search
// of its squeezed text for each rule's words.
//
//   bench_decision [--benchmark_filter=…]      PICKET_MESSAGES=FILE: JSONL with "text"
#include <benchmark/benchmark.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/generated_rules.h"
#include "bench/messages.h"
#include "filter/engine/engine.h"
#include "filter/ruleset/loader.h"
#include "filter/text/fold.h"

namespace picket::bench {
namespace {

// Rules whose words have other spellings would need more than a search to check.
std::vector<GeneratedRule> plain_rules(const std::vector<std::string>& texts, std::size_t count) {
  const text::Spellings& spellings = text::Spellings::built_in();
  const auto is_spelt = [&](const std::string& words) {
    return !words.empty() && spellings.variants(words).phrases.size() > 1;
  };
  std::vector<GeneratedRule> rules = generate_rules(texts, count + count / 4);
  std::erase_if(rules, [&](const GeneratedRule& rule) {
    return is_spelt(rule.first) || is_spelt(rule.second);
  });
  if (rules.size() < count) throw std::runtime_error("too few rules without spellings");
  rules.resize(count);
  return rules;
}

std::string id_of(std::size_t number) { return "bench.r" + std::to_string(number); }

std::string yaml_of(const GeneratedRule& rule, std::size_t number) {
  std::string match = "  text: " + rule.first + '\n';
  if (!rule.second.empty()) {
    match = "  text: {sequence: [" + rule.first + ", " + rule.second +
            "], within: " + std::to_string(rule.within) + "}\n";
  }
  return "---\nid: " + id_of(number) +
         "\nrev: 1\ntitle: t\nstatus: enforce\nchannel: sms\ncategory: bench\nrisk: low\n"
         "action: warn\nwhy: t\nmatch:\n" +
         match + "tests: [{hit: a}, {miss: b}]\n";
}

std::shared_ptr<const ruleset::Ruleset> load(const std::vector<GeneratedRule>& rules) {
  std::string directory = (std::filesystem::temp_directory_path() / "picket-bench-XXXXXX").string();
  if (::mkdtemp(directory.data()) == nullptr) throw std::runtime_error("no temporary directory");
  constexpr std::size_t kRulesPerFile = 1000;
  for (std::size_t first = 0; first < rules.size(); first += kRulesPerFile) {
    std::ofstream file(directory + "/rules-" + std::to_string(first) + ".yaml");
    for (std::size_t i = first; i < std::min(first + kRulesPerFile, rules.size()); ++i) {
      file << yaml_of(rules[i], i);
    }
  }
  static lists::ListStore store;
  document::Diagnostics diagnostics;
  auto loaded = ruleset::load(directory, store, diagnostics);
  std::filesystem::remove_all(directory);
  if (!loaded) throw std::runtime_error(document::render(diagnostics.all().front()));
  return loaded;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// The slow way.
bool holds(const GeneratedRule& rule, std::string_view squeezed) {
  for (std::size_t at = squeezed.find(rule.first); at != std::string_view::npos;
       at = squeezed.find(rule.first, at + 1)) {
    if (rule.second.empty()) return true;
    const std::string_view behind = squeezed.substr(at + rule.first.size());
    const std::size_t next = behind.find(rule.second);
    if (next != std::string_view::npos && characters(behind.substr(0, next)) <= rule.within) {
      return true;
    }
  }
  return false;
}

core::Event event_of(const std::string& text) {
  core::Event event;
  event.text = text;
  event.from.text = "10690000123";
  event.to.text = "+8613900000002";
  event.route = "bench";
  return event;
}

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
}

BENCHMARK_CAPTURE(decide, hot, true)->Arg(1000)->Arg(10000);
BENCHMARK_CAPTURE(decide, ordinary, false)->Arg(1000)->Arg(10000);

}  // namespace
}  // namespace picket::bench
