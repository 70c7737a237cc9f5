// SPDX-License-Identifier: Apache-2.0
// Verdicts on the wire as the configuration has them: other codes, silent drops, warnings.
#include <gtest/gtest.h>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

using Pdus = std::vector<Bytes>;

RelayOptions treated(const Treatment& standard, std::vector<Treatments::Special> special = {}) {
  RelayOptions options;
  options.treatments = std::make_shared<const Treatments>(standard, std::move(special));
  return options;
}

Treatment refusing(std::uint32_t submit) {
  Treatment treatment;
  treatment.block.refusal.esme = static_cast<Status>(submit);
  return treatment;
}

Treatment dropping(ReceiptKind receipt) {
  Treatment treatment;
  treatment.block.drop = true;
  treatment.block.receipt = receipt;
  return treatment;
}

Treatment warning(Warning how, std::string label, std::vector<std::string_view> prefixes = {}) {
  Treatment treatment;
  treatment.warning = how;
  treatment.label = std::move(label);
  for (const auto prefix : prefixes) treatment.prefixes.emplace_back(prefix);
  return treatment;
}

TEST(RelayTreatment, refuses_with_the_code_of_the_first_treatment_that_fits_route_and_rule) {
  RelayHarness harness(treated(refusing(0x45), {{{"smpp:other*"}, {}, refusing(0x401)},
                                                {{"smpp:esm?"}, {"sms.test.*"}, refusing(0x432)},
                                                {{}, {}, refusing(0x402)}}));
  harness.bind();
  harness.give(Side::esme, text_pdu(5, "a fraud"));
  harness.gate.blocked_recipient = "8613900000002";
  harness.give(Side::esme, text_pdu(6, "hello"));
  EXPECT_EQ(harness.take(Side::esme),
            (Pdus{header_pdu(Command::submit_sm_resp, 5, static_cast<Status>(0x432)),
                  header_pdu(Command::submit_sm_resp, 6, static_cast<Status>(0x402))}));
}

TEST(RelayTreatment, says_codes_of_version_5_only_to_peers_of_version_5) {
  for (const std::uint8_t version : {std::uint8_t{0x34}, std::uint8_t{0x50}}) {
    RelayHarness harness(treated(refusing(0x101)));
    harness.bind("esme", version);
    harness.give(Side::esme, text_pdu(5, "a fraud"));
    EXPECT_EQ(header_of(harness.take(Side::esme).at(0)).status,
              version == 0x50 ? static_cast<Status>(0x101) : Status::submit_failed);
  }
}

TEST(RelayTreatment, all_parts_behind_a_blocked_one_are_refused_with_its_code) {
  RelayHarness harness(treated(refusing(0x45), {{{}, {"sms.test.fraud"}, refusing(0x432)}}));
  harness.bind();
  const std::string filler(151, '.');
  const auto parts = part_pdus(1, filler + "fraud" + filler + filler + filler, 7);
  ASSERT_EQ(parts.size(), 4u);
  harness.give(Side::esme, joined({parts[0], parts[1]}));
  harness.gate.blocked_recipient = "8613900000002";  // by another rule, with another code
  harness.give(Side::esme, joined({parts[3], parts[2]}));
  for (const Bytes& answer : harness.take(Side::esme)) {
    EXPECT_EQ(header_of(answer).status, static_cast<Status>(0x432));
  }
}

// Numbers of entries mean something else then, and on other listeners.
TEST(RelayTreatment, of_a_blocked_message_outlives_a_change_of_the_configuration) {
  Shared shared(RelayHarness::small());
  RelayHarness first(treated(refusing(0x45), {{{}, {"sms.test.fraud"}, refusing(0x432)}}), &shared);
  RelayHarness other(treated(dropping(ReceiptKind::delivered)), &shared);
  first.bind("first");
  other.bind("other");
  const auto parts = part_pdus(1, "fraud" + std::string(600, '.'), 7);
  ASSERT_EQ(parts.size(), 4u);
  first.give(Side::esme, parts[0]);
  first.relay.adopt(treated(refusing(0x401), {{{}, {}, dropping(ReceiptKind::none)}}));
  first.give(Side::esme, parts[1]);
  other.give(Side::esme, parts[2]);
  first.relay.adopt(treated(refusing(0x401)));
  first.give(Side::esme, parts[3]);
  const auto refused = [](std::uint32_t sequence) {
    return header_pdu(Command::submit_sm_resp, sequence, static_cast<Status>(0x432));
  };
  EXPECT_EQ(first.take(Side::esme), (Pdus{refused(1), refused(2), refused(4)}));
  EXPECT_EQ(other.take(Side::esme), Pdus{refused(3)});
  first.give(Side::esme, text_pdu(9, "a fraud"));
  EXPECT_EQ(first.take(Side::esme),
            Pdus{header_pdu(Command::submit_sm_resp, 9, static_cast<Status>(0x401))});
}

