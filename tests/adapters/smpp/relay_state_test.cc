// SPDX-License-Identifier: Apache-2.0
// What the state of a session allows, and what its version means: §2.3, §3.4.
#include <gtest/gtest.h>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

using Pdus = std::vector<Bytes>;

constexpr Command kBinds[] = {Command::bind_transmitter, Command::bind_receiver,
                              Command::bind_transceiver};

Bytes wrong_state(Command request, std::uint32_t sequence) {
  return header_pdu(response_to(request), sequence, Status::invalid_bind_status);
}

Bytes bind_answer(std::uint32_t sequence, std::uint8_t version) {
  Bytes tlvs;
  append_tlv(tlvs, Tag::sc_interface_version, Bytes{version});
  Bytes answer;
  append_string_response(answer, Command::bind_transceiver_resp, Status::ok, sequence, "smsc",
                         tlvs);
  return answer;
}

RelayOptions passing() {
  RelayOptions options;
  options.pass_wrong_state = true;
  return options;
}

TEST(RelayState, takes_submissions_of_transmitters_and_transceivers_only) {
  for (const Command bind : kBinds) {
    for (const Command request : {Command::submit_sm, Command::query_sm, Command::cancel_sm}) {
      RelayHarness harness;
      harness.bind("esme", 0x34, bind);
      const Bytes pdu =
          request == Command::submit_sm ? text_pdu(5, "hello") : response_pdu(request, 5, "id");
      harness.give(Side::esme, pdu);
      const bool may = bind != Command::bind_receiver;
      EXPECT_EQ(harness.take(Side::smsc), may ? Pdus{pdu} : Pdus{});
      EXPECT_EQ(harness.take(Side::esme), may ? Pdus{} : Pdus{wrong_state(request, 5)});
      EXPECT_EQ(harness.count(Count::wrong_state), may ? 0 : 1);
    }
  }
}

TEST(RelayState, delivers_to_receivers_and_transceivers_only) {
  for (const Command bind : kBinds) {
    RelayHarness harness;
    harness.bind("esme", 0x34, bind);
    const Bytes message = text_pdu(5, "hello", Command::deliver_sm);
    const Bytes alert = header_pdu(Command::alert_notification, 6);  // has no answer (§4.12)
    harness.give(Side::smsc, joined({message, alert}));
    const bool may = bind != Command::bind_transmitter;
    EXPECT_EQ(harness.take(Side::esme), may ? (Pdus{message, alert}) : Pdus{});
    EXPECT_EQ(harness.take(Side::smsc), may ? Pdus{} : Pdus{wrong_state(Command::deliver_sm, 5)});
    EXPECT_EQ(harness.count(Count::wrong_state_dropped), may ? 0 : 1);
  }
}

TEST(RelayState, takes_data_sm_both_ways_whatever_the_bind) {
  Bytes tlvs;
  append_tlv(tlvs, Tag::message_payload, octets_of("hello"));
  auto message = message_of(Command::data_sm, {});
  message.tlvs = tlvs;
  const Bytes pdu = message_pdu(5, message);
  for (const Command bind : kBinds) {
    for (const Side from : {Side::esme, Side::smsc}) {
      RelayHarness harness;
      harness.bind("esme", 0x34, bind);
      harness.give(from, pdu);
      EXPECT_EQ(harness.take(other(from)), Pdus{pdu});
      harness.give(from, header_pdu(Command::enquire_link, 6));
      EXPECT_EQ(harness.take(from), Pdus{header_pdu(Command::enquire_link_resp, 6)});
    }
  }
}

TEST(RelayState, lets_nobody_play_the_other_sides_part) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, text_pdu(5, "hello", Command::deliver_sm));
  harness.give(Side::smsc, joined({text_pdu(6, "hello"), bind_pdu(7)}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{wrong_state(Command::deliver_sm, 5)});
  EXPECT_EQ(harness.take(Side::smsc),
            (Pdus{wrong_state(Command::submit_sm, 6), wrong_state(Command::bind_transceiver, 7)}));
  EXPECT_EQ(harness.gate.judged, 0u);
}

// Some SMSCs let receivers submit; what is passed on to them is judged like anything else.
TEST(RelayState, judges_what_it_passes_on_against_the_table_where_that_is_configured) {
  RelayHarness harness(passing());
  harness.bind("esme", 0x33, Command::bind_receiver);
  harness.give(Side::esme, joined({text_pdu(5, "hello"), text_pdu(6, "a fraud")}));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(5, "hello")});
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::submit_sm_resp, 6, Status::submit_failed)});
  harness.give(Side::smsc, wrong_state(Command::submit_sm, 5));
  EXPECT_EQ(harness.take(Side::esme), Pdus{wrong_state(Command::submit_sm, 5)});
}

