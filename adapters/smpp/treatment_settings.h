// SPDX-License-Identifier: Apache-2.0
// The keys of a listener that say what is done with messages: `on_block`, `on_warn`, `treat`,
// `both_fields`, `part_group`, `in_order`, `wrong_state`, `outbind`. README.md describes them.
// Control thread.
#pragma once

#include <array>
#include <string_view>

#include "adapters/smpp/relay.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::smpp {

inline constexpr std::array<std::string_view, 8> kTreatmentKeys{
    "on_block",   "on_warn",  "treat",       "both_fields",
    "part_group", "in_order", "wrong_state", "outbind"};

// Reads those keys of `listener` into `options`; all that is wrong is reported.
void read_treatments(const document::Node& listener, RelayOptions& options,
                     document::Reporter& reporter);

}  // namespace picket::smpp
