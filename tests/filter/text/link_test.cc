// SPDX-License-Identifier: Apache-2.0
#include "filter/text/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "filter/text/fold.h"

namespace picket::text {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr double kMostStepsPerByte = 32;

struct Found {
  std::string host, registered, skeleton, text;
  bool shortener, ip;
};

// The links of a text, with the stretch of the original that each is.
std::vector<Found> find(std::string_view text) {
  Folder folder;
  LinkFinder finder;
  const Views& views = folder.fold(text);
  std::vector<Found> found;
  for (const Link& link : finder.find(views)) {
    std::string cut;
    const View& raw = views[ViewKind::raw];
    for (std::uint32_t byte = 0; byte < raw.bytes.size(); ++byte) {
      const std::uint32_t character = raw.character_at(byte + 1) - 1;
      if (character >= link.at.begin && character < link.at.end) cut += raw.bytes[byte];
    }
    found.push_back({std::string(link.host), std::string(link.registered),
                     std::string(link.skeleton), cut, link.shortener, link.ip});
  }
  return found;
}

std::vector<std::string> hosts(std::string_view text) {
  Folder folder;
  LinkFinder finder;
  std::vector<std::string> hosts;
  for (const Link& link : finder.find(folder.fold(text))) hosts.emplace_back(link.host);
  return hosts;
}

std::string only(std::string_view text) {
  const auto all = hosts(text);
  return all.size() == 1 ? all.front() : std::to_string(all.size()) + " links";
}

TEST(LinkFinder, finds_hosts_with_a_public_suffix_and_reserved_names) {
  EXPECT_EQ(only("您的积分将到期，请登录 ccb-jf.example 兑换"), "ccb-jf.example");
  EXPECT_EQ(only("go to m.bank.co.uk now"), "m.bank.co.uk");
  EXPECT_THAT(hosts("a.test b.invalid c.localdomain"), ElementsAre("a.test", "b.invalid"));
}

TEST(LinkFinder, covers_scheme_port_and_path_but_not_the_sentence) {
  const auto links = find("看 https://www.bank.example:8443/a?b=c#d, 快");
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].text, "https://www.bank.example:8443/a?b=c#d");
  EXPECT_EQ(find("see (bank.example/x).")[0].text, "bank.example/x");
}

TEST(LinkFinder, takes_any_host_after_a_scheme) {
  EXPECT_EQ(only("http://intranet/x"), "intranet");
  EXPECT_EQ(only("weixin://dl/business"), "dl");
  EXPECT_EQ(only("http://[2001:db8::1]/x"), "[2001:db8::1]");
}

TEST(LinkFinder, undoes_disguises) {
  for (const char* text : {"hxxp://bank.example/a",
                           "h t t p : / / bank.example",
                           "h t t p s : / / b a n k . e x a m p l e",
                           "bank[.]example",
                           "bank(.)example",
                           "bank [.] example",
                           "bank[dot]example",
                           "bank dot example",
                           "bank。example",
                           "bank．example",
                           "bank｡example",
                           "bank․example",
                           "BANK.Example",
                           "http:\\\\bank.example\\a",
                           "https://user:pw@bank.example/",
                           "bank.example./x",
                           "ｂａｎｋ．ｅｘａｍｐｌｅ",
                           "ba\u200Bnk.ex\u00ADample",
                           "点击bank.example查看",
                           "HTTPS：／／bank.example",
                           "https://other.example@bank.example",
                           "bank.example。",
                           "𝐛𝐚𝐧𝐤.𝐞𝐱𝐚𝐦𝐩𝐥𝐞",
                           "http:/bank.example"})
    EXPECT_EQ(only(text), "bank.example") << text;
  EXPECT_EQ(only("secure-login dot net"), "secure-login.net");
}

TEST(LinkFinder, reads_numeric_addresses) {
  for (const char* text :
       {"http://192.0.2.1", "http://3221225985/", "http://0xC0000201/x", "http://0300.0.2.1/",
        "http://192.0.513/", "192.0.2.1/pay", "192.0.2.1:8080/pay"}) {
    const auto links = find(text);
    ASSERT_EQ(links.size(), 1u) << text;
    EXPECT_EQ(links[0].host, "192.0.2.1") << text;
    EXPECT_EQ(links[0].registered, "192.0.2.1") << text;
    EXPECT_TRUE(links[0].ip) << text;
  }
  EXPECT_THAT(hosts("192.0.2.1"), IsEmpty());
  EXPECT_THAT(hosts("192.0.2.1:80"), IsEmpty());
}

TEST(LinkFinder, finds_none_in_ordinary_text) {
  for (const char* text :
       {"圆周率约3.14，e.g. 5.30", "见file.pdf", "ok.thanks", "余额1,234.50元。请查收",
        "at 10.30.am", "U.S.A. and U.K.", "版本1.2.3", "您好。谢谢。再见", "A: yes / B: no",
        "共计：/", "19.01.2511:53", "等等...com", "写信给 li.ming@mail.example 吧",
        "bank.example@mail.example", "ดีมาก.ครับ", "مرحبا.كيف", "我爱你。中国很好", "谢谢。com公司",
        "1.手机"})
    EXPECT_THAT(hosts(text), IsEmpty()) << text;
}

TEST(LinkFinder, ends_a_latin_host_at_han_letters_and_lets_a_host_begin_in_han) {
  EXPECT_EQ(only("登录bank.example领取"), "bank.example");
  EXPECT_EQ(only("请看：工商银行.com/x"), "工商银行.com");
  EXPECT_THAT(hosts("bank中国"), IsEmpty());
}

