// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/evaluation.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "tools/picket/corpus_pass.h"
#include "tools/picket/progress.h"
#include "tools/picket/sample.h"
#include "tools/picket/stable_hash.h"

namespace picket::tool {
namespace {

struct Outcome {
  LabelledMessage message;
  Judged judged;
};

class Evaluator {
 public:
  Evaluator(std::shared_ptr<const ruleset::Ruleset> rules, unsigned threads,
            const ExampleLimits& limits)
      : worst_(limits.false_positives), sampled_(limits.misses, limits.seed) {
    all_.figures.resize(rules->rules().size());
    for (unsigned lane = 0; lane < threads; ++lane) judges_.emplace_back(rules);
    all_.rules = std::move(rules);
  }

  void take(const std::string& path) {
    all_.files.emplace_back(path, Tally{});
    pass_over<Outcome>(
        path, static_cast<unsigned>(judges_.size()), all_.bad_lines, progress_,
        [&](unsigned lane, LabelledMessage message) {
          Judged judged = judges_[lane].judge(message.event());
          return Outcome{std::move(message), std::move(judged)};
        },
        [&](std::uint64_t line, Outcome outcome) { account(path, line, std::move(outcome)); });
  }

  Evaluation finish() {
    all_.false_positives = worst_.take();
    all_.misses = sampled_.take();
    return std::move(all_);
  }

 private:
  void account(const std::string& path, std::uint64_t line, Outcome outcome) {
    const LabelledMessage& message = outcome.message;
    const Judged& judged = outcome.judged;
    ++all_.messages;
    all_.times_unread += message.time_unread;
    all_.incomplete += judged.incomplete;
    all_.total[message.label].add(judged.verdict);
    all_.files.back().second[message.label].add(judged.verdict);
    all_.categories[message.category][message.label].add(judged.verdict);
    all_.languages[message.lang][message.label].add(judged.verdict);
    for (const RuleHit& hit : judged.hits) {
      ++all_.figures[hit.rule].hits[message.label];
      all_.figures[hit.rule].decides[message.label] += hit.decides;
    }
    for (const ruleset::RuleIndex rule : judged.unknown) ++all_.figures[rule].unknown;
    show(path, line, std::move(outcome));
  }

  void show(const std::string& path, std::uint64_t line, Outcome outcome) {
    const bool is_false_positive = outcome.message.label == Label::ham && outcome.judged.caught();
    const bool is_miss = outcome.message.label == Label::fraud && !outcome.judged.caught();
    if (!is_false_positive && !is_miss) return;
    const std::uint64_t hash = stable_hash(templates_.of(outcome.message.text));
    Example example{path, line, std::move(outcome.message), std::move(outcome.judged)};
    is_miss ? sampled_.offer(std::move(example), hash) : worst_.offer(std::move(example), hash);
  }

  Evaluation all_;
  std::vector<Judge> judges_;  // one a lane
  MessageTemplates templates_;
  WorstExamples worst_;
  Sample<Example> sampled_;
  Progress progress_;
};

// Smaller is worse.
auto badness(const Judged& judged) {
  const auto acting = std::ranges::count_if(judged.hits, &RuleHit::acts);
  return std::tuple(-static_cast<int>(judged.verdict), -static_cast<int>(judged.risk), -acting);
}

}  // namespace

void Verdicted::add(core::Verdict verdict) noexcept {
  ++messages;
  blocked += verdict == core::Verdict::block;
  warned += verdict == core::Verdict::warn;
}

std::uint64_t RuleFigures::all_hits() const noexcept {
  return hits[Label::ham] + hits[Label::spam] + hits[Label::fraud];
}

Proportion RuleFigures::not_ham() const noexcept {
  return {hits[Label::spam] + hits[Label::fraud], all_hits()};
}

void WorstExamples::offer(Example example, std::uint64_t template_hash) {
  for (Kept& kept : kept_) {
    if (kept.template_hash != template_hash) continue;
    ++kept.example.alike;
    return;
  }
  const auto place =
      std::ranges::upper_bound(kept_, badness(example.judged), {},
                               [](const Kept& kept) { return badness(kept.example.judged); });
  kept_.insert(place, {std::move(example), template_hash});
  if (kept_.size() > limit_) kept_.pop_back();
}

std::vector<Example> WorstExamples::take() {
  std::vector<Example> examples;
  for (Kept& kept : kept_) examples.push_back(std::move(kept.example));
  return examples;
}

Evaluation evaluate(std::shared_ptr<const ruleset::Ruleset> rules,
                    const std::vector<std::string>& files, unsigned threads,
                    const ExampleLimits& limits) {
  Evaluator evaluator(std::move(rules), threads, limits);
  for (const std::string& file : files) evaluator.take(file);
  return evaluator.finish();
}

}  // namespace picket::tool
