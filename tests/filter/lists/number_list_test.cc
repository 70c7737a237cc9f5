// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/number_list.h"

#include <gtest/gtest.h>

#include "filter/lists/numbering.h"
#include "tests/filter/lists/built.h"

namespace picket::lists {
namespace {

using Strings = std::vector<std::string>;

core::Truth contains(const NumberList& list, std::string_view raw) {
  return list.contains(default_profile().normalise(raw));
}

TEST(NumberList, finds_numbers_however_they_are_written) {
  const auto list = numbers_of({"13900000001", "+86 755 1234 5678", "95588"});
  for (const char* raw : {"+8613900000001", "8613900000001", "075512345678", "+8695588"}) {
    EXPECT_EQ(contains(*list, raw), core::Truth::yes) << raw;
  }
  for (const char* raw : {"13900000002", "955880", "9558", "+85213900000001"}) {
    EXPECT_EQ(contains(*list, raw), core::Truth::no) << raw;
  }
}

TEST(NumberList, finds_names_whatever_their_case_and_spaces) {
  const auto list = numbers_of({"My Bank", "招商银行"});
  for (const char* raw : {"MYBANK", "my-bank", "МyВаnk", "招 商 银 行"}) {
    EXPECT_EQ(contains(*list, raw), core::Truth::yes) << raw;
  }
  EXPECT_EQ(contains(*list, "MyBanks"), core::Truth::no);
}

TEST(NumberList, finds_prefixes_of_the_normal_form) {
  const auto list = numbers_of({"+86170*", "1069*"});
  EXPECT_EQ(contains(*list, "17000000001"), core::Truth::yes);
  EXPECT_EQ(contains(*list, "106900001"), core::Truth::yes);
  EXPECT_EQ(contains(*list, "1069"), core::Truth::yes);
  EXPECT_EQ(contains(*list, "17100000001"), core::Truth::no);
  EXPECT_EQ(contains(*list, "106"), core::Truth::no);
}

TEST(NumberList, has_nobody_who_withholds_the_number) {
  EXPECT_EQ(contains(*numbers_of({"1*"}), ""), core::Truth::no);
  EXPECT_EQ(contains(*numbers_of({"1*"}), "anonymous"), core::Truth::no);
}

TEST(NumberList, reports_every_bad_entry) {
  EXPECT_EQ(
      faults_of(ListKind::numbers, {"95588", "1234567890", "*", "+*", "010*", "BANK*", "12 34*",
                                    "anonymous", "+8607551", "123456789012345678901*"}),
      (Strings{"2 bad-entry", "3 bad-entry", "4 bad-entry", "5 bad-entry", "6 bad-entry",
               "7 bad-entry", "8 bad-entry", "9 bad-entry", "10 bad-entry"}));
}

TEST(NumberList, tells_numbers_apart_by_every_digit_and_the_plus) {
  const auto list = numbers_of({"10690000000000000001", "106900000000000001", "1069000000000000001",
                                "+12025550123", "12025"});
  for (const char* raw : {"10690000000000000001", "106900000000000001", "1069000000000000001",
                          "+12025550123", "12025"}) {
    EXPECT_EQ(contains(*list, raw), core::Truth::yes) << raw;
  }
  for (const char* raw : {"10690000000000000002", "10690000000000001", "106900000000000002",
                          "+12025550124", "012025", "+12025", "120250"}) {
    EXPECT_EQ(contains(*list, raw), core::Truth::no) << raw;
  }
}

TEST(NumberList, warns_of_entries_that_come_twice_in_any_form) {
  EXPECT_EQ(faults_of(ListKind::numbers, {"13900000001", "95588", "+86 139 0000 0001", "1069*",
                                          "MyBank", "my bank", "1069*"}),
            (Strings{"3 duplicate-entry", "6 duplicate-entry", "7 duplicate-entry"}));
}

TEST(NumberOverlay, adds_and_removes_numbers) {
  const auto list = numbers_of({"95588", "95566", "MyBank"}, {"95533"}, {"95566", "mybank"});
  EXPECT_EQ(contains(*list, "95588"), core::Truth::yes);
  EXPECT_EQ(contains(*list, "95533"), core::Truth::yes);
  EXPECT_EQ(contains(*list, "95566"), core::Truth::no);
  EXPECT_EQ(contains(*list, "MyBank"), core::Truth::no);
}

TEST(NumberOverlay, removes_a_number_that_a_prefix_covers) {
  const auto list = numbers_of({"+86170*"}, {}, {"17000000001"});
  EXPECT_EQ(contains(*list, "17000000001"), core::Truth::no);
  EXPECT_EQ(contains(*list, "17000000002"), core::Truth::yes);
}

TEST(NumberOverlay, lets_the_entry_decide_that_says_most) {
  const auto list =
      numbers_of({"17012340001"}, {"+861701*", "17012300000"}, {"+86170*", "+8617012*"});
  EXPECT_EQ(contains(*list, "17012340001"), core::Truth::no) << "the base is asked last";
  EXPECT_EQ(contains(*list, "17019999999"), core::Truth::yes) << "+861701* before +86170*";
  EXPECT_EQ(contains(*list, "17012999999"), core::Truth::no) << "+8617012* before +861701*";
  EXPECT_EQ(contains(*list, "17012300000"), core::Truth::yes) << "a number before any prefix";
}

TEST(NumberList, carries_its_digest) { EXPECT_EQ(numbers_of({"95588"})->digest(), "digest"); }

TEST(NumberList, takes_no_row_of_columns_for_a_name) {
  EXPECT_EQ(faults_of(ListKind::numbers,
                      {"13900000001,zhang", "13900000002 zhang", "13900000003;x", "95588\tbank",
                       "139-0000-0004 zhang", "zhang 1390000", "Bank, Example"}),
            (std::vector<std::string>{"1 bad-entry", "2 bad-entry", "3 bad-entry", "4 bad-entry",
                                      "5 bad-entry", "6 bad-entry", "7 bad-entry"}));
  EXPECT_EQ(
      faults_of(ListKind::numbers, {"95588工商银行", "Bank 123456", "123456 7x", "Bank & Co."}),
      (std::vector<std::string>{"3 bad-entry"}));
}

}  // namespace
}  // namespace picket::lists
