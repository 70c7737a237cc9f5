// SPDX-License-Identifier: Apache-2.0
#include "filter/text/everyday.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "filter/text/fold.h"

namespace picket::text {
namespace {

namespace fs = std::filesystem;

TEST(Everyday, words_are_found_however_they_are_written) {
  for (const std::string_view phrase : {"验证码", "驗證碼", "Dear Customer", "dear  customer",
                                        "OTP", "สวัสดี", "Kode OTP", "ŞİFRE", "рачун", "Račun"}) {
    EXPECT_TRUE(is_everyday(phrase)) << phrase;
  }
}

TEST(Everyday, is_a_phrase_as_a_whole_not_part_of_one) {
  for (const std::string_view phrase : {"积分兑换", "otp123", "hotpot", "刷单返利", ""}) {
    EXPECT_FALSE(is_everyday(phrase)) << phrase;
  }
}

// Every line of every file counts, says something and stands once in its file.
TEST(Everyday, files_have_a_phrase_a_line_each_once) {
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator("filter/text/data/everyday")) {
    ++files;
    std::ifstream in(entry.path());
    std::set<std::string> seen;
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with('#')) continue;
      EXPECT_TRUE(is_everyday(line)) << entry.path() << ": " << line;
      EXPECT_TRUE(seen.insert(fold_phrase(line, ViewKind::squeezed)).second)
          << entry.path() << ": " << line;
    }
    EXPECT_GT(seen.size(), 30u) << entry.path();
  }
  EXPECT_EQ(files, 6u);
}

}  // namespace
}  // namespace picket::text
