// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/parts.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <map>
#include <random>
#include <string>
#include <thread>

#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

constexpr core::Ticks kSecond = 1'000'000'000;

PartKey key(std::uint16_t reference, std::uint8_t total = 3, std::string_view from = "10690001",
            std::string_view to = "8613900000002", PartTransport transport = PartTransport::udh8) {
  return PartKey(0, {1, from}, {1, to}, transport, {reference, total, 1, 8});
}

// What is judged: the runs, each decoded, with `|` between.
std::string text_of(const JoinedOctets& joined) {
  std::string text;
  for (const auto& stretch : joined.stretches()) {
    if (stretch.starts_run && !text.empty()) text += '|';
    text += decoded(stretch.coding, joined.octets(stretch));
  }
  return text;
}

class Parts : public testing::Test {
 protected:
  std::string admit(const PartKey& to, std::uint8_t number, std::string_view text,
                    std::uint8_t total = 3) {
    const auto octets = from_text(text);
    admission_ = store_.admit(to, {number, total, Alphabet::gsm7, octets}, now_, joined_);
    return text_of(joined_);
  }

  PartStore store_{{.memory = 1 << 20, .keep = 600 * kSecond}};
  JoinedOctets joined_;
  Admission admission_;
  core::Ticks now_ = kSecond;
};

TEST_F(Parts, come_out_joined_in_order) {
  EXPECT_EQ(admit(key(1), 1, "one "), "one ");
  EXPECT_EQ(admit(key(1), 2, "two "), "one two ");
  EXPECT_EQ(admit(key(1), 3, "three"), "one two three");
}

TEST_F(Parts, come_out_with_the_run_around_them_whatever_the_order) {
  EXPECT_EQ(admit(key(1), 3, "three"), "three");
  EXPECT_EQ(admit(key(1), 1, "one "), "one ");
  EXPECT_EQ(admit(key(1), 2, "two "), "one two three");
}

TEST_F(Parts, of_different_messages_do_not_join) {
  admit(key(1), 1, "one ");
  EXPECT_EQ(admit(key(2), 2, "two"), "two");
  EXPECT_EQ(admit(key(1, 3, "10690002"), 2, "two"), "two");
  EXPECT_EQ(admit(key(1, 3, "10690001", "8613900000003"), 2, "two"), "two");
  EXPECT_EQ(admit(key(1, 4), 2, "two", 4), "two");
  EXPECT_EQ(admit(key(1, 3, "10690001", "8613900000002", PartTransport::sar), 2, "two"), "two");
}

TEST_F(Parts, keys_with_long_addresses_still_differ) {
  const std::string one(64, '1');
  const std::string two = one.substr(0, 63) + "2";
  admit(key(1, 3, one, one), 1, "one ");
  EXPECT_EQ(admit(key(1, 3, one, two), 2, "two"), "two");
  EXPECT_EQ(admit(key(1, 3, one, one), 2, "two"), "one two");
}

TEST_F(Parts, a_character_cut_in_two_is_whole_again) {
  const auto first = from_hex("60A8 D8");
  const auto second = from_hex("3DDE00 597D");
  store_.admit(key(1, 2), {1, 2, Alphabet::ucs2, first}, now_, joined_);
  store_.admit(key(1, 2), {2, 2, Alphabet::ucs2, second}, now_, joined_);
  EXPECT_EQ(text_of(joined_), "您😀好");
}

// TS 23.040 §9.2.3.24.1 forbids it, senders do it.
TEST_F(Parts, an_escape_sequence_cut_in_two_is_whole_again) {
  admit(key(1, 2), 1, "10 \x1B", 2);
  EXPECT_EQ(admit(key(1, 2), 2, "e only", 2), "10 € only");
}

TEST_F(Parts, of_different_alphabets_are_read_each_in_its_own) {
  admit(key(1, 2), 1, "call ", 2);
  const auto second = from_hex("60A8");
  store_.admit(key(1, 2), {2, 2, Alphabet::ucs2, second}, now_, joined_);
  EXPECT_EQ(text_of(joined_), "call 您");
}

