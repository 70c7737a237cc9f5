// SPDX-License-Identifier: Apache-2.0
// What the worst texts cost a byte, whole decisions with 10,000 generated rules enforced, against
// the messages the rules were drawn from (`times_typical`; measured by turns). Each text's hits are
// compared with a plain search before it is timed, unless a budget cut its scan short. Then what
// the texts that are worst for finding links and contacts cost these two alone, folding not
// counted.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/generated_rules.h"
#include "bench/generated_ruleset.h"
#include "bench/messages.h"
#include "filter/engine/engine.h"
#include "filter/text/contact.h"
#include "filter/text/fold.h"
#include "filter/text/link.h"

namespace picket::bench {
namespace {

constexpr std::size_t kRules = 10'000;
constexpr std::size_t kTextBytes = 64 << 10;

// Of the processor, in ns: what else the machine does is not the text's fault.
double now_ns() { return static_cast<double>(std::clock()) * (1e9 / CLOCKS_PER_SEC); }

struct Bench {
  std::vector<std::string> messages;
  std::vector<GeneratedRule> rules;
  std::unique_ptr<engine::Workspace> workspace;
  state::UnknownMemory memory;

  core::Decision judge(const std::string& text) {
    return engine::judge(event_of(text), std::nullopt, memory, *workspace);
  }
};

Bench& bench() {
  static const std::unique_ptr<Bench> made = [] {
    auto bench = std::make_unique<Bench>();
    bench->messages = load_messages().texts;
    bench->rules = plain_rules(bench->messages, kRules);
    // Some rules for texts of one character.
    for (const char* word : {"啊", "啊啊", "啊啊啊啊", "aaaa"}) bench->rules.push_back({word, {}});
    bench->rules.push_back({"啊", "啊啊啊", 12});
    bench->workspace = std::make_unique<engine::Workspace>(load(bench->rules));
    return bench;
  }();
  return *made;
}

std::string repeated(std::string_view part, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += part;
  return text;
}

// The first steps of all sequences, or the second ones before the first, with nothing between.
std::string first_steps() {
  std::string text;
  for (const GeneratedRule& rule : bench().rules) {
    if (!rule.second.empty() && text.size() < kTextBytes) text += rule.first;
  }
  return text;
}
std::string steps_in_the_wrong_order() {
  std::string text;
  for (const GeneratedRule& rule : bench().rules) {
    if (!rule.second.empty() && text.size() < kTextBytes) text += rule.second + rule.first;
  }
  return text;
}

// One pair of steps that is in many rules' way: the first step ten thousand times.
std::string one_first_step() {
  const auto sequence = std::ranges::find_if(
      bench().rules, [](const GeneratedRule& rule) { return !rule.second.empty(); });
  return repeated(sequence->first, kTextBytes);
}

void check(const std::string& text) {
  text::Folder folder;
  const std::string_view squeezed =
      folder.fold(text, text::kAllViews)[text::ViewKind::squeezed].bytes;
  const core::Decision decision = bench().judge(text);
  if (decision.incomplete) return;
  // `aaaa` is never a word of its own here, so that it does not hold whatever a search says.
  const auto expected = std::ranges::count_if(bench().rules, [&](const GeneratedRule& rule) {
    return rule.first[0] != 'a' && holds(rule, squeezed);
  });
  if (static_cast<std::size_t>(expected) != decision.reasons.size()) {
    throw std::runtime_error("wrong hits");
  }
}

double typical_ns_per_byte() {
  std::size_t bytes = 0;
  const double begin = now_ns();
  for (const std::string& text : bench().messages) {
    benchmark::DoNotOptimize(bench().judge(text));
    bytes += text.size();
  }
  return (now_ns() - begin) / static_cast<double>(bytes);
}

void judge(benchmark::State& state, const std::string& text) {
  check(text);
  typical_ns_per_byte();  // warms up
  const double before = typical_ns_per_byte();
  const double begin = now_ns();
  bool incomplete = false;
  for (auto _ : state) incomplete = bench().judge(text).incomplete;
  const double took = now_ns() - begin;
  const double typical = std::min(before, typical_ns_per_byte());
  const auto bytes = static_cast<double>(state.iterations()) * static_cast<double>(text.size());
  state.counters["ns_per_byte"] = took / bytes;
  state.counters["times_typical"] = took / bytes / typical;
  state.counters["incomplete"] = incomplete;
}

void add(const char* name, std::string text) {
  benchmark::RegisterBenchmark(name, [text = std::move(text)](benchmark::State& state) {
    judge(state, text);
  })->Unit(benchmark::kMicrosecond);
}

// Links and contacts of one text.
class Finders {
 public:
  std::size_t find(const text::Views& views) {
    return links_.find(views).size() + contacts_.find(views).size();
  }

 private:
  text::LinkFinder links_;
  text::ContactFinder contacts_{text::Spellings::built_in()};
};

double typical_ns_per_byte(Finders& finders, const KeptViews& views) {
  std::size_t bytes = 0;
  const double begin = now_ns();
  for (std::size_t i = 0; i < views.size(); ++i) {
    benchmark::DoNotOptimize(finders.find(views[i]));
    bytes += views[i].original.size();
  }
  return (now_ns() - begin) / static_cast<double>(bytes);
}

void find(benchmark::State& state, const std::string& text) {
  static const KeptViews messages(bench().messages, true);
  static Finders finders;
  const KeptViews views({text}, true);
  typical_ns_per_byte(finders, messages);  // warms up
  const double before = typical_ns_per_byte(finders, messages);
  std::size_t found = 0;
  const double begin = now_ns();
  for (auto _ : state) found = finders.find(views[0]);
  const double took = now_ns() - begin;
  const double typical = std::min(before, typical_ns_per_byte(finders, messages));
  const auto bytes = static_cast<double>(state.iterations()) * static_cast<double>(text.size());
  state.counters["ns_per_byte"] = took / bytes;
  state.counters["times_typical"] = took / bytes / typical;
  state.counters["found"] = static_cast<double>(found);
}

void add_found(std::string_view unit) {
  const std::string name = "find/" + std::string(unit);
  benchmark::RegisterBenchmark(name.c_str(), [text = repeated(unit, kTextBytes)](
                                                 benchmark::State& state) {
    find(state, text);
  })->Unit(benchmark::kMicrosecond);
}

void register_all() {
  add("first_steps_of_every_sequence", first_steps());
  add("steps_in_the_wrong_order", steps_in_the_wrong_order());
  add("one_first_step", one_first_step());
  add("one_han_character", repeated("啊", kTextBytes));
  add("one_letter", repeated("a", kTextBytes));
  add("a_million_combining_marks", "e" + repeated("\u0301", 2'000'000));
  add("zero_width_between_letters", repeated("啊\u200B", kTextBytes));
  add("full_stops", repeated("a.", kTextBytes));
  add("digits", repeated("1", kTextBytes));
  add("nul", std::string(kTextBytes, '\0'));
  for (const char* unit :
       {"℅.com ", "x@℅.com ", "x.℅.com.", "1.2.3.4?", "a.com.x.", "x://a@b?", "+86 ", "微信：1"})
    add_found(unit);
}

}  // namespace
}  // namespace picket::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  picket::bench::register_all();
  benchmark::RunSpecifiedBenchmarks();
}
