// SPDX-License-Identifier: Apache-2.0
#include "filter/text/contact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "filter/text/digit_runs.h"
#include "filter/text/fold.h"

namespace picket::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Contacts as `kind:value`.
std::vector<std::string> find(std::string_view text) {
  static ContactFinder finder(Spellings::built_in());
  Folder folder;
  std::vector<std::string> found;
  for (const Contact& contact : finder.find(folder.fold(text)))
    found.push_back(std::string(kContactNames[static_cast<std::size_t>(contact.kind)]) + ":" +
                    std::string(contact.value));
  return found;
}

TEST(ContactFinder, finds_phone_numbers_of_every_shape) {
  EXPECT_THAT(find("电13900000001联系"), ElementsAre("phone:13900000001"));
  EXPECT_THAT(find("86 139 0000 0001"), ElementsAre("phone:8613900000001"));
  EXPECT_THAT(find("+86-139-0000-0001"), ElementsAre("phone:+8613900000001"));
  EXPECT_THAT(find("(0755) 0000-0001 或 010-00000001"),
              ElementsAre("phone:075500000001", "phone:01000000001"));
  EXPECT_THAT(find("400-000-0001，8000000001"),
              ElementsAre("phone:4000000001", "phone:8000000001"));
  EXPECT_THAT(find("call +44 20 7946 0958 now"), ElementsAre("phone:+442079460958"));
}

TEST(ContactFinder, undoes_disguised_digits) {
  EXPECT_THAT(find("壹叁⑨零零零零〇00一"), ElementsAre("phone:13900000001"));
  EXPECT_THAT(find("一③9 00００ ○○○❶"), ElementsAre("phone:13900000001"));
  EXPECT_THAT(find("1 3 9 0 0 0 0 0 0 0 1"), ElementsAre("phone:13900000001"));
  EXPECT_THAT(find("l39OOOO0001"), ElementsAre("phone:13900000001"));
  EXPECT_THAT(find("周一13900000001"), ElementsAre("phone:13900000001"));
  EXPECT_THAT(find("幺三九零零零零零零零幺"), ElementsAre("phone:13900000001"));
}

TEST(ContactFinder, finds_no_phone_in_other_numbers) {
  for (const char* text : {"订单139000000012", "2024-01-05 12:30", "余额1,390.00元", "一百三十九",
                           "95588", "验证码 123456", "2000000000"})
    EXPECT_THAT(find(text), IsEmpty()) << text;
}

TEST(ContactFinder, finds_cards_by_their_check_digit) {
  EXPECT_THAT(find("卡号 4111 1111 1111 1111"), ElementsAre("card:4111111111111111"));
  EXPECT_THAT(find("4111-1111-1111-1111"), ElementsAre("card:4111111111111111"));
  EXPECT_THAT(find("肆壹壹壹壹壹壹壹壹壹壹壹壹壹壹①"), ElementsAre("card:4111111111111111"));
  EXPECT_THAT(find("3782 822463 10005"), ElementsAre("card:378282246310005"));
  EXPECT_THAT(find("4111 1111 1111 1112"), IsEmpty());
  EXPECT_THAT(find("0000 0000 0000 0000"), IsEmpty());
}

TEST(ContactFinder, finds_ids_after_their_word) {
  EXPECT_THAT(find("加微信：abc_12345 咨询"), ElementsAre("wechat:abc_12345"));
  EXPECT_THAT(find("薇信xiaomei"), ElementsAre("wechat:xiaomei"));
  EXPECT_THAT(find("V❤ xy-778899"), ElementsAre("wechat:xy-778899"));
  EXPECT_THAT(find("QQ：一二三四五六七"), ElementsAre("qq:1234567"));
  EXPECT_THAT(find("扣扣 1234 5678"), ElementsAre("qq:12345678"));
  EXPECT_THAT(find("telegram: @Some_Body"), ElementsAre("telegram:some_body"));
  EXPECT_THAT(find("纸飞机@abcde"), ElementsAre("telegram:abcde"));
  EXPECT_THAT(find("微信同号13900000001"), ElementsAre("phone:13900000001", "wechat:13900000001"));
}

TEST(ContactFinder, finds_no_id_in_ordinary_talk) {
  for (const char* text : {"wechat account", "微信支付12345元", "微信 群", "QQ邮箱", "my wx app",
                           "telegram channel", "微信，我明天给你abc12345", "hotqq 1234567"})
    EXPECT_THAT(find(text), IsEmpty()) << text;
}

TEST(ContactFinder, finds_mail_addresses) {
  EXPECT_THAT(find("写信到 Li.Ming+x@Mail.Example，谢谢"),
              ElementsAre("email:li.ming+x@mail.example"));
  EXPECT_THAT(find("li[at]mail[.]example"), ElementsAre("email:li@mail.example"));
  EXPECT_THAT(find("ｌｉ＠mail．example"), ElementsAre("email:li@mail.example"));
  EXPECT_THAT(find("@someone at@once a@b"), IsEmpty());
}

TEST(ContactFinder, points_at_the_original) {
  Folder folder;
  ContactFinder finder(Spellings::built_in());
  const auto contacts = finder.find(folder.fold("薇 信：+86 1３9 00000001。"));
  ASSERT_EQ(contacts.size(), 2u);
  EXPECT_EQ(contacts[0].at.begin, 4u);
  EXPECT_EQ(contacts[0].at.end, 20u);
}

TEST(ContactFinder, takes_a_ruleset_s_own_spellings) {
  Spellings spellings;
  document::Diagnostics diagnostics;
  spellings.add_file("own.txt", "微信 = 魏新", diagnostics);
  ContactFinder finder(spellings);
  Folder folder;
  EXPECT_EQ(finder.find(folder.fold("魏新abc123")).size(), 1u);
  EXPECT_THAT(find("魏新abc123"), IsEmpty());
}

constexpr double kMostStepsPerByte = 32;

// Steps a byte of text that is `unit` over and over.
double steps_per_byte(std::string_view unit, std::size_t bytes) {
  static Folder folder;
  static ContactFinder finder(Spellings::built_in());
  std::string text;
  while (text.size() < bytes) text += unit;
  finder.find(folder.fold(text));
  return static_cast<double>(finder.steps()) / static_cast<double>(text.size());
}

TEST(ContactFinder, is_linear_in_hostile_text) {
  const auto expect_linear = [](const std::string& unit) {
    const double few = steps_per_byte(unit, 4 << 10), many = steps_per_byte(unit, 64 << 10);
    EXPECT_LE(many, 1.5 * few + 2) << unit;
    EXPECT_LE(many, kMostStepsPerByte) << unit;
  };
  for (const char* unit : {"1 ", "一", "a@", "微信", "vx1", "x@℅.com ", "x@℀.com ", "a.b@", "+86 ",
                           "+1", "a(at)", "a[at]b.", "qq1 ", "微信：1", "4111 ", "0755-"})
    expect_linear(unit);
  for (const char* part :
       {"1", "12345", "a", "一", "微信", "vx", "qq", "telegram", "+86", "a@b", "x@℅", "x@com"})
    for (const char* separator : {" ", ".", "-", "@", ":", "(", "+", ".com", ".com.", "[at]", "_"})
      expect_linear(std::string(part) + separator);
}

TEST(Luhn, rejects_every_single_wrong_digit) {
  const std::string card = "4111111111111111";
  ASSERT_TRUE(is_card(card));
  for (std::size_t i = 0; i < card.size(); ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string other = card;
      other[i] = digit;
      EXPECT_EQ(is_card(other), other == card) << other;
    }
}

}  // namespace
}  // namespace picket::text
