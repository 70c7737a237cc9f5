// SPDX-License-Identifier: Apache-2.0
// One decision as a line of the decision log: a JSON object whose keys always come in this order.
//
//   time        RFC 3339, UTC: when it was judged
//   route channel id (null where the event has none), and the adapter's tag (sequence_number) if
//   any verdict risk score rules shadow   [{"rule","rev","action"}] ruleset     the digest it was
//   judged by;  overlay: the revision from to     masked for people;  from_token to_token:
//   HMAC-SHA-256 of the normal form, where a
//               key is given and there is a number
//   text        where the route's configuration asks for it
//   incomplete, bypass, refused   only where set
//
// Used by the record thread alone.
#pragma once

#include <optional>

#include "filter/core/decision_json.h"
#include "filter/core/digest.h"
#include "filter/record/decision_record.h"

namespace picket::record {

class LineRenderer {
 public:
  // Without `tokens` numbers are masked only. `profile` normalises for events without one of their
  // own and outlives the renderer.
  LineRenderer(const core::NumberingProfile& profile, std::optional<core::NumberTokens> tokens);

  void append(const Recorded& recorded, core::JsonBuffer& out);  // with its newline

 private:
  struct NumberKeys {
    std::string_view masked;
    std::string_view token;
  };
  void append_number(const NumberKeys& keys, const core::Number& number, core::JsonBuffer& out);

  const core::NumberingProfile* profile_;
  std::optional<core::NumberTokens> tokens_;
};

}  // namespace picket::record
