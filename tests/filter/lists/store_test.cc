// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "filter/core/digest.h"
#include "filter/document/reader.h"
#include "filter/lists/numbering.h"
#include "tests/filter/lists/reporting.h"

namespace picket::lists {
namespace {

using Strings = std::vector<std::string>;

// A rules directory of its own.
class Store : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::path(::testing::TempDir()) /
                 (std::string("picket_lists_") +
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(directory_ / "lists");
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void write(const char* name, std::string_view text) {
    std::ofstream(directory_ / "lists" / name, std::ios::binary) << text;
  }
  document::Node node(std::string_view yaml) {
    document::Diagnostics ignored;
    return document::read_documents(yaml, "rule", ignored).at(0);
  }
  ListLoader loader() { return {store_, directory_.string(), diagnostics_}; }

  std::filesystem::path directory_;
  ListStore store_;
  document::Diagnostics diagnostics_;
  document::FileReporter rule_{diagnostics_, "rule.yaml"};
};

TEST_F(Store, reads_inline_lists) {
  ListLoader load = loader();
  const auto numbers = load.numbers(node("[13900000001, '95588']"), rule_);
  ASSERT_TRUE(numbers);
  EXPECT_EQ(numbers->contains(default_profile().normalise("+8613900000001")), core::Truth::yes);
  const auto hosts = load.hosts(node("[bank.example]"), rule_);
  ASSERT_TRUE(hosts);
  EXPECT_EQ(hosts->covers("m.bank.example"), core::Truth::yes);
  EXPECT_TRUE(load.files().empty());
}

TEST_F(Store, reads_a_file_once) {
  write("banks.txt", "# banks\nbank.example\n");
  ListLoader load = loader();
  const auto hosts = load.hosts(node("lists/banks"), rule_);
  ASSERT_TRUE(hosts);
  EXPECT_EQ(hosts->covers("bank.example"), core::Truth::yes);
  write("banks.txt", "https://bad/\n");
  EXPECT_EQ(load.hosts(node("lists/banks"), rule_), hosts);
  EXPECT_FALSE(diagnostics_.has_errors());
  EXPECT_EQ(load.files().at("lists/banks"), core::sha256_hex("# banks\nbank.example\n"));
  EXPECT_EQ(hosts->digest(), load.files().at("lists/banks"));
}

TEST_F(Store, shares_equal_lists_between_rulesets) {
  write("banks.txt", "bank.example\n");
  const auto first = loader().hosts(node("lists/banks"), rule_);
  EXPECT_EQ(loader().hosts(node("lists/banks"), rule_), first);
  const auto inline_list = loader().hosts(node("[a.example, b.example]"), rule_);
  EXPECT_EQ(loader().hosts(node("[a.example, b.example]"), rule_), inline_list);
  EXPECT_NE(loader().hosts(node("[a.example]"), rule_), inline_list);
  write("banks.txt", "bank.example\nother.example\n");
  const auto second = loader().hosts(node("lists/banks"), rule_);
  EXPECT_NE(second, first);
  EXPECT_EQ(second->covers("other.example"), core::Truth::yes);
}

TEST_F(Store, forgets_lists_that_no_ruleset_has) {
  write("banks.txt", "bank.example\n");
  std::weak_ptr<const HostList> gone = loader().hosts(node("lists/banks"), rule_);
  EXPECT_TRUE(gone.expired());
  EXPECT_TRUE(loader().hosts(node("lists/banks"), rule_));
}

TEST_F(Store, reports_a_missing_file_at_each_rule_that_names_it) {
  ListLoader load = loader();
  EXPECT_EQ(load.hosts(node("lists/none"), rule_), nullptr);
  EXPECT_EQ(load.numbers(node("x:\n  lists/none").entries[0].value, rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"1 missing-list", "2 missing-list"}));
  EXPECT_EQ(diagnostics_.all()[0].file, "rule.yaml");
  EXPECT_NE(diagnostics_.all()[0].message.find("lists/none.txt"), std::string::npos);
}

TEST_F(Store, reports_a_bad_file_once_at_its_own_lines) {
  write("senders.txt", "95588\n# x\n1234567890 # ten digits\n010*\n");
  ListLoader load = loader();
  EXPECT_EQ(load.numbers(node("lists/senders"), rule_), nullptr);
  EXPECT_EQ(load.numbers(node("lists/senders"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"3 bad-entry", "4 bad-entry"}));
  EXPECT_EQ(diagnostics_.all()[0].file, (directory_ / "lists/senders.txt").string());
  EXPECT_EQ(diagnostics_.all()[0].source, "1234567890 # ten digits");
}

TEST_F(Store, reports_bad_inline_entries_at_the_rule) {
  EXPECT_EQ(loader().hosts(node("- bank.example\n- 'https://x/'\n- yes\n- a/b\n"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"3 quoted-text"}));
  EXPECT_EQ(loader().hosts(node("- bank.example\n- 'https://x/'\n- a/b\n"), rule_), nullptr);
  EXPECT_EQ(diagnostics_.all().size(), 3u);
  EXPECT_EQ(loader().hosts(node("[]"), rule_), nullptr);
  EXPECT_EQ(diagnostics_.all().back().code, "empty-list");
}

TEST_F(Store, takes_no_names_that_lead_elsewhere) {
  write("banks.txt", "bank.example\n");
  for (const char* name : {"lists/../lists/banks", "lists/./banks", "/etc/passwd", "banks",
                           "lists/", "lists/.hidden", "lists//banks", "bank.example", "{a: b}"}) {
    EXPECT_EQ(loader().hosts(node(name), rule_), nullptr) << name;
    EXPECT_EQ(diagnostics_.all().back().code, "wrong-type") << name;
  }
}

TEST_F(Store, warns_of_an_empty_file) {
  write("none.txt", "# nobody yet\n");
  const auto hosts = loader().hosts(node("lists/none"), rule_);
  ASSERT_TRUE(hosts);
  EXPECT_EQ(hosts->covers("bank.example"), core::Truth::no);
  EXPECT_FALSE(diagnostics_.has_errors());
  EXPECT_EQ(found(diagnostics_), (Strings{"1 empty-list"}));
}

}  // namespace
}  // namespace picket::lists
