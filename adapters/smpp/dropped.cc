// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/dropped.h"

#include <algorithm>
#include <mutex>
#include <random>
#include <string>

#include "adapters/smpp/pdu_writer.h"

namespace picket::smpp {
namespace {

constexpr std::string_view kPrefix = "pk";
constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::uint32_t kNumberMask = 0x3FFFFFFF;  // six digits of five bits

DroppedMessages::Id id_of(std::uint32_t number) noexcept {
  DroppedMessages::Id id{kPrefix[0], kPrefix[1]};
  for (std::size_t i = id.size(); i-- > kPrefix.size(); number >>= 5) id[i] = kDigits[number & 31];
  return id;
}

std::optional<std::uint32_t> number_of(std::string_view id) noexcept {
  if (id.size() != std::tuple_size_v<DroppedMessages::Id> || !id.starts_with(kPrefix)) {
    return std::nullopt;
  }
  std::uint32_t number = 0;
  for (const char c : id.substr(kPrefix.size())) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    number = number << 5 | static_cast<std::uint32_t>(digit);
  }
  return number;
}

// YYMMDDhhmmss
std::array<char, 12> digits_of(DroppedMessages::Time time) noexcept {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  const unsigned values[] = {static_cast<unsigned>(static_cast<int>(date.year()) % 100),
                             static_cast<unsigned>(date.month()),
                             static_cast<unsigned>(date.day()),
                             static_cast<unsigned>(clock.hours().count()),
                             static_cast<unsigned>(clock.minutes().count()),
                             static_cast<unsigned>(clock.seconds().count())};
  std::array<char, 12> digits;
  for (std::size_t i = 0; i < std::size(values); ++i) {
    digits[2 * i] = static_cast<char>('0' + values[i] / 10);
    digits[2 * i + 1] = static_cast<char>('0' + values[i] % 10);
  }
  return digits;
}

std::string_view word_of(ReceiptKind kind) noexcept {
  switch (kind) {
    case ReceiptKind::undeliverable:
      return "UNDELIV";
    case ReceiptKind::rejected:
      return "REJECTD";
    default:
      return "DELIVRD";
  }
}

}  // namespace

KeptAddress::KeptAddress(const AddressView& address) noexcept
    : ton_(address.ton),
      npi_(address.npi),
      size_(static_cast<std::uint8_t>(std::min(address.text.size(), kCapacity))) {
  std::copy_n(address.text.begin(), size_, text_.begin());
}

DroppedMessages::DroppedMessages(std::size_t remembered)
    : next_(std::random_device{}()), slots_(remembered) {
  for (Stripe& stripe : stripes_) stripe.receipts.reserve(kPerStripe);
}

DroppedMessages::Id DroppedMessages::add(ReceiptKind kind, Time now) noexcept {
  const std::uint32_t number = next_.fetch_add(1, std::memory_order_relaxed) & kNumberMask;
  const std::lock_guard guard(lock_);
  slots_[number % slots_.size()] = {number, {kind, now}};
  return id_of(number);
}

bool DroppedMessages::is_reserved(std::string_view message_id) noexcept {
  return number_of(message_id).has_value();
}

std::optional<DroppedMessages::Message> DroppedMessages::find(
    std::string_view message_id) noexcept {
  const auto number = number_of(message_id);
  if (!number) return std::nullopt;
  const std::lock_guard guard(lock_);
  const Slot& slot = slots_[*number % slots_.size()];
  const bool known = slot.number == *number && slot.message.at != Time{};
  return known ? std::optional(slot.message) : std::nullopt;
}

std::size_t DroppedMessages::expect(const Receipt& receipt, core::Ticks now) noexcept {
  Stripe& stripe = stripe_of(receipt.route);
  const std::lock_guard guard(stripe.lock);
  std::vector<Receipt>& all = stripe.receipts;
  std::size_t lost =
      std::erase_if(all, [now](const Receipt& waiting) { return waiting.until < now; });
  if (all.size() == kPerStripe) {
    all.erase(all.begin());
    ++lost;
  }
  all.push_back(receipt);
  stripe.waiting.store(static_cast<std::uint32_t>(all.size()), std::memory_order_relaxed);
  expected_.fetch_add(1, std::memory_order_release);
  return lost;
}

std::optional<DroppedMessages::Receipt> DroppedMessages::take_receipt(std::uint64_t route,
                                                                      core::Ticks now) noexcept {
  if (!may_wait(route)) return std::nullopt;
  Stripe& stripe = stripe_of(route);
  const std::lock_guard guard(stripe.lock);
  std::vector<Receipt>& all = stripe.receipts;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Receipt& waiting) {
    return waiting.route == route && waiting.until >= now;
  });
  if (found == all.end()) return std::nullopt;
  const Receipt receipt = *found;
  all.erase(found);
  stripe.waiting.store(static_cast<std::uint32_t>(all.size()), std::memory_order_relaxed);
  return receipt;
}

void append_receipt(Bytes& out, const DroppedMessages::Receipt& receipt, bool with_tlvs) {
  const bool delivered = receipt.kind == ReceiptKind::delivered;
  const auto digits = digits_of(receipt.at);
  const std::string_view minute(digits.data(), 10);
  const std::string_view id(receipt.id.data(), receipt.id.size());
  std::string text = "id:";
  text.append(id).append(delivered ? " sub:001 dlvrd:001 submit date:"
                                   : " sub:001 dlvrd:000 submit date:");
  text.append(minute).append(" done date:").append(minute);
  text.append(" stat:").append(word_of(receipt.kind));
  text.append(delivered ? " err:000 Text:" : " err:001 Text:");
  Bytes tlvs;
  if (with_tlvs) {
    Bytes c_string(id.begin(), id.end());
    c_string.push_back(0);
    append_tlv(tlvs, Tag::receipted_message_id, c_string);
    const std::uint8_t state = message_state_of(receipt.kind);
    append_tlv(tlvs, Tag::message_state, Octets(&state, 1));
  }
  MessageView message;
  message.command = Command::deliver_sm;
  message.source = receipt.from.view();
  message.destination = receipt.to.view();
  message.esm_class = 0x04;
  message.short_message = {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
  message.tlvs = tlvs;
  append_message(out, 0, message);
}

std::uint8_t message_state_of(ReceiptKind kind) noexcept {
  switch (kind) {
    case ReceiptKind::undeliverable:
      return 5;
    case ReceiptKind::rejected:
      return 8;
    default:
      return 2;  // DELIVERED
  }
}

std::array<char, 16> absolute_time(DroppedMessages::Time time) noexcept {
  std::array<char, 16> text;
  const auto digits = digits_of(time);
  std::copy(digits.begin(), digits.end(), text.begin());
  constexpr std::string_view kTenthsAndZone = "000+";
  std::copy(kTenthsAndZone.begin(), kTenthsAndZone.end(), text.begin() + digits.size());
  return text;
}

}  // namespace picket::smpp
