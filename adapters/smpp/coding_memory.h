// SPDX-License-Identifier: Apache-2.0
// Which data_coding the messages had that an SMSC has taken lately, by message_id: replace_sm puts
// another text in their place and does not say (SMPP 3.4 §4.10.1). One table serves the whole
// process, any thread, without locks: a slot is one word, the newest message of a slot stays.
// Nothing expires; what is overwritten is not known, and read in every way it may be.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace picket::smpp {

class CodingMemory {
 public:
  static constexpr std::size_t kSlots = 1 << 19;  // 4 MiB

  // `slots` is a power of two.
  explicit CodingMemory(std::size_t slots = kSlots);

  // Of a route's messages; a session asks once.
  std::uint64_t route_key(std::string_view route) const noexcept;

  void remember(std::uint64_t route, std::string_view message_id,
                std::uint8_t data_coding) noexcept {
    const std::uint64_t key = key_of(route, message_id);
    slot(key).store(tag_of(key) | data_coding, std::memory_order_relaxed);
  }

  std::optional<std::uint8_t> find(std::uint64_t route, std::string_view message_id) noexcept {
    const std::uint64_t key = key_of(route, message_id);
    const std::uint64_t found = slot(key).load(std::memory_order_relaxed);
    if ((found & ~std::uint64_t{0xFF}) != tag_of(key)) return std::nullopt;
    return static_cast<std::uint8_t>(found);
  }

 private:
  std::uint64_t key_of(std::uint64_t route, std::string_view message_id) const noexcept;
  // Never 0, which an empty slot holds.
  static std::uint64_t tag_of(std::uint64_t key) noexcept {
    return (key & ~std::uint64_t{0xFF}) | std::uint64_t{1} << 63;
  }
  std::atomic<std::uint64_t>& slot(std::uint64_t key) noexcept {
    // Other bits than those that the tag leaves out.
    return slots_[(key >> 8) & mask_];
  }

  std::size_t mask_;
  std::uint64_t seed_;  // peers choose ids; they shall not choose slots
  std::unique_ptr<std::atomic<std::uint64_t>[]> slots_;
};

}  // namespace picket::smpp