TEST(RelayTreatment, is_that_of_the_moment_of_the_verdict) {
  RelayHarness harness(treated(refusing(0x45), {{{}, {"sms.test.fraud"}, refusing(0x432)}}));
  harness.bind();
  harness.gate.later = true;
  EXPECT_EQ(harness.give(Side::esme, text_pdu(5, "a fraud")), Progress::waiting);
  harness.gate.answer_one();
  harness.relay.adopt(treated(refusing(0x401)));
  harness.resume(Side::esme);
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::submit_sm_resp, 5, static_cast<Status>(0x432))});
}

TEST(RelayTreatment, refuses_a_data_sm_in_transaction_mode_with_the_reason_of_the_failure) {
  RelayHarness harness;
  harness.bind();
  Bytes tlvs;
  append_tlv(tlvs, Tag::message_payload, octets_of("a fraud"));
  auto message = message_of(Command::data_sm, {});
  message.tlvs = tlvs;
  message.esm_class = 0x02;
  harness.give(Side::esme, message_pdu(5, message));
  Bytes reason;
  append_tlv(reason, Tag::delivery_failure_reason, Bytes{2});
  Bytes expected;
  append_string_response(expected, Command::data_sm_resp, Status::delivery_failure, 5, "", reason);
  EXPECT_EQ(harness.take(Side::esme), Pdus{expected});
}

TEST(RelayTreatment, refuses_text_in_both_fields_where_that_is_configured) {
  RelayOptions options;
  options.refuse_both_fields = true;
  RelayHarness harness(options);
  harness.bind();
  Bytes tlvs;
  append_tlv(tlvs, Tag::message_payload, octets_of("more"));
  auto message = message_of(Command::submit_sm, octets_of("hello"));
  message.tlvs = tlvs;
  harness.give(Side::esme, message_pdu(5, message));
  EXPECT_EQ(header_of(harness.take(Side::esme).at(0)).status, Status::submit_failed);
  EXPECT_EQ(harness.count(Count::text_both_fields), 1);
  EXPECT_EQ(harness.gate.judged, 0u);
}

class Drop : public testing::Test {
 protected:
  // The id that a dropped message was given.
  std::string drop(RelayHarness& harness, std::uint8_t registered_delivery,
                   Command command = Command::submit_sm) {
    const Bytes text(octets_of("a fraud").begin(), octets_of("a fraud").end());
    auto message = message_of(command, text);
    message.registered_delivery = registered_delivery;
    harness.give(Side::esme, message_pdu(5, message));
    EXPECT_EQ(harness.take(Side::smsc), Pdus{});
    const auto answers = harness.take(Side::esme);
    EXPECT_FALSE(answers.empty());
    EXPECT_EQ(header_of(answers.at(0)).status, Status::ok);
    if (answers.size() > 1) receipt_ = answers[1];
    return std::string(response_message_id(**next_pdu(answers.at(0), 1000)));
  }

  MessageView receipt() { return *parse_message(**next_pdu(receipt_, 1000)); }

  Bytes receipt_;
};

TEST_F(Drop, is_answered_as_taken_with_an_id_of_its_own) {
  RelayHarness harness(treated(dropping(ReceiptKind::none)));
  harness.bind();
  const std::string first = drop(harness, 1);
  const std::string second = drop(harness, 1);
  EXPECT_EQ(first.size(), 8u);
  EXPECT_TRUE(DroppedMessages::is_reserved(first));
  EXPECT_NE(first, second);
  EXPECT_TRUE(receipt_.empty());
  EXPECT_EQ(harness.count(Count::dropped_from_esme), 2);
}

TEST_F(Drop, of_a_deliver_sm_is_answered_without_an_id) {
  RelayHarness harness(treated(dropping(ReceiptKind::delivered)));
  harness.bind();
  harness.give(Side::smsc, text_pdu(5, "a fraud", Command::deliver_sm));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{response_pdu(Command::deliver_sm_resp, 5, "")});
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
  EXPECT_EQ(harness.count(Count::dropped_from_smsc), 1);
}

