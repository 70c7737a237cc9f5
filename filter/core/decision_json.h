// SPDX-License-Identifier: Apache-2.0
// Writes decisions as the rule language specifies them ("Decision"): keys always in this order,
// nothing between tokens. Appends to a buffer that the caller reuses, so that in steady state
// nothing is allocated. Any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "filter/core/decision.h"

namespace picket::core {

using JsonBuffer = fmt::memory_buffer;

inline void append(JsonBuffer& out, std::string_view bytes) {
  // Not fmt's append(), which is a call and a loop, however short the bytes are.
  const std::size_t before = out.size();
  out.resize(before + bytes.size());
  std::copy_n(bytes.data(), bytes.size(), out.data() + before);
}

// A JSON string with its quotes. Only `"`, `\` and control characters are escaped; bytes that are
// not UTF-8 become U+FFFD, one for each maximal subpart (Unicode 15, §3.9 "best practice").
void append_json_string(JsonBuffer& out, std::string_view text);

// {"id","verdict","risk","score","reasons":[{"rule","rev","action","matched":[{"text","at"}]}],
//  "shadow":[...],"ruleset","overlay"}, then "incomplete":true and "bypass":"emergency" (or
//  "overload")
// where set. No newline.
void append_decision(JsonBuffer& out, std::optional<std::string_view> id, const Decision& decision);

// The same list of reasons, for whoever writes other objects about a decision (the decision log).
void append_reasons(JsonBuffer& out, std::span<const Reason> reasons);

// {"id": id or null,"line":N,"error":"..."} without spaces and newline.
void append_bad_line(JsonBuffer& out, std::optional<std::string_view> id, std::uint64_t line,
                     std::string_view error);

}  // namespace picket::core
