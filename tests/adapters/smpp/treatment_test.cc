// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/treatment.h"

#include <gtest/gtest.h>

#include "adapters/smpp/treatment_settings.h"
#include "filter/document/reader.h"

namespace picket::smpp {
namespace {

struct Read {
  RelayOptions options;
  std::vector<std::string> codes;
  std::string messages;

  const Treatment& of(std::string_view route, std::string_view rule) const {
    return options.treatments->of(route, rule);
  }
};

Read read(std::string_view yaml) {
  document::Diagnostics diagnostics;
  const auto documents = document::read_documents(yaml, "picket.yaml", diagnostics);
  Read result;
  document::FileReporter reporter(diagnostics, "picket.yaml");
  read_treatments(documents.at(0), result.options, reporter);
  for (const auto& diagnostic : diagnostics.all()) {
    result.codes.push_back(diagnostic.code);
    result.messages += diagnostic.message + "\n";
  }
  return result;
}

TEST(TreatmentSettings, read_every_key) {
  const auto got = read(
      "on_block: {submit: 0x432, deliver: 1025}\n"
      "on_warn: {relabel: Likely-SCAM}\n"
      "treat:\n"
      "  - rules: [sms.bank.*, sms.parcel.*]\n"
      "    routes: smpp:retail-?\n"
      "    on_block: {drop: delivrd}\n"
      "  - rules: sms.*\n"
      "    on_warn: {prefix: ['【疑似诈骗】', '[Scam?] ']}\n"
      "  - routes: smpp:trusted\n"
      "    on_warn: record\n"
      "both_fields: refuse\n"
      "part_group: retail\n"
      "in_order: true\n"
      "wrong_state: pass\n"
      "outbind: proxy\n");
  ASSERT_TRUE(got.codes.empty()) << got.messages;
  const Treatment& standard = got.of("smpp:a", "call.x");
  EXPECT_EQ(standard.block.refusal.esme, static_cast<Status>(0x432));
  EXPECT_EQ(standard.block.refusal.smsc, static_cast<Status>(0x401));
  EXPECT_EQ(standard.warning, Warning::relabel);
  EXPECT_EQ(standard.label, "Likely-SCAM");
  const Treatment& dropped = got.of("smpp:retail-1", "sms.parcel.fee");
  EXPECT_TRUE(dropped.block.drop);
  EXPECT_EQ(dropped.block.receipt, ReceiptKind::delivered);
  EXPECT_EQ(dropped.warning, Warning::relabel);  // as the listener's own
  const Treatment& prefixed = got.of("smpp:retail-12", "sms.parcel.fee");
  EXPECT_FALSE(prefixed.block.drop);
  EXPECT_EQ(prefixed.prefixes.size(), 2u);
  EXPECT_TRUE(prefixed.prefixes[0].gsm7.empty());
  EXPECT_EQ(got.of("smpp:trusted", "call.x").warning, Warning::record);
  EXPECT_TRUE(got.options.refuse_both_fields && got.options.in_order && got.options.outbind &&
              got.options.pass_wrong_state);
  EXPECT_NE(got.options.mapping.part_group, 0u);
  EXPECT_NE(got.options.mapping.part_group,
            read("part_group: wholesale\n").options.mapping.part_group);
}

TEST(Blocking, is_the_same_out_of_a_number) {
  for (const std::uint32_t code : {0x0Au, 0x45u, 0x66u, 0x101u, 0x400u, 0x4FFu}) {
    for (const bool drop : {false, true}) {
      for (int kind = 0; kind < 4; ++kind) {
        Blocking blocking;
        blocking.refusal = {static_cast<Status>(code), static_cast<Status>(0x4FF - code)};
        blocking.drop = drop;
        blocking.receipt = static_cast<ReceiptKind>(kind);
        const Blocking same = Blocking::unpacked(blocking.packed());
        EXPECT_EQ(same.refusal.esme, blocking.refusal.esme);
        EXPECT_EQ(same.refusal.smsc, blocking.refusal.smsc);
        EXPECT_EQ(same.drop, drop);
        EXPECT_EQ(same.receipt, blocking.receipt);
      }
    }
  }
}

TEST(TreatmentSettings, are_the_honest_ones_by_default) {
  const auto got = read("name: main\n");
  const Treatment& standard = got.of("smpp:a", "sms.x");
  EXPECT_EQ(standard.block.refusal.esme, Status::submit_failed);
  EXPECT_EQ(standard.block.refusal.smsc, Status::rejected_by_app);
  EXPECT_FALSE(standard.block.drop);
  EXPECT_EQ(standard.warning, Warning::record);
  EXPECT_FALSE(got.options.refuse_both_fields || got.options.in_order || got.options.outbind);
}

TEST(TreatmentSettings, refuse_codes_that_make_peers_retry_or_mean_something_else) {
  for (const std::string_view code :
       {"0", "0x58", "0x14", "0x08", "8", "0x64", "0x65", "0x67", "0xFE", "0xFF", "0x02", "0x100",
        "0x104", "0x3FF", "0x500", "0x80000000", "block", "0x", "-1"}) {
    const auto got = read("on_block: {submit: " + std::string(code) + "}\n");
    EXPECT_EQ(got.codes, std::vector<std::string>{"bad-status"}) << code;
  }
  for (const std::string_view code : {"0x45", "0x58", "0x64", "0x65", "0x67", "0x101"}) {
    const auto got = read("on_block: {deliver: " + std::string(code) + "}\n");
    EXPECT_EQ(got.codes, std::vector<std::string>{"bad-status"}) << code;
  }
  for (const std::string_view code :
       {"0x45", "0x0A", "0x0B", "0x66", "0x101", "0x103", "0x400", "0x4ff", "1074"}) {
    EXPECT_TRUE(read("on_block: {submit: " + std::string(code) + "}\n").codes.empty()) << code;
  }
  EXPECT_NE(read("on_block: {submit: 0x58}\n")
                .messages.find("0x58 cannot stand for a block: peers take it as temporary"),
            std::string::npos);
}

TEST(TreatmentSettings, report_what_is_wrong) {
  using Codes = std::vector<std::string>;
  EXPECT_EQ(read("on_warn: {relabel: much-too-long-a-label}\n").codes, Codes{"bad-label"});
  EXPECT_EQ(read("on_warn: {relabel: '银行'}\n").codes, Codes{"bad-label"});
  EXPECT_EQ(read("on_warn: {relabel: a, prefix: b}\n").codes, Codes{"conflict"});
  EXPECT_EQ(read("treat: [{on_warn: record}]\n").codes, Codes{"missing-key"});
  EXPECT_EQ(read("treat: [{rules: a.*, on_blok: {drop: none}}]\n").codes, Codes{"unknown-key"});
  EXPECT_FALSE(read("on_block: {drop: maybe}\n").codes.empty());
  EXPECT_FALSE(read("both_fields: ignore\n").codes.empty());
  EXPECT_FALSE(read("in_order: yes\n").codes.empty());
}

TEST(Pattern, has_runs_and_single_octets) {
  EXPECT_TRUE(matches_pattern("", ""));
  EXPECT_TRUE(matches_pattern("*", ""));
  EXPECT_TRUE(matches_pattern("sms.*.fee", "sms.parcel.toll.fee"));
  EXPECT_TRUE(matches_pattern("a*b*c", "aXbYbZc"));
  EXPECT_TRUE(matches_pattern("?b**", "ab"));
  EXPECT_FALSE(matches_pattern("a*b", "abc"));
  EXPECT_FALSE(matches_pattern("?", ""));
  EXPECT_FALSE(matches_pattern("sms.bank", "sms.banks"));
}

}  // namespace
}  // namespace picket::smpp