TEST(RelaySecondBind, is_answered_as_already_bound_and_goes_no_further) {
  for (const bool lax : {false, true}) {
    RelayHarness harness(lax ? passing() : RelayOptions{});
    harness.bind("bank");
    for (const Command bind : kBinds) {
      harness.give(Side::esme, bind_pdu(9, "trusted", bind));
      EXPECT_EQ(harness.take(Side::esme),
                Pdus{header_pdu(response_to(bind), 9, Status::already_bound)});
    }
    EXPECT_EQ(harness.take(Side::smsc), Pdus{});
    EXPECT_EQ(harness.relay.route(), "smpp:bank");
    harness.give(Side::esme, text_pdu(10, "hello"));
    EXPECT_EQ(harness.gate.seen.at(0).route, "smpp:bank");
    EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(10, "hello")});
  }
}

// The SMSC may still accept the first: the session must not be the second one's by then.
TEST(RelaySecondBind, is_refused_while_the_first_has_no_answer) {
  RelayHarness harness;
  harness.give(Side::esme, joined({bind_pdu(1, "bank"), bind_pdu(2, "trusted")}));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{bind_pdu(1, "bank")});
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::bind_transceiver_resp, 2, Status::already_bound)});
  harness.give(Side::smsc, response_pdu(Command::bind_transceiver_resp, 1, "smsc"));
  EXPECT_EQ(harness.relay.route(), "smpp:bank");
}

TEST(RelayState, of_a_refused_bind_is_that_before_it) {
  RelayHarness harness;
  harness.give(Side::esme, bind_pdu(1));
  harness.give(Side::smsc, header_pdu(Command::bind_transceiver_resp, 1, Status::invalid_password));
  harness.take(Side::esme);
  harness.take(Side::smsc);
  const auto vendor = static_cast<Command>(0x00010203);
  harness.give(Side::esme, joined({text_pdu(5, "hello"), header_pdu(vendor, 6)}));
  harness.give(Side::smsc, text_pdu(7, "hello", Command::deliver_sm));
  EXPECT_EQ(harness.take(Side::esme),
            (Pdus{wrong_state(Command::submit_sm, 5),
                  header_pdu(Command::generic_nack, 6, Status::invalid_command_id)}));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{wrong_state(Command::deliver_sm, 7)});
  EXPECT_EQ(harness.gate.judged, 0u);
}

// Clients that do not wait for the bind's answer: the SMSC has the bind first.
TEST(RelayState, takes_the_kind_of_a_bind_for_granted_until_it_is_answered) {
  RelayHarness harness;
  harness.give(Side::esme, joined({bind_pdu(1, "esme", Command::bind_transmitter),
                                   text_pdu(2, "hello"), text_pdu(3, "a fraud")}));
  EXPECT_EQ(harness.take(Side::smsc),
            (Pdus{bind_pdu(1, "esme", Command::bind_transmitter), text_pdu(2, "hello")}));
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::submit_sm_resp, 3, Status::submit_failed)});
}

TEST(RelayState, before_a_bind_nacks_a_command_that_nobody_knows) {
  RelayHarness harness;
  harness.give(Side::esme, joined({header_pdu(static_cast<Command>(0x00010203), 4),
                                   header_pdu(Command::alert_notification, 5)}));
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::generic_nack, 4, Status::invalid_command_id)});
  EXPECT_EQ(harness.count(Count::wrong_state_dropped), 1);
}

