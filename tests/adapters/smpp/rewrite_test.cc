// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/rewrite.h"

#include <gtest/gtest.h>

#include "tests/adapters/smpp/messages.h"

namespace picket::smpp {
namespace {

class Rewrite : public testing::Test {
 protected:
  bool rewritten(std::initializer_list<std::string_view> prefixes) {
    Treatment treatment;
    treatment.warning = Warning::prefix;
    for (const auto prefix : prefixes) treatment.prefixes.emplace_back(prefix);
    return rewrite(message_, tlv_facts(message_.tlvs), treatment, gsm::Alphabet::gsm7, buffers_);
  }
  void set(Octets octets, std::uint8_t data_coding = 0, std::uint8_t esm_class = 0) {
    octets_.assign(octets.begin(), octets.end());
    message_ = message_of(Command::submit_sm, octets_, data_coding);
    message_.esm_class = esm_class;
  }
  void set(std::string_view text) {
    const auto encoded = gsm::encode(text);
    set(encoded.octets, encoded.data_coding);
  }
  std::string text() const {
    return {message_.short_message.begin(), message_.short_message.end()};
  }

  Bytes octets_;
  MessageView message_;
  RewriteBuffers buffers_;
};

TEST_F(Rewrite, keeps_to_one_message_of_160_septets_or_70_characters) {
  set(std::string(150, 'a'));
  EXPECT_TRUE(rewritten({"[SCAM?] "}));
  EXPECT_EQ(message_.short_message.size(), 160u);
  set(std::string(151, 'a'));
  EXPECT_FALSE(rewritten({"[SCAM?] "}));
  EXPECT_EQ(message_.short_message.size(), 151u);
  std::string han;
  for (int i = 0; i < 66; ++i) han += "您";
  set(han);
  EXPECT_TRUE(rewritten({"诈骗? "}));
  EXPECT_EQ(message_.short_message.size(), 140u);
  set(han + "您");
  EXPECT_FALSE(rewritten({"诈骗? "}));
}

TEST_F(Rewrite, counts_an_extension_character_twice) {
  set(std::string(158, 'a'));
  EXPECT_FALSE(rewritten({"[]"}));
  EXPECT_TRUE(rewritten({"()"}));
}

TEST_F(Rewrite, takes_the_first_prefix_that_the_alphabet_has_and_that_fits) {
  set("hello");
  EXPECT_TRUE(rewritten({"诈骗? ", "Scam? "}));
  EXPECT_EQ(text(), "Scam? hello");
  set(octets_of("caf\xE9"), 3);
  EXPECT_TRUE(rewritten({"诈骗? ", "Scam? "}));
  EXPECT_EQ(text(), "Scam? caf\xE9");
  set(std::string(150, 'a'));
  EXPECT_TRUE(rewritten({"A longer warning: ", "Scam? "}));
  EXPECT_TRUE(text().starts_with("Scam? a"));
  set("hello");
  EXPECT_FALSE(rewritten({"诈骗? "}));
}

TEST_F(Rewrite, never_touches_binary_mislabelled_or_shifted_texts) {
  set(octets_of("hello"), 4);
  EXPECT_FALSE(rewritten({"Scam? "}));
  set(octets_of("您好"), 0);  // UTF-8 labelled as the default alphabet
  EXPECT_FALSE(rewritten({"Scam? "}));
  set(Bytes{0xFE, 0xFF, 0, 'a'}, 8);
  EXPECT_FALSE(rewritten({"Scam? "}));
  set(Bytes{3, 0x25, 1, 1, 'a'}, 0, 0x40);
  EXPECT_FALSE(rewritten({"Scam? "}));
  set(Bytes{6, 0x05, 4, 0x0B, 0x84, 0, 0, 'a'}, 0, 0x40);
  EXPECT_FALSE(rewritten({"Scam? "}));
}

TEST_F(Rewrite, never_touches_registered_templates_nor_texts_in_two_fields) {
  Bytes tlvs;
  append_tlv(tlvs, static_cast<Tag>(0x1401), octets_of("1107"));
  set("hello");
  message_.tlvs = tlvs;
  EXPECT_FALSE(rewritten({"Scam? "}));
  tlvs.clear();
  append_tlv(tlvs, Tag::message_payload, octets_of("more"));
  message_.tlvs = tlvs;
  EXPECT_FALSE(rewritten({"Scam? "}));
}

TEST_F(Rewrite, reaches_part_1_behind_its_header_where_there_is_room_and_no_other_part) {
  const Bytes first{5, 0, 3, 9, 2, 1, 'a', 'b'};
  set(first, 0, 0x40);
  EXPECT_TRUE(rewritten({"Scam? "}));
  EXPECT_EQ(text(), std::string("\x05\0\x03\x09\x02\x01Scam? ab", 14));
  Bytes full = first;
  full.resize(6 + 153, 'c');
  set(full, 0, 0x40);
  EXPECT_FALSE(rewritten({"Scam? "}));
  Bytes second = first;
  second[5] = 2;
  set(second, 0, 0x40);
  EXPECT_FALSE(rewritten({"Scam? "}));
}

TEST_F(Rewrite, rewrites_a_payload_in_its_place_and_keeps_other_tlvs) {
  Bytes tlvs;
  append_tlv(tlvs, static_cast<Tag>(0x3FFF), Bytes{9});
  append_tlv(tlvs, Tag::message_payload, octets_of("hello"));
  append_tlv(tlvs, Tag::user_message_reference, Bytes{0, 1});
  set(Octets{});
  message_.tlvs = tlvs;
  EXPECT_TRUE(rewritten({"Scam? "}));
  Bytes expected;
  append_tlv(expected, static_cast<Tag>(0x3FFF), Bytes{9});
  append_tlv(expected, Tag::message_payload, octets_of("Scam? hello"));
  append_tlv(expected, Tag::user_message_reference, Bytes{0, 1});
  EXPECT_EQ(Bytes(message_.tlvs.begin(), message_.tlvs.end()), expected);
}

TEST_F(Rewrite, makes_a_long_payload_no_more_parts_than_it_has) {
  const auto with_payload = [this](std::size_t size) {
    static Bytes tlvs;
    tlvs.clear();
    append_tlv(tlvs, Tag::message_payload, Bytes(size, 'a'));
    set(Octets{});
    message_.tlvs = tlvs;
    return rewritten({"Scam? "});
  };
  EXPECT_TRUE(with_payload(154));
  EXPECT_FALSE(with_payload(155));
  EXPECT_TRUE(with_payload(300));
  EXPECT_FALSE(with_payload(301));
}

}  // namespace
}  // namespace picket::smpp
