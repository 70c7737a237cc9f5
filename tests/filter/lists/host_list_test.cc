// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/host_list.h"

#include <gtest/gtest.h>

#include "filter/text/link.h"
#include "tests/filter/lists/built.h"

namespace picket::lists {
namespace {

using Strings = std::vector<std::string>;

core::Truth looks_alike(const HostList& list, std::string_view host) {
  return list.looks_alike(host, text::host_skeleton(host));
}

TEST(HostList, covers_a_host_and_all_under_it) {
  const auto list = hosts_of({"bank.example", "Shop.EXAMPLE", "198.51.100.7"});
  for (const char* host :
       {"bank.example", "m.bank.example", "a.b.bank.example", "shop.example", "198.51.100.7"}) {
    EXPECT_EQ(list->covers(host), core::Truth::yes) << host;
  }
  for (const char* host :
       {"mybank.example", "bank.example.test", "example", "", "bank", "198.51.100.8"}) {
    EXPECT_EQ(list->covers(host), core::Truth::no) << host;
  }
}

TEST(HostList, knows_look_alikes_by_a_whole_part) {
  const auto list = hosts_of({"goodbank.example"});
  for (const char* host : {"goodbank.test", "goodbank-login.test", "login.goodbank.test",
                           "my-goodbank.test", "g00dbank.test", "goodbаnk.test"}) {
    EXPECT_EQ(looks_alike(*list, host), core::Truth::yes) << host;
  }
  for (const char* host : {"goodbank.example", "m.goodbank.example", "goodbanks.test",
                           "mygoodbank.test", "good-bank.test", "other.test", ""}) {
    EXPECT_EQ(looks_alike(*list, host), core::Truth::no) << host;
  }
}

TEST(HostList, undoes_look_alikes_on_both_sides) {
  EXPECT_EQ(looks_alike(*hosts_of({"modern.example"}), "modem.test"), core::Truth::yes);
  EXPECT_EQ(looks_alike(*hosts_of({"modem.example"}), "modern.test"), core::Truth::yes);
}

TEST(HostList, takes_labels_of_four_letters_only) {
  const auto list = hosts_of({"abc.example", "95588.example", "m.longer.example"});
  EXPECT_EQ(looks_alike(*list, "abc.test"), core::Truth::no);
  EXPECT_EQ(looks_alike(*list, "95588.test"), core::Truth::no);
  EXPECT_EQ(looks_alike(*list, "longer.test"), core::Truth::no) << "not the first label";
  EXPECT_EQ(looks_alike(*hosts_of({"abcd.example"}), "abcd.test"), core::Truth::yes);
}

TEST(HostList, takes_a_label_with_hyphens_for_several_parts) {
  const auto list = hosts_of({"good-bank.example"});
  EXPECT_EQ(looks_alike(*list, "good-bank.test"), core::Truth::yes);
  EXPECT_EQ(looks_alike(*list, "my-good-bank-login.test"), core::Truth::yes);
  EXPECT_EQ(looks_alike(*list, "good.bank.test"), core::Truth::no);
  EXPECT_EQ(looks_alike(*list, "good-banks.test"), core::Truth::no);
  EXPECT_EQ(looks_alike(*list, "good-"), core::Truth::no);
}

TEST(HostList, reports_every_bad_entry) {
  EXPECT_EQ(faults_of(ListKind::hosts,
                      {"bank.example", "https://bank.example", "bank.example/x", "*.bank.example",
                       "bank.example:443", "a b.example", "me@bank.example", ".", "-"}),
            (Strings{"2 bad-entry", "3 bad-entry", "4 bad-entry", "5 bad-entry", "6 bad-entry",
                     "7 bad-entry", "8 bad-entry", "9 bad-entry"}));
}

TEST(HostOverlay, adds_and_removes_hosts_with_all_under_them) {
  const auto list = hosts_of({"bank.example", "shop.example"}, {"new.example"},
                             {"m.bank.example", "shop.example"});
  for (const char* host : {"bank.example", "www.bank.example", "a.new.example"}) {
    EXPECT_EQ(list->covers(host), core::Truth::yes) << host;
  }
  for (const char* host : {"m.bank.example", "a.m.bank.example", "shop.example", "example"}) {
    EXPECT_EQ(list->covers(host), core::Truth::no) << host;
  }
}

TEST(HostOverlay, lets_the_host_decide_that_is_furthest_down) {
  const auto list = hosts_of({"a.bank.example"}, {"good.bank.example"}, {"bank.example"});
  EXPECT_EQ(list->covers("a.bank.example"), core::Truth::no);
  EXPECT_EQ(list->covers("x.good.bank.example"), core::Truth::yes);
}

TEST(HostOverlay, protects_labels_of_what_is_left) {
  const auto list =
      hosts_of({"goodbank.example", "oldbank.example", "oldbank.test", "gone.example"},
               {"newbank.example"}, {"oldbank.example", "gone.example"});
  EXPECT_EQ(looks_alike(*list, "goodbank-login.test"), core::Truth::yes);
  EXPECT_EQ(looks_alike(*list, "newbank-login.test"), core::Truth::yes);
  EXPECT_EQ(looks_alike(*list, "oldbank-login.test"), core::Truth::yes) << "oldbank.test is left";
  EXPECT_EQ(looks_alike(*list, "gone-login.test"), core::Truth::no);
}

TEST(HostList, takes_no_row_of_columns_for_a_host) {
  EXPECT_EQ(faults_of(ListKind::hosts, {"bank.example,x", "bank.example;x", "bank.example\tx"}),
            (Strings{"1 bad-entry", "2 bad-entry", "3 bad-entry"}));
}

}  // namespace
}  // namespace picket::lists
