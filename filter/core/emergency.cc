// SPDX-License-Identifier: Apache-2.0
#include "filter/core/emergency.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace picket::core {
namespace {

constexpr std::array<std::string_view, 7> kEmergencyNumbers{"110", "112", "119", "120",
                                                            "122", "911", "999"};

bool is_emergency_number(std::string_view digits) noexcept {
  return std::ranges::find(kEmergencyNumbers, digits) != kEmergencyNumbers.end();
}

}  // namespace

bool is_emergency_call(const Event& event, const Number& recipient) noexcept {
  if (event.channel == Channel::sms) return false;
  // As dialled too: whatever a route's profile makes of the digits, a call for help is let through.
  return is_emergency_number(recipient.normal()) || is_emergency_number(event.to.text);
}

}  // namespace picket::core
