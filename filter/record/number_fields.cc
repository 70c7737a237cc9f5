// SPDX-License-Identifier: Apache-2.0
#include "filter/record/number_fields.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "filter/record/mask.h"

namespace picket::record {
namespace {

void append_token(std::string_view key, const core::NumberTokens::Token& token,
                  core::JsonBuffer& out) {
  core::append(out, ",\"");
  core::append(out, key);
  core::append(out, "_token\":\"");
  core::append(out, {token.data(), token.size()});
  out.push_back('"');
}

}  // namespace

NumberFields::NumberFields(std::optional<core::NumberTokens> tokens)
    : tokens_(std::move(tokens)), slots_(kRemembered) {}

bool NumberFields::Slot::is_of(const core::Address& address,
                               const core::NumberingProfile& by) const noexcept {
  return profile == &by && ton == address.ton &&
         std::string_view(number.data(), size) == address.text;
}

NumberFields::Slot& NumberFields::slot_of(const core::Address& address) noexcept {
  return slots_[std::hash<std::string_view>()(address.text) % kRemembered];
}

std::optional<core::NumberTokens::Token> NumberFields::work_out(const core::Number& number,
                                                                core::JsonBuffer& out) const {
  std::array<char, core::Number::kCapacity> masked;
  core::append_json_string(out, mask(number, masked));
  if (!tokens_ || number.normal().empty()) return std::nullopt;
  return tokens_->token(number.normal());
}

void NumberFields::append(std::string_view key, const core::Address& address,
                          const core::NumberingProfile& profile, core::JsonBuffer& out) {
  core::append(out, ",\"");
  core::append(out, key);
  core::append(out, "\":");
  Slot& slot = slot_of(address);
  if (slot.is_of(address, profile)) {
    core::append(out, {slot.masked.data(), slot.masked_size});
    if (slot.has_token) append_token(key, slot.token, out);
    return;
  }

  const std::size_t begin = out.size();
  const auto token = work_out(profile.normalise(address), out);
  const std::string_view masked(out.data() + begin, out.size() - begin);
  if (address.text.size() <= Slot::kLongest && masked.size() <= Slot::kLongestMasked) {
    slot.profile = &profile;
    slot.ton = address.ton;
    slot.size = static_cast<std::uint8_t>(address.text.size());
    std::ranges::copy(address.text, slot.number.begin());
    slot.masked_size = static_cast<std::uint8_t>(masked.size());
    std::ranges::copy(masked, slot.masked.begin());
    slot.has_token = token.has_value();
    if (token) slot.token = *token;
  }
  if (token) append_token(key, *token, out);
}

}  // namespace picket::record
