// SPDX-License-Identifier: Apache-2.0
// What is a link and what is none, as a table: each line a text and the hosts found in it. The
// second value is the stretch of the original that the first link is.
#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>

#include "filter/text/fold.h"
#include "filter/text/link.h"

namespace picket::text {
namespace {

struct Line {
  std::string_view text;
  std::string_view hosts;  // parted by spaces; none: no link
  std::string_view at;     // of the first link; empty: not said
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
  LinkFinder finder;
  for (const Line& line : lines) {
    const Views& views = folder.fold(line.text);
    std::string hosts;
    const auto links = finder.find(views);
    for (const Link& link : links) hosts += (hosts.empty() ? "" : " ") + std::string(link.host);
    EXPECT_EQ(hosts, line.hosts) << line.text;
    if (!line.at.empty() && !links.empty()) {
      EXPECT_EQ(cut(views[ViewKind::raw], links[0].at), line.at) << line.text;
    }
  }
}

TEST(LinkTable, schemes) {
  static constexpr Line kLines[] = {
      {"http://bank.example/a", "bank.example", "http://bank.example/a"},
      {"见HTTPS://Bank.Example/A。", "bank.example", "HTTPS://Bank.Example/A"},
      {"hxxps://bank.example", "bank.example", "hxxps://bank.example"},
      {"h t t p s : / / bank.example/x", "bank.example", "h t t p s : / / bank.example/x"},
      {"h\u200Bttp://ba\u2060nk.exa\u00ADmple/x", "bank.example",
       "h\u200Bttp://ba\u2060nk.exa\u00ADmple/x"},
      {"http:\\\\bank.example\\a", "bank.example", "http:\\\\bank.example\\a"},
      {"http:/\\bank.example", "bank.example", "http:/\\bank.example"},
      {"http : // bank.example", "bank.example", "http : // bank.example"},
      {"ｈｔｔｐ：／／ｂａｎｋ．ｅｘａｍｐｌｅ／ａ", "bank.example",
       "ｈｔｔｐ：／／ｂａｎｋ．ｅｘａｍｐｌｅ／ａ"},
      {"ftp://files.local/x", "files.local", "ftp://files.local/x"},
      {"http://", "", ""},
      {"http:// ，请看", "", ""},
      {"时间：//", "", ""},
      {"and/or: yes//no", "", ""},
  };
  expect(kLines);
}

TEST(LinkTable, dots) {
  static constexpr Line kLines[] = {
      {"bank[.]example", "bank.example", "bank[.]example"},
      {"bank(.)example/x", "bank.example", "bank(.)example/x"},
      {"bank{.}example", "bank.example", ""},
      {"bank [.] example", "bank.example", "bank [.] example"},
      {"bank[dot]example", "bank.example", "bank[dot]example"},
      {"bank (DOT) example", "bank.example", "bank (DOT) example"},
      {"secure-login dot net", "secure-login.net", "secure-login dot net"},
      {"bank。example", "bank.example", "bank。example"},
      {"bank．example", "bank.example", "bank．example"},
      {"bank․example", "bank.example", "bank․example"},
      {"bank｡example", "bank.example", "bank｡example"},
      {"bank.example./x", "bank.example", "bank.example./x"},
      {"bank.example.", "bank.example", "bank.example"},
      {"b*a*n*k.example", "bank.example", "b*a*n*k.example"},
      {"点bank[.]t|e|s|t/x兑换", "bank.test", "bank[.]t|e|s|t/x"},
      {"p~o~s~t[.]t_e_s_t", "post.test", "p~o~s~t[.]t_e_s_t"},
      {"b a n k.example", "bank.example", "b a n k.example"},
      {"b/a/n/k.example", "", ""},
      {"b*a*n.example", "n.example", "n.example"},
      {"a connecting dot is here", "", ""},
      {"登录。谢谢", "", ""},
      {"好的。ok", "", ""},
      {"收到ok。谢谢", "", ""},
  };
  expect(kLines);
}

TEST(LinkTable, what_stands_around_a_host) {
  static constexpr Line kLines[] = {
      {"点击bank.example查看", "bank.example", "bank.example"},
      {"点击bank.example/a?b=1查看", "bank.example", "bank.example/a?b=1"},
      {"网址:bank.example:8443/a，", "bank.example", "bank.example:8443/a"},
      {"(bank.example)", "bank.example", "bank.example"},
      {"“bank.example”", "bank.example", "bank.example"},
      {"https://user:pw@bank.example/", "bank.example", "https://user:pw@bank.example/"},
      {"https://good.example@bank.example/x", "bank.example",
       "https://good.example@bank.example/x"},
      {"bank.example?a=1#b", "bank.example", "bank.example?a=1#b"},
      {"bank.example,other.test", "bank.example other.test", "bank.example"},
      {"写信给li@bank.example", "", ""},
      {"bank.example@mail.example", "", ""},
  };
  expect(kLines);
}

TEST(LinkTable, names_in_other_letters) {
  static constexpr Line kLines[] = {
      {"xn--bnk-6cd.example", "b\u0430nk.example", "xn--bnk-6cd.example"},
      {"XN--BNK-6CD.EXAMPLE", "b\u0430nk.example", ""},
      {"http://b\u0430nk.example", "b\u0430nk.example", ""},
      {"bank.\u0441\u043Em", "bank.com", ""},
      {"bank.е\u0445aм\u03C1ӏe/x", "bank.example", "bank.ехaмρӏe/x"},
      {"bank.ｅｘａｍｐｌｅ", "bank.example", "bank.ｅｘａｍｐｌｅ"},
      {"bank.ᴇxᴀᴍᴘʟᴇ", "bank.example", "bank.ᴇxᴀᴍᴘʟᴇ"},
      {"bank.𝐞𝐱𝒶𝗆𝚙𝕝𝔢", "bank.example", "bank.𝐞𝐱𝒶𝗆𝚙𝕝𝔢"},
      {"слово.ехамрте", "", ""},
      {"请看：工商银行.com/x", "工商银行.com", "工商银行.com/x"},
      {"http://例子.测试/x", "例子.测试", ""},
      {"пример.рус", "пример.рус", "пример.рус"},
      {"xn--.example", "xn--.example", ""},
      {"xn--99999999999.example", "xn--99999999999.example", ""},
  };
  expect(kLines);
}

TEST(LinkTable, addresses) {
  static constexpr Line kLines[] = {
      {"http://192.0.2.1", "192.0.2.1", "http://192.0.2.1"},
      {"http://3221225985/x", "192.0.2.1", "http://3221225985/x"},
      {"http://0xC0000201", "192.0.2.1", ""},
      {"http://0xC0.0x0.0x2.0x1", "192.0.2.1", ""},
      {"http://0300.0.2.1", "192.0.2.1", ""},
      {"http://192.0.513", "192.0.2.1", ""},
      {"http://①⑨②.0.2.1", "192.0.2.1", ""},
      {"http://192[.]0[.]2[.]1/x", "192.0.2.1", ""},
      {"192.0.2.1/pay", "192.0.2.1", "192.0.2.1/pay"},
      {"http://[2001:db8::1]:80/x", "[2001:db8::1]", "http://[2001:db8::1]:80/x"},
      {"192.0.2.1", "", ""},
      {"192.0.2.1:80", "", ""},
      {"192.0.2.256/x", "", ""},
      {"1.2.3/4", "", ""},
  };
  expect(kLines);
}

TEST(LinkTable, is_none_in_ordinary_writing) {
  static constexpr Line kLines[] = {
      {"today.In the end", "", ""},
      {"news.By the grace", "", ""},
      {"hello.How are you", "", ""},
      {"meet u at 2.IM busy", "", ""},
      {"see readme.md and setup.py", "", ""},
      {"Run main.sh, unpack INDEX.zip", "", ""},
      {"report.pdf setup.exe index.html", "", ""},
      {"2026.01.05 12:30", "", ""},
      {"5.30.pm", "", ""},
      {"¥1,234.50元", "", ""},
      {"Rs.500.00 v1.2.3 No.5", "", ""},
      {"e.g. i.e. U.S.A. Ph.D.", "", ""},
      {"wait...what", "", ""},
      {"ok.thanks", "", ""},
      {"第3.节", "", ""},
  };
  expect(kLines);
}

// Next to each refusal above, what must stay a link.
TEST(LinkTable, is_one_although_it_looks_like_prose) {
  static constexpr Line kLines[] = {
      {"visit amazon.in now", "amazon.in", ""},
      {"TODAY.IN", "today.in", ""},
      {"http://today.In", "today.in", ""},
      {"today.In/x", "today.in", ""},
      {"today.In", "today.in", ""},
      {"today.In 12", "today.in", ""},
      {"today.In The end", "today.in", ""},
      {"today.In 银行", "today.in", ""},
      {"today.In the 银行", "today.in", ""},
      {"登录 today.In the end", "today.in", ""},
      {"today.in the end", "today.in", ""},
      {"Today.In the end", "today.in", ""},
      {"today[.]In the end", "today.in", ""},
      {"t\u043Eday.In the end", "t\u043Eday.in", ""},
      {"my.today.In the end", "my.today.in", ""},
      {"您的积分将到期，请登录 ccb-jf.Me 兑换", "ccb-jf.me", "ccb-jf.Me"},
      {"登录ccbjf.Me兑换", "ccbjf.me", ""},
      {"ccbjf.Me now", "ccbjf.me", ""},
      {"95588.la", "95588.la", ""},
      {"95588.La is here", "95588.la", ""},
      {"12306.in", "12306.in", ""},
      {"12306.In the end", "12306.in", ""},
      {"520.me", "520.me", ""},
      {"2.in", "2.in", ""},
      {"icbc-jf.sh", "icbc-jf.sh", ""},
      {"office365.zip", "office365.zip", ""},
      {"paypalsecurity.now today", "paypalsecurity.now", ""},
      {"paypalsecurity dot me now", "paypalsecurity.me", ""},
      {"icbc-jf dot is here", "icbc-jf.is", ""},
      {"later.lol see u", "later.lol", ""},
      {"请看readme.md文件", "readme.md", ""},
      {"点击 setup.sh 领取", "setup.sh", ""},
      {"www.later.lol", "www.later.lol", ""},
      {"点later.lol领取", "later.lol", ""},
      {"pay-now.lol", "pay-now.lol", ""},
      {"readme.md/x", "readme.md", ""},
      {"docs.readme.md", "docs.readme.md", ""},
      {"10010.com", "10010.com", ""},
      {"bank.Com", "bank.com", ""},
  };
  expect(kLines);
}

}  // namespace
}  // namespace picket::text
