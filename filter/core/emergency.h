// SPDX-License-Identifier: Apache-2.0
// Calls to emergency numbers are never judged.
#pragma once

#include "filter/core/event.h"
#include "filter/core/number.h"

namespace picket::core {

// A call (its attempt or its outcome) *to* 110 112 119 120 122 911 or 999, by the number as dialled
// or in normal form. Never true of an SMS, and never because of who calls. Any thread.
bool is_emergency_call(const Event& event, const Number& recipient) noexcept;

}  // namespace picket::core
