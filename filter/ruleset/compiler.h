// SPDX-License-Identifier: Apache-2.0
// Checked rules to a ruleset: conditions become programs over interned leaves, text conditions one
// pattern set, and each rule is filed under its trigger. Control thread and tools.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/match/pattern_set.h"
#include "filter/ruleset/rule_reader.h"
#include "filter/ruleset/ruleset.h"

namespace picket::ruleset {

class Compiler {
 public:
  // `keep_texts`: text conditions stay readable in the ruleset.
  explicit Compiler(document::Diagnostics& diagnostics, bool keep_texts = false);

  // `rules` without errors. Warns of rules that must be evaluated for every event. Null where the
  // patterns do not compile; each such pattern is an error at its place.
  std::shared_ptr<const Ruleset> compile(std::vector<ParsedRule> rules, text::Spellings spellings,
                                         std::string digest, bool inactive) &&;

 private:
  void add_rule(ParsedRule& parsed);
  void emit(const predicates::Expression& expression, const Rule& rule);
  std::uint32_t text_leaf(const predicates::Expression& expression, const Rule& rule);
  std::uint32_t test_leaf(const predicates::Expression& expression);
  bool compile_patterns();
  void file_rules(const std::vector<ParsedRule>& rules);
  void file_rule(RuleIndex index, const document::Span& match,
                 std::vector<std::vector<RuleIndex>>& by_text);

  document::Diagnostics& diagnostics_;
  bool keep_texts_;
  std::shared_ptr<Ruleset> ruleset_;
  match::PatternSetBuilder patterns_;
  struct Source {
    std::string file;
    document::Span span;
  };
  std::vector<Source> text_sources_;  // by condition: where it was first asked
  std::map<std::string, std::uint32_t, std::less<>> tests_by_key_;
};

}  // namespace picket::ruleset
