// SPDX-License-Identifier: Apache-2.0
// What `picket-load smpp` says at its end, and about single messages.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "tools/load/esme.h"

namespace picket::load {

// All sessions of a run added up; `trouble` is the first there was.
EsmeTotals add_up(std::span<const EsmeTotals* const> sessions);

// Every submit answered exactly once and as expected, and every session ended as it should.
bool is_clean(const EsmeTotals& totals);

std::string report_in_words(const EsmeTotals& totals);
std::string report_as_json(const EsmeTotals& totals);

// "accepted, message_id 1f (0.31 ms)", "refused, command_status 0x45 (ESME_RSUBMITFAIL) …".
std::string describe_answer(smpp::Status status, std::string_view message_id,
                            std::chrono::nanoseconds latency);

// "from 10690000123: DELIVRD …" of a deliver_sm.
std::string describe_delivery(const smpp::MessageView& message);

}  // namespace picket::load