TEST_F(Parts, a_repeated_part_is_a_duplicate_and_changes_nothing) {
  admit(key(1), 1, "one ");
  EXPECT_EQ(admit(key(1), 1, "one "), "one ");
  EXPECT_TRUE(admission_.duplicate);
  EXPECT_FALSE(admission_.conflicting);
  EXPECT_EQ(admit(key(1), 2, "two"), "one two");
}

TEST_F(Parts, other_octets_under_a_number_are_judged_beside_the_first) {
  admit(key(1), 1, "one ");
  EXPECT_EQ(admit(key(1), 1, "eins "), "eins ");
  EXPECT_TRUE(admission_.conflicting);
  EXPECT_EQ(admit(key(1), 2, "two"), "eins two|one two");
}

TEST_F(Parts, junk_variants_do_not_displace_the_first_part) {
  admit(key(1), 1, "bad ");
  for (int i = 0; i < 20; ++i) admit(key(1), 1, "junk" + std::to_string(i));
  const std::string text = admit(key(1), 2, "half");
  EXPECT_NE(text.find("bad half"), std::string::npos) << text;
  EXPECT_NE(text.find("junk19half"), std::string::npos) << text;
}

TEST_F(Parts, a_reference_used_again_starts_over_with_the_latest_of_each_part) {
  admit(key(1, 2), 1, "a1 ", 2);
  admit(key(1, 2), 2, "a2", 2);
  admit(key(1, 2), 1, "b1 ", 2);
  EXPECT_EQ(admit(key(1, 2), 2, "b2", 2), "b1 b2|a1 b2");
  // The next use forgets the first.
  EXPECT_EQ(admit(key(1, 2), 1, "c1 ", 2), "c1 b2");
  // A part equal to that of an earlier use still counts for this one.
  EXPECT_EQ(admit(key(1, 2), 2, "c2", 2), "c1 c2|b1 c2");
}

TEST_F(Parts, are_blocked_once_the_message_is) {
  admit(key(1), 1, "one ");
  EXPECT_EQ(admission_.standing, Standing::joined);
  admit(key(1), 2, "two ");
  store_.block(key(1), now_);
  admit(key(1), 3, "three");
  EXPECT_EQ(admission_.standing, Standing::blocked);
  admit(key(1), 1, "one ");
  EXPECT_EQ(admission_.standing, Standing::blocked);
  admit(key(2), 1, "one ");
  EXPECT_EQ(admission_.standing, Standing::joined);
}

TEST_F(Parts, are_forgotten_after_a_while_without_one) {
  admit(key(1), 1, "one ");
  now_ += 599 * kSecond;
  EXPECT_EQ(admit(key(1), 2, "two "), "one two ");
  now_ += 599 * kSecond;
  EXPECT_EQ(admit(key(1), 3, "three"), "one two three");
  now_ += 601 * kSecond;
  EXPECT_EQ(admit(key(1), 2, "two "), "two ");
}

TEST_F(Parts, too_much_for_one_message_comes_out_alone) {
  const std::string big(PartStore::kMaxOctets - 10, 'a');
  admit(key(1), 1, big);
  EXPECT_EQ(admission_.standing, Standing::joined);
  EXPECT_EQ(admit(key(1), 2, "eleven octets"), "eleven octets");
  EXPECT_EQ(admission_.standing, Standing::no_room);
}

