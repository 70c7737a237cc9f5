// SPDX-License-Identifier: Apache-2.0
// Messages that were dropped in silence: their senders were told that the SMSC took them. Keeps the
// ids they were given, so that what is asked of them later is answered in the same spirit, and the
// receipts that their senders wait for. One for the whole process, any thread; bounded, from memory
// reserved at construction; used for dropped messages only.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "adapters/smpp/pdu.h"
#include "adapters/smpp/treatment.h"
#include "filter/core/stripe_lock.h"
#include "filter/core/striped_map.h"

namespace picket::smpp {

// An address that outlives its PDU; the longest is that of a data_sm (§4.7.1).
class KeptAddress {
 public:
  KeptAddress() = default;
  explicit KeptAddress(const AddressView& address) noexcept;
  AddressView view() const noexcept { return {ton_, npi_, {text_.data(), size_}}; }

 private:
  static constexpr std::size_t kCapacity = 65;

  std::uint8_t ton_ = 0;
  std::uint8_t npi_ = 0;
  std::uint8_t size_ = 0;
  std::array<char, kCapacity> text_{};
};

class DroppedMessages {
 public:
  using Time = std::chrono::sys_seconds;

  // Eight characters, as version 3.3 allows, that no SMSC gives out: `p`, `k` and six of base 32.
  using Id = std::array<char, 8>;
  static constexpr std::size_t kRemembered = 16 * 1024;

  struct Message {
    ReceiptKind kind = ReceiptKind::none;
    Time at;
  };

  struct Receipt {
    std::uint64_t route = 0;  // CodingMemory::route_key
    Id id{};
    ReceiptKind kind = ReceiptKind::none;
    KeptAddress from;  // the receipt's: the dropped message's recipient
    KeptAddress to;
    Time at;
    core::Ticks until = 0;  // after which nobody gets it
  };
  static constexpr std::size_t kStripes = 16;
  static constexpr std::size_t kPerStripe = 64;  // receipts waiting
  static constexpr core::Ticks kReceiptWaits = core::Ticks{3600} * 1'000'000'000;

  // How many messages to remember.
  explicit DroppedMessages(std::size_t remembered = kRemembered);

  Id add(ReceiptKind kind, Time now) noexcept;
  static bool is_reserved(std::string_view message_id) noexcept;
  // Absent where it was forgotten.
  std::optional<Message> find(std::string_view message_id) noexcept;

  // How many receipts it took the place of, or that were never fetched in time.
  std::size_t expect(const Receipt& receipt, core::Ticks now) noexcept;
  // How many were ever expected, all of which may_wait() then knows of: whoever looks now and then
  // need not look where it has not grown.
  std::uint64_t expected() const noexcept { return expected_.load(std::memory_order_acquire); }
  // Whether one may wait for a route: false is certain. Nearly free.
  bool may_wait(std::uint64_t route) const noexcept {
    return stripes_[route % kStripes].waiting.load(std::memory_order_relaxed) != 0;
  }
  // The next one of a route.
  std::optional<Receipt> take_receipt(std::uint64_t route, core::Ticks now) noexcept;

 private:
  struct Slot {
    std::uint32_t number = 0;
    Message message;
  };
  struct alignas(64) Stripe {
    std::atomic<std::uint32_t> waiting{0};
    core::StripeLock lock;
    std::vector<Receipt> receipts;  // oldest first
  };

  Stripe& stripe_of(std::uint64_t route) noexcept { return stripes_[route % kStripes]; }

  std::atomic<std::uint32_t> next_;
  core::StripeLock lock_;
  std::vector<Slot> slots_;  // by number
  std::atomic<std::uint64_t> expected_{0};
  std::array<Stripe, kStripes> stripes_;
};

// The receipt as a deliver_sm (§4.6.1, appendix B), with sequence_number 0; with TLVs for peers of
// version 3.4 and up.
void append_receipt(std::vector<std::uint8_t>& out, const DroppedMessages::Receipt& receipt,
                    bool with_tlvs);

// message_state (§5.2.28) that such a message is in.
std::uint8_t message_state_of(ReceiptKind kind) noexcept;

// YYMMDDhhmmss000+ (§7.1.1), UTC.
std::array<char, 16> absolute_time(DroppedMessages::Time time) noexcept;

}  // namespace picket::smpp
