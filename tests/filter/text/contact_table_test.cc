// SPDX-License-Identifier: Apache-2.0
// What is a contact and what is none, as a table: each line a text, the contacts found in it as
// `kind:value`, and the stretch of the original that the first one is.
#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

#include "filter/text/contact.h"
#include "filter/text/fold.h"

namespace picket::text {
namespace {

struct Line {
  std::string_view text;
  std::string_view contacts;  // parted by spaces
  std::string_view at;        // of the first; empty: not said
};

// Characters of the original.
std::string cut(const View& raw, const Stretch& stretch) {
  std::string cut;
  for (std::uint32_t byte = 0; byte < raw.bytes.size(); ++byte) {
    const std::uint32_t character = raw.character_at(byte + 1) - 1;
    if (character >= stretch.begin && character < stretch.end) cut += raw.bytes[byte];
  }
  return cut;
}

void expect(std::span<const Line> lines) {
  Folder folder;
  ContactFinder finder(Spellings::built_in());
  for (const Line& line : lines) {
    const Views& views = folder.fold(line.text);
    std::string found;
    const auto contacts = finder.find(views);
    for (const Contact& contact : contacts) {
      found += (found.empty() ? "" : " ") +
               std::string(kContactNames[static_cast<std::size_t>(contact.kind)]) + ":" +
               std::string(contact.value);
    }
    EXPECT_EQ(found, line.contacts) << line.text;
    if (!line.at.empty() && !contacts.empty()) {
      EXPECT_EQ(cut(views[ViewKind::raw], contacts[0].at), line.at) << line.text;
    }
  }
}

TEST(ContactTable, phones) {
  static constexpr Line kLines[] = {
      {"电话13900000001。", "phone:13900000001", "13900000001"},
      {"tel:139-0000-0001", "phone:13900000001", "139-0000-0001"},
      {"139 0000 0001", "phone:13900000001", "139 0000 0001"},
      {"+86 139 0000 0001", "phone:+8613900000001", "+86 139 0000 0001"},
      {"008613900000001", "phone:008613900000001", ""},
      {"1.3.9.0.0.0.0.0.0.0.1", "phone:13900000001", ""},
      {"1\u200B39000\u200D00001", "phone:13900000001", "1\u200B39000\u200D00001"},
      {"電話139零零兩洞洞0拐勾，", "phone:13900200079", "139零零兩洞洞0拐勾"},
      {"幺參九〇〇〇〇〇〇〇弍", "phone:13900000002", "幺參九〇〇〇〇〇〇〇弍"},
      {"1390000000两找我", "phone:13900000002", "1390000000两"},
      {"周一两点参加13900000001两个", "phone:13900000001", "13900000001"},
      {"山洞0755-00000001", "phone:075500000001", "0755-00000001"},
      {"一共三个人，五六七八九十", "", ""},
      {"壹叁⑨零零零零〇00一", "phone:13900000001", "壹叁⑨零零零零〇00一"},
      {"１３９０００００００１", "phone:13900000001", "１３９０００００００１"},
      {"📞13900000001", "phone:13900000001", "13900000001"},
      {"l39OOOO0001", "phone:13900000001", "l39OOOO0001"},
      {"010-00000001", "phone:01000000001", "010-00000001"},
      {"(0755)0000 0001", "phone:075500000001", ""},
      {"400-000-0001", "phone:4000000001", "400-000-0001"},
      {"800 000 0001", "phone:8000000001", ""},
      {"+44 20 7946 0958", "phone:+442079460958", "+44 20 7946 0958"},
  };
  expect(kLines);
}

TEST(ContactTable, is_no_phone) {
  static constexpr Line kLines[] = {
      {"验证码123456", "", ""},
      {"订单号139000000012", "", ""},
      {"12000000001", "", ""},
      {"2026-01-05 12:30:59", "", ""},
      {"2026年1月5日", "", ""},
      {"10:30-12:45", "", ""},
      {"余额1,390,000.00元", "", ""},
      {"1390000元", "", ""},
      {"尾号4471", "", ""},
      {"95588 10086 10690000123", "", ""},
      {"+1+2=3", "", ""},
      {"版本10.2.33.4", "", ""},
      {"一百三十九", "", ""},
      {"五一 六一 七一", "", ""},
  };
  expect(kLines);
}

TEST(ContactTable, cards) {
  static constexpr Line kLines[] = {
      {"4111111111111111", "card:4111111111111111", "4111111111111111"},
      {"卡号4111 1111 1111 1111", "card:4111111111111111", "4111 1111 1111 1111"},
      {"4111-1111-1111-1111", "card:4111111111111111", ""},
      {"3782 822463 10005", "card:378282246310005", ""},
      {"④111 1111 1111 111壹", "card:4111111111111111", ""},
      {"4111111111111112", "", ""},
      {"订单4111111111111112", "", ""},
      {"411111111111", "", ""},
      {"1111111111111117 0000000000000000", "card:1111111111111117", ""},
  };
  expect(kLines);
}

TEST(ContactTable, ids) {
  static constexpr Line kLines[] = {
      {"微信 xiaomei叁8贰两，", "wechat:xiaomei3822", "xiaomei叁8贰两"},
      {"微信 abc壹贰叁肆加我", "wechat:abc1234", "abc壹贰叁肆"},
      {"QQ：一二三四五六七加我", "qq:1234567", "一二三四五六七"},
      {"QQ 12345一起玩", "qq:12345", "12345"},
      {"QQ 12345两人", "qq:12345", "12345"},
      {"QQ 2345678901两个", "qq:2345678901", "2345678901"},
      {"QQ 12345俩", "qq:123452", "12345俩"},
      {"微信abcdef一起玩", "wechat:abcdef", "abcdef"},
      {"QQ 两三点见", "", ""},
      {"加微信：abc_12345", "wechat:abc_12345", "abc_12345"},
      {"薇 信：abc12345", "wechat:abc12345", "abc12345"},
      {"V❤xy-778899", "wechat:xy-778899", "xy-778899"},
      {"vx:abc123", "wechat:abc123", "abc123"},
      {"WeChat ID: Some_Body", "wechat:some_body", ""},
      {"加V信123456", "wechat:123456", "123456"},
      {"QQ 1234567", "qq:1234567", "1234567"},
      {"扣扣：一二三④⑤⑥⑦", "qq:1234567", "一二三④⑤⑥⑦"},
      {"企鹅号12345", "qq:12345", ""},
      {"telegram @some_body", "telegram:some_body", "some_body"},
      {"TG：abcde", "telegram:abcde", ""},
      {"电报 @abcde1", "telegram:abcde1", ""},
      {"微信支付12345元", "", ""},
      {"微信群", "", ""},
      {"wechat account", "", ""},
      {"QQ 012345", "", ""},
      {"QQ 1234", "", ""},
      {"telegram 1234567", "", ""},
      {"hotqq 1234567", "", ""},
      {"微信，我明天给你abc12345", "", ""},
  };
  expect(kLines);
}

TEST(ContactTable, mail_addresses) {
  static constexpr Line kLines[] = {
      {"li.ming@mail.example", "email:li.ming@mail.example", "li.ming@mail.example"},
      {"写信到Li.Ming+x@Mail.Example，", "email:li.ming+x@mail.example", "Li.Ming+x@Mail.Example"},
      {"li[at]mail[.]example", "email:li@mail.example", "li[at]mail[.]example"},
      {"li(at)mail(.)example", "email:li@mail.example", ""},
      {"ｌｉ＠ｍａｉｌ．ｅｘａｍｐｌｅ", "email:li@mail.example", ""},
      {"a@mail.example,b@mail.example", "email:a@mail.example email:b@mail.example", ""},
      {"@someone", "", ""},
      {"li@localhost", "", ""},
      {"5@3.00", "", ""},
      {"meet @ 7.30", "", ""},
  };
  expect(kLines);
}

}  // namespace
}  // namespace picket::text
