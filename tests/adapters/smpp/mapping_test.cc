// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/mapping.h"
#include "adapters/smpp/treatment.h"

#include <gtest/gtest.h>

#include "tests/adapters/smpp/messages.h"

namespace picket::smpp {
namespace {

class Mapping : public testing::Test {
 protected:
  MappedMessage map(const MessageView& message) {
    return mapper_.map(message, tlv_facts(message.tlvs), message.destination, options_, parts_, 0);
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
}

TEST_F(Mapping, judges_a_mislabelled_text_in_both_readings) {
  const auto octets = gsm::encode_ucs2("您的银行卡已冻结");
  const auto mapped = map(message_of(Command::submit_sm, octets, 0));
  EXPECT_TRUE(mapped.second_reading);
  EXPECT_TRUE(mapped.event.text.ends_with("\n您的银行卡已冻结")) << mapped.event.text;
}

TEST_F(Mapping, reads_japanese_and_korean) {
  const Bytes shift_jis{0x8B, 0xE2, 0x8D, 0x73, 0x82, 0xCC};
  // Then as what else octets look like, as nearly all do.
  EXPECT_TRUE(text(message_of(Command::submit_sm, shift_jis, 0x05)).starts_with("銀行の\n"));
  EXPECT_EQ(text(message_of(Command::submit_sm, octets_of("\x1B$B6d9T$N\x1B(B"), 0x0A)),
            "銀行の\n\x1B$B6d9T$N\x1B(B");  // which is shown by who knows no escapes
  const Bytes euc{0x8F, 0xB0, 0xA1, 0xA4, 0xCE};
  EXPECT_TRUE(text(message_of(Command::submit_sm, euc, 0x0D)).starts_with("丂の"));
  const Bytes korean{0xC0, 0xBA, 0xC7, 0xE0};
  EXPECT_TRUE(text(message_of(Command::submit_sm, korean, 0x0E)).starts_with("은행\n"));
}

// TS 23.042: nobody reads it, phones included.
TEST_F(Mapping, takes_a_compressed_text_for_binary_and_says_so) {
  const Bytes octets{0x81, 0x02, 0x9C, 0xFE, 0x17};
  for (const int coding : {0x20, 0x28, 0x60}) {
    const auto mapped =
        map(message_of(Command::submit_sm, octets, static_cast<std::uint8_t>(coding)));
    EXPECT_EQ(mapped.event.text, "");
    EXPECT_TRUE(mapped.undecoded);
  }
}

TEST_F(Mapping, gives_no_text_for_binary) {
  const Bytes octets{0, 1, 2, 0xFE};
  const auto mapped = map(message_of(Command::submit_sm, octets, 4));
  EXPECT_EQ(mapped.event.text, "");
  EXPECT_TRUE(mapped.undecoded);
}

TEST_F(Mapping, reads_replaced_text_in_every_alphabet_it_may_be_in) {
  const auto octets = gsm::encode_ucs2("您的银行卡");
  auto message = message_of(Command::replace_sm, octets);
  message.data_coding_said = false;
  const auto text_of_replace = text(message);
  EXPECT_NE(text_of_replace.find("您的银行卡"), std::string::npos);
  message.short_message = octets_of("call now");
  EXPECT_TRUE(text(message).starts_with("call now"));
}

TEST_F(Mapping, reads_replaced_text_as_the_message_it_replaces_once_that_is_known) {
  const auto octets = gsm::encode_ucs2("您的银行卡");
  auto message = message_of(Command::replace_sm, octets, 8);
  EXPECT_EQ(text(message), "您的银行卡");
  message.data_coding_said = false;
  EXPECT_NE(text(message), "您的银行卡");
}

TEST_F(Mapping, reads_replaced_text_as_latin1_and_gbk_where_it_may_be_that) {
  auto message = message_of(Command::replace_sm, octets_of("caf\xE9!"));
  message.data_coding_said = false;
  EXPECT_NE(text(message).find("café!"), std::string::npos) << text(message);
  message.short_message = octets_of("\xD2\xF8\xD0\xD0");  // 银行 in GBK
  EXPECT_NE(text(message).find("银行"), std::string::npos) << text(message);
}

// A user data header with `element`, then `text`.
Bytes with_header(const Bytes& element, Octets text) {
  Bytes octets{static_cast<std::uint8_t>(element.size())};
  octets.insert(octets.end(), element.begin(), element.end());
  octets.insert(octets.end(), text.begin(), text.end());
  return octets;
}

TEST_F(Mapping, reads_national_language_shifts) {
  // Locking shift to Turkish, then a single shift to Spanish: 0x07 is ı, 0x1B 0x61 á.
  auto octets = with_header({0x25, 1, 1, 0x24, 1, 2}, octets_of("\x07\x1B\x61"));
  auto message = message_of(Command::submit_sm, octets);
  message.esm_class = 0x40;
  EXPECT_EQ(text(message), "ıá");
  options_.default_alphabet = gsm::Alphabet::gsm7_packed;
  const Bytes element{0x25, 1, 1};  // 4 octets of header: 32 bits, 3 to the next septet
  octets = with_header(element, gsm::pack_septets(Bytes{0x07, 0x0C}, 3));
  message.short_message = octets;
  EXPECT_EQ(text(message), "ığ");
}

TEST_F(Mapping, keeps_national_languages_through_parts) {
  const auto part = [this](std::uint8_t number, std::string_view septets) {
    const auto octets = with_header({0x00, 3, 9, 2, number, 0x25, 1, 1}, octets_of(septets));
    auto message = message_of(Command::submit_sm, octets);
    message.esm_class = 0x40;
    return this->text(message);
  };
  EXPECT_EQ(part(1, "a\x1C"), "aŞ");
  EXPECT_EQ(part(2, "\x1D"), "aŞş");
}

// WSP push with an indication in WBXML: http://bank.example/r, "Card locked".
Bytes wap_push_octets() {
  Bytes octets{0x01, 0x06, 0x01, 0xAE, 0x02, 0x05, 0x6A, 0x00, 0x45, 0xC6, 0x0C, 0x03};
  for (const char c : std::string_view("bank.example/r")) octets.push_back(std::uint8_t(c));
  for (const int token : {0x00, 0x01, 0x03}) octets.push_back(std::uint8_t(token));
  for (const char c : std::string_view("Card locked")) octets.push_back(std::uint8_t(c));
  for (const int token : {0x00, 0x01, 0x01}) octets.push_back(std::uint8_t(token));
  return octets;
}

TEST_F(Mapping, judges_the_link_of_a_wap_push_whichever_way_its_port_is_said) {
  const std::string pushed = "http://bank.example/r\nCard locked";
  const Bytes push = wap_push_octets();
  const auto by_header = with_header({0x05, 4, 0x0B, 0x84, 0x23, 0xF0}, push);
  auto message = message_of(Command::submit_sm, by_header, 4);
  message.esm_class = 0x40;
  EXPECT_EQ(text(message), pushed);

  Bytes tlvs;
  append_tlv(tlvs, Tag::destination_port, Bytes{0x0B, 0x84});
  message = message_of(Command::submit_sm, push, 4);
  message.tlvs = tlvs;
  EXPECT_EQ(text(message), pushed);
}

TEST_F(Mapping, joins_the_parts_of_a_wap_push) {
  const Bytes push = wap_push_octets();
  const auto part = [&](std::uint8_t number, Octets piece) {
    const auto octets =
        with_header({0x05, 4, 0x0B, 0x84, 0x23, 0xF0, 0x00, 3, 7, 2, number}, piece);
    auto message = message_of(Command::submit_sm, octets, 0xF5);
    message.esm_class = 0x40;
    return this->text(message);
  };
  part(2, Octets(push).subspan(20));
  EXPECT_EQ(part(1, Octets(push).first(20)), "http://bank.example/r\nCard locked");
}

TEST_F(Mapping, never_reads_octets_for_other_ports_as_text) {
  const auto octets = with_header({0x05, 4, 0x15, 0x8A, 0, 0}, octets_of("a ringing tone"));
  auto message = message_of(Command::submit_sm, octets, 0);
  message.esm_class = 0x40;
  EXPECT_EQ(text(message), "");
  EXPECT_TRUE(map(message).undecoded);
  Bytes tlvs;
  append_tlv(tlvs, Tag::source_port, Bytes{0, 1});
  message = message_of(Command::submit_sm, octets_of("a ringing tone"), 4);
  message.tlvs = tlvs;
  EXPECT_EQ(text(message), "");
}

TEST_F(Mapping, reads_gb18030_where_it_is_configured_under_0_and_15) {
  options_.default_alphabet = gsm::Alphabet::gb18030;
  for (const std::uint8_t data_coding : {std::uint8_t{0x00}, std::uint8_t{0x0F}}) {
    EXPECT_EQ(
        text(message_of(Command::submit_sm, octets_of("\xD2\xF8\xD0\xD0 95588"), data_coding)),
        "银行 95588");
  }
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

// §5.2.12: bit 6 of esm_class.
TEST_F(Mapping, takes_a_header_for_one_only_where_esm_class_says_so) {
  const Bytes octets{5, 0, 3, 7, 2, 1, 'p', 'a', 'r', 't'};
  auto message = message_of(Command::submit_sm, octets, 3);
  EXPECT_FALSE(map(message).part);
  EXPECT_TRUE(text(message).ends_with("part"));
  EXPECT_GT(text(message).size(), 4u);
  message.esm_class = 0x40;
  EXPECT_TRUE(map(message).part);
  EXPECT_EQ(text(message), "part");
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
    return is_receipt(message, tlv_facts(message.tlvs), from);
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
    EXPECT_FALSE(is_receipt(message, tlv_facts(message.tlvs), Side::esme)) << esm_class;
    const int type = esm_class & 0x3C;
    EXPECT_EQ(is_receipt(message, tlv_facts(message.tlvs), Side::smsc),
              type == 0x04 || type == 0x20)
        << esm_class;
  }
  message.command = Command::submit_sm;
  message.esm_class = 0x04;
  EXPECT_FALSE(is_receipt(message, tlv_facts(message.tlvs), Side::smsc));
}

TEST(Receipt, may_be_told_by_its_two_tlvs_alone) {
  Bytes id;
  append_tlv(id, Tag::receipted_message_id, octets_of("1"));
  Bytes both = id;
  append_tlv(both, Tag::message_state, Bytes{2});
  auto message = message_of(Command::deliver_sm, octets_of("text"));
  message.tlvs = id;
  EXPECT_FALSE(is_receipt(message, tlv_facts(message.tlvs), Side::smsc));
  message.tlvs = both;
  EXPECT_TRUE(is_receipt(message, tlv_facts(message.tlvs), Side::smsc));
  EXPECT_FALSE(is_receipt(message, tlv_facts(message.tlvs), Side::esme));
  message.esm_class = 0x08;  // an acknowledgement that a user wrote
  EXPECT_FALSE(is_receipt(message, tlv_facts(message.tlvs), Side::smsc));
}

TEST(Statuses, of_a_block_are_final_and_those_for_trouble_temporary) {
  EXPECT_EQ(Blocking{}.refusal.esme, Status::submit_failed);
  EXPECT_EQ(Blocking{}.refusal.smsc, Status::rejected_by_app);
  EXPECT_EQ(trouble_status(Side::esme), Status::throttled);
  EXPECT_EQ(trouble_status(Side::smsc), Status::temporary_app_error);
}

TEST(Route, is_named_by_the_system_id) {
  EXPECT_EQ(route_of("esme7"), "smpp:esme7");
  EXPECT_EQ(route_of("a b\n\x80"), "smpp:a?b??");
}

}  // namespace
}  // namespace picket::smpp
