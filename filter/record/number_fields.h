// SPDX-License-Identifier: Apache-2.0
// A number as the decision log carries it: masked for people, with its token where a key is given.
// A token costs more than the rest of a line, and a service sends from one number for days: what
// was worked out is remembered, in a table of fixed size where a newer number takes an older one's
// place. Lives on the record thread; allocates at construction only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "filter/core/decision_json.h"
#include "filter/core/digest.h"
#include "filter/core/number.h"

namespace picket::record {

class NumberFields {
 public:
  static constexpr std::size_t kRemembered = 16384;  // numbers; 2 MiB

  // Without `tokens` numbers are masked only.
  explicit NumberFields(std::optional<core::NumberTokens> tokens);

  // `,"from":"+86139****0002","from_token":"…"` where `key` is `from`; a withheld number is empty
  // and has no token.
  void append(std::string_view key, const core::Address& address,
              const core::NumberingProfile& profile, core::JsonBuffer& out);

 private:
  // A place of the table. Longer numbers and names are worked out each time.
  struct Slot {
    static constexpr std::size_t kLongest = 30;  // bytes, as received
    static constexpr std::size_t kLongestMasked = 50;

    bool is_of(const core::Address& address, const core::NumberingProfile& by) const noexcept;

    const core::NumberingProfile* profile = nullptr;  // null: holds nothing
    std::uint8_t ton = 0;
    std::uint8_t size = 0;
    std::uint8_t masked_size = 0;
    bool has_token = false;
    std::array<char, kLongest> number{};
    std::array<char, kLongestMasked> masked{};  // a JSON string
    core::NumberTokens::Token token{};
  };

  Slot& slot_of(const core::Address& address) noexcept;
  // Appends the masked number, and returns the token.
  std::optional<core::NumberTokens::Token> work_out(const core::Number& number,
                                                    core::JsonBuffer& out) const;

  std::optional<core::NumberTokens> tokens_;
  std::vector<Slot> slots_;
};

}  // namespace picket::record
