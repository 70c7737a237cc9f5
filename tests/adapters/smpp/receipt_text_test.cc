// SPDX-License-Identifier: Apache-2.0
// Receipts on binds that get nothing else, by the text of appendix B.
#include "adapters/smpp/receipt_text.h"

#include <gtest/gtest.h>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

constexpr std::string_view kReceipt =
    "id:0123456789 sub:001 dlvrd:001 submit date:2601051200 done date:2601051201 stat:DELIVRD "
    "err:000 Text:your parcel is here!";

bool is_receipt_text(std::string_view text, std::uint8_t data_coding = 0) {
  return is_receipt_by_text(message_of(Command::deliver_sm, octets_of(text), data_coding), {});
}

TEST(ReceiptText, is_what_appendix_b_writes) {
  EXPECT_TRUE(is_receipt_text(kReceipt));
  for (const std::uint8_t coding : {std::uint8_t{1}, std::uint8_t{3}}) {
    EXPECT_TRUE(is_receipt_text(kReceipt, coding));
  }
}

TEST(ReceiptText, is_known_with_fields_left_out_and_names_in_any_case) {
  for (const std::string_view text :
       {"id:a1-b2_C3 submit date:260105120000 done date:260105120159 stat:UNDELIV",
        "ID:7 SUB:1 DLVRD:0 SUBMIT DATE:2601051200 DONE DATE:2601051200 STAT:EXPIRED ERR:1f TEXT:",
        "id:7 sub:001 dlvrd:001 submit date:2601051200 done date:2601051200 stat:ACCEPTD err:0 "
        "text:                    "}) {
    EXPECT_TRUE(is_receipt_text(text)) << text;
  }
}

TEST(ReceiptText, is_nothing_that_says_more_or_less) {
  const std::string receipt(kReceipt);
  const auto with = [&](std::string_view what, std::string_view instead) {
    std::string text = receipt;
    return text.replace(text.find(what), what.size(), instead);
  };
  for (const std::string& text :
       {std::string{}, receipt + " ", "win " + receipt, with("id:0123456789 ", ""),
        with("0123456789", "pay.example"), with("0123456789", std::string(66, '7')),
        with("stat:DELIVRD", "stat:DELIVERED"), with("stat:DELIVRD ", ""),
        with("2601051200", "today"), with("submit date:2601051200 ", ""),
        with("err:000", "err:0000"), with("sub:001 dlvrd:001", "dlvrd:001 sub:001"),
        with("sub:001 ", "sub:001  "), with("Text:", "Note:"), with("err:000", "err:000 pay to"),
        std::string("id:1 sub:001 stat:DELIVRD err:000 text:a fraud")}) {
    EXPECT_FALSE(is_receipt_text(text)) << text;
  }
}

TEST(ReceiptText, is_all_of_a_whole_and_plain_deliver_sm) {
  const auto base = message_of(Command::deliver_sm, octets_of(kReceipt));
  EXPECT_TRUE(is_receipt_by_text(base, {}));
  for (const int esm_class : {0x04, 0x08, 0x10, 0x18, 0x3C, 0x40}) {
    auto message = base;
    message.esm_class = static_cast<std::uint8_t>(esm_class);
    EXPECT_FALSE(is_receipt_by_text(message, {})) << esm_class;
  }
  for (const int coding : {0x02, 0x04, 0x08, 0xF5}) {
    EXPECT_FALSE(is_receipt_text(kReceipt, static_cast<std::uint8_t>(coding))) << coding;
  }
  for (const Command command : {Command::submit_sm, Command::data_sm}) {
    EXPECT_FALSE(is_receipt_by_text(message_of(command, octets_of(kReceipt)), {}));
  }
  TlvFacts payload, part, port;
  payload.all_payloads = 1;
  part.concatenation = gsm::Concatenation{1, 2, 1, 16};
  port.has_port = true;
  for (const TlvFacts& tlvs : {payload, part, port}) EXPECT_FALSE(is_receipt_by_text(base, tlvs));
}

TEST(RelayReceiptsByText, pass_unjudged_on_a_bind_that_gets_nothing_else) {
  RelayHarness harness;
  harness.bind(RelayHarness::receipts, 0x34, Command::bind_receiver);
  const std::string fraud =
      "id:1 submit date:2601051200 done date:2601051201 stat:DELIVRD text:a fraud";
  const Bytes receipt = text_pdu(5, fraud, Command::deliver_sm);
  harness.give(Side::smsc, receipt);
  EXPECT_EQ(harness.take(Side::esme), std::vector<Bytes>{receipt});
  EXPECT_EQ(harness.gate.judged, 0u);
  EXPECT_EQ(harness.count(Count::receipts), 1);
}

TEST(RelayReceiptsByText, do_not_exempt_anything_else_on_that_bind) {
  RelayHarness harness;
  harness.bind(RelayHarness::receipts);
  harness.give(Side::smsc, text_pdu(5, "a fraud", Command::deliver_sm));
  harness.give(Side::smsc, text_pdu(6, "id:1 stat:DELIVRD text:a fraud", Command::deliver_sm));
  EXPECT_EQ(harness.take(Side::esme), std::vector<Bytes>{});
  // Nothing exempts what an ESME sends.
  const std::string fraud =
      "id:1 submit date:2601051200 done date:2601051201 stat:DELIVRD text:a fraud";
  harness.give(Side::esme, text_pdu(7, fraud));
  EXPECT_EQ(harness.take(Side::smsc).size(), 2u);  // the answers to 5 and 6
  EXPECT_EQ(harness.gate.judged, 3u);
}

TEST(RelayReceiptsByText, are_judged_on_other_binds) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::smsc, text_pdu(5, kReceipt, Command::deliver_sm));
  EXPECT_EQ(harness.gate.judged, 1u);
}

}  // namespace
}  // namespace picket::smpp
