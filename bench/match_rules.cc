// SPDX-License-Identifier: Apache-2.0
// How long it takes to find which of so many generated rules hold in a message: Picket, the same
// rules as UTF-8 regexes in Hyperscan, and RE2::Set. Views are ready; hot: the messages the rules
// were drawn from; ordinary: their characters shuffled over the whole set. Every engine's answers
// are compared before it is timed.
//
// 100, 1,000, 10,000 and 50,000 rules; peers up to PICKET_PEER_LIMIT (10,000) of them. Hyperscan
// compiles 10,000 such regexes in half a minute and 50,000 in five, so what it compiled is kept in
// the build directory; compile_rules measures how long it takes.
#include <benchmark/benchmark.h>
#include <hs.h>
#include <re2/set.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bench/generated_rules.h"
#include "bench/hyperscan_regexes.h"
#include "bench/messages.h"
#include "filter/match/pattern_set.h"

namespace picket::bench {
namespace {

using Answers = std::vector<unsigned>;  // indices of rules that hold

// Rules compiled for one way of matching.
class Matcher {
 public:
  virtual ~Matcher() = default;
  virtual void match(const KeptViews& views, std::size_t message, Answers& answers) = 0;
};

class Picket : public Matcher {
 public:
  explicit Picket(const std::vector<GeneratedRule>& rules) {
    match::PatternSetBuilder builder;
    for (unsigned i = 0; i < rules.size(); ++i) {
      const match::ConditionId id = builder.add(condition_of(rules[i]));
      if (id == rules_of_.size()) rules_of_.emplace_back();
      rules_of_[id].push_back(i);
    }
    set_ = *std::move(builder).compile();
    scratch_ = std::make_unique<match::Scratch>(*set_);
  }

  void match(const KeptViews& views, std::size_t message, Answers& answers) override {
    for (const match::ConditionId id : set_->scan(views[message], *scratch_)) {
      if (!set_->holds(id, views[message], *scratch_)) continue;
      answers.insert(answers.end(), rules_of_[id].begin(), rules_of_[id].end());
    }
  }

 private:
  std::shared_ptr<const match::PatternSet> set_;
  std::unique_ptr<match::Scratch> scratch_;
  std::vector<Answers> rules_of_;  // by condition: a rule may have been drawn twice
};

class Hyperscan : public Matcher {
 public:
  explicit Hyperscan(const std::vector<GeneratedRule>& rules)
      : database_(kept_regexes(rules)), scratch_(database_) {}

  void match(const KeptViews& views, std::size_t message, Answers& answers) override {
    const std::string_view bytes = views.squeezed(message);
    const auto on_match = [](unsigned id, unsigned long long, unsigned long long, unsigned,
                             void* context) {
      static_cast<Answers*>(context)->push_back(id);
      return 0;
    };
    hs_scan(database_.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0, scratch_.get(),
            on_match, &answers);
  }

 private:
  HyperscanDatabase database_;
  HyperscanScratch scratch_;
};

class Re2Set : public Matcher {
 public:
  explicit Re2Set(const std::vector<GeneratedRule>& rules) : set_(options(), RE2::UNANCHORED) {
    for (const GeneratedRule& rule : rules) set_.Add(regex_of(rule), nullptr);
    if (!set_.Compile()) throw std::runtime_error("RE2::Set does not compile");
  }

  void match(const KeptViews& views, std::size_t message, Answers& answers) override {
    const std::string_view bytes = views.squeezed(message);
    matches_.clear();
    set_.Match({bytes.data(), bytes.size()}, &matches_);
    answers.insert(answers.end(), matches_.begin(), matches_.end());
  }

 private:
  static RE2::Options options() {
    RE2::Options options;
    options.set_max_mem(std::int64_t{1} << 30);
    return options;
  }
  RE2::Set set_;
  std::vector<int> matches_;
};

struct Workload {
  std::string name;
  KeptViews views;
};

struct Contestant {
  std::string name;
  std::shared_ptr<Matcher> matcher;
};

template <class Engine>
Contestant compiled(const std::string& name, const std::vector<GeneratedRule>& rules) {
  const auto begin = std::chrono::steady_clock::now();
  auto matcher = std::make_shared<Engine>(rules);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::fprintf(stderr, "%s has %zu rules ready after %.3f s\n", name.c_str(), rules.size(),
               took.count());
  return {name, std::move(matcher)};
}

std::vector<Answers> answers_of(Matcher& matcher, const KeptViews& views) {
  std::vector<Answers> all(views.size());
  for (std::size_t i = 0; i < views.size(); ++i) {
    matcher.match(views, i, all[i]);
    std::sort(all[i].begin(), all[i].end());
  }
  return all;
}

void check_equal(std::vector<Contestant>& contestants, const Workload& workload) {
  const auto expected = answers_of(*contestants[0].matcher, workload.views);
  std::size_t hits = 0;
  for (const Answers& answers : expected) hits += answers.size();
  std::fprintf(stderr, "%s: %.2f rules hold in a message\n", workload.name.c_str(),
               static_cast<double>(hits) / static_cast<double>(expected.size()));
  for (const Contestant& other : contestants) {
    if (answers_of(*other.matcher, workload.views) == expected) continue;
    std::fprintf(stderr, "%s and %s do not agree\n", contestants[0].name.c_str(),
                 other.name.c_str());
    std::exit(1);
  }
}

// One iteration is one message.
void run(benchmark::State& state, Matcher& matcher, const KeptViews& views) {
  Answers answers;
  std::size_t message = 0;
  for (auto _ : state) {
    answers.clear();
    matcher.match(views, message, answers);
    benchmark::DoNotOptimize(answers.data());
    if (++message == views.size()) message = 0;
  }
}

std::size_t peer_limit() {
  const char* value = std::getenv("PICKET_PEER_LIMIT");
  return value == nullptr ? 10'000 : std::strtoull(value, nullptr, 10);
}

void register_all() {
  const Messages messages = load_messages();
  std::fprintf(stderr, "%zu %s\n", messages.texts.size(), messages.source.c_str());
  static const Workload kWorkloads[]{{"hot", KeptViews(messages.texts)},
                                     {"ordinary", KeptViews(shuffled(messages.texts))}};
  for (const std::size_t count : {100u, 1'000u, 10'000u, 50'000u}) {
    const auto rules = generate_rules(messages.texts, count);
    std::vector<Contestant> contestants{compiled<Picket>("picket", rules)};
    if (count <= peer_limit()) {
      contestants.push_back(compiled<Re2Set>("re2_set", rules));
      contestants.push_back(compiled<Hyperscan>("hyperscan", rules));
    }
    for (const Workload& workload : kWorkloads) {
      check_equal(contestants, workload);
      for (const Contestant& contestant : contestants) {
        const std::string name =
            "match/" + workload.name + "/" + std::to_string(count) + "/" + contestant.name;
        benchmark::RegisterBenchmark(
            name.c_str(), [matcher = contestant.matcher, &workload](benchmark::State& state) {
              run(state, *matcher, workload.views);
            });
      }
    }
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
