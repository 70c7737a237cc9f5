// SPDX-License-Identifier: Apache-2.0
// Lays interned phrases, programs and regexes out as tables and compiles what scans. Used once,
// while a ruleset is compiled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "filter/match/interner.h"
#include "filter/match/regex_tree.h"
#include "filter/match/tables.h"

namespace picket::match {

struct ProgramDraft {
  ConditionId condition = 0;
  Program::Kind kind = Program::Kind::every;
  text::ViewKind view = text::ViewKind::folded;  // of a sequence or near
  std::vector<ProgramStep> steps;                // one of them words
};

class TableBuilder {
 public:
  TableBuilder(const PhraseInterner& phrases, std::size_t condition_count, Budget budget);

  void add_program(ProgramDraft program);
  // For ProgramStep::inside.
  std::uint32_t class_index(const CodePoints& characters);

  // A regex that programs find; and one that a database of regexes is to find if it can be read.
  void add_lowered_regex(ConditionId condition, Regex regex, text::ViewKind view);
  void add_regex(ConditionId condition, Regex regex, text::ViewKind view,
                 const std::optional<RegexTree>& tree);

  Tables build() &&;

 private:
  struct Expression {
    ConditionId condition;
    text::ViewKind view;
    std::string text;
  };

  void need_view(text::ViewKind view);
  void lay_out_literals();
  void lay_out_sets();
  void lay_out_programs();
  void lay_out_triggers();
  void guess_rarities();
  void compile_scanners();
  void compile_regex_database(text::ViewKind view);

  const PhraseInterner& phrases_;
  std::vector<ProgramDraft> programs_;
  std::vector<Expression> expressions_;
  std::vector<double> set_bits_;  // information in each set
  Tables tables_;
};

}  // namespace picket::match
