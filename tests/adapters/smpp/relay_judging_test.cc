// SPDX-License-Identifier: Apache-2.0
// What is judged, and what becomes of it.
#include <gtest/gtest.h>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

using Pdus = std::vector<Bytes>;

Bytes refusal(Command request, std::uint32_t sequence, Status status) {
  return header_pdu(response_to(request), sequence, status);
}

// Peers may play each other's part.
RelayOptions whatever_the_state() {
  RelayOptions options;
  options.pass_wrong_state = true;
  return options;
}

TEST(RelayJudging, forwards_a_good_message_and_says_what_was_judged) {
  RelayHarness harness;
  harness.bind("bank");
  const Bytes good = text_pdu(5, "your parcel is here");
  harness.give(Side::esme, good);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{good});
  ASSERT_EQ(harness.gate.seen.size(), 1u);
  EXPECT_EQ(harness.gate.seen[0].text, "your parcel is here");
  EXPECT_EQ(harness.gate.seen[0].route, "smpp:bank");
  EXPECT_EQ(harness.gate.seen[0].tag, 5u);
}

TEST(RelayJudging, answers_a_blocked_submit_sm_with_45_and_sends_nothing_on) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, text_pdu(5, "a fraud"));
  EXPECT_EQ(harness.take(Side::esme), Pdus{refusal(Command::submit_sm, 5, Status::submit_failed)});
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
  EXPECT_EQ(harness.count(Count::blocked_from_esme), 1);
}

TEST(RelayJudging, answers_a_blocked_deliver_sm_with_66) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::smsc, text_pdu(5, "a fraud", Command::deliver_sm));
  EXPECT_EQ(harness.take(Side::smsc),
            Pdus{refusal(Command::deliver_sm, 5, Status::rejected_by_app)});
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
}

TEST(RelayJudging, refuses_for_trouble_with_temporary_errors) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, text_pdu(5, "overload"));
  harness.give(Side::smsc, text_pdu(6, "overload", Command::deliver_sm));
  EXPECT_EQ(harness.take(Side::esme), Pdus{refusal(Command::submit_sm, 5, Status::throttled)});
  EXPECT_EQ(harness.take(Side::smsc),
            Pdus{refusal(Command::deliver_sm, 6, Status::temporary_app_error)});
}

TEST(RelayJudging, judges_every_command_that_carries_text_both_ways) {
  const Bytes destinations{1, 1, 1, '1', '2', 0};
  for (const Command command : {Command::submit_sm, Command::deliver_sm, Command::submit_multi,
                                Command::data_sm, Command::replace_sm, Command::broadcast_sm}) {
    for (const Side from : {Side::esme, Side::smsc}) {
      RelayHarness harness(whatever_the_state());
      harness.bind();
      Bytes tlvs;
      append_tlv(tlvs, Tag::message_payload, octets_of("a fraud"));
      auto message = message_of(command, octets_of("hello"));
      message.destination_count = 1;
      message.destinations = destinations;
      message.tlvs = tlvs;
      harness.give(from, message_pdu(5, message));
      EXPECT_EQ(harness.take(from), Pdus{refusal(command, 5, Blocking{}.refusal[from])})
          << static_cast<std::uint32_t>(command);
      EXPECT_EQ(harness.take(other(from)), Pdus{});
    }
  }
}

TEST(RelayJudging, never_judges_receipts_of_the_smsc) {
  RelayHarness harness;
  harness.bind();
  auto receipt = message_of(Command::deliver_sm, octets_of("id:1 stat:DELIVRD text:a fraud"));
  receipt.esm_class = 0x04;
  const Bytes bytes = message_pdu(5, receipt);
  harness.give(Side::smsc, bytes);
  EXPECT_EQ(harness.take(Side::esme), Pdus{bytes});
  EXPECT_EQ(harness.gate.judged, 0u);
}

TEST(RelayJudging, nothing_exempts_what_an_esme_sends) {
  Bytes tlvs;
  append_tlv(tlvs, Tag::receipted_message_id, octets_of("1"));
  append_tlv(tlvs, Tag::message_state, Bytes{2});
  for (const Command command : {Command::submit_sm, Command::deliver_sm, Command::data_sm}) {
    for (const int esm_class : {0x04, 0x08, 0x10, 0x18, 0x20, 0x3C}) {
      RelayHarness harness(whatever_the_state());
      harness.bind();
      Bytes payload = tlvs;
      append_tlv(payload, Tag::message_payload, octets_of("a fraud"));
      auto message = message_of(command, {});
      message.esm_class = static_cast<std::uint8_t>(esm_class);
      message.tlvs = payload;
      harness.give(Side::esme, message_pdu(5, message));
      EXPECT_EQ(harness.take(Side::smsc), Pdus{}) << esm_class;
    }
  }
}

TEST(RelayJudging, text_that_looks_like_a_receipt_is_judged) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::smsc,
               text_pdu(5, "id:1 sub:001 stat:DELIVRD err:000 text:a fraud", Command::deliver_sm));
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
}

