// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/uncaught.h"

#include <expected>
#include <iterator>
#include <map>
#include <utility>

#include "filter/core/striped_map.h"
#include "tools/picket/judge.h"
#include "tools/picket/message_template.h"
#include "tools/picket/parallel.h"
#include "tools/picket/progress.h"

namespace picket::tool {
namespace {

constexpr std::size_t kBatchLines = 4096;
constexpr std::size_t kBatchBytes = std::size_t{4} << 20;
constexpr std::uint64_t kParts = 3;  // one of them is held out

class Reader {
 public:
  Reader(const std::shared_ptr<const ruleset::Ruleset>& rules, unsigned threads, std::uint64_t seed)
      : seed_(seed) {
    for (unsigned lane = 0; lane < threads; ++lane) lanes_.push_back({Judge(rules), {}});
  }

  void take(const std::string& path) {
    LabelledFile file(path);
    LineBatch batch;
    std::vector<Outcome> outcomes;
    while (file.read(batch, kBatchLines, kBatchBytes)) {
      outcomes.resize(batch.lines.size());
      share_out(static_cast<unsigned>(lanes_.size()), outcomes.size(),
                [&](unsigned lane, std::size_t i) {
                  outcomes[i] = judged(lanes_[lane], read_labelled(batch, batch.lines[i]));
                });
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        account(path, batch.lines[i].number, std::move(outcomes[i]));
      }
      progress_.report(path, file.bytes_read(), file.size());
    }
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
    std::expected<LabelledMessage, std::string> message;
    bool caught = false;
    std::uint64_t template_hash = 0;
  };

  static Outcome judged(Lane& lane, std::expected<LabelledMessage, std::string> message) {
    Outcome outcome{.message = std::move(message)};
    if (!outcome.message) return outcome;
    outcome.caught = lane.judge.judge(outcome.message->event()).caught();
    if (!outcome.caught) {
      outcome.template_hash = stable_hash(lane.templates.of(outcome.message->text));
    }
    return outcome;
  }

  void account(const std::string& path, std::uint64_t line, Outcome outcome) {
    if (!outcome.message) {
      all_.bad_lines.add(path, line, std::move(outcome.message.error()));
      return;
    }
    const Label label = outcome.message->label;
    ++all_.all[label];
    if (outcome.caught) return;
    ++all_.uncaught[label];
    const std::uint64_t lot = core::mix64(outcome.template_hash ^ core::mix64(seed_));
    auto& kept = kept_[label];
    if (const auto known = kept.find(lot); known != kept.end()) {
      ++known->second.alike;
      return;
    }
    kept.emplace(lot, UncaughtMessage{.text = std::move(outcome.message->text),
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
