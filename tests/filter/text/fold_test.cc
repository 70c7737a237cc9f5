// SPDX-License-Identifier: Apache-2.0
#include "filter/text/fold.h"

#include <gtest/gtest.h>

#include <string>

namespace picket::text {
namespace {

std::string folded(std::string_view text) { return fold_phrase(text, ViewKind::folded); }
std::string squeezed(std::string_view text) { return fold_phrase(text, ViewKind::squeezed); }
std::string leet(std::string_view text) { return fold_phrase(text, ViewKind::leet); }

TEST(Folded, undoes_case_and_width) {
  EXPECT_EQ(folded("ＢＡＮＫ．ｃｏｍ ０７９１　x"), "bank.com 0791 x");
  EXPECT_EQ(folded("Straße ﬁn"), "strasse fin");
}

TEST(Folded, undoes_enclosed_and_dingbat_digits_without_adding_punctuation) {
  EXPECT_EQ(folded("①③⑧ ⑴⑶⑻ ⒈⒊⒏ ❶➀⓿➊ ⑩⓫"), "138 138 138 1101 1011");
  EXPECT_EQ(folded("㈠㊀㈱"), "一一株");
  EXPECT_EQ(folded("1️⃣3️⃣8️⃣"), "138");
}

TEST(Folded, undoes_enclosed_letters_and_ready_made_words) {
  EXPECT_EQ(folded("ⓐⒷ⒞🄐🅐🅰🆅🆧"), "abcaaav🆧");
  EXPECT_EQ(folded("🆓🆗🆘🆔"), "freeoksosid");
}

TEST(Folded, undoes_mathematical_letters) { EXPECT_EQ(folded("𝐩𝐚𝐲𝐩𝐚𝐥 𝟏𝟑𝟖 𝕍𝕏"), "paypal 138 vx"); }

TEST(Folded, undoes_small_capitals_and_phonetic_letters) {
  EXPECT_EQ(folded("ᴀᴘᴘʟᴇ ɢoogle ʜꜱʙᴄ"), "apple google hsbc");
}

TEST(Folded, undoes_cyrillic_and_greek_look_alikes) {
  EXPECT_EQ(folded("pаypаl ѕantander micrоsoft ВANK ΗSΒC"), "paypal santander microsoft bank hsbc");
}

TEST(Folded, removes_what_cannot_be_seen) {
  EXPECT_EQ(folded("银\u200B行 pay\u2060pal \uFEFF\u00ADa\u034F\u180E\u3164\u115F\u2800\uFE0Fb "
                   "\U000E0041\u202E\u2066c\u2069"),
            "银行 paypal ab c");
  EXPECT_EQ(folded(std::string_view("a\0b\x01", 4)), "ab");
}

TEST(Folded, drops_marks_on_latin_and_han_and_keeps_others) {
  EXPECT_EQ(folded("s̶p̶a̶m faْcebook fou̐nd é ế 贷̶款̶"), "spam facebook found e e 贷款");
  EXPECT_EQ(folded("كَتَبَ हिन्दी ที่นี่ й"), "كَتَبَ हिन्दी ที่นี่ й");
}

TEST(Folded, has_an_iota_below_for_a_mark) {
  EXPECT_EQ(folded("t\u0345ıklayın"), "tiklayin");
  EXPECT_EQ(folded("\u1FB3"), folded("α\u0345"));
}

TEST(Folded, does_not_mind_on_which_side_of_a_tone_mark_a_nikhahit_is_written) {
  EXPECT_EQ(folded("น\u0E4D\u0E49า"), folded("น\u0E49\u0E33"));
}

TEST(Folded, has_one_hyphen) {
  EXPECT_EQ(folded("e\u2011devlet e\u2010devlet"), "e-devlet e-devlet");
}

TEST(Folded, composes_what_a_look_up_a_character_cannot) {
  EXPECT_EQ(folded("ﾊﾞﾝｸ"), "バンク");
  EXPECT_EQ(folded("\u1112\u1161\u11AB"), "한");
  EXPECT_EQ(folded("и\u0306"), "й");
}

TEST(Folded, simplifies_traditional_variant_and_look_alike_han) {
  EXPECT_EQ(folded("貸款 銀行 臺灣 戶 帐户 自已 ⼈⾏ ⺼"), "贷款 银行 台湾 户 账户 自己 人行 肉");
}

TEST(Folded, reads_letter_emoji) { EXPECT_EQ(folded("➕我 v❤ V❤️ 🇻🇽 🇦🇧"), "加我 v信 v信 vx ab"); }

TEST(Folded, has_the_letter_before_a_letter_emoji_in_its_evidence) {
  Folder folder;
  const View& view = folder.fold("加v❤")[ViewKind::folded];
  ASSERT_EQ(view.bytes, "加v信");
  EXPECT_EQ(view.original(2, 3).begin, 1u);
  EXPECT_EQ(view.original(2, 3).end, 3u);
}

TEST(Folded, leaves_ordinary_emoji_alone) {
  EXPECT_EQ(folded("luv❤ I❤️U 🇨🇳 🇨🇳🇺🇸 💰📞138 👨‍👩‍👧"),
            "luv❤ i❤u 🇨🇳 🇨🇳🇺🇸 💰📞138 👨👩👧");
}

TEST(Folded, makes_one_space_of_a_run) { EXPECT_EQ(folded("a \t\n\u3000\u200B b\u00A0"), "a b "); }

TEST(Folded, joins_four_single_letters_with_one_separator) {
  EXPECT_EQ(folded("c.l.i.c.k 点c-l-i-c-k点 w i n now"), "click 点click点 w i n now");
  EXPECT_EQ(folded("a.b-c.d a.b.c"), "a.b-c.d a.b.c");
  EXPECT_EQ(folded("e.g. a b c d efg"), "e.g. abcd efg");
  EXPECT_EQ(folded("a.b.c.d e f g"), "abcdefg");
}

TEST(Squeezed, keeps_letters_digits_and_their_marks) {
  EXPECT_EQ(squeezed("发*票 不@当 微-信, V_X 138-0013 ที่ นี่!"), "发票不当微信vx1380013ที่นี่");
}

TEST(Leet, reads_digits_and_signs_as_letters) {
  EXPECT_EQ(leet("V14gr4 h3rb41 fr33 0TP ca$h m|n!"), "vlagra herbal free otp cash mlnl");
}

TEST(Raw, is_well_formed_whatever_came) {
  Folder folder;
  const auto raw = [&](std::string_view text) {
    return folder.fold(text, view_bit(ViewKind::raw))[ViewKind::raw].bytes;
  };
  EXPECT_EQ(raw("k\xF0\x9F\x91"), "k\uFFFD");
  EXPECT_EQ(raw("plain \uFFFD"), "plain \uFFFD");
  // In buffers of its own, which all of it fills.
  EXPECT_EQ(
      Folder().fold(std::string(64, '\xFF'), view_bit(ViewKind::raw))[ViewKind::raw].characters(),
      64u);
}

TEST(Folded, stands_one_character_in_for_each_ill_formed_subpart) {
  EXPECT_EQ(folded("a\xFFz\xE4\xBDz\xED\xA0\x80\xF0\x9F\x98"),
            "a\uFFFDz\uFFFDz\uFFFD\uFFFD\uFFFD\uFFFD");
}

}  // namespace
}  // namespace picket::text