TEST(RelayJudging, a_block_may_overtake_and_order_is_kept) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme,
               joined({text_pdu(1, "one"), text_pdu(2, "a fraud"), text_pdu(3, "three")}));
  EXPECT_EQ(harness.take(Side::smsc), (Pdus{text_pdu(1, "one"), text_pdu(3, "three")}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{refusal(Command::submit_sm, 2, Status::submit_failed)});
}

TEST(RelayJudging, judges_a_submit_multi_for_each_destination) {
  RelayHarness harness;
  harness.bind();
  const Bytes destinations{1, 1, 1, '1', '1', 0, 1, 1, 1, '2', '2', 0, 2, 'l', 'i', 's', 't', 0};
  auto message = message_of(Command::submit_multi, octets_of("hello"));
  message.destination_count = 3;
  message.destinations = destinations;
  const Bytes bytes = message_pdu(5, message);
  harness.give(Side::esme, bytes);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{bytes});
  ASSERT_EQ(harness.gate.seen.size(), 3u);
  EXPECT_EQ(harness.gate.seen[0].to, "11");
  EXPECT_EQ(harness.gate.seen[1].to, "22");
  EXPECT_EQ(harness.gate.seen[2].to, "list");
}

TEST(RelayParts, are_judged_joined_and_the_one_that_completes_a_match_is_refused_with_all_later) {
  RelayHarness harness;
  harness.bind();
  const std::string filler(151, '.');
  const auto parts = part_pdus(1, filler + "fraud" + filler + filler + filler, 7);
  ASSERT_GE(parts.size(), 3u);
  harness.give(Side::esme, parts[0]);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{parts[0]});
  for (std::size_t i = 1; i < parts.size(); ++i) {
    harness.give(Side::esme, parts[i]);
    EXPECT_EQ(harness.take(Side::esme),
              Pdus{refusal(Command::submit_sm, static_cast<std::uint32_t>(i + 1),
                           Status::submit_failed)});
  }
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
}

TEST(RelayParts, of_different_sessions_join_too) {
  RelayHarness one;
  const auto parts = part_pdus(1, std::string(151, '.') + "fraud" + std::string(100, '.'), 7, 16);
  ASSERT_EQ(parts.size(), 2u);
  one.bind("first");
  one.give(Side::esme, parts[1]);
  EXPECT_EQ(one.take(Side::smsc), Pdus{parts[1]});

  // A second session with the same store.
  daemon::CounterRegistry registry;
  const auto names = CounterNames::declare(registry);
  daemon::CounterCells cells(registry.infos().size());
  Workspace workspace;
  Relay second({}, one.gate, one.shared, Counting(cells, names), one);
  const Bytes input = joined({bind_pdu(1, "second"), parts[0]});
  second.receive(Side::esme, input, workspace, one.now);
  EXPECT_EQ(split(workspace.out.esme), Pdus{refusal(Command::submit_sm, 1, Status::submit_failed)});
}

// An overloaded worker may let a route's messages pass unjudged; what was blocked stays so.
TEST(RelayParts, let_pass_unjudged_never_complete_a_message_that_was_blocked) {
  const std::string text = "fraud" + std::string(400, '.');
  Shared shared(RelayHarness::small());
  RelayHarness first({}, &shared);
  RelayHarness second({}, &shared);
  first.bind("first");
  second.bind("second");
  const auto parts = part_pdus(1, text, 77);
  ASSERT_EQ(parts.size(), 3u);
  first.give(Side::esme, parts[0]);
  EXPECT_EQ(first.take(Side::smsc), Pdus{});
  second.gate.unjudged = true;
  for (const std::uint32_t i : {1u, 2u, 0u}) {
    second.give(Side::esme, parts[i]);
    EXPECT_EQ(second.take(Side::smsc), Pdus{});
    EXPECT_EQ(second.take(Side::esme),
              Pdus{refusal(Command::submit_sm, i + 1, Status::submit_failed)});
  }
}

TEST(RelayParts, let_pass_unjudged_are_joined_with_those_that_are_judged_afterwards) {
  const std::string text = std::string(151, '.') + "fraud" + std::string(100, '.');
  RelayHarness harness;
  harness.bind();
  const auto parts = part_pdus(1, text, 78);
  harness.gate.unjudged = true;
  harness.give(Side::esme, parts.at(0));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{parts[0]});
  harness.gate.unjudged = false;
  harness.give(Side::esme, parts.at(1));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
  EXPECT_EQ(harness.take(Side::esme), Pdus{refusal(Command::submit_sm, 2, Status::submit_failed)});
}

TEST(RelayParts, do_not_hold_up_a_client_with_a_window_of_one) {
  RelayHarness harness;
  harness.bind();
  for (const Bytes& part : part_pdus(1, std::string(400, 'a'), 9)) {
    harness.give(Side::esme, part);
    EXPECT_EQ(harness.take(Side::smsc), Pdus{part});
    const Bytes answer = response_pdu(Command::submit_sm_resp, header_of(part).sequence, "id");
    harness.give(Side::smsc, answer);
    EXPECT_EQ(harness.take(Side::esme), Pdus{answer});
  }
}

