// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/uncaught.h"

#include <iterator>
#include <map>
#include <utility>

#include "filter/core/striped_map.h"
#include "tools/picket/corpus_pass.h"
#include "tools/picket/judge.h"
#include "tools/picket/message_template.h"
#include "tools/picket/progress.h"
#include "tools/picket/stable_hash.h"

namespace picket::tool {
namespace {

constexpr std::uint64_t kParts = 3;  // one of them is held out

class Reader {
 public:
  Reader(const std::shared_ptr<const ruleset::Ruleset>& rules, unsigned threads, std::uint64_t seed)
      : seed_(seed) {
    for (unsigned lane = 0; lane < threads; ++lane) lanes_.push_back({Judge(rules), {}});
  }

  void take(const std::string& path) {
    pass_over<Outcome>(
        path, static_cast<unsigned>(lanes_.size()), all_.bad_lines, progress_,
        [&](unsigned lane, LabelledMessage message) {
          return judged(lanes_[lane], std::move(message));
        },
        [&](std::uint64_t, Outcome outcome) { account(std::move(outcome)); });
  }

  Uncaught finish() {
    for (std::size_t i = 0; i < kLabels; ++i) {
      const auto label = static_cast<Label>(i);
      for (auto& [lot, message] : kept_[label]) {
        all_.messages[label].push_back(std::move(message));
      }
    }
    return std::move(all_);
  }

 private:
  struct Lane {
    Judge judge;
    MessageTemplates templates;
  };
  struct Outcome {
    LabelledMessage message;
    bool caught = false;
    std::uint64_t template_hash = 0;  // of one that was not caught
  };

  static Outcome judged(Lane& lane, LabelledMessage message) {
    Outcome outcome;
    outcome.caught = lane.judge.judge(message.event()).caught();
    if (!outcome.caught) outcome.template_hash = stable_hash(lane.templates.of(message.text));
    outcome.message = std::move(message);
    return outcome;
  }

  void account(Outcome outcome) {
    const Label label = outcome.message.label;
    ++all_.all[label];
    if (outcome.caught) return;
    ++all_.uncaught[label];
    const std::uint64_t lot = core::mix64(outcome.template_hash ^ core::mix64(seed_));
    auto& kept = kept_[label];
    if (const auto known = kept.find(lot); known != kept.end()) {
      ++known->second.alike;
      return;
    }
    kept.emplace(lot, UncaughtMessage{.text = std::move(outcome.message.text),
                                      .held_out = core::mix64(lot) % kParts == 0});
    if (kept.size() <= Uncaught::max_templates(label)) return;
    kept.erase(std::prev(kept.end()));
    all_.left_out = true;
  }

  std::uint64_t seed_;
  std::vector<Lane> lanes_;
  ByLabel<std::map<std::uint64_t, UncaughtMessage>> kept_;  // by the lot a template drew
  Uncaught all_;
  Progress progress_;
};

}  // namespace

Uncaught read_uncaught(const std::shared_ptr<const ruleset::Ruleset>& rules,
                       const std::vector<std::string>& files, unsigned threads,
                       std::uint64_t seed) {
  Reader reader(rules, threads, seed);
  for (const std::string& file : files) reader.take(file);
  return reader.finish();
}

}  // namespace picket::tool
