// SPDX-License-Identifier: Apache-2.0
// One decision as a line of the decision log: a JSON object whose keys always come in this order.
//
//   time        RFC 3339, UTC: when it was judged
//   route channel id (null where the event has none), and the adapter's tag (sequence_number) if
//               any: route and tag name one request of one peer
//   verdict risk score
//   rules shadow      [{"rule","rev","action"}]
//   ruleset overlay   the digest it was judged by, and the revision
//   from to           masked for people, each followed by from_token, to_token: HMAC-SHA-256 of the
//                     normal form, where a key is given and there is a number
//   text              where the route's configuration asks for it
//   incomplete bypass refused   only where set; bypass says why it was not judged: `emergency`,
//               or `overload`, which is refused too where the route says so
//
// Used by the record thread alone. What lines in a row have alike is made once: the second, the
// route, the ruleset, the numbers met lately.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "filter/core/decision_json.h"
#include "filter/core/digest.h"
#include "filter/record/decision_record.h"
#include "filter/record/number_fields.h"

namespace picket::record {

class LineRenderer {
 public:
  // Without `tokens` numbers are masked only. `profile` normalises for events without one of their
  // own and outlives the renderer.
  LineRenderer(const core::NumberingProfile& profile, std::optional<core::NumberTokens> tokens);

  void append(const Recorded& recorded, core::JsonBuffer& out);  // with its newline

 private:
  void append_time(core::Instant at, core::JsonBuffer& out);
  void append_route(const Recorded& recorded, core::JsonBuffer& out);
  void append_ruleset(const Recorded& recorded, core::JsonBuffer& out);

  const core::NumberingProfile* profile_;
  NumberFields numbers_;

  // Of the line before: what it was made of, and the piece of JSON.
  std::optional<std::chrono::sys_seconds> second_;
  std::string second_json_;
  std::optional<std::string> route_;
  std::string route_json_;
  std::optional<std::string> ruleset_;
  std::uint64_t overlay_ = 0;
  std::string ruleset_json_;
};

}  // namespace picket::record
