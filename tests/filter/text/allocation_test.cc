// SPDX-License-Identifier: Apache-2.0
// In steady state folding and finding allocate nothing: counted by operator new.
#include <gtest/gtest.h>

#include <string>

#include "filter/text/contact.h"
#include "filter/text/fold.h"
#include "filter/text/link.h"
#include "tests/filter/core/allocations.h"

namespace picket::text {
namespace {

constexpr ViewMask kAllViews = (1 << kViewKinds) - 1;

struct Worker {
  Folder folder;
  LinkFinder links;
  ContactFinder contacts{Spellings::built_in()};

  std::size_t judge(std::string_view text) {
    const Views& views = folder.fold(text, kAllViews);
    return links.find(views).size() + contacts.find(views).size();
  }
};

TEST(Allocations, are_none_once_the_largest_text_was_seen) {
  const std::string small = "您的账户 v❤ abc_123，见 hxxp://b\u0430nk[.]example/x 电13900000001";
  std::string large;
  while (large.size() < 64 << 10)
    large += small + " и\u0306\u0301 c.l.i.c.k 🇻🇽 ﷺ\xFF li@mail.example\n";
  Worker worker;
  EXPECT_GT(worker.judge(small), 2u);
  worker.judge(large);
  const std::size_t before = core::allocations();
  EXPECT_GT(before, 0u);
  for (int i = 0; i < 3; ++i) {
    worker.judge(small);
    worker.judge(large);
  }
  EXPECT_EQ(core::allocations() - before, 0u);
}

void expect_given_back(const std::string& giant) {
  Folder folder(1 << 20);
  folder.fold(giant, kAllViews);
  const std::size_t before = core::allocations();
  folder.fold("small");
  EXPECT_GT(core::allocations(), before);  // the giant's buffers are gone
  const std::size_t after = core::allocations();
  folder.fold("small");
  EXPECT_EQ(core::allocations(), after);
}

TEST(Allocations, are_given_back_after_a_giant_text) {
  expect_given_back(std::string(4 << 20, 'a'));
}

TEST(Allocations, are_given_back_after_a_text_that_folds_to_a_giant_one) {
  std::string text;
  while (text.size() < 16 << 10) text += "\uFDFA";
  expect_given_back(text);
}

TEST(SqueezeName, writes_to_the_caller_s_buffer_and_cuts_between_characters) {
  char out[8];
  EXPECT_EQ(std::string_view(out, squeeze_name("Bank Of X", out)), "bankofx");
  EXPECT_EQ(std::string_view(out, squeeze_name("В A-Ｎ\u00A0K", out)), "bank");
  EXPECT_EQ(std::string_view(out, squeeze_name("銀行銀行", out)), "银行");
  const std::size_t before = core::allocations();
  squeeze_name("Another", out);
  EXPECT_EQ(core::allocations(), before);
}

}  // namespace
}  // namespace picket::text
