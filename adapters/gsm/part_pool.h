// SPDX-License-Identifier: Apache-2.0
// The memory of a PartStore: blocks reserved at construction, each with room for one ordinary part,
// chained where a part is longer. Any thread; a record itself belongs to the message that took it
// and is only touched under that message's stripe lock.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>

#include "adapters/gsm/alphabet.h"
#include "filter/core/stripe_lock.h"

namespace picket::gsm {

class PartPool {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::size_t kBlockOctets = 156;  // 140 octets, or 153 septets one an octet

  struct Block {
    std::uint32_t next = kNone;          // of the same part; of the free list
    std::uint32_t next_part = kNone;     // first block only: the message's next part
    std::uint32_t next_variant = kNone;  // scratch of whoever holds the stripe lock
    std::uint16_t size = 0;              // first block only: octets of the whole part
    std::uint8_t number = 0;
    Coding coding;
    std::array<std::uint8_t, kBlockOctets> octets;
  };

  explicit PartPool(std::size_t blocks)
      : blocks_(std::make_unique<Block[]>(blocks)), count_(blocks) {
    for (std::size_t i = count_; i-- > 0;) {
      blocks_[i].next = free_;
      free_ = static_cast<std::uint32_t>(i);
    }
    left_ = count_;
  }

  Block& operator[](std::uint32_t index) noexcept { return blocks_[index]; }

  // The first of a chain long enough for `octets`; kNone where that many are not free.
  std::uint32_t take(std::size_t octets) noexcept {
    std::size_t wanted = octets == 0 ? 1 : (octets + kBlockOctets - 1) / kBlockOctets;
    const std::lock_guard guard(lock_);
    if (wanted > left_) return kNone;
    left_ -= wanted;
    const std::uint32_t first = free_;
    std::uint32_t last = first;
    while (--wanted > 0) last = blocks_[last].next;
    free_ = blocks_[last].next;
    blocks_[last].next = kNone;
    return first;
  }

  // Gives one part's chain back.
  void release(std::uint32_t first) noexcept {
    std::uint32_t last = first;
    std::size_t released = 1;
    while (blocks_[last].next != kNone) {
      last = blocks_[last].next;
      ++released;
    }
    const std::lock_guard guard(lock_);
    blocks_[last].next = free_;
    free_ = first;
    left_ += released;
  }

  std::size_t left() noexcept {
    const std::lock_guard guard(lock_);
    return left_;
  }

 private:
  std::unique_ptr<Block[]> blocks_;
  std::size_t count_;
  core::StripeLock lock_;
  std::uint32_t free_ = kNone;
  std::size_t left_ = 0;
};

}  // namespace picket::gsm
