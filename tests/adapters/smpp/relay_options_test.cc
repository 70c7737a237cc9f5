// SPDX-License-Identifier: Apache-2.0
// What a session does differently where it is told to, or where its peers are special: answers in
// order, outbind, old versions, replaced texts.
#include <gtest/gtest.h>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

using Pdus = std::vector<Bytes>;

Bytes submit_answer(std::uint32_t sequence) {
  return response_pdu(Command::submit_sm_resp, sequence, "id");
}

Bytes refused(std::uint32_t sequence) {
  return header_pdu(Command::submit_sm_resp, sequence, Status::submit_failed);
}

RelayOptions in_order(std::size_t window = 1000) {
  RelayOptions options = with_window(window);
  options.in_order = true;
  return options;
}

TEST(RelayInOrder, holds_answers_until_those_before_them_have_gone) {
  RelayHarness harness(in_order());
  harness.bind();
  harness.give(Side::esme, joined({text_pdu(1, "one"), text_pdu(2, "a fraud"), text_pdu(3, "three"),
                                   text_pdu(4, "four")}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
  harness.give(Side::smsc, submit_answer(3));
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
  harness.give(Side::smsc, submit_answer(1));
  EXPECT_EQ(harness.take(Side::esme), (Pdus{submit_answer(1), refused(2), submit_answer(3)}));
  harness.give(Side::smsc, submit_answer(4));
  EXPECT_EQ(harness.take(Side::esme), Pdus{submit_answer(4)});
}

TEST(RelayInOrder, does_not_hold_up_enquire_link_nor_what_goes_the_other_way) {
  RelayHarness harness(in_order());
  harness.bind();
  const Bytes deliver = text_pdu(7, "hello", Command::deliver_sm);
  harness.give(Side::esme, joined({text_pdu(1, "one"), header_pdu(Command::enquire_link, 2)}));
  harness.give(Side::smsc, joined({deliver, text_pdu(8, "a fraud", Command::deliver_sm)}));
  EXPECT_EQ(harness.take(Side::esme), (Pdus{header_pdu(Command::enquire_link_resp, 2), deliver}));
  EXPECT_EQ(
      harness.take(Side::smsc),
      (Pdus{text_pdu(1, "one"), header_pdu(Command::deliver_sm_resp, 8, Status::rejected_by_app)}));
}

TEST(RelayInOrder, works_through_a_full_window_and_double_numbers) {
  RelayHarness harness(in_order(1));
  harness.bind();
  harness.give(Side::esme,
               joined({text_pdu(1, "one"), text_pdu(1, "two"), text_pdu(1, "a fraud")}));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(1, "one")});
  harness.give(Side::smsc, submit_answer(1));
  EXPECT_EQ(harness.take(Side::esme), Pdus{submit_answer(1)});
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(1, "two")});
  harness.give(Side::smsc, submit_answer(1));
  EXPECT_EQ(harness.take(Side::esme), (Pdus{submit_answer(1), refused(1)}));
}

TEST(RelayInOrder, waits_no_longer_for_an_answer_than_the_response_timeout) {
  RelayHarness harness(in_order());
  harness.bind();
  harness.give(Side::esme, joined({text_pdu(1, "one"), text_pdu(2, "a fraud")}));
  harness.now += 61'000'000'000;
  harness.with_outputs([&](PerSide<Bytes>& out) { harness.relay.tick(out, harness.now); });
  EXPECT_EQ(harness.take(Side::esme), Pdus{refused(2)});
  harness.give(Side::smsc, submit_answer(1));  // late, but still somebody's
  EXPECT_EQ(harness.take(Side::esme), Pdus{submit_answer(1)});
}

TEST(RelayInOrder, says_what_it_has_before_the_end) {
  RelayHarness harness(in_order());
  harness.bind();
  harness.give(Side::esme, joined({text_pdu(1, "one"), text_pdu(2, "a fraud"),
                                   header_pdu(Command::unbind, 3)}));
  const Bytes bye = header_pdu(Command::unbind_resp, 3);
  harness.give(Side::smsc, bye);
  EXPECT_EQ(harness.take(Side::esme), (Pdus{refused(2), bye}));
}

TEST(RelayInOrder, stops_reading_while_too_many_answers_wait) {
  RelayOptions options = with_window(1000, 64);
  options.in_order = true;
  RelayHarness harness(options);
  harness.bind();
  harness.give(Side::esme, text_pdu(1, "one"));
  EXPECT_TRUE(harness.relay.may_read(Side::esme));
  for (std::uint32_t i = 2; i < 8; ++i) harness.give(Side::esme, text_pdu(i, "a fraud"));
  EXPECT_FALSE(harness.relay.may_read(Side::esme));
  harness.give(Side::smsc, submit_answer(1));
  EXPECT_TRUE(harness.relay.may_read(Side::esme));
}

