// SPDX-License-Identifier: Apache-2.0
// What rules do to a labelled corpus, counted: by label, file, category and language; by rule; and
// the messages worth looking at, false positives and fraud that slips through. Filled by one
// thread, in the order of the corpus.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "filter/ruleset/ruleset.h"
#include "tools/picket/judge.h"
#include "tools/picket/labelled_file.h"
#include "tools/picket/labelled_message.h"
#include "tools/picket/message_template.h"
#include "tools/picket/proportion.h"

namespace picket::tool {

// Of messages of one label.
struct Verdicted {
  std::uint64_t messages = 0;
  std::uint64_t blocked = 0;
  std::uint64_t warned = 0;

  Proportion caught() const noexcept { return {blocked + warned, messages}; }
  void add(core::Verdict verdict) noexcept;
};
// Fraud recall, spam recall and the false positives of ham, never mixed.
using Tally = ByLabel<Verdicted>;

struct RuleFigures {
  ByLabel<std::uint64_t> hits;
  // Messages on which this rule alone makes the difference: caught by no other (an allow rule: let
  // through by no other). Where it does not act, as a shadow rule: what would be, if it did.
  ByLabel<std::uint64_t> decides;
  std::uint64_t unknown = 0;

  std::uint64_t all_hits() const noexcept;
  Proportion not_ham() const noexcept;  // of its hits: precision
};

// A message to show. `alike`: messages of its template that came to the same list, itself included.
struct Example {
  std::string file;
  std::uint64_t line = 0;
  LabelledMessage message;
  Judged judged;
  std::uint64_t alike = 1;
};

struct ExampleLimits {
  std::size_t false_positives = 5;
  std::size_t misses = 0;
  std::uint64_t seed = 1;  // which misses are chosen
};

// The worst false positives: blocked before warned, then by risk, then by how many rules act, then
// as they came. Of one template only the first to come is kept.
class WorstExamples {
 public:
  explicit WorstExamples(std::size_t limit) : limit_(limit) {}
  void offer(Example example, std::uint64_t template_hash);
  std::vector<Example> take();  // the worst first

 private:
  struct Kept {
    Example example;
    std::uint64_t template_hash;
  };
  std::size_t limit_;
  std::vector<Kept> kept_;  // sorted
};

struct Evaluation {
  std::shared_ptr<const ruleset::Ruleset> rules;
  Tally total;
  std::vector<std::pair<std::string, Tally>> files;
  std::map<std::string, Tally> categories;  // "": messages that name none
  std::map<std::string, Tally> languages;
  std::vector<RuleFigures> figures;  // by rule
  std::vector<Example> false_positives;
  std::vector<Example> misses;
  std::uint64_t messages = 0;
  std::uint64_t incomplete = 0;    // cut by a budget
  std::uint64_t times_unread = 0;  // messages judged without the time that they have
  BadLines bad_lines;
};

// Judges the files with so many threads; the outcome is the same. Throws std::system_error where a
// file cannot be read. Holds a few thousand messages at a time.
Evaluation evaluate(std::shared_ptr<const ruleset::Ruleset> rules,
                    const std::vector<std::string>& files, unsigned threads,
                    const ExampleLimits& limits);

}  // namespace picket::tool