TEST(RelayMalformed, messages_are_answered_and_go_no_further) {
  RelayHarness harness;
  harness.bind();
  Bytes overrun = text_pdu(5, "hello");
  overrun[overrun.size() - 6] = 200;
  harness.give(Side::esme, overrun);
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{refusal(Command::submit_sm, 5, Status::invalid_message_length)});
  Bytes endless = header_pdu(Command::deliver_sm, 6);
  endless.insert(endless.end(), 30, 'A');
  write_u32(endless.data(), static_cast<std::uint32_t>(endless.size()));
  harness.give(Side::smsc, endless);
  EXPECT_EQ(harness.take(Side::smsc),
            Pdus{refusal(Command::deliver_sm, 6, Status::invalid_command_length)});
  EXPECT_EQ(harness.gate.judged, 0u);
  EXPECT_EQ(harness.count(PduError::message_overrun), 1);
  EXPECT_EQ(harness.count(PduError::unterminated_string), 1);
}

TEST(RelayMalformed, tlvs_are_refused_as_no_stream_of_tlvs) {
  for (const Bytes& tail :
       {Bytes{0x04}, Bytes{0x04, 0x24, 0x00}, Bytes{0x04, 0x24, 0xFF, 0xFF, 'o', 'k'},
        Bytes{0x14, 0x00, 0x00, 0x01, 'x', 0x00}}) {
    RelayHarness harness;
    harness.bind();
    Bytes pdu = text_pdu(5, "hello");
    pdu.insert(pdu.end(), tail.begin(), tail.end());
    write_u32(pdu.data(), static_cast<std::uint32_t>(pdu.size()));
    harness.give(Side::esme, pdu);
    EXPECT_EQ(harness.take(Side::esme),
              Pdus{refusal(Command::submit_sm, 5, Status::invalid_tlv_stream)});
    EXPECT_EQ(harness.take(Side::smsc), Pdus{});
    EXPECT_EQ(harness.count(PduError::malformed_tlvs), 1);
  }
}

TEST(RelayMalformed, a_data_sm_without_a_payload_misses_a_tlv) {
  RelayHarness harness;
  harness.bind();
  auto message = message_of(Command::data_sm, {});
  harness.give(Side::esme, message_pdu(5, message));
  EXPECT_EQ(harness.take(Side::esme), Pdus{refusal(Command::data_sm, 5, Status::missing_tlv)});
  Bytes tlvs;
  append_tlv(tlvs, Tag::message_payload, {});
  message.tlvs = tlvs;
  harness.give(Side::esme, message_pdu(6, message));
  message.tlvs = {};
  message.esm_class = 0x08;  // an acknowledgement needs none
  harness.give(Side::esme, message_pdu(7, message));
  EXPECT_EQ(harness.take(Side::smsc).size(), 2u);
}

// Version 3.3 knows no TLVs: what stands behind the fields is judged and left to the SMSC.
TEST(RelayMalformed, tlvs_of_version_33_are_judged_as_far_as_they_go_and_left_to_the_peer) {
  RelayHarness harness;
  harness.bind("esme", 0x33);
  Bytes good = text_pdu(5, "hello");
  good.insert(good.end(), {0x04, 0x24, 0xFF, 0xFF, 'o', 'k'});
  write_u32(good.data(), static_cast<std::uint32_t>(good.size()));
  harness.give(Side::esme, good);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{good});
  Bytes bad = text_pdu(6, "hello");
  bad.insert(bad.end(), {0x04, 0x24, 0xFF, 0xFF, 'f', 'r', 'a', 'u', 'd'});
  write_u32(bad.data(), static_cast<std::uint32_t>(bad.size()));
  harness.give(Side::esme, bad);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
}

TEST(RelayLateVerdict, stops_its_direction_and_no_other) {
  RelayHarness harness;
  harness.bind();
  harness.gate.later = true;
  const Bytes after = header_pdu(Command::query_sm, 3);
  EXPECT_EQ(harness.give(Side::esme, joined({text_pdu(1, "one"), text_pdu(2, "a fraud"), after})),
            Progress::waiting);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
  harness.give(Side::smsc, header_pdu(Command::enquire_link, 9));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{header_pdu(Command::enquire_link_resp, 9)});

  harness.gate.answer_one();
  EXPECT_EQ(harness.decided_for, Side::esme);
  EXPECT_EQ(harness.resume(Side::esme), Progress::waiting);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(1, "one")});
  harness.gate.answer_one();
  EXPECT_EQ(harness.resume(Side::esme), Progress::more);
  EXPECT_EQ(harness.take(Side::esme), Pdus{refusal(Command::submit_sm, 2, Status::submit_failed)});
  EXPECT_EQ(harness.take(Side::smsc), Pdus{after});
}

}  // namespace
}  // namespace picket::smpp