TEST_F(Drop, sends_the_receipt_that_was_asked_for) {
  RelayHarness harness(treated(dropping(ReceiptKind::delivered)));
  harness.bind();
  const std::string id = drop(harness, 1);
  ASSERT_FALSE(receipt_.empty());
  const MessageView view = receipt();
  EXPECT_EQ(view.command, Command::deliver_sm);
  EXPECT_EQ(view.esm_class, 0x04);
  EXPECT_EQ(view.source.text, "8613900000002");
  EXPECT_EQ(view.destination.text, "10690001");
  const std::string text(view.short_message.begin(), view.short_message.end());
  EXPECT_TRUE(text.starts_with("id:" + id + " sub:001 dlvrd:001 submit date:")) << text;
  EXPECT_NE(text.find(" stat:DELIVRD err:000 Text:"), std::string::npos) << text;
  Bytes tlvs;
  Bytes c_string(id.begin(), id.end());
  c_string.push_back(0);
  append_tlv(tlvs, Tag::receipted_message_id, c_string);
  append_tlv(tlvs, Tag::message_state, Bytes{2});
  EXPECT_EQ(Bytes(view.tlvs.begin(), view.tlvs.end()), tlvs);
  // Its answer is ours.
  harness.give(Side::esme,
               response_pdu(Command::deliver_sm_resp, header_of(receipt_).sequence, ""));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
  EXPECT_EQ(harness.relay.outstanding(Side::esme), 0u);
}

TEST_F(Drop, sends_a_receipt_only_of_the_outcome_that_was_asked_for) {
  for (const auto& [kind, registered_delivery, expected] :
       {std::tuple{ReceiptKind::delivered, 0, false},
        {ReceiptKind::delivered, 1, true},
        {ReceiptKind::delivered, 2, false},
        {ReceiptKind::delivered, 3, true},
        {ReceiptKind::rejected, 2, true},
        {ReceiptKind::undeliverable, 3, false},
        {ReceiptKind::undeliverable, 0x1D, true},
        {ReceiptKind::delivered, 0x10, false},  // an intermediate notification only (§5.2.17)
        {ReceiptKind::none, 1, false}}) {
    RelayHarness harness(treated(dropping(kind)));
    harness.bind();
    receipt_.clear();
    drop(harness, static_cast<std::uint8_t>(registered_delivery));
    EXPECT_EQ(!receipt_.empty(), expected) << registered_delivery;
  }
}

TEST_F(Drop, adds_no_tlvs_for_a_peer_of_version_33) {
  RelayHarness harness(treated(dropping(ReceiptKind::rejected)));
  harness.bind("esme", 0x33);
  drop(harness, 1);
  ASSERT_FALSE(receipt_.empty());
  EXPECT_TRUE(receipt().tlvs.empty());
}

TEST_F(Drop, keeps_the_receipt_for_a_session_of_the_system_id_that_receives) {
  RelayHarness transmitter(treated(dropping(ReceiptKind::rejected)));
  transmitter.bind("bank", 0x34, Command::bind_transmitter);
  const std::string id = drop(transmitter, 1);
  EXPECT_TRUE(receipt_.empty());

  daemon::CounterRegistry registry;
  const auto names = CounterNames::declare(registry);
  daemon::CounterCells cells(registry.infos().size());
  Workspace workspace;
  const auto bound = [&](Relay& relay, std::string_view system_id) {
    relay.receive(Side::esme, bind_pdu(1, system_id, Command::bind_receiver), workspace, 0);
    relay.receive(Side::smsc, response_pdu(Command::bind_receiver_resp, 1, "smsc"), workspace,
                  transmitter.now);
    const auto pdus = split(workspace.out.esme);
    workspace.out.esme.clear();
    workspace.out.smsc.clear();
    return pdus.size();
  };
  Relay other({}, transmitter.gate, transmitter.shared, Counting(cells, names), transmitter);
  EXPECT_EQ(bound(other, "shop"), 1u);
  Relay receiver({}, transmitter.gate, transmitter.shared, Counting(cells, names), transmitter);
  EXPECT_EQ(bound(receiver, "bank"), 2u);  // the bind's answer, then the receipt
}

