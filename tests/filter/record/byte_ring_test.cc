// SPDX-License-Identifier: Apache-2.0
#include "filter/record/byte_ring.h"

#include <gtest/gtest.h>

#include <cstring>
#include <deque>
#include <random>
#include <string>
#include <thread>

namespace picket::record {
namespace {

// Asks for `spare` bytes more than the record needs, as one does who does not know its size yet.
bool push(ByteRing& ring, const std::string& record, std::size_t spare = 0) {
  std::byte* room = ring.reserve(record.size() + spare);
  if (room == nullptr) return false;
  std::memcpy(room, record.data(), record.size());
  ring.commit(record.size());
  return true;
}

std::string text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(ByteRing, gives_back_what_was_put_in_and_in_that_order) {
  ByteRing ring(1);
  EXPECT_TRUE(ring.front().empty());
  ASSERT_TRUE(push(ring, "one"));
  ASSERT_TRUE(push(ring, "two, which is longer"));
  EXPECT_EQ(text(ring.front()), "one");
  EXPECT_EQ(text(ring.front()), "one") << "front() alone takes nothing";
  ring.pop();
  EXPECT_EQ(text(ring.front()), "two, which is longer");
  ring.pop();
  EXPECT_TRUE(ring.front().empty());
}

TEST(ByteRing, shows_nothing_before_commit) {
  ByteRing ring(1);
  ASSERT_NE(ring.reserve(16), nullptr);
  EXPECT_TRUE(ring.front().empty());
  ring.commit(16);
  EXPECT_EQ(ring.front().size(), 16u);
}

TEST(ByteRing, takes_no_more_room_than_was_handed_over) {
  ByteRing ring(1);
  const std::string record(100, 'x');
  std::size_t taken = 0;
  for (; std::byte* room = ring.reserve(10'000); ++taken) {
    std::memcpy(room, record.data(), record.size());
    ring.commit(record.size());
  }
  EXPECT_GT(taken, (ByteRing::kMinimum - 20'000) / 112);
  for (; taken > 0; --taken) {
    ASSERT_EQ(text(ring.front()), record);
    ring.pop();
  }
  EXPECT_TRUE(ring.front().empty());
}

TEST(ByteRing, aligns_every_record) {
  ByteRing ring(1);
  for (std::size_t size = 1; size < 40; ++size) {
    const auto* room = ring.reserve(size);
    ASSERT_NE(room, nullptr);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(room) % 8, 0u);
    ring.commit(size);
  }
}

TEST(ByteRing, refuses_when_full_and_takes_again_after_pop) {
  ByteRing ring(1);
  const std::string record(1000, 'x');
  std::size_t taken = 0;
  while (push(ring, record)) ++taken;
  EXPECT_EQ(taken, ByteRing::kMinimum / 1008);
  EXPECT_FALSE(ring.front().empty());
  ring.pop();
  EXPECT_FALSE(ring.front().empty());
  while (!ring.front().empty()) ring.pop();
  EXPECT_TRUE(push(ring, record));
}

TEST(ByteRing, takes_its_largest_record_at_every_position) {
  ByteRing ring(1);
  const std::string largest(ring.largest(), 'L');
  for (std::size_t offset = 0; offset < 300; ++offset) {
    ASSERT_TRUE(push(ring, std::string(257, 'o')));
    ring.front();
    ring.pop();
    ASSERT_TRUE(push(ring, largest)) << offset;
    ASSERT_EQ(text(ring.front()), largest);
    ring.pop();
  }
  EXPECT_FALSE(push(ring, std::string(ring.largest() + 1, 'x')));
}

// Against the obvious queue, with random sizes over many laps.
TEST(ByteRing, behaves_as_a_bounded_queue) {
  ByteRing ring(1);
  std::deque<std::string> model;
  std::mt19937 random(7);
  std::size_t refused = 0;
  for (int step = 0; step < 200'000; ++step) {
    if (random() % 5 < 3) {
      std::string record(1 + random() % 700, static_cast<char>('a' + random() % 26));
      if (push(ring, record, random() % 300)) {
        model.push_back(std::move(record));
      } else {
        ++refused;
      }
    } else if (model.empty()) {
      ASSERT_TRUE(ring.front().empty());
    } else {
      ASSERT_EQ(text(ring.front()), model.front());
      ring.pop();
      model.pop_front();
    }
  }
  EXPECT_GT(refused, 0u);
}

TEST(ByteRingThreads, hands_over_everything_between_two_threads) {
  constexpr std::uint64_t kRecords = 300'000;
  ByteRing ring(1);
  std::thread producer([&] {
    for (std::uint64_t n = 0; n < kRecords;) {
      const std::size_t size = sizeof n + n % 90;
      std::byte* room = ring.reserve(size);
      if (room == nullptr) {
        std::this_thread::yield();
        continue;
      }
      std::memset(room, static_cast<int>(n % 251), size);
      std::memcpy(room, &n, sizeof n);
      ring.commit(size);
      ++n;
    }
  });
  for (std::uint64_t n = 0; n < kRecords;) {
    const auto bytes = ring.front();
    if (bytes.empty()) {
      std::this_thread::yield();
      continue;
    }
    std::uint64_t seen = 0;
    std::memcpy(&seen, bytes.data(), sizeof seen);
    ASSERT_EQ(seen, n);
    ASSERT_EQ(bytes.size(), sizeof n + n % 90);
    for (std::size_t i = sizeof n; i < bytes.size(); ++i)
      ASSERT_EQ(bytes[i], static_cast<std::byte>(n % 251));
    ring.pop();
    ++n;
  }
  producer.join();
}

}  // namespace
}  // namespace picket::record
