// SPDX-License-Identifier: Apache-2.0
// `rate`: how many events there were with the same key in a window of time, this one included
// (language.md, "Other predicates"). Parsed and checked; until there is a memory that counts, a
// rate is unknown wherever it has something to count by.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "filter/predicates/predicate.h"

namespace picket::predicates {

struct RateQuestion {
  enum class Count : std::uint8_t { events, distinct_recipients, distinct_senders };
  enum class By : std::uint8_t { sender, recipient, route, content, link_host, sender_prefix };
  Count count = Count::events;
  By by = By::sender;
  std::chrono::seconds within{0};  // at least 1
  std::uint32_t over = 0;          // holds above it
  // What counted events meet, without `rate` and `after`; null: every event of the rule's channel.
  std::shared_ptr<const Expression> where;
};

class RateTest final : public Test {
 public:
  explicit RateTest(RateQuestion question);
  core::Truth evaluate(Facts& facts) const noexcept override;
  bool remembers() const noexcept override { return true; }
  const RateQuestion& question() const noexcept { return question_; }

 private:
  bool has_key(Facts& facts) const noexcept;

  RateQuestion question_;
};

PredicateKind rate_kind() noexcept;

}  // namespace picket::predicates
