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

std::string yaml_of(const std::string& text, std::size_t number) {
  return "---\nid: " + id_of(number) +
         "\nrev: 1\ntitle: t\nstatus: enforce\nchannel: sms\ncategory: bench\nrisk: low\n"
         "action: warn\nwhy: t\nmatch:\n  text: " +
         text + "\ntests: [{hit: a}, {miss: b}]\n";
}

}  // namespace

std::shared_ptr<const ruleset::Ruleset> load(const std::vector<GeneratedRule>& rules,
                                             const std::vector<std::string>& more) {
  std::vector<std::string> texts(rules.size());
  std::ranges::transform(rules, texts.begin(), text_of);
  texts.insert(texts.end(), more.begin(), more.end());
  std::string directory = (std::filesystem::temp_directory_path() / "picket-bench-XXXXXX").string();
  if (::mkdtemp(directory.data()) == nullptr) throw std::runtime_error("no temporary directory");
  constexpr std::size_t kRulesPerFile = 1000;
  for (std::size_t first = 0; first < texts.size(); first += kRulesPerFile) {
    std::ofstream file(directory + "/rules-" + std::to_string(first) + ".yaml");
    for (std::size_t i = first; i < std::min(first + kRulesPerFile, texts.size()); ++i) {
      file << yaml_of(texts[i], i);
    }
  }
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
