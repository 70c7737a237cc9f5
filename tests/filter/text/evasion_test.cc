// SPDX-License-Identifier: Apache-2.0
// Each trick of evaders against a phrase as a rule has it, with where the evidence lies; and
// ordinary texts in many languages, whose meaning must stay.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "filter/text/contact.h"
#include "filter/text/fold.h"
#include "filter/text/spelling.h"

namespace picket::text {
namespace {

// The characters of `text` that a phrase is found in, as one string; empty if it is not found. As
// rules do: in its default view, spelled otherwise in squeezed, on word boundaries.
std::string evidence(std::string_view phrase, const std::string& text) {
  const ViewKind kind = default_view(phrase);
  const std::string folded = fold_phrase(phrase, kind);
  std::vector<std::string> forms{folded};
  if (kind == ViewKind::squeezed) forms = Spellings::built_in().variants(folded).phrases;
  Folder folder;
  const Views& views = folder.fold(text);
  const View& view = views[kind];
  const View& raw = views[ViewKind::raw];
  for (const std::string& form : forms) {
    for (std::size_t at = 0; (at = view.bytes.find(form, at)) != std::string_view::npos; ++at) {
      const std::uint32_t first = view.character_at(static_cast<std::uint32_t>(at));
      const std::uint32_t last = view.character_at(static_cast<std::uint32_t>(at + form.size()));
      if (!views.on_word_boundary(kind, first, last)) continue;
      const Stretch found = view.original(first, last);
      std::string cut;
      for (std::uint32_t i = 0; i < raw.bytes.size(); ++i) {
        const std::uint32_t character = raw.character_at(i + 1) - 1;
        if (character >= found.begin && character < found.end) cut += raw.bytes[i];
      }
      return cut;
    }
  }
  return {};
}

std::string phones(const std::string& text) {
  Folder folder;
  ContactFinder finder(Spellings::built_in());
  std::string found;
  for (const Contact& contact : finder.find(folder.fold(text)))
    if (contact.kind == ContactKind::phone) found += std::string(contact.value) + ' ';
  return found;
}

TEST(Evasion, full_width) {
  EXPECT_EQ(evidence("bank.com", "见ｗｗｗ．ｂａｎｋ．ｃｏｍ"), "ｂａｎｋ．ｃｏｍ");
  EXPECT_EQ(evidence("0791", "０７９１"), "０７９１");
}

TEST(Evasion, enclosed_and_dingbat_digits) {
  EXPECT_EQ(evidence("138", "电①③⑧"), "①③⑧");
  EXPECT_EQ(evidence("138", "⑴⑶⑻"), "⑴⑶⑻");
  EXPECT_EQ(evidence("138", "⒈⒊⒏"), "⒈⒊⒏");
  EXPECT_EQ(evidence("110", "❶➀⓿"), "❶➀⓿");
  EXPECT_EQ(evidence("av", "看🅰🆅"), "🅰🆅");
}

TEST(Evasion, mathematical_letters) { EXPECT_EQ(evidence("paypal", "𝐩𝐚𝐲𝐩𝐚𝐥 𝟏"), "𝐩𝐚𝐲𝐩𝐚𝐥"); }

TEST(Evasion, small_capitals) {
  EXPECT_EQ(evidence("apple", "your ᴀᴘᴘʟᴇ id"), "ᴀᴘᴘʟᴇ");
  EXPECT_EQ(evidence("google", "ɢoogle"), "ɢoogle");
}

TEST(Evasion, cyrillic_and_greek_letters) {
  EXPECT_EQ(evidence("paypal", "pаypаl"), "pаypаl");
  EXPECT_EQ(evidence("santander", "ѕantander"), "ѕantander");
  EXPECT_EQ(evidence("microsoft", "micrоsoft"), "micrоsoft");
}

TEST(Evasion, invisible_characters) {
  EXPECT_EQ(evidence("银行", "银\u200B行"), "银\u200B行");
  EXPECT_EQ(evidence("paypal", "pay\u2060pal"), "pay\u2060pal");
  for (const char* unseen : {"\uFEFF", "\u00AD", "\u034F", "\u180E", "\u3164", "\u115F", "\u2800",
                             "\uFE0F", "\U000E0041", "\u202E", "\u2066", "\u2069"})
    EXPECT_EQ(evidence("贷款", "贷" + std::string(unseen) + "款").substr(0, 3), "贷") << unseen;
}

TEST(Evasion, combining_marks) {
  EXPECT_EQ(evidence("spam", "s̶p̶a̶m̶"), "s̶p̶a̶m̶");
  EXPECT_EQ(evidence("facebook", "faْcebook"), "faْcebook");
  EXPECT_EQ(evidence("贷款", "贷̶款̶"), "贷̶款̶");
}

TEST(Evasion, separators_inside_words) {
  for (const char* text : {"发*票", "发 票", "发-_-票", "发。票", "发\n票", "发★票"})
    EXPECT_EQ(evidence("发票", text), text);
  EXPECT_EQ(evidence("微信", "加微-信"), "微-信");
  EXPECT_EQ(evidence("click", "c.l.i.c.k here"), "c.l.i.c.k");
}

TEST(Evasion, homophones) {
  for (const char* text : {"薇信", "威信", "徽信"}) EXPECT_EQ(evidence("微信", text), text);
  EXPECT_EQ(evidence("发票", "发漂"), "发漂");
  EXPECT_EQ(evidence("QQ群", "进Q裙"), "Q裙");
  EXPECT_EQ(evidence("支付宝", "知付宝"), "知付宝");
}

TEST(Evasion, look_alike_han) {
  EXPECT_EQ(evidence("账户", "您的帐户"), "帐户");
  EXPECT_EQ(evidence("自己", "自已"), "自已");
  EXPECT_EQ(evidence("裸贷", "课贷"), "课贷");
}

TEST(Evasion, traditional_and_variant_han) {
  EXPECT_EQ(evidence("贷款", "貸款"), "貸款");
  EXPECT_EQ(evidence("银行", "銀行"), "銀行");
  EXPECT_EQ(evidence("台湾户", "臺灣戶"), "臺灣戶");
}

TEST(Evasion, radicals_and_compatibility_forms) {
  EXPECT_EQ(evidence("人行", "⼈⾏"), "⼈⾏");
  EXPECT_EQ(evidence("肉", "⺼"), "⺼");
  EXPECT_EQ(evidence("水一", "㊌㊀"), "㊌㊀");
}

TEST(Evasion, split_characters) {
  EXPECT_EQ(evidence("你好", "你女子"), "你女子");
  EXPECT_EQ(evidence("想贷款", "木目心贷款"), "木目心贷款");
  EXPECT_EQ(evidence("加我", "力口我"), "力口我");
}

TEST(Evasion, pinyin_and_initials) {
  EXPECT_EQ(evidence("加微信", "jia wei xin"), "jia wei xin");
  EXPECT_EQ(evidence("微信", "VX 8800"), "VX");
  EXPECT_EQ(evidence("微信", "V信"), "V信");
  EXPECT_EQ(evidence("贷款", "需要daikuan吗"), "daikuan");
}

TEST(Evasion, emoji_as_letters_and_words) {
  EXPECT_EQ(evidence("微信", "V❤"), "V❤");
  EXPECT_EQ(evidence("加我", "➕我"), "➕我");
  EXPECT_EQ(evidence("赚钱", "天天赚💰"), "赚💰");
  EXPECT_EQ(evidence("ab", "🇦🇧"), "🇦🇧");
}

TEST(Evasion, han_and_financial_numerals_in_phones) {
  EXPECT_EQ(phones("电话壹叁捌零零零零零零零零"), "13800000000 ");
  EXPECT_EQ(phones("电话幺三八〇〇〇〇〇〇〇〇"), "13800000000 ");
  EXPECT_EQ(phones("电话一③8 ４000 零零零⓿"), "13840000000 ");
}

TEST(Evasion, leet_where_a_rule_asks) {
  EXPECT_EQ(fold_phrase("fr33 0TP", ViewKind::leet), fold_phrase("free OTP", ViewKind::leet));
}

// What people write every day is not taken for a trick: the phrase on the left is not in the text.
TEST(OrdinaryText, keeps_its_meaning) {
  struct Ordinary {
    const char* phrase;
    const char* text;
  };
  for (const Ordinary& each : {
           Ordinary{"账", "收入未到，未来可期"},
           {"微信", "威风凛凛，信心十足"},
           {"贷款", "货款已付"},
           {"钱", "祝你发财💰"},
           {"加", "1 + 1 = 2"},
           {"微信", "我爱❤你"},
           {"加我", "李佳我想你"},
           {"电话", "家电活动开始"},
           {"otp", "hotpot tonight"},
           {"ab", "c a b d"},
           {"cn", "中国🇨🇳加油"},
           {"paypal", "рау рал"},
       })
    EXPECT_EQ(evidence(each.phrase, each.text), "") << each.text;
}

TEST(OrdinaryText, of_other_scripts_is_itself) {
  for (const char* text : {"رسالة من البنك", "خدمة العملاء", "आपका खाता सक्रिय है", "बैंक संदेश",
                           "ธนาคารของคุณ", "ที่นี่ค่ะ", "안녕하세요 은행", "こんにちは、銀行です"})
    EXPECT_EQ(fold_phrase(text, ViewKind::folded).substr(0, 3), std::string(text).substr(0, 3));
  EXPECT_EQ(fold_phrase("رسالة من البنك", ViewKind::folded), "رسالة من البنك");
  EXPECT_EQ(fold_phrase("आपका खाता सक्रिय है", ViewKind::folded), "आपका खाता सक्रिय है");
  EXPECT_EQ(fold_phrase("ธนาคารของคุณ", ViewKind::folded), "ธนาคารของคุณ");
}

TEST(OrdinaryText, in_turkish_is_found_as_it_is_written) {
  EXPECT_EQ(evidence("şifre", "Yeni ŞİFRE oluşturun"), "ŞİFRE");
  EXPECT_EQ(evidence("kısa", "KISA mesaj"), "KISA");
  EXPECT_EQ(evidence("sifreniz", "yeni şifre"), "");
}

TEST(OrdinaryText, keeps_its_emoji) {
  EXPECT_EQ(fold_phrase("生日快乐🎂❤️💰", ViewKind::folded), "生日快乐🎂❤💰");
  EXPECT_EQ(fold_phrase("🏦 open 9-5 📞138", ViewKind::folded), "🏦 open 9-5 📞138");
  EXPECT_EQ(fold_phrase("🇹🇷🇨🇳", ViewKind::folded), "🇹🇷🇨🇳");
}

}  // namespace
}  // namespace picket::text