TEST(LinkFinder, cuts_a_sentence_that_ran_on) {
  EXPECT_EQ(only("visit bank.example.Thanks"), "bank.example");
  EXPECT_EQ(only("visit http://bank.example.Thanks"), "bank.example");
  EXPECT_EQ(only("visit http://printer.local/x"), "printer.local");
}

TEST(LinkFinder, keeps_look_alikes_in_the_host_and_undoes_them_in_the_skeleton) {
  const auto cyrillic = find("http://b\u0430nk.example")[0];
  EXPECT_EQ(cyrillic.host, "b\u0430nk.example");
  EXPECT_EQ(cyrillic.skeleton, "bank.example");
  EXPECT_EQ(find("xn--bnk-6cd.example")[0].host, "b\u0430nk.example");
  EXPECT_EQ(find("BÜCHER.example bu\u0308cher.example")[1].host, "bücher.example");
  EXPECT_EQ(find("rnybank-vvorld1.example")[0].skeleton, "mybank-worldl.example");
  EXPECT_EQ(find("b4nk-3500.example")[0].skeleton, "b4nk-esoo.example");
}

TEST(LinkFinder, reads_a_suffix_of_look_alikes_as_it_looks) {
  EXPECT_EQ(only("bank.\u0441\u043Em"), "bank.com");
}

TEST(LinkFinder, reads_characters_with_dots_in_them_as_they_look) {
  EXPECT_EQ(only("http://x㏂y.example/"), "xa.m.y.example");
  EXPECT_EQ(find("㏂cm")[0].registered, "m.cm");
}

TEST(LinkFinder, takes_labels_of_single_letters_before_a_long_one) {
  const std::string host = "h.x.b.m.x.h.x.b." + std::string(60, 'm') + ".example";
  EXPECT_EQ(only("http://" + host + "/"), host);
  EXPECT_EQ(only("see " + host), host);
}

TEST(LinkFinder, takes_no_label_above_63_characters_and_no_name_above_253) {
  const std::string longest(63, 'x');
  EXPECT_EQ(only("http://" + longest + ".com/"), longest + ".com");
  EXPECT_EQ(only(longest + "x.com"), "0 links");
  EXPECT_EQ(only("http://" + std::string(200, 'x') + ".com/"), "0 links");
  std::string name;
  while (name.size() < 400) name += "label.";
  for (const std::string& host : hosts("http://" + name + "example/")) EXPECT_LE(host.size(), 253u);
}

TEST(LinkFinder, tells_the_registered_domain) {
  EXPECT_EQ(find("login.bank.example.com.phish.co.uk")[0].registered, "phish.co.uk");
  EXPECT_EQ(find("a.b.example")[0].registered, "b.example");
  EXPECT_EQ(find("http://localhost")[0].registered, "localhost");
}

TEST(LinkFinder, knows_shorteners) {
  EXPECT_TRUE(find("t.cn/abc")[0].shortener);
  EXPECT_TRUE(find("https://x.bit.ly/abc")[0].shortener);
  EXPECT_FALSE(find("notbit.ly/abc")[0].shortener);
}

TEST(LinkFinder, finds_all_in_order) {
  EXPECT_THAT(hosts("a.example,b.example/x。http://c.example d.e.f.g.example"),
              ElementsAre("a.example", "b.example", "c.example", "d.e.f.g.example"));
}

TEST(LinkFinder, points_at_the_original) {
  const auto links = find("\xFF银\u200B行 h t t p : / / ｂank。example 好");
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].text, "h t t p : / / ｂank。example");
}

// Steps a byte of text that is `unit` over and over.
double steps_per_byte(std::string_view unit, std::size_t bytes) {
  static Folder folder;
  static LinkFinder finder;
  std::string text;
  while (text.size() < bytes) text += unit;
  finder.find(folder.fold(text));
  return static_cast<double>(finder.steps()) / static_cast<double>(text.size());
}

TEST(LinkFinder, is_linear_in_hostile_text) {
  const auto expect_linear = [](const std::string& unit) {
    const double few = steps_per_byte(unit, 4 << 10), many = steps_per_byte(unit, 64 << 10);
    EXPECT_LE(many, 1.5 * few + 2) << unit;
    EXPECT_LE(many, kMostStepsPerByte) << unit;
  };
  for (const char* unit : {"a.b.",     "a.com.x.",   "℅.com ",    "℀.com ",  "x.℅.com.",
                           "1.2.3.4?", "1.2.3.4:9?", "1.2.3.4:9", "a@b@c",   "http://a@",
                           "x://a@b?", "http://",    "http:/",    "hxxp://", "h t t p : / / a ",
                           "a : / / ", "http://[",   "a。",       "a dot ",  "a[.]",
                           "com.",     "a.com/?.",   "[1:2]",     "今天。ok"})
    expect_linear(unit);
  for (const char* part : {"a", "1", "com", "℅", "℀", "1.2.3.4", "xn--a", "рус", "啊", "⒈",
                           "http:", "x://", "[", "today.In"})
    for (const char* separator : {".", " ", "。", "@", ":", "/", "?", ":9?", "[.]", " dot ", "://",
                                  ".com ", ".com/", ".com@", "-", ".com.a."})
      expect_linear(std::string(part) + separator);
}

TEST(CanonicalHost, is_what_the_finder_gives) {
  EXPECT_EQ(canonical_host("Bank.Example."), "bank.example");
  EXPECT_EQ(canonical_host("xn--bnk-6cd.example"), "b\u0430nk.example");
  EXPECT_EQ(canonical_host("http://bank.example"), "");
  EXPECT_EQ(canonical_host("bank..example"), "");
  EXPECT_EQ(canonical_host("\xFF.example"), "");
  EXPECT_EQ(canonical_host(""), "");
}

}  // namespace
}  // namespace picket::text
