// SPDX-License-Identifier: Apache-2.0
// `after`: something happened before to the same person, or by the same one (language.md, "Other
// predicates"). Parsed and checked; until there is a memory that keeps timelines, it is unknown
// wherever there is somebody to look back on.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "filter/predicates/predicate.h"

namespace picket::predicates {

// One event that meets all of it was judged before, and not blocked. What is empty is not asked.
struct AfterQuestion {
  enum class By : std::uint8_t { recipient, sender };
  By by = By::recipient;
  std::uint32_t channels = 0;           // a bit a core::Channel
  std::vector<std::string> rules;       // ids: an enforced or shadow rule of these hit it
  std::vector<std::string> categories;  // of such a rule
  std::optional<std::chrono::seconds> min_duration;
  std::chrono::seconds within{0};  // at least 1
};

class AfterTest final : public Test {
 public:
  explicit AfterTest(AfterQuestion question);
  core::Truth evaluate(Facts& facts) const noexcept override;
  bool remembers() const noexcept override { return true; }
  const AfterQuestion& question() const noexcept { return question_; }

 private:
  AfterQuestion question_;
};

PredicateKind after_kind() noexcept;

}  // namespace picket::predicates
