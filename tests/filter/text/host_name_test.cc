// SPDX-License-Identifier: Apache-2.0
#include "filter/text/host_name.h"

#include <gtest/gtest.h>
#include <libpsl.h>

#include <array>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "filter/text/punycode.h"

namespace picket::text {
namespace {

// libpsl over the list that the table was made of.
class Oracle {
 public:
  Oracle() : list_(psl_load_file(PICKET_PUBLIC_SUFFIX_LIST), psl_free) {}

  bool good() const { return list_ != nullptr; }
  std::string registered(const std::string& host) const {
    const char* found = psl_registrable_domain(list_.get(), host.c_str());
    return found == nullptr ? host : found;
  }
  bool is_suffix(const std::string& label) const {
    return psl_is_public_suffix2(list_.get(), label.c_str(),
                                 PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
  }

 private:
  std::unique_ptr<psl_ctx_t, void (*)(psl_ctx_t*)> list_;
};

// The names of the list's rules, without their `*.` and `!`.
std::vector<std::string> rule_names() {
  std::ifstream file(PICKET_PUBLIC_SUFFIX_LIST);
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    std::string rule = line.substr(0, line.find_first_of(" \t\r"));
    if (rule.empty() || rule.starts_with("//")) continue;
    rule.erase(0, rule.starts_with("*.") ? 2 : rule.starts_with("!") ? 1 : 0);
    names.push_back(std::move(rule));
  }
  return names;
}

TEST(DomainOf, agrees_with_libpsl_on_every_rule_of_the_list) {
  const Oracle oracle;
  ASSERT_TRUE(oracle.good());
  const std::vector<std::string> names = rule_names();
  ASSERT_GT(names.size(), 5000u);
  for (const std::string& name : names)
    for (const char* prefix : {"", "bank.", "www.bank.", "a.b.c.d."}) {
      const std::string host = prefix + name;
      ASSERT_EQ(domain_of(host).registered, oracle.registered(host)) << host;
    }
}

TEST(DomainOf, agrees_with_libpsl_on_names_put_together_of_parts_of_rules) {
  const Oracle oracle;
  ASSERT_TRUE(oracle.good());
  std::vector<std::string> labels{"bank", "xn", "city", "www"};
  for (const std::string& name : rule_names()) labels.push_back(name.substr(name.rfind('.') + 1));
  for (const std::string& name : rule_names()) labels.push_back(name.substr(0, name.find('.')));
  std::mt19937 random(20260105);
  for (int i = 0; i < 200'000; ++i) {
    std::string host = labels[random() % labels.size()];
    for (auto more = random() % 4; more > 0; --more) host += "." + labels[random() % labels.size()];
    ASSERT_EQ(domain_of(host).registered, oracle.registered(host)) << host;
  }
}

TEST(PublicSuffix, agrees_with_libpsl_on_single_labels_and_adds_the_reserved_ones) {
  const Oracle oracle;
  ASSERT_TRUE(oracle.good());
  for (const std::string& name : rule_names()) {
    const std::string label = name.substr(name.rfind('.') + 1);
    ASSERT_EQ(is_public_suffix(label), oracle.is_suffix(label)) << label;
  }
  for (const char* label : {"example", "test", "invalid"}) EXPECT_TRUE(is_public_suffix(label));
  for (const char* label : {"", "c", "comm", "localdomain", "thanks", "jpg", "123"})
    EXPECT_FALSE(is_public_suffix(label)) << label;
}

TEST(PublicSuffix, of_another_script_may_come_from_a_label_that_looks_latin) {
  EXPECT_FALSE(is_public_suffix("pyc"));
  EXPECT_TRUE(may_be_public_suffix("pyc"));  // of рус
  EXPECT_TRUE(may_be_public_suffix("com"));
  EXPECT_FALSE(may_be_public_suffix("thanks"));
}

TEST(DomainOf, knows_hosts_at_and_under_a_shortener) {
  for (const char* host : {"t.cn", "bit.ly", "x.bit.ly", "l.ead.me", "w.url.cn"})
    EXPECT_TRUE(domain_of(host).shortener) << host;
  for (const char* host : {"cn", "notbit.ly", "ead.me", "me", "bit.ly.example", "t.cn.example", ""})
    EXPECT_FALSE(domain_of(host).shortener) << host;
}

TEST(DomainOf, takes_a_name_of_no_rule_as_under_a_suffix_of_one_label) {
  EXPECT_EQ(domain_of("a.printer.local").registered, "printer.local");
  EXPECT_EQ(domain_of("localhost").registered, "localhost");
  EXPECT_EQ(domain_of("a.bank.example").registered, "bank.example");
}

std::string decoded(std::string_view host) {
  NameBuffer name;
  name.append(host);
  decode_labels(name);
  return std::string(name.view());
}

TEST(DecodeLabels, say_what_is_encoded) {
  EXPECT_EQ(decoded("xn--bnk-6cd.example"), "b\u0430nk.example");
  EXPECT_EQ(decoded("www.xn--fiqs8s"), "www.中国");
  EXPECT_EQ(decoded("xn--bcher-kva.xn--p1acf"), "bücher.рус");
}

TEST(DecodeLabels, leave_what_is_no_encoded_name) {
  for (const char* host : {"bank.example", "xn--", "xn--.example", "xn--bank-", "xn--xn--bn--",
                           "xn--99999999999", "xn--abc-\xC3\xA9", "xn--\xC3\xA9-abc",
                           "xn--ab-yu3n.example"})  // a．b: a dot in full width is none of a name
    EXPECT_EQ(decoded(host), host);
}

// Samples of RFC 3492 §7.1.
TEST(Punycode, reads_the_samples_of_its_standard) {
  const auto read = [](std::string_view encoded) {
    std::array<char, 256> letters;
    return std::string(letters.data(), decode_punycode(encoded, letters));
  };
  EXPECT_EQ(read("ihqwcrb4cv8a8dqg056pqjye"), "他们为什么不说中文");
  EXPECT_EQ(read("3b-ww4c5e180e575a65lsy2b"), "3年b組金八先生");
  EXPECT_EQ(read("-with-super-monkeys-pc58ag80a8qai00g7n9n"), "安室奈美恵-with-super-monkeys");
}

TEST(AppendSkeleton, undoes_what_looks_alike) {
  const auto skeleton = [](std::string_view host) {
    NameBuffer out;
    append_skeleton(host, out);
    return std::string(out.view());
  };
  EXPECT_EQ(skeleton("b\u0430nk.example"), "bank.example");
  EXPECT_EQ(skeleton("rn.vv.1035"), "m.w.loes");
  EXPECT_EQ(skeleton("r.n-v-v"), "r.n-v-v");
  EXPECT_EQ(skeleton("bänk"), "bank");
  EXPECT_EQ(skeleton(""), "");
}

}  // namespace
}  // namespace picket::text
