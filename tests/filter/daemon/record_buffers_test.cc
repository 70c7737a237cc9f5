// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/record_buffers.h"

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <set>
#include <thread>
#include <vector>

namespace picket::daemon {
namespace {

// OpenSSL has allocated nothing before main(); this is the earliest that a test can be.
const bool kTaken = give_openssl_record_buffers();

TEST(RecordBuffers, are_each_taken_once) {
  std::set<void*> taken;
  for (int i = 0; i < 1000; ++i) {
    void* const block = take_record_buffer();
    ASSERT_NE(block, nullptr);
    EXPECT_TRUE(is_record_buffer(block));
    EXPECT_TRUE(taken.insert(block).second);
    std::memset(block, i, kRecordBufferSize);
  }
  for (void* const block : taken) give_back_record_buffer(block);
}

TEST(RecordBuffers, know_their_own) {
  int local = 0;
  EXPECT_FALSE(is_record_buffer(nullptr));
  EXPECT_FALSE(is_record_buffer(&local));
  EXPECT_FALSE(is_record_buffer(std::vector<char>(64 * 1024).data()));
}

TEST(RecordBuffers, take_no_memory_once_many_were_given_back) {
  const auto resident = [](void* block) {
    // A page that is back with the system reads as zero.
    return *static_cast<volatile unsigned char*>(block) != 0;
  };
  std::vector<void*> blocks(1000);
  for (void*& block : blocks) std::memset(block = take_record_buffer(), 0xAB, kRecordBufferSize);
  for (void* const block : blocks) give_back_record_buffer(block);
  std::size_t kept = 0;
  for (void* const block : blocks) kept += resident(block) ? 1 : 0;
  EXPECT_LE(kept, 32u);
}

TEST(RecordBuffers, may_be_given_back_by_another_thread) {
  std::vector<void*> blocks(100);
  for (void*& block : blocks) block = take_record_buffer();
  std::jthread([&] {
    for (void* const block : blocks) give_back_record_buffer(block);
  }).join();
  const std::set<void*> given(blocks.begin(), blocks.end());
  std::size_t again = 0;
  std::vector<void*> more(100);
  for (void*& block : more) again += given.count(block = take_record_buffer());
  EXPECT_GE(again, 100u - 32u - 32u);  // what either thread has at hand
  for (void* const block : more) give_back_record_buffer(block);
}

TEST(RecordBuffers, are_nobody_elses_meanwhile) {
  const auto work = [](std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<std::uint32_t*> mine;
    for (int i = 0; i < 20'000; ++i) {
      if (mine.size() < 200 && random() % 2 == 0) {
        mine.push_back(static_cast<std::uint32_t*>(take_record_buffer()));
        *mine.back() = seed;
      } else if (!mine.empty()) {
        std::swap(mine[random() % mine.size()], mine.back());
        EXPECT_EQ(*mine.back(), seed);
        give_back_record_buffer(mine.back());
        mine.pop_back();
      }
    }
    for (std::uint32_t* const block : mine) give_back_record_buffer(block);
  };
  std::vector<std::jthread> threads;
  for (std::uint32_t seed = 1; seed <= 4; ++seed) threads.emplace_back(work, seed);
}

TEST(RecordBuffers, are_what_openssl_takes_for_large_things_only) {
  ASSERT_TRUE(kTaken);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{7624},
                                 std::size_t{16'704}, std::size_t{21'848}, std::size_t{100'000}}) {
    void* const got = OPENSSL_malloc(size);
    EXPECT_EQ(got == nullptr, size == 0);
    EXPECT_EQ(is_record_buffer(got), size > 8192 && size <= kRecordBufferSize) << size;
    OPENSSL_free(got);
  }
}

TEST(RecordBuffers, keep_their_content_when_openssl_makes_them_larger_or_smaller) {
  std::mt19937 random(7);
  std::vector<unsigned char> wanted;
  unsigned char* held = nullptr;
  for (int i = 0; i < 500; ++i) {
    const std::size_t size = random() % 60'000;
    held = static_cast<unsigned char*>(OPENSSL_realloc(held, size));
    wanted.resize(size);
    ASSERT_EQ(held == nullptr, size == 0);
    // What was there has to be there; what is new is filled.
    for (std::size_t at = 0; at < size; at += 97) {
      if (wanted[at] != 0) {
        ASSERT_EQ(held[at], wanted[at]);
      }
      wanted[at] = held[at] = static_cast<unsigned char>(1 + random() % 255);
    }
  }
  OPENSSL_free(held);
}

}  // namespace
}  // namespace picket::daemon
