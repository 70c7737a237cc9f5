// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/lane.h"

#include <gtest/gtest.h>

#include "tests/adapters/smpp/messages.h"

namespace picket::smpp {
namespace {

constexpr core::Ticks kSecond = 1'000'000'000;

std::vector<std::uint32_t> sequences(const Bytes& bytes) {
  std::vector<std::uint32_t> numbers;
  for (const Bytes& pdu : split(bytes)) numbers.push_back(header_of(pdu).sequence);
  return numbers;
}

TEST(Lane, sends_a_request_with_its_own_number) {
  Lane lane({});
  Bytes out;
  const Bytes request = text_pdu(5, "hello");
  EXPECT_EQ(lane.forward(request, out, 0), Lane::Sent::unchanged);
  EXPECT_EQ(out, request);
  EXPECT_EQ(lane.answered(5)->received, 5u);
  EXPECT_TRUE(lane.idle());
}

TEST(Lane, gives_a_request_another_number_while_its_own_is_outstanding) {
  Lane lane({});
  Bytes out;
  lane.forward(text_pdu(5, "one"), out, 0);
  out.clear();
  EXPECT_EQ(lane.forward(text_pdu(5, "two"), out, 0), Lane::Sent::renumbered);
  const std::uint32_t number = sequences(out).at(0);
  EXPECT_NE(number, 5u);
  EXPECT_EQ(lane.answered(number)->received, 5u);
  EXPECT_EQ(lane.answered(5)->received, 5u);
  // But for its number the PDU is what it was.
  write_u32(out.data() + kSequenceOffset, 5);
  EXPECT_EQ(out, text_pdu(5, "two"));
}

TEST(Lane, keeps_our_own_requests_apart_from_the_peers) {
  Lane lane({});
  Bytes out;
  lane.send_own(Command::enquire_link, out, 0);
  const std::uint32_t ours = sequences(out).at(0);
  out.clear();
  EXPECT_EQ(lane.forward(text_pdu(ours, "hello"), out, 0), Lane::Sent::renumbered);
  EXPECT_TRUE(lane.answered(ours)->ours);
  EXPECT_FALSE(lane.answered(sequences(out).at(0))->ours);
}

TEST(Lane, holds_requests_beyond_the_window_and_sends_them_in_order) {
  Lane lane({.window = 2});
  Bytes out;
  for (std::uint32_t i = 1; i <= 5; ++i) lane.forward(text_pdu(i, "hello"), out, 0);
  EXPECT_EQ(sequences(out), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(lane.held(), 3u);
  out.clear();
  lane.answered(2);
  lane.release(out, 0);
  lane.answered(1);
  lane.release(out, 0);
  lane.answered(3);
  lane.release(out, 0);
  EXPECT_EQ(sequences(out), (std::vector<std::uint32_t>{3, 4, 5}));
  EXPECT_EQ(lane.held(), 0u);
}

TEST(Lane, a_request_does_not_overtake_those_held) {
  Lane lane({.window = 1});
  Bytes out;
  lane.forward(text_pdu(1, "a"), out, 0);
  lane.forward(text_pdu(2, "b"), out, 0);
  lane.answered(1);
  lane.forward(text_pdu(3, "c"), out, 0);
  lane.release(out, 0);
  lane.answered(2);
  lane.release(out, 0);
  EXPECT_EQ(sequences(out), (std::vector<std::uint32_t>{1, 2, 3}));
}

TEST(Lane, lets_an_unbind_past_the_window_but_not_past_requests_held) {
  Lane lane({.window = 1});
  Bytes out;
  lane.forward(text_pdu(1, "a"), out, 0);
  lane.forward(header_pdu(Command::unbind, 2), out, 0);
  EXPECT_EQ(sequences(out), (std::vector<std::uint32_t>{1, 2}));
  out.clear();
  lane.forward(text_pdu(3, "b"), out, 0);
  lane.forward(header_pdu(Command::unbind, 4), out, 0);
  EXPECT_TRUE(out.empty());
  lane.answered(1);
  lane.answered(2);
  lane.release(out, 0);
  EXPECT_EQ(sequences(out), (std::vector<std::uint32_t>{3, 4}));
}

TEST(Lane, waits_for_no_answer_where_none_is_given) {
  Lane lane({.window = 1});
  Bytes out;
  lane.forward(header_pdu(Command::alert_notification, 1), out, 0);
  EXPECT_TRUE(lane.idle());
}

TEST(Lane, forgets_requests_gone_stale_only_when_the_window_is_full) {
  Lane lane({.window = 2, .response_timeout = 60 * kSecond});
  Bytes out;
  lane.forward(text_pdu(1, "a"), out, 0);
  lane.release(out, 1000 * kSecond);
  EXPECT_EQ(lane.outstanding(), 1u);
  lane.forward(text_pdu(2, "b"), out, 1000 * kSecond);
  lane.forward(text_pdu(3, "c"), out, 1000 * kSecond);
  out.clear();
  EXPECT_EQ(lane.release(out, 1001 * kSecond).forgotten, 1u);
  EXPECT_EQ(sequences(out), (std::vector<std::uint32_t>{3}));
  EXPECT_FALSE(lane.answered(1));
  EXPECT_TRUE(lane.answered(2));
}

TEST(Lane, is_full_above_its_limit_and_again_free_below) {
  Lane lane({.window = 1, .held_octets = 200});
  Bytes out;
  std::uint32_t number = 1;
  lane.forward(text_pdu(number, "hello"), out, 0);
  while (!lane.full()) lane.forward(text_pdu(++number, "hello"), out, 0);
  for (std::uint32_t i = 1; i < number; ++i) {
    ASSERT_TRUE(lane.answered(i));
    lane.release(out, 0);
  }
  EXPECT_FALSE(lane.full());
  EXPECT_EQ(sequences(out).size(), number);
}

}  // namespace
}  // namespace picket::smpp
