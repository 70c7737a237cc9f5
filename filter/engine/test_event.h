// SPDX-License-Identifier: Apache-2.0
// The events of a rule test, with defaults filled in and `repeat` written out. Tools and the
// control thread.
#pragma once

#include <cstdint>
#include <string>

#include "filter/core/event.h"
#include "filter/ruleset/rule.h"

namespace picket::engine {

// Makes the events of one test in turn. What event() points to ends at the next call.
class TestEvents {
 public:
  TestEvents(const ruleset::RuleTest& test, core::Channel default_channel) noexcept
      : test_(test), default_channel_(default_channel) {}

  // False where there is none left.
  bool next();
  const core::Event& event() const noexcept { return event_; }

 private:
  std::string_view value(const std::optional<std::string>& written, std::string_view otherwise,
                         bool repeats, std::string& to);
  void fill(const ruleset::TestEvent& written);

  const ruleset::RuleTest& test_;
  core::Channel default_channel_;
  std::size_t index_ = 0;     // of the written event that is next
  std::uint32_t repeat_ = 0;  // of it, from 1; the one just made
  std::optional<core::Instant> last_;
  core::Event event_;
  std::string text_, from_, to_, route_, user_agent_;
};

}  // namespace picket::engine
