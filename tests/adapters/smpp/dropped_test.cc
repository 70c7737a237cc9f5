// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/dropped.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/adapters/smpp/messages.h"

namespace picket::smpp {
namespace {

using Time = DroppedMessages::Time;
using namespace std::chrono_literals;

// 2026-11-25 09:08:07 UTC
constexpr Time kTime = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) + 9h + 8min + 7s;

std::string_view text_of(const DroppedMessages::Id& id) { return {id.data(), id.size()}; }

DroppedMessages::Receipt receipt(std::uint64_t route, core::Ticks until) {
  DroppedMessages::Receipt made;
  made.route = route;
  made.until = until;
  return made;
}

TEST(Dropped, gives_ids_that_differ_and_are_recognised) {
  DroppedMessages dropped(16);
  std::set<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    const auto id = dropped.add(ReceiptKind::none, kTime);
    EXPECT_TRUE(DroppedMessages::is_reserved(text_of(id)));
    ids.emplace(text_of(id));
  }
  EXPECT_EQ(ids.size(), 1000u);
}

TEST(Dropped, remembers_the_latest) {
  DroppedMessages dropped(4);
  const auto first = dropped.add(ReceiptKind::rejected, kTime);
  ASSERT_TRUE(dropped.find(text_of(first)));
  EXPECT_EQ(dropped.find(text_of(first))->kind, ReceiptKind::rejected);
  EXPECT_EQ(dropped.find(text_of(first))->at, kTime);
  for (int i = 0; i < 4; ++i) dropped.add(ReceiptKind::delivered, kTime);
  EXPECT_FALSE(dropped.find(text_of(first)));
  EXPECT_FALSE(dropped.find("a1b2c3d4"));
}

TEST(Dropped, keeps_receipts_apart_by_route_and_in_order) {
  DroppedMessages dropped(4);
  const std::uint64_t one = 1;
  const std::uint64_t other = one + DroppedMessages::kStripes;  // of the same stripe
  for (std::uint64_t i = 0; i < 3; ++i) {
    auto made = receipt(one, 100);
    made.id[0] = static_cast<char>('a' + i);
    EXPECT_EQ(dropped.expect(made, 0), 0u);
  }
  EXPECT_FALSE(dropped.take_receipt(other, 50));
  EXPECT_EQ(dropped.take_receipt(one, 50)->id[0], 'a');
  EXPECT_EQ(dropped.take_receipt(one, 50)->id[0], 'b');
  EXPECT_FALSE(dropped.take_receipt(one, 101)) << "too late";
}

TEST(Dropped, knows_at_once_of_most_routes_that_nothing_waits_for_them) {
  DroppedMessages dropped(4);
  EXPECT_EQ(dropped.expected(), 0u);
  EXPECT_FALSE(dropped.may_wait(1));
  dropped.expect(receipt(1, 100), 0);
  dropped.expect(receipt(1, 100), 0);
  EXPECT_EQ(dropped.expected(), 2u);
  EXPECT_TRUE(dropped.may_wait(1));
  EXPECT_FALSE(dropped.may_wait(2));
  EXPECT_TRUE(dropped.take_receipt(1, 50));
  EXPECT_TRUE(dropped.may_wait(1));
  EXPECT_TRUE(dropped.take_receipt(1, 50));
  EXPECT_FALSE(dropped.may_wait(1));
  EXPECT_EQ(dropped.expected(), 2u) << "ever";
}

TEST(Dropped, loses_receipts_that_nobody_fetches_and_says_how_many) {
  DroppedMessages dropped(4);
  for (std::size_t i = 0; i < DroppedMessages::kPerStripe; ++i) {
    EXPECT_EQ(dropped.expect(receipt(1, 100), 0), 0u);
  }
  EXPECT_EQ(dropped.expect(receipt(1, 200), 0), 1u) << "full: the oldest goes";
  EXPECT_EQ(dropped.expect(receipt(1, 200), 101), DroppedMessages::kPerStripe - 1);
  EXPECT_TRUE(dropped.take_receipt(1, 150));
  EXPECT_TRUE(dropped.take_receipt(1, 150));
  EXPECT_FALSE(dropped.take_receipt(1, 150));
}

TEST(Dropped, writes_the_receipt_of_appendix_b) {
  DroppedMessages::Receipt made = receipt(1, 100);
  made.id = {'p', 'k', '0', '1', '2', '3', '4', '5'};
  made.kind = ReceiptKind::undeliverable;
  made.at = kTime;
  made.from = KeptAddress({1, 1, "8613900000002"});
  made.to = KeptAddress(
      {5, 0,
       std::string_view(
           "a-sender-of-a-data_sm-may-be-longer-than-65-octets-and-is-then-cut-short")});
  Bytes bytes;
  append_receipt(bytes, made, false);
  const auto message = parse_message(**next_pdu(bytes, 1000));
  ASSERT_TRUE(message);
  EXPECT_EQ(
      std::string(message->short_message.begin(), message->short_message.end()),
      "id:pk012345 sub:001 dlvrd:000 submit date:2611250908 done date:2611250908 stat:UNDELIV "
      "err:001 Text:");
  EXPECT_EQ(message->destination.text.size(), 65u);
  EXPECT_EQ(message->destination.ton, 5);
  const auto time = absolute_time(kTime);
  EXPECT_EQ(std::string_view(time.data(), time.size()), "261125090807000+");
}

}  // namespace
}  // namespace picket::smpp
