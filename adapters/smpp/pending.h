// SPDX-License-Identifier: Apache-2.0
// The requests sent on one leg that have no answer yet, by the sequence_number they were sent with
// (SMPP 3.4 §3.2, §5.1.4). Each leg of a session has a number space of its own, and we put requests
// of ours in both. Lives on one worker; allocates only to grow.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "adapters/smpp/pdu.h"
#include "filter/core/striped_map.h"

namespace picket::smpp {

// What is to be known of a request when its answer comes.
struct Note {
  std::uint32_t ticket = 0;  // of something kept for it; 0: nothing is
  std::uint8_t data_coding = 0;
  bool carries_text = false;  // data_coding is that of a text
};

struct PendingRequest {
  std::uint32_t sent = 0;      // sequence_number on this leg
  std::uint32_t received = 0;  // the requester's own, which its answer must carry
  Command command{};
  bool ours = false;  // made by us: the answer goes no further
  core::Ticks since = 0;
  Note note{};
};

// Open addressing with linear probing in Robin Hood order: entries of one run stand in the order of
// their homes. Consecutive numbers, as peers send them, lie side by side, each at home, so that all
// operations look at one slot or two.
class PendingTable {
 public:
  // `first_free`: where free numbers begin; by default in the middle, far from where peers do.
  explicit PendingTable(std::uint32_t first_free = 0x40000000) noexcept
      : next_number_(first_free) {}

  std::size_t size() const noexcept { return size_; }
  bool contains(std::uint32_t sent) const noexcept { return find(sent) != kNone; }

  // `request.sent` must not be in the table.
  void insert(const PendingRequest& request);

  // Removes and returns it; absent where no such request is pending.
  std::optional<PendingRequest> take(std::uint32_t sent) noexcept;

  // Removes every request sent before `before`; returns how many. Walks the whole table.
  std::size_t expire(core::Ticks before) noexcept;

  // A number that is free, for a request of ours or one whose own number is taken: counts upwards
  // within 1..7FFFFFFF.
  std::uint32_t free_number() noexcept;

  // Gives memory back where nothing is pending; for idle sessions.
  void shrink() noexcept;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  static constexpr std::size_t kFirstCapacity = 16;
  static constexpr std::uint32_t kMaxNumber = 0x7FFFFFFF;

  struct Slot {
    PendingRequest request;
    bool used = false;
  };

  std::size_t mask() const noexcept { return slots_.size() - 1; }
  // How far the entry at `at` stands from where its number would have it.
  std::size_t distance(std::size_t at) const noexcept {
    return (at - slots_[at].request.sent) & mask();
  }
  std::size_t find(std::uint32_t sent) const noexcept;
  void place(Slot slot) noexcept;
  void remove(std::size_t at) noexcept;
  void grow();

  std::vector<Slot> slots_;  // a power of two, at most half full; empty until the first request
  std::size_t size_ = 0;
  std::uint32_t next_number_;
};

}  // namespace picket::smpp