Bytes outbind_pdu() {
  Bytes pdu = header_pdu(Command::outbind, 1);
  for (const char c : std::string_view("smsc\0secret\0", 12)) {
    pdu.push_back(static_cast<std::uint8_t>(c));
  }
  write_u32(pdu.data(), static_cast<std::uint32_t>(pdu.size()));
  return pdu;
}

// The connection was made by the SMSC, so the sides are the other way round.
TEST(RelayOutbind, is_passed_to_the_esme_which_then_binds_in_reverse_where_that_is_configured) {
  RelayOptions options;
  options.outbind = true;
  RelayHarness harness(options);
  harness.give(Side::esme, outbind_pdu());
  EXPECT_TRUE(harness.relay.wants_upstream());
  EXPECT_EQ(harness.take(Side::smsc), Pdus{outbind_pdu()});
  harness.give(Side::smsc, bind_pdu(4, "bank", Command::bind_transceiver));
  EXPECT_EQ(harness.take(Side::esme), Pdus{bind_pdu(4, "bank", Command::bind_transceiver)});
  EXPECT_EQ(harness.relay.route(), "smpp:bank");
  harness.give(Side::esme, response_pdu(Command::bind_transceiver_resp, 4, "smsc"));
  EXPECT_TRUE(harness.relay.bound());
  harness.take(Side::smsc);

  // Judged as what they are: refusals, receipts, by who plays which part.
  harness.give(Side::esme, text_pdu(7, "a fraud", Command::deliver_sm));
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::deliver_sm_resp, 7, Status::rejected_by_app)});
  auto receipt = message_of(Command::deliver_sm, octets_of("id:1 stat:DELIVRD text:a fraud"));
  receipt.esm_class = 0x04;
  harness.give(Side::esme, message_pdu(8, receipt));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{message_pdu(8, receipt)});
  receipt.command = Command::submit_sm;
  harness.give(Side::smsc, message_pdu(9, receipt));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{refused(9)});
}

TEST(RelayOutbind, whose_esme_cannot_be_reached_ends_without_an_answer_to_nobody) {
  RelayOptions options;
  options.outbind = true;
  RelayHarness harness(options);
  harness.give(Side::esme, outbind_pdu());
  Bytes out;
  harness.relay.upstream_unreachable(out);
  EXPECT_TRUE(out.empty());
  EXPECT_EQ(harness.relay.ended(), End::unreachable);
}

Bytes replacement(std::uint32_t sequence, std::string_view id, Octets text) {
  auto message = message_of(Command::replace_sm, text);
  message.message_id = id;
  return message_pdu(sequence, message);
}

TEST(RelayReplace, is_judged_in_the_alphabet_of_the_message_it_replaces) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, text_pdu(1, "您好"));
  harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, 1, "a1b2"));
  harness.give(Side::esme, text_pdu(2, "hello"));
  harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, 2, "a1b3"));
  harness.gate.seen.clear();
  harness.give(Side::esme, replacement(3, "a1b2", gsm::encode_ucs2("银行")));
  harness.give(Side::esme, replacement(4, "a1b3", octets_of("bank")));
  ASSERT_EQ(harness.gate.seen.size(), 2u);
  EXPECT_EQ(harness.gate.seen[0].text, "银行");
  EXPECT_EQ(harness.gate.seen[1].text, "bank");
  EXPECT_EQ(harness.count(Count::text_unlabelled), 0);
}

TEST(RelayReplace, of_an_unknown_message_is_judged_in_every_reading) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, replacement(3, "a1b2", gsm::encode_ucs2("a fraud")));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
  EXPECT_EQ(harness.count(Count::text_unlabelled), 1);
}

TEST(RelayReplace, does_not_learn_from_errors) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, text_pdu(1, "您好"));
  Bytes error = response_pdu(Command::submit_sm_resp, 1, "a1b2", Status::queue_full);
  harness.give(Side::smsc, error);
  harness.give(Side::esme, replacement(3, "a1b2", octets_of("bank")));
  EXPECT_EQ(harness.count(Count::text_unlabelled), 1);
}

TEST(RelayReplaceIfPresent, is_a_message_like_any_other) {
  RelayHarness harness;
  harness.bind();
  auto message = message_of(Command::submit_sm, octets_of("a fraud"));
  message.replace_if_present = 1;
  harness.give(Side::esme, message_pdu(1, message));
  EXPECT_EQ(harness.take(Side::esme), Pdus{refused(1)});
}

