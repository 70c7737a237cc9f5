// SPDX-License-Identifier: Apache-2.0
#include "filter/core/emergency.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/filter/core/fold_ascii.h"

namespace picket::core {
namespace {

bool is_emergency(Channel channel, std::string_view from, std::string_view to) {
  static const NumberingProfile profile(NumberingSettings::china(), fold_ascii);
  Event event;
  event.channel = channel;
  event.from.text = from;
  event.to.text = to;
  return is_emergency_call(event, profile.normalise(event.to));
}

TEST(EmergencyCall, is_a_call_to_one_of_the_seven_numbers) {
  for (const char* number : {"110", "112", "119", "120", "122", "911", "999"}) {
    EXPECT_TRUE(is_emergency(Channel::call, "13900000001", number)) << number;
    EXPECT_TRUE(is_emergency(Channel::outcome, "13900000001", number)) << number;
    EXPECT_TRUE(is_emergency(Channel::call, "", std::string("+86") + number)) << number;
  }
}

TEST(EmergencyCall, is_not_a_call_to_another_number) {
  for (const char* number : {"", "11", "1100", "113", "12110", "+1911", "+8601012345110"}) {
    EXPECT_FALSE(is_emergency(Channel::call, "13900000001", number)) << number;
  }
}

TEST(EmergencyCall, is_never_a_message) { EXPECT_FALSE(is_emergency(Channel::sms, "1", "110")); }

TEST(EmergencyCall, does_not_ask_who_calls) {
  EXPECT_FALSE(is_emergency(Channel::call, "110", "13900000001"));
}

}  // namespace
}  // namespace picket::core
