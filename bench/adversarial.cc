// SPDX-License-Identifier: Apache-2.0
// What the worst texts cost a byte, whole decisions with 10,000 generated rules enforced, against
// the messages the rules were drawn from (`times_typical`; measured by turns). Each text's hits are
// compared with a plain search before it is timed, unless a budget cut its scan short. Then what
// the texts that are worst for finding links and contacts cost these two alone, folding not
// counted.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
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

// Characters no message has, for rules of three steps: near, in order, and in order with gaps that
// may not cover everything.
constexpr std::array<const char*, 6> kRare{"龘", "靐", "齉", "爩", "灪", "龖"};

std::vector<std::string> rules_of_steps() {
  std::vector<std::string> rules;
  const auto add = [&](const std::string& a, const std::string& b, const std::string& c) {
    for (int within = 0; within < 10; ++within) {
      const std::string n = std::to_string(within);
      const std::string steps = "[" + a + ", " + b + ", " + c + "], within: " + n + "}";
      rules.push_back("{near: " + steps);
      rules.push_back("{sequence: " + steps);
    }
    rules.push_back("{regex: '" + a + "[^,]{2,1000}" + b + "[^.]{2,1000}" + c + "'}");
  };
  for (const std::string a : kRare) {
    for (const std::string b : kRare) {
      for (const std::string c : kRare) {
        if (a != b && b != c && a != c) add(a, b, c);
      }
    }
  }
  return rules;
}

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
    bench->workspace = std::make_unique<engine::Workspace>(load(bench->rules, rules_of_steps()));
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

// A block of each rare character: all steps are there, few are where they should be.
std::string blocks_of_steps() {
  std::string text;
  for (const char* character : kRare) text += repeated(character, kTextBytes / kRare.size());
  return text;
}

// Thousands of rules hit, each in thousands of places.
std::string every_rule_of_steps() {
  std::string round;
  for (const char* character : kRare) round += character;
  return repeated(round, kTextBytes);
}

// Every gap ends at once, or is looked through to the end.
std::string gaps_that_end() {
  std::string round;
  for (const char* character : kRare) round += std::string(character) + ",.";
  return repeated(round, kTextBytes);
}

// Whether this is the id of one of bench().rules; those of the rules of steps follow.
bool is_generated(std::string_view id) {
  id.remove_prefix(id.find_first_of("0123456789"));
  return std::stoul(std::string(id)) < bench().rules.size();
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
  // Rules of steps are checked by tests against every choice of occurrences.
  const auto found = std::ranges::count_if(
      decision.reasons, [](const core::Reason& reason) { return is_generated(reason.rule); });
  if (expected != found) {
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
  add("blocks_of_steps", blocks_of_steps());
  add("every_rule_of_steps", every_rule_of_steps());
  add("gaps_that_end", gaps_that_end());
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
