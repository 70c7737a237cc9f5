// SPDX-License-Identifier: Apache-2.0
#include "tools/load/submit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "adapters/gsm/udh.h"
#include "tools/load/message_text.h"

namespace picket::load {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

SubmitPdus pdus_of(const Message& message, const SubmitOptions& options = {}) {
  return SubmitPdus(std::vector{message}, options);
}

smpp::Pdu pdu_in(const smpp::Bytes& bytes) {
  const auto pdu = smpp::next_pdu(bytes, smpp::kDefaultMaxPduSize);
  EXPECT_TRUE(pdu && *pdu);
  EXPECT_EQ((*pdu)->bytes.size(), bytes.size());
  return **pdu;
}

TEST(SubmitPdus, carry_text_addresses_and_the_given_sequence_number) {
  const auto pdus = pdus_of({.text = "点击领取", .from = "BANK", .to = "+8613900000002"});
  ASSERT_EQ(pdus.size(), 1u);
  smpp::Bytes bytes;
  pdus.append(bytes, 0, {.sequence = 77, .reference = 0, .mark = 0});
  const auto pdu = pdu_in(bytes);
  EXPECT_EQ(pdu.header.command, smpp::Command::submit_sm);
  EXPECT_EQ(pdu.header.sequence, 77u);
  const auto message = smpp::parse_message(pdu);
  ASSERT_TRUE(message);
  EXPECT_EQ(text_of(*message), "点击领取");
  EXPECT_EQ(message->source.ton, 5);
  EXPECT_EQ(message->source.text, "BANK");
  EXPECT_EQ(message->destination.ton, 1);
  EXPECT_EQ(message->destination.text, "8613900000002");
  EXPECT_EQ(message->registered_delivery, 0);
}

TEST(SubmitPdus, ask_for_receipts_only_when_told_to) {
  const auto pdus = pdus_of({.text = "a", .from = "1069", .to = "1"}, {.ask_receipt = true});
  smpp::Bytes bytes;
  pdus.append(bytes, 0, {.sequence = 1, .reference = 0, .mark = 0});
  EXPECT_EQ(smpp::parse_message(pdu_in(bytes))->registered_delivery, 1);
}

TEST(SubmitPdus, cut_a_long_text_into_parts_that_join_to_it) {
  const std::string text = repeated("积分兑换", 60);
  const auto pdus = pdus_of({.text = text, .from = "1069", .to = "1"});
  ASSERT_GT(pdus.size(), 2u);
  std::string joined;
  for (std::size_t i = 0; i < pdus.size(); ++i) {
    EXPECT_EQ(pdus[i].first_part, i == 0);
    smpp::Bytes bytes;
    pdus.append(bytes, i, {.sequence = 1, .reference = 0xBEEF, .mark = 0});
    const auto message = smpp::parse_message(pdu_in(bytes));
    ASSERT_TRUE(message);
    const auto udh = gsm::parse_udh(message->short_message);
    ASSERT_TRUE(udh && udh->concatenation);
    EXPECT_EQ(udh->concatenation->reference, 0xBEEF);
    EXPECT_EQ(udh->concatenation->number, i + 1);
    EXPECT_EQ(udh->concatenation->total, pdus.size());
    joined += text_of(*message);
  }
  EXPECT_EQ(joined, text);
}

TEST(SubmitPdus, put_a_long_text_into_one_payload_when_told_to) {
  const std::string text = repeated("积分兑换", 60);
  const auto pdus =
      pdus_of({.text = text, .from = "1069", .to = "1"}, {.long_texts = LongTexts::payload});
  ASSERT_EQ(pdus.size(), 1u);
  smpp::Bytes bytes;
  pdus.append(bytes, 0, {.sequence = 1, .reference = 0xBEEF, .mark = 0});
  const auto message = smpp::parse_message(pdu_in(bytes));
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->short_message.empty());
  EXPECT_EQ(text_of(*message), text);
}

TEST(SubmitPdus, expect_the_last_part_of_a_refused_message_to_be_refused) {
  const std::string text = repeated("积分兑换", 60);
  const auto refused =
      pdus_of({.text = text, .from = "1069", .to = "1", .expect = Expectation::refuse});
  EXPECT_EQ(refused[0].expect, Expectation::any);
  EXPECT_EQ(refused[refused.size() - 1].expect, Expectation::refuse);
  const auto accepted =
      pdus_of({.text = text, .from = "1069", .to = "1", .expect = Expectation::accept});
  EXPECT_EQ(accepted[0].expect, Expectation::accept);
}

}  // namespace
}  // namespace picket::load
