// SPDX-License-Identifier: Apache-2.0
#include "filter/record/number_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <stdexcept>

#include "tests/scratch_folder.h"

namespace picket::record {
namespace {

using test::ScratchFolder;

TEST(NumberKey, is_made_once_and_read_the_same_ever_after) {
  const ScratchFolder folder;
  const std::string key = read_or_make_number_key(folder.file("key"));
  EXPECT_EQ(key.size(), 64u);
  EXPECT_EQ(read_or_make_number_key(folder.file("key")), key);
  EXPECT_NE(read_or_make_number_key(folder.file("other")), key);
}

TEST(NumberKey, is_made_readable_by_its_owner_alone) {
  const ScratchFolder folder;
  read_or_make_number_key(folder.file("key"));
  struct stat status{};
  ASSERT_EQ(::stat(folder.file("key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0600u);
}

TEST(NumberKey, leaves_line_ends_out) {
  const ScratchFolder folder;
  std::ofstream(folder.file("key")) << "0123456789abcdef\r\n";
  EXPECT_EQ(read_or_make_number_key(folder.file("key")), "0123456789abcdef");
}

TEST(NumberKey, refuses_a_key_that_is_too_short) {
  const ScratchFolder folder;
  std::ofstream(folder.file("key")) << "short\n";
  EXPECT_THROW(read_or_make_number_key(folder.file("key")), std::runtime_error);
}

TEST(NumberKey, says_where_it_cannot_be_made) {
  EXPECT_THROW(read_or_make_number_key("/nowhere-at-all/key"), std::runtime_error);
}

}  // namespace
}  // namespace picket::record
