// SPDX-License-Identifier: Apache-2.0
#include "filter/record/file_sink.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdio>
#include <system_error>

#include <sys/resource.h>

#include "tests/scratch_folder.h"

namespace picket::record {
namespace {

using test::content_of;
using test::ScratchFolder;

TEST(FileSink, appends_to_what_is_there) {
  const ScratchFolder folder;
  const std::string path = folder.file("log");
  std::ofstream(path) << "before\n";
  FileSink sink({.path = path});
  EXPECT_EQ(sink.write("one\ntwo\n"), 0u);
  EXPECT_EQ(content_of(path), "before\none\ntwo\n");
}

TEST(FileSink, names_the_file_it_cannot_open) {
  try {
    FileSink sink({.path = "/nowhere-at-all/log"});
    FAIL() << "opened a file in a folder that is not there";
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find("/nowhere-at-all/log"), std::string::npos);
  }
}

TEST(FileSink, rotates_by_size_and_keeps_so_many) {
  const ScratchFolder folder;
  const std::string path = folder.file("log");
  FileSink sink({.path = path, .rotate_size = 8, .keep = 2});
  for (const char* line : {"aaaaaa\n", "bbbbbb\n", "cccccc\n", "dddddd\n"})
    EXPECT_EQ(sink.write(line), 0u);
  EXPECT_EQ(content_of(path), "dddddd\n");
  EXPECT_EQ(content_of(path + ".1"), "cccccc\n");
  EXPECT_EQ(content_of(path + ".2"), "bbbbbb\n");
  EXPECT_FALSE(std::filesystem::exists(path + ".3"));
}

TEST(FileSink, counts_the_size_of_a_file_it_found) {
  const ScratchFolder folder;
  const std::string path = folder.file("log");
  std::ofstream(path) << "already here\n";
  FileSink sink({.path = path, .rotate_size = 16, .keep = 1});
  EXPECT_EQ(sink.write("more\n"), 0u);
  EXPECT_EQ(content_of(path), "more\n");
  EXPECT_EQ(content_of(path + ".1"), "already here\n");
}

TEST(FileSink, writes_a_batch_larger_than_the_limit_whole) {
  const ScratchFolder folder;
  FileSink sink({.path = folder.file("log"), .rotate_size = 4, .keep = 1});
  EXPECT_EQ(sink.write("a long line\nand one more\n"), 0u);
  EXPECT_EQ(content_of(folder.file("log")), "a long line\nand one more\n");
}

TEST(FileSink, opens_the_path_anew_when_told) {
  const ScratchFolder folder;
  const std::string path = folder.file("log");
  FileSink sink({.path = path});
  sink.write("one\n");
  std::filesystem::rename(path, path + ".moved");
  sink.write("two\n");
  sink.reopen();
  sink.write("three\n");
  EXPECT_EQ(content_of(path + ".moved"), "one\ntwo\n");
  EXPECT_EQ(content_of(path), "three\n");
}

TEST(FileSink, counts_every_line_that_a_full_disk_did_not_take) {
  FileSink sink({.path = "/dev/full"});
  EXPECT_EQ(sink.write("one\ntwo\n"), 2u);
  EXPECT_EQ(sink.write("three\n"), 1u);
}

// A disk that fills up inside a line, and has room again later: a file size limit plays it.
TEST(FileSink, ends_a_line_that_was_cut_before_the_next_one) {
  const ScratchFolder folder;
  const std::string path = folder.file("log");
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 10;
  FileSink sink({.path = path});
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto lost = sink.write("first\nsecond\nthird\n");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  EXPECT_EQ(lost, 2u);
  EXPECT_EQ(sink.write("fourth\n"), 0u);
  EXPECT_EQ(content_of(path), "first\nseco\nfourth\n");
}

TEST(FileSink, ends_a_line_that_a_process_before_it_left_open) {
  const ScratchFolder folder;
  const std::string path = folder.file("log");
  std::ofstream(path) << "whole\nhal";
  FileSink sink({.path = path});
  sink.write("next\n");
  EXPECT_EQ(content_of(path), "whole\nhal\nnext\n");
}

TEST(FileSink, is_readable_by_owner_and_group_alone) {
  const ScratchFolder folder;
  const std::string path = folder.file("log");
  FileSink sink({.path = path});
  struct stat status{};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0007u, 0u);
}

TEST(FileSink, syncs_as_configured_without_losing_anything) {
  const ScratchFolder folder;
  for (const Sync sync : {Sync::never, Sync::second, Sync::write}) {
    const std::string path = folder.file(std::to_string(static_cast<int>(sync)));
    FileSink sink({.path = path, .sync = sync});
    EXPECT_EQ(sink.write("line\n"), 0u);
    sink.tick();
    EXPECT_EQ(content_of(path), "line\n");
  }
}

}  // namespace
}  // namespace picket::record