TEST_F(Parts, a_flood_lets_the_oldest_messages_go_and_is_bounded) {
  const std::string part(140, 'x');
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    const std::string to = "86139" + std::to_string(i);
    admit(key(static_cast<std::uint16_t>(i), 255, "1069", to), 1, part, 255);
    ASSERT_EQ(admission_.standing, Standing::joined);
  }
  const auto counts = store_.counts();
  EXPECT_GT(counts.evicted, 40'000u);
  EXPECT_EQ(counts.expired, 0u) << "all for want of room";
  EXPECT_EQ(counts.entries + counts.evicted, 50'000u);
  EXPECT_EQ(admit(key(1, 2, "1069", "8613900000009"), 1, "one ", 2), "one ");
  EXPECT_EQ(admit(key(1, 2, "1069", "8613900000009"), 2, "two", 2), "one two");
}

TEST_F(Parts, of_one_huge_message_can_use_up_only_their_share) {
  for (int i = 1; i <= 255; ++i) {
    admit(key(9, 255), static_cast<std::uint8_t>(i), std::string(153, 'x'), 255);
    ASSERT_EQ(admission_.standing, Standing::joined) << i;
  }
  EXPECT_EQ(joined_.octets(joined_.stretches()[0]).size(), 255u * 153u);
}

// Against a slow exact model: the run around each part, first variants only, no reuse.
TEST_F(Parts, agree_with_a_simple_model) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const auto total = static_cast<std::uint8_t>(2 + random() % 12);
    std::map<int, std::string> seen;
    for (int step = 0; step < 20; ++step) {
      const auto number = static_cast<std::uint8_t>(1 + random() % total);
      if (!seen.contains(number)) {
        seen[number] = std::string(1 + random() % 300, static_cast<char>('a' + number));
      }
      std::string expected;
      int low = number;
      while (seen.contains(low - 1)) --low;
      for (int i = low; seen.contains(i); ++i) expected += seen[i];
      ASSERT_EQ(admit(key(static_cast<std::uint16_t>(round), total), number, seen[number], total),
                expected);
    }
  }
}

// Two workers, each given one half of a fraud at the same moment, judge what admit() gives them.
TEST(PartsOnTwoThreads, never_let_both_halves_through) {
  constexpr int kMessages = 20'000;
  PartStore store({.memory = 4 << 20, .keep = 600 * kSecond});
  std::barrier start(2);
  std::vector<std::array<bool, 2>> forwarded(kMessages);
  const auto work = [&](std::uint8_t number) {
    JoinedOctets joined;
    const auto octets = from_text(number == 1 ? "transfer to the safe " : "account now");
    for (int i = 0; i < kMessages; ++i) {
      start.arrive_and_wait();
      const PartKey to(0, {1, "1069"}, {1, "8613900000002"}, PartTransport::udh16,
                       {static_cast<std::uint16_t>(i), 2, number, 16});
      const auto admission = store.admit(to, {number, 2, Alphabet::gsm7, octets}, kSecond, joined);
      const bool bad = text_of(joined).find("safe account") != std::string::npos;
      if (bad) store.block(to, kSecond);
      forwarded[static_cast<std::size_t>(i)][number - 1u] =
          !bad && admission.standing != Standing::blocked;
    }
  };
  std::thread other(work, std::uint8_t{2});
  work(1);
  other.join();
  for (const auto& both : forwarded) {
    ASSERT_FALSE(both[0] && both[1]);
    ASSERT_TRUE(both[0] || both[1]);  // and the first to come is not held back
  }
}

TEST(PartsOnTwoThreads, survive_a_flood_of_equal_keys_in_little_memory) {
  PartStore store({.memory = 64 << 10, .keep = 600 * kSecond});
  const auto work = [&](unsigned seed) {
    std::mt19937 random(seed);
    JoinedOctets joined;
    for (int i = 0; i < 50'000; ++i) {
      const auto number = static_cast<std::uint8_t>(1 + random() % 8);
      const std::vector<std::uint8_t> octets(random() % 400,
                                             static_cast<std::uint8_t>(random() % 3));
      const PartKey to(0, {1, "1069"}, {1, std::to_string(random() % 200)}, PartTransport::udh8,
                       {static_cast<std::uint16_t>(random() % 4), 8, number, 8});
      store.admit(to, {number, 8, Alphabet::gsm7, octets}, kSecond + i, joined);
      if (random() % 50 == 0) store.block(to, kSecond + i);
    }
  };
  std::thread other(work, 1u);
  work(2);
  other.join();
  EXPECT_GT(store.counts().entries, 0u);
}

}  // namespace
}  // namespace picket::gsm
