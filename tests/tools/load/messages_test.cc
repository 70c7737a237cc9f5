// SPDX-License-Identifier: Apache-2.0
#include "tools/load/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/tools/load/temp_file.h"

namespace picket::load {
namespace {

std::string error_of(const std::string& file) {
  try {
    read_messages(file, {});
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(Messages, take_what_a_line_does_not_say_from_the_defaults) {
  const TempFile file(
      "{\"text\":\"积分兑换\",\"label\":1}\n"
      "{\"text\":\"hi\",\"from\":\"BANK\",\"to\":\"+8613900000009\",\"expect\":\"refuse\"}\n");
  const auto messages =
      read_messages(file.path(), {.text = "", .from = "1069", .to = "+8613900000002"});
  ASSERT_EQ(messages.size(), 2u);
  EXPECT_EQ(messages[0].text, "积分兑换");
  EXPECT_EQ(messages[0].from, "1069");
  EXPECT_EQ(messages[0].expect, Expectation::any);
  EXPECT_EQ(messages[1].from, "BANK");
  EXPECT_EQ(messages[1].to, "+8613900000009");
  EXPECT_EQ(messages[1].expect, Expectation::refuse);
}

TEST(Messages, name_file_and_line_of_what_cannot_be_read) {
  const TempFile broken("{\"text\":\"a\"}\n{\"text\":\n");
  EXPECT_THAT(error_of(broken.path()), testing::HasSubstr(broken.path() + ":2: "));
  const TempFile no_text("{\"body\":\"a\"}\n");
  EXPECT_THAT(error_of(no_text.path()), testing::HasSubstr(":1: "));
  const TempFile odd("{\"text\":\"a\",\"expect\":\"maybe\"}\n");
  EXPECT_THAT(error_of(odd.path()), testing::HasSubstr("maybe"));
}

TEST(Messages, of_an_empty_or_missing_file_are_an_error_and_not_a_run_of_nothing) {
  const TempFile empty;
  EXPECT_THAT(error_of(empty.path()), testing::HasSubstr("no messages"));
  EXPECT_THAT(error_of("/nonexistent/messages"), testing::HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace picket::load
