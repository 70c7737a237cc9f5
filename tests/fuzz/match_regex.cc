// SPDX-License-Identifier: Apache-2.0
// Property: however a regex is found - lowered to words, in a database, by RE2 alone - the answer
// is RE2's. Input: a regex, a newline, a text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "filter/match/pattern_set.h"
#include "filter/text/fold.h"
#include "tests/filter/match/slow_model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace picket;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  constexpr std::size_t kLongestRegex = 64;  // longer ones only take longer to compile
  if (end == std::string_view::npos || end > kLongestRegex) return 0;
  match::TextCondition condition;
  condition.kind = match::TextCondition::Kind::regex;
  condition.regex = std::string(input.substr(0, end));
  if (!match::PatternSetBuilder::check_regex(condition.regex)) return 0;
  match::PatternSetBuilder builder;
  condition.view = text::ViewKind::folded;
  const match::ConditionId folded = builder.add(condition);
  condition.view = text::ViewKind::raw;
  const match::ConditionId raw = builder.add(condition);
  const auto set = std::move(builder).compile();
  if (!set) std::abort();
  match::Scratch scratch(**set);
  text::Folder folder;
  const text::Views& views = folder.fold(input.substr(end + 1));
  (*set)->scan(views, scratch);
  if ((*set)->holds(raw, views, scratch) != match::model_holds(condition, views)) std::abort();
  condition.view = text::ViewKind::folded;
  if ((*set)->holds(folded, views, scratch) != match::model_holds(condition, views)) std::abort();
  return 0;
}
