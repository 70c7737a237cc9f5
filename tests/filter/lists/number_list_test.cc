// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/number_list.h"

#include <gtest/gtest.h>

#include "filter/lists/numbering.h"
#include "tests/filter/lists/reporting.h"

namespace picket::lists {
namespace {

using Strings = std::vector<std::string>;

std::shared_ptr<const NumberList> list_of(const std::vector<std::string_view>& values) {
  document::Diagnostics diagnostics;
  document::FileReporter reporter(diagnostics, "f");
  auto list = make_number_list(entries(values), "digest", reporter);
  EXPECT_EQ(found(diagnostics), Strings{});
  return list;
}

core::Truth contains(const NumberList& list, std::string_view raw) {
  return list.contains(default_profile().normalise(raw));
}

TEST(NumberList, finds_numbers_however_they_are_written) {
  const auto list = list_of({"13900000001", "+86 755 1234 5678", "95588"});
  for (const char* raw : {"+8613900000001", "8613900000001", "075512345678", "+8695588"}) {
    EXPECT_EQ(contains(*list, raw), core::Truth::yes) << raw;
  }
  for (const char* raw : {"13900000002", "955880", "9558", "+85213900000001"}) {
    EXPECT_EQ(contains(*list, raw), core::Truth::no) << raw;
  }
}

TEST(NumberList, finds_names_whatever_their_case_and_spaces) {
  const auto list = list_of({"My Bank", "招商银行"});
  for (const char* raw : {"MYBANK", "my-bank", "МyВаnk", "招 商 银 行"}) {
    EXPECT_EQ(contains(*list, raw), core::Truth::yes) << raw;
  }
  EXPECT_EQ(contains(*list, "MyBanks"), core::Truth::no);
}

TEST(NumberList, finds_prefixes_of_the_normal_form) {
  const auto list = list_of({"+86170*", "1069*"});
  EXPECT_EQ(contains(*list, "17000000001"), core::Truth::yes);
  EXPECT_EQ(contains(*list, "106900001"), core::Truth::yes);
  EXPECT_EQ(contains(*list, "1069"), core::Truth::yes);
  EXPECT_EQ(contains(*list, "17100000001"), core::Truth::no);
  EXPECT_EQ(contains(*list, "106"), core::Truth::no);
}

TEST(NumberList, has_nobody_who_withholds_the_number) {
  EXPECT_EQ(contains(*list_of({"1*"}), ""), core::Truth::no);
  EXPECT_EQ(contains(*list_of({"1*"}), "anonymous"), core::Truth::no);
}

TEST(NumberList, reports_every_bad_entry) {
  document::Diagnostics diagnostics;
  document::FileReporter reporter(diagnostics, "f");
  const auto list = make_number_list(entries({"95588", "1234567890", "*", "+*", "010*", "BANK*",
                                              "12 34*", "anonymous", "+8607551"}),
                                     "digest", reporter);
  EXPECT_EQ(list, nullptr);
  EXPECT_EQ(found(diagnostics),
            (Strings{"2 bad-entry", "3 bad-entry", "4 bad-entry", "5 bad-entry", "6 bad-entry",
                     "7 bad-entry", "8 bad-entry", "9 bad-entry"}));
}

TEST(NumberList, carries_its_digest) { EXPECT_EQ(list_of({"95588"})->digest(), "digest"); }

}  // namespace
}  // namespace picket::lists
