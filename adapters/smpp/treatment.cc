// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/treatment.h"

#include <algorithm>

#include "adapters/gsm/encode.h"

namespace picket::smpp {
namespace {

bool fits(const std::vector<std::string>& patterns, std::string_view text) noexcept {
  return patterns.empty() ||
         std::any_of(patterns.begin(), patterns.end(),
                     [&](const auto& pattern) { return matches_pattern(pattern, text); });
}

}  // namespace

Prefix::Prefix(std::string_view utf8)
    : gsm7(gsm::encode_gsm7(utf8).value_or(Bytes{})), ucs2(gsm::encode_ucs2(utf8)) {
  const bool plain =
      std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (plain) ascii.assign(utf8.begin(), utf8.end());
}

std::string_view objection_to(Status status, Side from) noexcept {
  const auto code = static_cast<std::uint32_t>(status);
  switch (code) {
    case 0x00:
      return "0 says that the message was taken";
    case 0x08:
    case 0x14:
    case 0x58:
    case 0x64:
    case 0xFE:
    case 0xFF:
      return "peers take it as temporary and send the message again";
    case 0x65:
      return "it tells an SMSC to give up all other messages to the same recipient, too";
    case 0x67:
    case 0x45:
      if (from == Side::smsc) return "SMSCs take it as temporary and send the message again";
      return code == 0x45 ? "" : "it is an answer to query_sm";
    case 0x0A:
    case 0x0B:
    case 0x66:
      return "";
    case 0x101:
    case 0x103:
      return from == Side::esme ? "" : "an SMSC expects 0x66 of an ESME";
    default:
      break;
  }
  if (code >= 0x400 && code <= 0x4FF) return "";
  if (code >= 0x100 && code <= 0x3FF) return "it is reserved";
  return "it does not say that a message was refused";
}

std::uint64_t Blocking::packed() const noexcept {
  // No status that may stand for a block has more than eleven bits.
  return static_cast<std::uint64_t>(refusal.esme) | static_cast<std::uint64_t>(refusal.smsc) << 16 |
         static_cast<std::uint64_t>(receipt) << 32 | static_cast<std::uint64_t>(drop) << 40;
}

Blocking Blocking::unpacked(std::uint64_t number) noexcept {
  Blocking blocking;
  blocking.refusal.esme = static_cast<Status>(number & 0xFFFF);
  blocking.refusal.smsc = static_cast<Status>(number >> 16 & 0xFFFF);
  blocking.receipt = static_cast<ReceiptKind>(number >> 32 & 0xFF);
  blocking.drop = (number >> 40 & 1) != 0;
  return blocking;
}

const Treatment& Treatments::of(std::string_view route, std::string_view rule) const noexcept {
  const auto found = std::find_if(special_.begin(), special_.end(), [&](const Special& special) {
    return fits(special.routes, route) && fits(special.rules, rule);
  });
  return found == special_.end() ? standard_ : found->treatment;
}

bool matches_pattern(std::string_view pattern, std::string_view text) noexcept {
  std::size_t at = 0;
  std::size_t in = 0;
  std::size_t star = std::string_view::npos;  // the last one, and where its run ends so far
  std::size_t run = 0;
  while (in < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      run = in;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[in])) {
      ++at;
      ++in;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in = ++run;
    } else {
      return false;
    }
  }
  while (at < pattern.size() && pattern[at] == '*') ++at;
  return at == pattern.size();
}

}  // namespace picket::smpp
