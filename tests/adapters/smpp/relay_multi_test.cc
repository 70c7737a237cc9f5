// SPDX-License-Identifier: Apache-2.0
// submit_multi, of which some destinations may be refused and others not.
#include <gtest/gtest.h>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

using Pdus = std::vector<Bytes>;

// Numbers 11, 22 and the list `l`.
const Bytes kAll{1, 1, 1, '1', '1', 0, 1, 1, 1, '2', '2', 0, 2, 'l', 0};
const Bytes kWithout22{1, 1, 1, '1', '1', 0, 2, 'l', 0};
const Bytes kRefused22{1, 1, '2', '2', 0, 0, 0, 0, 0x45};

Bytes multi(std::uint32_t sequence, std::string_view text, const Bytes& destinations,
            std::uint8_t count) {
  static Bytes tlvs;
  tlvs.clear();
  append_tlv(tlvs, Tag::user_message_reference, Bytes{1, 2});
  auto message = message_of(Command::submit_multi, octets_of(text));
  message.destinations = destinations;
  message.destination_count = count;
  message.tlvs = tlvs;
  return message_pdu(sequence, message);
}

// message_id, `count`, the unsuccess_sme in `refused`, then TLVs.
Bytes multi_answer(std::uint32_t sequence, std::uint8_t count, const Bytes& refused,
                   const Bytes& tlvs = {}) {
  Bytes tail{count};
  tail.insert(tail.end(), refused.begin(), refused.end());
  tail.insert(tail.end(), tlvs.begin(), tlvs.end());
  Bytes bytes;
  append_string_response(bytes, Command::submit_multi_resp, Status::ok, sequence, "id7", tail);
  return bytes;
}

TEST(RelayMulti, goes_on_without_the_destinations_that_are_refused_and_says_which) {
  RelayHarness harness;
  harness.bind();
  harness.gate.blocked_recipient = "22";
  harness.give(Side::esme, multi(5, "hello", kAll, 3));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{multi(5, "hello", kWithout22, 2)});
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
  EXPECT_EQ(harness.count(Count::multi_partly_blocked), 1);
  harness.give(Side::smsc, multi_answer(5, 0, {}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{multi_answer(5, 1, kRefused22)});
}

TEST(RelayMulti, adds_to_those_that_the_smsc_refused) {
  RelayHarness harness;
  harness.bind();
  harness.gate.blocked_recipient = "22";
  harness.give(Side::esme, multi(5, "hello", kAll, 3));
  const Bytes of_smsc{1, 1, '1', '1', 0, 0, 0, 0, 0x0B};
  const Bytes tlvs{0x04, 0x28, 0, 1, 80};
  harness.give(Side::smsc, multi_answer(5, 1, of_smsc, tlvs));
  Bytes both = of_smsc;
  both.insert(both.end(), kRefused22.begin(), kRefused22.end());
  EXPECT_EQ(harness.take(Side::esme), Pdus{multi_answer(5, 2, both, tlvs)});
}

TEST(RelayMulti, takes_an_answer_that_ends_after_its_id) {
  RelayHarness harness;
  harness.bind();
  harness.gate.blocked_recipient = "22";
  harness.give(Side::esme, multi(5, "hello", kAll, 3));
  harness.give(Side::smsc, response_pdu(Command::submit_multi_resp, 5, "id7"));
  EXPECT_EQ(harness.take(Side::esme), Pdus{multi_answer(5, 1, kRefused22)});
}

TEST(RelayMulti, passes_errors_of_the_smsc_as_they_are) {
  RelayHarness harness;
  harness.bind();
  harness.gate.blocked_recipient = "22";
  for (std::uint32_t i = 0; i < 3; ++i) {
    harness.give(Side::esme, multi(5 + i, "hello", kAll, 3));
    harness.take(Side::smsc);
  }
  const Pdus errors{header_pdu(Command::submit_multi_resp, 5, Status::throttled),
                    header_pdu(Command::generic_nack, 6, Status::invalid_command_id),
                    multi_answer(7, 9, {1, 1})};  // more announced than there is
  for (const Bytes& error : errors) harness.give(Side::smsc, error);
  EXPECT_EQ(harness.take(Side::esme), errors);
}

TEST(RelayMulti, is_refused_whole_where_every_destination_is) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, multi(5, "a fraud", kAll, 3));
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::submit_multi_resp, 5, Status::submit_failed)});
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
}

TEST(RelayMulti, keeps_its_refused_destinations_through_a_full_window_and_a_new_number) {
  RelayHarness harness(with_window(1));
  harness.bind();
  harness.gate.blocked_recipient = "22";
  harness.give(Side::esme, joined({text_pdu(5, "one"), multi(5, "hello", kAll, 3)}));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(5, "one")});
  harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, 5, "id"));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{multi(5, "hello", kWithout22, 2)});
  harness.take(Side::esme);
  harness.give(Side::smsc, multi_answer(5, 0, {}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{multi_answer(5, 1, kRefused22)});
}

TEST(RelayMulti, without_destinations_is_judged_once_and_left_to_the_smsc) {
  RelayHarness harness;
  harness.bind();
  const Bytes none = multi(5, "hello", {}, 0);
  harness.give(Side::esme, none);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{none});
  EXPECT_EQ(harness.gate.judged, 1u);
}

TEST(RelayMulti, takes_254_destinations_and_refuses_all_but_one) {
  Bytes destinations;
  for (int i = 0; i < 254; ++i) {
    const char last = i == 77 ? '1' : '2';
    const Bytes one{1, 1, 1, '2', static_cast<std::uint8_t>(last), 0};
    destinations.insert(destinations.end(), one.begin(), one.end());
  }
  RelayHarness harness;
  harness.bind();
  harness.gate.blocked_recipient = "22";
  harness.give(Side::esme, multi(5, "hello", destinations, 254));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{multi(5, "hello", {1, 1, 1, '2', '1', 0}, 1)});
  harness.give(Side::smsc, multi_answer(5, 0, {}));
  const auto answers = harness.take(Side::esme);
  ASSERT_EQ(answers.size(), 1u);
  EXPECT_EQ(answers[0][kHeaderSize + 4], 253);
  EXPECT_EQ(answers[0].size(), kHeaderSize + 5 + 253u * kRefused22.size());
}

}  // namespace
}  // namespace picket::smpp