// Who plays which part is turned round, and with it the table.
TEST(RelayState, of_a_session_begun_by_outbind_is_held_by_the_parts_played) {
  RelayOptions options;
  options.outbind = true;
  RelayHarness harness(options);
  harness.give(Side::esme, header_pdu(Command::outbind, 1));
  harness.give(Side::esme, text_pdu(2, "hello", Command::deliver_sm));  // nobody is bound yet
  EXPECT_EQ(harness.take(Side::esme), Pdus{wrong_state(Command::deliver_sm, 2)});
  harness.give(Side::smsc, bind_pdu(4, "bank", Command::bind_receiver));
  harness.give(Side::esme, response_pdu(Command::bind_receiver_resp, 4, "smsc"));
  harness.take(Side::esme);
  harness.take(Side::smsc);

  const Bytes message = text_pdu(5, "hello", Command::deliver_sm);
  harness.give(Side::esme, message);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{message});
  harness.give(Side::smsc, joined({text_pdu(6, "hello"), bind_pdu(7, "other")}));
  EXPECT_EQ(harness.take(Side::smsc),
            (Pdus{wrong_state(Command::submit_sm, 6),
                  header_pdu(Command::bind_transceiver_resp, 7, Status::already_bound)}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
}

// §5.2.4, §5.3.2.25: what both sides understand is what the older one does.
TEST(RelayVersion, is_the_lower_of_what_the_bind_and_its_answer_say) {
  struct Case {
    std::uint8_t esme;
    std::optional<std::uint8_t> smsc;
    bool of_v5;
  };
  Treatment refusing;
  refusing.block.refusal.esme = static_cast<Status>(0x101);
  RelayOptions options;
  options.treatments =
      std::make_shared<const Treatments>(refusing, std::vector<Treatments::Special>{});
  for (const Case& c : {Case{0x50, 0x50, true}, Case{0x50, 0x34, false}, Case{0x34, 0x50, false},
                        Case{0x50, std::nullopt, true}, Case{0x33, 0x50, false}}) {
    RelayHarness harness(options);
    harness.give(Side::esme, bind_pdu(1, "esme", Command::bind_transceiver, c.esme));
    harness.give(Side::smsc, c.smsc ? bind_answer(1, *c.smsc)
                                    : response_pdu(Command::bind_transceiver_resp, 1, "smsc"));
    harness.take(Side::esme);
    harness.give(Side::esme, text_pdu(5, "a fraud"));
    EXPECT_EQ(header_of(harness.take(Side::esme).at(0)).status,
              c.of_v5 ? static_cast<Status>(0x101) : Status::submit_failed);
  }
}

TEST(RelayVersion, of_an_smsc_below_34_keeps_tlvs_from_its_esme) {
  Treatment dropping;
  dropping.block.drop = true;
  dropping.block.receipt = ReceiptKind::delivered;
  RelayOptions options;
  options.treatments =
      std::make_shared<const Treatments>(dropping, std::vector<Treatments::Special>{});
  for (const std::uint8_t version : {std::uint8_t{0x33}, std::uint8_t{0x34}}) {
    RelayHarness harness(options);
    harness.give(Side::esme, bind_pdu(1));
    harness.give(Side::smsc, bind_answer(1, version));
    auto message = message_of(Command::submit_sm, octets_of("a fraud"));
    message.registered_delivery = 1;
    harness.take(Side::esme);
    harness.give(Side::esme, message_pdu(5, message));
    const auto said = harness.take(Side::esme);
    ASSERT_EQ(said.size(), 2u);
    const auto receipt = next_pdu(said[1], 1 << 16);
    ASSERT_TRUE(receipt && *receipt);
    EXPECT_EQ(parse_message(**receipt)->tlvs.empty(), version < kVersion34);
  }
}

TEST(RelayVersion, below_34_gets_no_tlv_with_the_refusal_of_a_transaction) {
  Bytes tlvs;
  append_tlv(tlvs, Tag::message_payload, octets_of("a fraud"));
  auto message = message_of(Command::data_sm, {});
  message.esm_class = 0x02;
  message.tlvs = tlvs;
  RelayHarness harness;
  harness.bind("esme", 0x33);
  harness.give(Side::esme, message_pdu(5, message));
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::data_sm_resp, 5, Status::submit_failed)});
}

TEST(RelayVersion, that_the_smsc_says_too_long_or_not_at_all_is_none) {
  const auto version_in = [](Octets tail) {
    Bytes answer = response_pdu(Command::bind_transceiver_resp, 1, "smsc");
    answer.insert(answer.end(), tail.begin(), tail.end());
    write_u32(answer.data(), static_cast<std::uint32_t>(answer.size()));
    return sc_interface_version(*next_pdu(answer, 1 << 16).value());
  };
  EXPECT_EQ(version_in(Bytes{0x02, 0x10, 0, 1, 0x34}), 0x34);
  EXPECT_EQ(version_in(Bytes{0x14, 0x00, 0, 1, 9, 0x02, 0x10, 0, 1, 0x50}), 0x50);
  EXPECT_EQ(version_in(Bytes{}), std::nullopt);
  EXPECT_EQ(version_in(Bytes{0x02, 0x10, 0, 2, 0x34, 0x34}), std::nullopt);
  EXPECT_EQ(version_in(Bytes{0x02, 0x10, 0, 1}), std::nullopt);
  const Bytes bare = header_pdu(Command::bind_transceiver_resp, 1);
  EXPECT_EQ(sc_interface_version(*next_pdu(bare, 1 << 16).value()), std::nullopt);
}

}  // namespace
}  // namespace picket::smpp
