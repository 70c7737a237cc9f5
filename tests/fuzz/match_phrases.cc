// SPDX-License-Identifier: Apache-2.0
// Property: whatever the phrases, gaps and text, a pattern set says what the slow model says, and
// where.
// Input: lines; the first character of a line is the kind of a condition (`any`, `all`, `sequence`
// or `near`) with the gap, its entries parted by spaces, alternatives by `|`; the last line is the
// text.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "filter/match/pattern_set.h"
#include "filter/text/fold.h"
#include "tests/filter/match/slow_model.h"

namespace {

using namespace picket;
using match::TextCondition;

// The slow model tries every choice: few steps and short texts.
constexpr std::size_t kMostConditions = 8;
constexpr std::size_t kMostSteps = 4;
constexpr std::size_t kLongestText = 48;

std::vector<std::string_view> parts(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

TextCondition condition_of(std::string_view line) {
  TextCondition condition;
  if (line.empty()) return condition;
  const auto code = static_cast<unsigned char>(line[0]);
  condition.kind = static_cast<TextCondition::Kind>(code % 4);
  condition.within = code / 4 % 8;
  const auto view = static_cast<text::ViewKind>(code / 32 % text::kViewKinds);
  for (const std::string_view step : parts(line.substr(1), ' ')) {
    match::PhraseSet set;
    for (const std::string_view word : parts(step, '|')) {
      if (auto folded = text::fold_phrase(word, view); !folded.empty()) {
        set.push_back({view, std::move(folded), true});
      }
    }
    if (!set.empty() && condition.sets.size() < kMostSteps)
      condition.sets.push_back(std::move(set));
  }
  if (condition.kind == TextCondition::Kind::any && !condition.sets.empty()) {
    condition.sets.resize(1);
  }
  return condition;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lines = parts({reinterpret_cast<const char*>(data), size}, '\n');
  if (lines.size() < 2) return 0;
  match::PatternSetBuilder builder;
  std::vector<TextCondition> conditions;
  std::vector<match::ConditionId> ids;
  for (std::size_t i = 0; i + 1 < lines.size() && i < kMostConditions; ++i) {
    TextCondition condition = condition_of(lines[i]);
    if (condition.sets.empty()) continue;
    ids.push_back(builder.add(condition));
    conditions.push_back(std::move(condition));
  }
  const auto set = std::move(builder).compile();
  if (!set) std::abort();
  match::Scratch scratch(**set);
  text::Folder folder;
  const text::Views& views = folder.fold(lines.back().substr(0, kLongestText));
  (*set)->scan(views, scratch);
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const bool holds = (*set)->holds(ids[i], views, scratch);
    if (holds != match::model_holds(conditions[i], views)) std::abort();
    match::Occurrence out[match::TextCondition::kNearLimit];
    const std::size_t found = (*set)->occurrences(ids[i], views, scratch, out);
    if ((found != 0) != holds) std::abort();
    if (conditions[i].kind != TextCondition::Kind::all &&
        match::originals({out, out + found}, views) !=
            match::originals(match::model_earliest(conditions[i], views), views)) {
      std::abort();
    }
  }
  return 0;
}
