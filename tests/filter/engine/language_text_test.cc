// SPDX-License-Identifier: Apache-2.0
// The rule language on texts, sentence by sentence, by real rules: what each says of a text.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/filter/engine/judge.h"

namespace picket {
namespace {

// `match` in flow style.
struct Case {
  std::string_view match;
  std::string_view text;
  bool hits;
};

void check(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    test::Judge judge("match: " + std::string(one.match) + '\n');
    EXPECT_EQ(judge.hits(one.text), one.hits) << one.match << "\n" << one.text;
  }
}

TEST(LanguageOfTexts, a_list_of_phrases_means_any_of_them) {
  check({{"{text: 积分}", "您的积分", true},
         {"{text: 积分}", "您的奖励", false},
         {"{text: [积分, 奖励]}", "您的奖励", true},
         {"{text: {any: [积分, 奖励]}}", "您的奖励", true},
         {"{text: {all: [积分, [兑换, 领取]]}}", "领取您的积分", true},
         {"{text: {all: [积分, [兑换, 领取]]}}", "您的积分", false}});
}

TEST(LanguageOfTexts, several_keys_in_one_mapping_must_all_hold) {
  check({{"{text: 积分, link: any}", "积分 a.example/x", true},
         {"{text: 积分, link: any}", "积分", false},
         {"{text: 积分, link: any}", "a.example/x", false}});
}

TEST(LanguageOfTexts, all_any_not_and_at_least_combine) {
  check({{"{all: [{text: 甲}, {text: 乙}]}", "甲乙", true},
         {"{all: [{text: 甲}, {text: 乙}]}", "甲", false},
         {"{any: [{text: 甲}, {text: 乙}]}", "乙", true},
         {"{any: [{text: 甲}, {text: 乙}]}", "丙", false},
         {"{not: {text: 甲}}", "乙", true},
         {"{not: {text: 甲}}", "甲", false},
         {"{at_least: {count: 2, of: [{text: 甲}, {text: 乙}, {text: 丙}]}}", "丙甲", true},
         {"{at_least: {count: 2, of: [{text: 甲}, {text: 乙}, {text: 丙}]}}", "丙", false},
         {"{at_least: {count: 1, of: [{text: 甲}]}}", "甲", true},
         {"{at_least: {count: 2, of: [{text: 甲}, {not: {text: 乙}}]}}", "甲", true},
         {"{at_least: {count: 2, of: [{text: 甲}, {not: {text: 乙}}]}}", "甲乙", false}});
}

TEST(LanguageOfTexts, folding_undoes_what_disguises_a_phrase) {
  check({{"{text: 积分}", "積分", true},
         {"{text: 积分}", "积 分", true},
         {"{text: 积分}", "积-分", true},
         {"{text: 积分}", "积\u200B分", true},
         {"{text: click}", "ＣＬＩＣＫ", true},
         {"{text: click}", "c.l.i.c.k", true},
         {"{text: 账户}", "帐户", true},
         {"{text: 加V}", "➕V", true}});
}

TEST(LanguageOfTexts, a_phrase_with_an_unspaced_letter_looks_in_squeezed_any_other_in_folded) {
  check({{"{text: 积分}", "积，分", true},
         {"{text: log in}", "please log  in", true},
         {"{text: log in}", "please log.in", false},
         {"{text: {any: [log in], view: squeezed}}", "please log.in", true},
         {"{text: {any: [积分], view: folded}}", "积，分", false}});
}

TEST(LanguageOfTexts, raw_is_the_text_as_decoded_and_case_counts) {
  check({{"{text: {any: [Click], view: raw}}", "Click", true},
         {"{text: {any: [Click], view: raw}}", "click", false},
         {"{text: {any: [積分], view: raw}}", "积分", false}});
}

TEST(LanguageOfTexts, leet_digits_and_signs_stand_for_letters) {
  check({{"{text: {any: [password], view: leet}}", "p4$$w0rd", true},
         {"{text: password}", "p4$$w0rd", false}});
}

TEST(LanguageOfTexts, a_word_boundary_is_judged_in_folded) {
  check({{"{text: otp}", "otp123", true},
         {"{text: otp}", "hotpot", false},
         {"{text: '95588'}", "955880", false},
         {"{text: '95588'}", "电95588话", true},
         {"{text: 加V}", "加V138", true},
         {"{text: 加V}", "加VIP", false},
         {"{text: {any: [otp], view: raw}}", "hotpot", true}});
}

TEST(LanguageOfTexts, spellings_stand_for_words_of_phrases_in_squeezed_alone) {
  check({{"{text: 加微信}", "加薇信", true},
         {"{text: 加微信}", "加vx", true},
         {"{text: 加QQ}", "加扣扣", true},
         {"{text: 贷款}", "daikuan", true},
         {"{text: {any: [贷款], view: folded}}", "daikuan", false},
         {"{text: 木目心}", "想", false}});
}

TEST(LanguageOfTexts, a_sequence_has_its_steps_in_order_within_a_distance_and_not_overlapping) {
  const std::string_view match = "{text: {sequence: [[登录, 点击], [兑换, 领取]], within: 3}}";
  check({{match, "点击领取", true},
         {match, "点击一二三领取", true},
         {match, "点击一二三四领取", false},
         {match, "领取点击", false},
         {"{text: {sequence: [甲乙, 乙丙], within: 5}}", "甲乙丙", false},
         {"{text: {sequence: [甲乙, 乙丙], within: 0}}", "甲乙乙丙", true},
         {"{text: {sequence: [甲, 乙, 丙], within: 1}}", "甲一一甲一乙丙", true}});
}

TEST(LanguageOfTexts, near_is_the_same_in_any_order) {
  const std::string_view match = "{text: {near: [点击, 领取], within: 3}}";
  check({{match, "领取一二三点击", true},
         {match, "点击领取", true},
         {match, "领取一二三四点击", false},
         {"{text: {near: [甲乙, 乙丙], within: 5}}", "甲乙丙", false}});
}

TEST(LanguageOfTexts, a_sequence_looks_in_squeezed_if_any_phrase_has_an_unspaced_letter) {
  check({{"{text: {sequence: [log in, 领取], within: 2}}", "log-in，，，，领取", true},
         {"{text: {sequence: [log in, claim], within: 2}}", "log in, claim", true},
         {"{text: {sequence: [log in, claim], within: 2}}", "log in - - claim", false}});
}

TEST(LanguageOfTexts, a_regex_is_searched_anywhere_without_boundaries) {
  check({{"{text: {regex: '满[0-9]+减'}}", "全场满１００减", true},
         {"{text: {regex: '满[0-9]+减'}}", "全场满减", false},
         {"{text: {regex: 'OTP'}}", "hotpot", true},
         {"{text: {regex: '^您'}}", "您好", true},
         {"{text: {regex: '^您'}}", "好您", false},
         {"{text: {regex: '您$'}}", "好您", true},
         {"{text: {regex: 'A[0-9]', view: raw}}", "a1", false},
         {"{text: {regex: 'A[0-9]', view: raw}}", "A1", true}});
}

TEST(LanguageOfTexts, links_are_any_none_or_have_properties_of_one_same_link) {
  check({{"{link: any}", "见 http://a.example/x", true},
         {"{link: any}", "见 a b", false},
         {"{link: none}", "见 a b", true},
         {"{link: none}", "见 http://a.example/x", false},
         {"{link: {host: bank.example}}", "m.bank.example/x", true},
         {"{link: {host: bank.example}}", "mybank.example/x", false},
         {"{link: {any_host_in: [bank.example]}}", "a.example/x m.bank.example/x", true},
         {"{link: {every_host_in: [bank.example]}}", "a.example/x m.bank.example/x", false},
         {"{link: {every_host_in: [bank.example]}}", "bank.example/y m.bank.example/x", true},
         {"{link: {every_host_in: [bank.example]}}", "你好", false},
         {"{link: {look_alike_of: [bank.example]}}", "http://b4nk.example", false},
         {"{link: {look_alike_of: [icbc.example]}}", "http://icbc-pay.example", true},
         {"{link: {look_alike_of: [icbc.example]}}", "http://www.icbc.example", false},
         {"{link: {host: a.example, shortener: true}}", "a.example/x http://bit.ly/x", false}});
}

TEST(LanguageOfTexts, disguised_links_are_links) {
  check({{"{link: {host: bank.example}}", "hxxp://bank[.]example/x", true},
         {"{link: {host: bank.example}}", "ｂａｎｋ．ｅｘａｍｐｌｅ/x", true},
         {"{link: {host: bank.example}}", "点bank.example看看", true},
         {"{link: any}", "a@bank.example", false}});
}

TEST(LanguageOfTexts, contacts_are_found_by_kind) {
  check({{"{contact: {kind: phone}}", "电话13900000123", true},
         {"{contact: {kind: [phone]}}", "电话1390000", false},
         {"{contact: {kind: [wechat, qq]}}", "加微信 abcdef12", true},
         {"{contact: {kind: qq}}", "QQ:12345678", true},
         {"{contact: {kind: telegram}}", "telegram @someone_1", true},
         {"{contact: {kind: email}}", "a@bank.example", true},
         {"{contact: {kind: card}}", "卡号4111111111111111", true},
         {"{contact: {kind: card}}", "卡号4111111111111112", false}});
}

TEST(LanguageOfTexts, unless_vetoes) {
  test::Judge judge("match: {text: 积分}\nunless: {any: [{text: 招聘}, {link: none}]}\n");
  EXPECT_TRUE(judge.hits("积分 a.example/x"));
  EXPECT_FALSE(judge.hits("积分"));
  EXPECT_FALSE(judge.hits("积分 招聘 a.example/x"));
}

}  // namespace
}  // namespace picket
