// SPDX-License-Identifier: Apache-2.0
// What of a changed config file cannot be taken while picketd runs. Control thread, on SIGHUP.
#pragma once

#include <span>
#include <string_view>

#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::daemon {

// Whether two nodes say the same, wherever they stand and however they are quoted; the order of a
// mapping's keys does not matter.
bool same_value(const document::Node& one, const document::Node& other) noexcept;
// The same where either may be absent (null).
bool same_value(const document::Node* one, const document::Node* other) noexcept;

// Reports (fixed-key) each of `keys` whose value in `next` is another than in `now`: mappings, of
// which either may be null. `at`: where to point to where a key is gone.
void report_fixed(const document::Node* now, const document::Node* next,
                  std::span<const std::string_view> keys, const document::Span& at,
                  document::Reporter& reporter);

// Reports each of `keys` that only one of them has.
void report_fixed_presence(const document::Node* now, const document::Node* next,
                           std::span<const std::string_view> keys, const document::Span& at,
                           document::Reporter& reporter);

// One such report.
void report_fixed_key(std::string_view key, const document::Span& at, document::Reporter& reporter);

}  // namespace picket::daemon
