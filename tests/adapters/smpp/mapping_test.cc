// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/mapping.h"

#include <gtest/gtest.h>

#include "tests/adapters/smpp/messages.h"

namespace picket::smpp {
namespace {

class Mapping : public testing::Test {
 protected:
  MappedMessage map(const MessageView& message) {
    return mapper_.map(message, message.destination, options_, parts_, 0);
  }
  std::string text(const MessageView& message) { return std::string(map(message).event.text); }

  Bytes payload_tlv(std::string_view text) {
    Bytes tlvs;
    append_tlv(tlvs, Tag::message_payload, octets_of(text));
    return tlvs;
  }

  MappingOptions options_;
  gsm::PartStore parts_{{.memory = 1 << 20}};
  MessageMapper mapper_;
};

TEST_F(Mapping, gives_channel_numbers_and_text) {
  auto message = message_of(Command::submit_sm, octets_of("hello"));
  message.source = {5, 0, "BANK"};
  const auto mapped = map(message);
  EXPECT_EQ(mapped.event.channel, core::Channel::sms);
  EXPECT_EQ(mapped.event.text, "hello");
  EXPECT_EQ(mapped.event.from.text, "BANK");
  EXPECT_EQ(mapped.event.from.ton, 5);
  EXPECT_EQ(mapped.event.to.text, "8613900000002");
  EXPECT_FALSE(mapped.part || mapped.both_fields || mapped.second_reading || mapped.undecoded);
}

TEST_F(Mapping, reads_the_alphabet_that_data_coding_names) {
  EXPECT_EQ(text(message_of(Command::submit_sm, gsm::encode_ucs2("您好"), 8)), "您好");
  EXPECT_EQ(text(message_of(Command::submit_sm, octets_of("caf\xE9"), 3)), "café");
  EXPECT_EQ(text(message_of(Command::submit_sm, *gsm::encode_gsm7("10 €"), 0xF1)), "10 €");
}

TEST_F(Mapping, reads_data_coding_0_as_configured) {
  options_.default_alphabet = gsm::Alphabet::utf8;
  EXPECT_EQ(text(message_of(Command::submit_sm, octets_of("您好"))), "您好");
  options_.default_alphabet = gsm::Alphabet::gsm7_packed;
  const auto packed = gsm::pack_septets(*gsm::encode_gsm7("hello"));
  EXPECT_EQ(text(message_of(Command::submit_sm, packed)), "hello");
}

TEST_F(Mapping, skips_the_header_before_packed_septets_with_its_fill_bits) {
  options_.default_alphabet = gsm::Alphabet::gsm7_packed;
  Bytes octets{5, 0x70, 3, 1, 2, 3};
  const auto packed = gsm::pack_septets(*gsm::encode_gsm7("hello"), 1);
  octets.insert(octets.end(), packed.begin(), packed.end());
  auto message = message_of(Command::submit_sm, octets);
  message.esm_class = 0x40;
  EXPECT_EQ(text(message), "hello");
}

TEST_F(Mapping, reads_a_message_payload) {
  const Bytes tlvs = payload_tlv("hello");
  auto message = message_of(Command::data_sm, {});
  message.tlvs = tlvs;
  EXPECT_EQ(text(message), "hello");
}

TEST_F(Mapping, reads_both_fields_and_every_payload_where_there_are_several) {
  Bytes tlvs = payload_tlv("two");
  append_tlv(tlvs, Tag::message_payload, octets_of("three"));
  auto message = message_of(Command::submit_sm, octets_of("one"));
  message.tlvs = tlvs;
  const auto mapped = map(message);
  EXPECT_EQ(mapped.event.text, "one\ntwo\nthree");
  EXPECT_TRUE(mapped.both_fields);
}

TEST_F(Mapping, reads_a_payload_that_runs_over_the_pdus_end_as_far_as_it_goes) {
  const Bytes tlvs{0x04, 0x24, 0xFF, 0xFF, 'b', 'a', 'd'};
  auto message = message_of(Command::submit_sm, {});
  message.tlvs = tlvs;
  const auto mapped = map(message);
  EXPECT_EQ(mapped.event.text, "bad");
  EXPECT_TRUE(mapped.bad_tlvs);
}

TEST_F(Mapping, judges_a_mislabelled_text_in_both_readings) {
  const auto octets = gsm::encode_ucs2("您的银行卡已冻结");
  const auto mapped = map(message_of(Command::submit_sm, octets, 0));
  EXPECT_TRUE(mapped.second_reading);
  EXPECT_TRUE(mapped.event.text.ends_with("\n您的银行卡已冻结")) << mapped.event.text;
}

TEST_F(Mapping, gives_no_text_for_binary) {
  const Bytes octets{0, 1, 2, 0xFE};
  const auto mapped = map(message_of(Command::submit_sm, octets, 4));
  EXPECT_EQ(mapped.event.text, "");
  EXPECT_TRUE(mapped.undecoded);
}

TEST_F(Mapping, reads_replaced_text_in_every_alphabet_it_may_be_in) {
  const auto octets = gsm::encode_ucs2("您的银行卡");
  const auto text_of_replace = text(message_of(Command::replace_sm, octets));
  EXPECT_NE(text_of_replace.find("您的银行卡"), std::string::npos);
  EXPECT_TRUE(text(message_of(Command::replace_sm, octets_of("call now"))).starts_with("call now"));
}

TEST_F(Mapping, joins_parts_by_their_header) {
  const std::string words = "one two three four five six seven eight nine ten ";
  const std::string text = words + words + words + words;
  std::string seen;
  for (const Bytes& bytes : part_pdus(1, text, 7)) {
    const auto next = next_pdu(bytes, kDefaultMaxPduSize);
    const auto message = parse_message(**next);
    const auto mapped = map(*message);
    ASSERT_TRUE(mapped.part);
    seen = std::string(mapped.event.text);
  }
  EXPECT_EQ(seen, text);
}

TEST_F(Mapping, joins_parts_by_segmentation_tlvs_only_where_all_three_are_there) {
  const auto with_sar = [this](std::string_view text, std::uint8_t number, bool complete) {
    Bytes tlvs;
    append_tlv(tlvs, Tag::sar_msg_ref_num, Bytes{0, 9});
    append_tlv(tlvs, Tag::sar_total_segments, Bytes{2});
    if (complete) append_tlv(tlvs, Tag::sar_segment_seqnum, Bytes{number});
    auto message = message_of(Command::submit_sm, octets_of(text));
    message.tlvs = tlvs;
    return this->text(message);
  };
  EXPECT_EQ(with_sar("one ", 1, true), "one ");
  EXPECT_EQ(with_sar("two", 2, true), "one two");
  EXPECT_EQ(with_sar("two", 2, false), "two");
}

TEST_F(Mapping, unpacks_packed_parts_before_joining_them) {
  options_.default_alphabet = gsm::Alphabet::gsm7_packed;
  const auto part = [this](std::string_view text, std::uint8_t number) {
    Bytes octets{5, 0, 3, 7, 2, number};
    const auto packed = gsm::pack_septets(*gsm::encode_gsm7(text), 1);
    octets.insert(octets.end(), packed.begin(), packed.end());
    auto message = message_of(Command::submit_sm, octets);
    message.esm_class = 0x40;
    return this->text(message);
  };
  EXPECT_EQ(part("transfer ", 1), "transfer ");
  EXPECT_EQ(part("money", 2), "transfer money");
}

TEST_F(Mapping, takes_a_header_that_is_none_for_text) {
  auto message = message_of(Command::submit_sm, octets_of("hello"));
  message.esm_class = 0x40;  // 'h' would be a length beyond the message
  EXPECT_EQ(text(message), "hello");
}

TEST_F(Mapping, makes_addresses_utf8) {
  auto message = message_of(Command::submit_sm, octets_of("hello"));
  message.source = {5, 0, "caf\xE9"};
  EXPECT_EQ(map(message).event.from.text, "café");
  message.source = {5, 0, "银行"};
  EXPECT_EQ(map(message).event.from.text, "银行");
}

TEST(Receipt, is_what_the_smsc_marks_as_one) {
  auto message = message_of(Command::deliver_sm, octets_of("id:1 stat:DELIVRD"));
  const auto by_class = [&](int esm_class, Side from) {
    message.esm_class = static_cast<std::uint8_t>(esm_class);
    return is_receipt(message, from);
  };
  EXPECT_TRUE(by_class(0x04, Side::smsc));
  EXPECT_TRUE(by_class(0x20, Side::smsc));
  EXPECT_TRUE(by_class(0x44, Side::smsc));  // with a user data header
  EXPECT_TRUE(by_class(0x07, Side::smsc));  // with a mode
}

TEST(Receipt, is_nothing_else) {
  auto message = message_of(Command::deliver_sm, octets_of("id:1 stat:DELIVRD"));
  for (int esm_class = 0; esm_class < 256; ++esm_class) {
    message.esm_class = static_cast<std::uint8_t>(esm_class);
    EXPECT_FALSE(is_receipt(message, Side::esme)) << esm_class;
    const int type = esm_class & 0x3C;
    EXPECT_EQ(is_receipt(message, Side::smsc), type == 0x04 || type == 0x20) << esm_class;
  }
  message.command = Command::submit_sm;
  message.esm_class = 0x04;
  EXPECT_FALSE(is_receipt(message, Side::smsc));
}

TEST(Receipt, may_be_told_by_its_two_tlvs_alone) {
  Bytes id;
  append_tlv(id, Tag::receipted_message_id, octets_of("1"));
  Bytes both = id;
  append_tlv(both, Tag::message_state, Bytes{2});
  auto message = message_of(Command::deliver_sm, octets_of("text"));
  message.tlvs = id;
  EXPECT_FALSE(is_receipt(message, Side::smsc));
  message.tlvs = both;
  EXPECT_TRUE(is_receipt(message, Side::smsc));
  EXPECT_FALSE(is_receipt(message, Side::esme));
  message.esm_class = 0x08;  // an acknowledgement that a user wrote
  EXPECT_FALSE(is_receipt(message, Side::smsc));
}

TEST(Statuses, of_a_block_are_final_and_those_for_trouble_temporary) {
  EXPECT_EQ(block_status(Side::esme), Status::submit_failed);
  EXPECT_EQ(block_status(Side::smsc), Status::rejected_by_app);
  EXPECT_EQ(trouble_status(Side::esme), Status::throttled);
  EXPECT_EQ(trouble_status(Side::smsc), Status::temporary_app_error);
}

TEST(Route, is_named_by_the_system_id) {
  EXPECT_EQ(route_of("esme7"), "smpp:esme7");
  EXPECT_EQ(route_of("a b\n\x80"), "smpp:a?b??");
}

}  // namespace
}  // namespace picket::smpp