TEST_F(Drop, answers_what_is_asked_of_the_message_later) {
  RelayHarness harness(treated(dropping(ReceiptKind::delivered)));
  harness.bind();
  const std::string id = drop(harness, 0);
  const auto asked = [&](Command command, std::string_view before) {
    Bytes body(before.begin(), before.end());
    body.insert(body.end(), id.begin(), id.end());
    body.insert(body.end(), {0, 1, 1, '1', 0, 1, 1, '2', 0});
    Bytes pdu = header_pdu(command, 9);
    pdu.insert(pdu.end(), body.begin(), body.end());
    write_u32(pdu.data(), static_cast<std::uint32_t>(pdu.size()));
    harness.give(Side::esme, pdu);
    EXPECT_EQ(harness.take(Side::smsc), Pdus{});
    return harness.take(Side::esme).at(0);
  };
  const Bytes state = asked(Command::query_sm, "");
  EXPECT_EQ(header_of(state).status, Status::ok);
  EXPECT_EQ(response_message_id(**next_pdu(state, 1000)), id);
  EXPECT_EQ(state.size(), kHeaderSize + 9 + 17 + 2);
  EXPECT_EQ(state[state.size() - 2], 2);  // DELIVERED
  EXPECT_EQ(header_of(asked(Command::cancel_sm, std::string_view("\0", 1))).status,
            Status::cancel_failed);
  auto replacement = message_of(Command::replace_sm, octets_of("another"));
  replacement.message_id = id;
  harness.give(Side::esme, message_pdu(10, replacement));
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(static_cast<Command>(0x80000007), 10, Status::replace_failed)});
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
}

TEST_F(Drop, leaves_other_ids_to_the_smsc) {
  RelayHarness harness;
  harness.bind();
  for (const std::string_view id : {"", "pk", "pk00000", "pk0000000", "PK000000", "pk00000u"}) {
    Bytes pdu = header_pdu(Command::query_sm, 9);
    pdu.insert(pdu.end(), id.begin(), id.end());
    pdu.insert(pdu.end(), {0, 1, 1, '1', 0});
    write_u32(pdu.data(), static_cast<std::uint32_t>(pdu.size()));
    harness.give(Side::esme, pdu);
    EXPECT_EQ(harness.take(Side::smsc), Pdus{pdu}) << id;
    harness.give(Side::smsc, header_pdu(Command::query_sm_resp, 9, Status::query_failed));
  }
}

TEST_F(Drop, is_not_done_to_a_submit_multi) {
  RelayHarness harness(treated(dropping(ReceiptKind::delivered)));
  harness.bind();
  auto message = message_of(Command::submit_multi, octets_of("a fraud"));
  const Bytes destinations{1, 1, 1, '1', 0};
  message.destination_count = 1;
  message.destinations = destinations;
  harness.give(Side::esme, message_pdu(5, message));
  EXPECT_EQ(header_of(harness.take(Side::esme).at(0)).status, Status::submit_failed);
}

TEST(Warn, goes_on_unchanged_unless_configured) {
  RelayHarness harness;
  harness.bind();
  const Bytes pdu = text_pdu(5, "suspicious");
  harness.give(Side::esme, pdu);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{pdu});
  EXPECT_EQ(harness.count(Count::warned_recorded), 1);
}

TEST(Warn, relabels_the_sender) {
  RelayHarness harness(treated(warning(Warning::relabel, "Likely-SCAM")));
  harness.bind();
  harness.give(Side::esme, text_pdu(5, "suspicious"));
  auto expected = message_of(Command::submit_sm, octets_of("suspicious"));
  expected.source = {5, 0, "Likely-SCAM"};
  EXPECT_EQ(harness.take(Side::smsc), Pdus{message_pdu(5, expected)});
  EXPECT_EQ(harness.count(Count::warned_relabelled), 1);
  // Handsets join parts by their sender.
  for (const Bytes& part : part_pdus(6, "suspicious" + std::string(200, '.'), 7)) {
    harness.give(Side::esme, part);
    EXPECT_EQ(harness.take(Side::smsc), Pdus{part});
  }
  EXPECT_EQ(harness.count(Count::warned_unchanged), 2);
  Bytes tlvs;
  append_tlv(tlvs, Tag::message_payload,
             octets_of(std::string_view("\x05\0\x03\x07\x02\x01suspicious", 16)));
  auto in_payload = message_of(Command::submit_sm, {});
  in_payload.esm_class = 0x40;
  in_payload.tlvs = tlvs;
  harness.give(Side::esme, message_pdu(9, in_payload));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{message_pdu(9, in_payload)});
}

TEST(Warn, puts_words_before_the_text) {
  RelayHarness harness(treated(warning(Warning::prefix, "", {"[SCAM?] "})));
  harness.bind();
  harness.give(Side::esme, text_pdu(5, "suspicious"));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(5, "[SCAM?] suspicious")});
  harness.give(Side::esme, text_pdu(6, "suspicious 您好"));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(6, "[SCAM?] suspicious 您好")});
  EXPECT_EQ(harness.count(Count::warned_prefixed), 2);
}

}  // namespace
}  // namespace picket::smpp