// The text is the SMSC's own (§5.2.20): there are only the numbers to judge by.
TEST(RelayDefaultMessage, that_the_smsc_keeps_is_judged_by_its_numbers) {
  RelayHarness harness;
  harness.bind();
  auto message = message_of(Command::submit_sm, {});
  message.sm_default_msg_id = 9;
  harness.give(Side::esme, message_pdu(5, message));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{message_pdu(5, message)});
  EXPECT_EQ(harness.gate.seen.at(0).to, "8613900000002");
  harness.gate.blocked_recipient = "8613900000002";
  harness.give(Side::esme, message_pdu(6, message));
  EXPECT_EQ(harness.take(Side::esme), Pdus{refused(6)});
}

// What makes a client wait must come from whom it waits for.
TEST(RelayTransparency, passes_throttling_and_a_full_queue_of_the_smsc_unchanged) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, joined({text_pdu(1, "hello"), text_pdu(2, "hello")}));
  const Pdus answers{header_pdu(Command::submit_sm_resp, 1, Status::throttled),
                     header_pdu(Command::submit_sm_resp, 2, Status::queue_full)};
  harness.give(Side::smsc, joined({answers[0], answers[1]}));
  EXPECT_EQ(harness.take(Side::esme), answers);
}

// Ids are decimal in one place and hexadecimal in another (appendix B): not ours to touch.
TEST(RelayTransparency, passes_message_ids_of_any_form_and_length) {
  RelayHarness harness;
  harness.bind();
  std::uint32_t number = 1;
  for (const std::string_view id : {"1A2B3C", "0001715004", "a-long-id-of-version-3.4-and-up"}) {
    harness.give(Side::esme, text_pdu(number, "hello"));
    const Bytes answer = response_pdu(Command::submit_sm_resp, number++, id);
    harness.give(Side::smsc, answer);
    EXPECT_EQ(harness.take(Side::esme), Pdus{answer});
  }
}

// v5 §4.8.4.18.
TEST(RelayTransparency, passes_congestion_state_and_never_says_it_itself) {
  RelayHarness harness;
  harness.bind("esme", 0x50);
  const Bytes congestion{0x04, 0x28, 0, 1, 85};
  harness.give(Side::esme, joined({text_pdu(1, "hello"), text_pdu(2, "a fraud"),
                                   text_pdu(3, "overload"), header_pdu(Command::enquire_link, 4)}));
  EXPECT_EQ(harness.take(Side::esme),
            (Pdus{refused(2), header_pdu(Command::submit_sm_resp, 3, Status::throttled),
                  header_pdu(Command::enquire_link_resp, 4)}));
  Bytes up;
  append_string_response(up, Command::submit_sm_resp, Status::ok, 1, "id", congestion);
  harness.give(Side::smsc, joined({up, text_pdu(9, "hello", Command::deliver_sm)}));
  EXPECT_EQ(harness.take(Side::esme), (Pdus{up, text_pdu(9, "hello", Command::deliver_sm)}));
  harness.take(Side::smsc);
  Bytes down;
  append_string_response(down, Command::deliver_sm_resp, Status::ok, 9, "", congestion);
  harness.give(Side::esme, down);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{down});
}

TEST(RelayTransparency, passes_unknown_commands_and_tlvs_byte_for_byte_both_ways) {
  RelayHarness harness;
  harness.bind();
  Bytes vendor = header_pdu(static_cast<Command>(0x00010203), 5);
  vendor.insert(vendor.end(), {1, 2, 3});
  write_u32(vendor.data(), static_cast<std::uint32_t>(vendor.size()));
  Bytes tlvs;
  append_tlv(tlvs, static_cast<Tag>(0x3FFF), Bytes{9, 9});
  append_tlv(tlvs, static_cast<Tag>(0x1400), octets_of("1101"));
  append_tlv(tlvs, static_cast<Tag>(0x1401), octets_of("1107"));
  append_tlv(tlvs, static_cast<Tag>(0x3FFF), Bytes{9});
  auto message = message_of(Command::submit_sm, octets_of("hello"));
  message.tlvs = tlvs;
  for (const Side side : {Side::esme, Side::smsc}) {
    message.command = side == Side::esme ? Command::submit_sm : Command::deliver_sm;
    const Bytes pdu = message_pdu(6, message);
    harness.give(side, joined({vendor, pdu}));
    EXPECT_EQ(harness.take(other(side)), (Pdus{vendor, pdu}));
  }
}

}  // namespace
}  // namespace picket::smpp
