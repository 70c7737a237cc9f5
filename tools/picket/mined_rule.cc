// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/mined_rule.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "tools/picket/judge.h"
#include "tools/picket/masked_text.h"
#include "tools/picket/rules.h"
#include "tools/picket/stable_hash.h"

namespace picket::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHitTests = 2;
constexpr std::size_t kMaxTestBytes = 2000;  // longer messages make no test that people read

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (fs::temp_directory_path() / "picket-mine-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("cannot make a temporary directory");
    }
    path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

// What JSON writes as a string, YAML reads as the same.
std::string in_quotes(std::string_view text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string condition_of(const Pattern& pattern) {
  if (pattern.steps.size() == 1) return fmt::format("{{text: {}}}", in_quotes(pattern.steps[0]));
  std::string steps;
  for (const std::string& step : pattern.steps) {
    steps += (steps.empty() ? "" : ", ") + in_quotes(step);
  }
  return fmt::format("{{text: {{sequence: [{}], within: {}}}}}", steps, pattern.within);
}

std::string title_of(const Pattern& pattern) {
  std::string title;
  for (const std::string& step : pattern.steps) title += (title.empty() ? "" : " … ") + step;
  return title;
}

std::string said(const PartHits& hits) {
  return fmt::format("{} of {} templates of fraud, {} of {} of ham, {} of {} of spam",
                     hits[Label::fraud].count, hits[Label::fraud].of, hits[Label::ham].count,
                     hits[Label::ham].of, hits[Label::spam].count, hits[Label::spam].of);
}

struct Tests {
  std::vector<std::string> hits;
  std::vector<std::string> misses;
};

std::string yaml_of(const MinedRule& rule, std::string_view status, const Tests& tests) {
  std::string yaml = fmt::format(
      "id: {}\nrev: 1\ntitle: {}\nstatus: {}\nchannel: sms\ncategory: mined\nrisk: medium\n"
      "action: warn\nwhy: >\n"
      "  Found by `picket mine` among what the rules let through. It hits {};\n"
      "  of those held out {}. Say what the fraud is, and why honest messages do not say this.\n"
      "match: {}\n",
      rule.id, in_quotes(title_of(rule.pattern)), status, said(rule.searched), said(rule.held_out),
      rule.condition);
  if (tests.hits.empty() && tests.misses.empty()) return yaml;
  yaml +=
      "# From the corpus, digits and links masked. Before the rule leaves `draft`, write messages\n"
      "# of your own in their place, and a miss that an honest sender might write.\ntests:\n";
  for (const std::string& text : tests.hits) {
    yaml += fmt::format("  - hit: as in the corpus\n    text: {}\n", in_quotes(text));
  }
  for (const std::string& text : tests.misses) {
    yaml += fmt::format("  - miss: ham of the corpus with some of the words\n    text: {}\n",
                        in_quotes(text));
  }
  return yaml;
}

// The rules alone, reporting and not acting.
std::shared_ptr<const ruleset::Ruleset> compiled(const std::vector<MinedRule>& rules,
                                                 const std::string& directory,
                                                 const fs::path& folder, lists::ListStore& store) {
  for (const MinedRule& rule : rules) {
    std::ofstream file(folder / (rule.id + ".yaml"), std::ios::binary);
    file << yaml_of(rule, "shadow", {.hits = {"-"}, .misses = {"-"}});
    if (!file.flush()) throw std::runtime_error("cannot write to " + folder.string());
  }
  const fs::path spellings = fs::path(directory) / "spellings";
  if (fs::is_directory(spellings)) {
    fs::copy(spellings, folder / "spellings", fs::copy_options::recursive);
  }
  return load_to_judge(folder.string(), store, {});
}

class Measure {
 public:
  Measure(std::vector<MinedRule>& rules, std::shared_ptr<const ruleset::Ruleset> compiled)
      : rules_(rules), compiled_(std::move(compiled)), judge_(compiled_), tests_(rules.size()) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
      by_index_.resize(compiled_->rules().size());
      const auto index = compiled_->find(rules[i].id) - compiled_->rules().data();
      by_index_[static_cast<std::size_t>(index)] = i;
    }
  }

  MinedRules run(const Uncaught& uncaught) {
    MinedRules all;
    for (std::size_t i = 0; i < kLabels; ++i) {
      const auto label = static_cast<Label>(i);
      for (const UncaughtMessage& message : uncaught.messages[label]) take(message, label, all);
    }
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      rules_[i].yaml = yaml_of(rules_[i], "draft", tests_[i]);
    }
    all.rules = std::move(rules_);
    return all;
  }

 private:
  void take(const UncaughtMessage& message, Label label, MinedRules& all) {
    const std::vector<bool> hit = hits_on(message.text);
    const auto part = message.held_out ? &MinedRule::held_out : &MinedRule::searched;
    bool by_any = false;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      Proportion& hits = (rules_[i].*part)[label];
      ++hits.of;
      hits.count += hit[i];
      by_any = by_any || hit[i];
    }
    Proportion& together = (message.held_out ? all.held_out : all.searched)[label];
    ++together.of;
    together.count += by_any;
    if (!message.held_out) offer_tests(message.text, label, hit);
  }

  std::vector<bool> hits_on(std::string_view text) {
    core::Event event;
    event.text = text;
    std::vector<bool> hit(rules_.size(), false);
    for (const RuleHit& found : judge_.judge(event).hits) hit[by_index_[found.rule]] = true;
    return hit;
  }

  // A masked text must still be what the test says that it is. A miss has the first words, as
  // written.
  void offer_tests(const std::string& text, Label label, const std::vector<bool>& hit) {
    if (text.size() > kMaxTestBytes) return;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      std::vector<std::string>& tests = label == Label::fraud ? tests_[i].hits : tests_[i].misses;
      if (label == Label::fraud && (!hit[i] || tests.size() == kHitTests)) continue;
      if (label != Label::fraud) {
        if (label != Label::ham || hit[i] || !tests.empty()) continue;
        if (text.find(rules_[i].pattern.steps.front()) == std::string::npos) continue;
      }
      std::string masked = masks_.masked(text);
      if (hits_on(masked)[i] == hit[i]) tests.push_back(std::move(masked));
    }
  }

  std::vector<MinedRule>& rules_;
  std::shared_ptr<const ruleset::Ruleset> compiled_;
  Judge judge_;
  std::vector<std::size_t> by_index_;  // which of rules_, by number in compiled_
  std::vector<Tests> tests_;
  TextMask masks_;
};

}  // namespace

MinedRules make_rules(std::vector<Pattern> patterns, const Uncaught& uncaught,
                      const std::string& directory) {
  std::vector<MinedRule> rules;
  for (Pattern& pattern : patterns) {
    MinedRule& rule = rules.emplace_back();
    rule.pattern = std::move(pattern);
    rule.condition = condition_of(rule.pattern);
    rule.id = fmt::format("sms.mined.{:012x}", stable_hash(rule.condition) >> 16);
  }
  if (rules.empty()) return {};
  const TemporaryDirectory folder;
  lists::ListStore store;
  auto compiled_rules = compiled(rules, directory, folder.path(), store);
  return Measure(rules, std::move(compiled_rules)).run(uncaught);
}

}  // namespace picket::tool
