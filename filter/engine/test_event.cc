// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/test_event.h"

#include <fmt/format.h>

namespace picket::engine {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kFrom = "+8613900000001";
constexpr std::string_view kTo = "+8613900000002";
constexpr std::string_view kRoute = "test";
// 2026-01-05T12:00:00+08:00, a Monday.
constexpr core::Instant kFirst = std::chrono::sys_days(std::chrono::year(2026) / 1 / 5) + 4h;
constexpr std::string_view kNumber = "{n}";

}  // namespace

bool TestEvents::next() {
  if (index_ < test_.events.size() && repeat_ == test_.events[index_].repeat.value_or(1)) {
    ++index_;
    repeat_ = 0;
  }
  if (index_ == test_.events.size()) return false;
  ++repeat_;
  fill(test_.events[index_]);
  return true;
}

void TestEvents::fill(const ruleset::TestEvent& written) {
  const bool repeats = written.repeat.has_value();
  event_ = {};
  event_.channel = written.channel.value_or(default_channel_);
  event_.text = value(written.text, "", repeats, text_);
  event_.from.text = value(written.from, kFrom, repeats, from_);
  event_.to.text = value(written.to, kTo, repeats, to_);
  event_.route = value(written.route, kRoute, repeats, route_);
  // An event that says when it was counts on from there; repeated, each is a second later.
  const bool says_when = written.time && repeat_ == 1;
  last_ = says_when ? *written.time : last_ ? *last_ + 1s : kFirst;
  event_.time = last_;
  event_.call.attestation = written.attestation;
  event_.call.diverted = written.diverted;
  if (written.user_agent) {
    event_.call.user_agent = value(written.user_agent, "", repeats, user_agent_);
  }
  event_.outcome = {written.phase, written.answered, written.ring_s, written.duration_s,
                    written.released_by};
}

std::string_view TestEvents::value(const std::optional<std::string>& written,
                                   std::string_view otherwise, bool repeats, std::string& to) {
  if (!written) return otherwise;
  to = *written;
  if (!repeats) return to;
  const std::string number = fmt::format("{:03}", repeat_);
  for (std::size_t at = to.find(kNumber); at != std::string::npos;
       at = to.find(kNumber, at + number.size())) {
    to.replace(at, kNumber.size(), number);
  }
  return to;
}

}  // namespace picket::engine
