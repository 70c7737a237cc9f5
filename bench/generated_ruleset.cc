// SPDX-License-Identifier: Apache-2.0
#include "bench/generated_ruleset.h"

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "filter/document/diagnostic.h"
#include "filter/lists/store.h"
#include "filter/ruleset/loader.h"
#include "filter/text/spelling.h"

namespace picket::bench {

std::vector<GeneratedRule> plain_rules(const std::vector<std::string>& texts, std::size_t count) {
  const text::Spellings& spellings = text::Spellings::built_in();
  const auto is_spelt = [&](const std::string& words) {
    return !words.empty() && spellings.variants(words).phrases.size() > 1;
  };
  std::vector<GeneratedRule> rules = generate_rules(texts, 2 * count);
  std::erase_if(rules, [&](const GeneratedRule& rule) {
    return is_spelt(rule.first) || is_spelt(rule.second);
  });
  if (rules.size() < count) throw std::runtime_error("too few rules without spellings");
  rules.resize(count);
  return rules;
}

std::string id_of(std::size_t number) { return "bench.r" + std::to_string(number); }

namespace {

std::string text_of(const GeneratedRule& rule) {
  if (rule.second.empty()) return rule.first;
  return "{sequence: [" + rule.first + ", " + rule.second +
         "], within: " + std::to_string(rule.within) + "}";
}

// `hit` is a text the rule hits; without one the test says nothing, for who does not run them.
std::string yaml_of(const std::string& text, const std::string& hit, std::size_t number) {
  return "id: " + id_of(number) +
         "\nrev: 1\ntitle: t\nstatus: enforce\nchannel: sms\ncategory: bench\nrisk: low\n"
         "action: warn\nwhy: t\nmatch:\n  text: " +
         text + "\ntests: [{hit: a, text: '" + hit + "'}, {miss: b, text: '.'}]\n";
}

}  // namespace

void write_rules(const std::string& directory, const std::vector<GeneratedRule>& rules,
                 const std::vector<std::string>& more) {
  constexpr std::size_t kRulesPerFile = 1000;
  std::ofstream file;
  for (std::size_t i = 0; i < rules.size() + more.size(); ++i) {
    if (i % kRulesPerFile == 0) {
      file.close();
      file.open(directory + "/rules-" + std::to_string(i) + ".yaml");
    }
    const bool is_generated = i < rules.size();
    file << "---\n"
         << yaml_of(is_generated ? text_of(rules[i]) : more[i - rules.size()],
                    is_generated ? rules[i].first + rules[i].second : "", i);
  }
  if (!file.flush()) throw std::runtime_error(directory + ": cannot be written");
}

std::shared_ptr<const ruleset::Ruleset> load(const std::vector<GeneratedRule>& rules,
                                             const std::vector<std::string>& more) {
  std::string directory = (std::filesystem::temp_directory_path() / "picket-bench-XXXXXX").string();
  if (::mkdtemp(directory.data()) == nullptr) throw std::runtime_error("no temporary directory");
  write_rules(directory, rules, more);
  static lists::ListStore store;
  document::Diagnostics diagnostics;
  auto loaded = ruleset::load(directory, store, diagnostics);
  std::filesystem::remove_all(directory);
  if (!loaded) throw std::runtime_error(document::render(diagnostics.all().front()));
  return loaded;
}

core::Event event_of(const std::string& text) {
  core::Event event;
  event.text = text;
  event.from.text = "10690000123";
  event.to.text = "+8613900000002";
  event.route = "bench";
  return event;
}

}  // namespace picket::bench
