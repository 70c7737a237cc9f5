// SPDX-License-Identifier: Apache-2.0
#include "tools/load/log_notes.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "tests/tools/load/temp_file.h"

namespace picket::load {
namespace {

std::string line(std::uint64_t sequence, const std::string& verdict, const std::string& ruleset) {
  return R"({"time":"2026-01-05T12:00:00Z","route":"smpp:demo","sequence_number":)" +
         std::to_string(sequence) + R"(,"verdict":")" + verdict + R"(","ruleset":")" + ruleset +
         "\"}\n";
}

TEST(LogNotes, keep_verdict_and_ruleset_of_every_request) {
  const TempFile log(line(2, "allow", "a") + line(0, "block", "b") + line(3, "warn", "b"));
  LogNotes notes;
  notes.read(log.path());
  const auto& route = notes.routes().at("smpp:demo");
  ASSERT_EQ(route.by_sequence.size(), 4u);
  EXPECT_EQ(notes.said(route.by_sequence[0]).verdict, "block");
  EXPECT_EQ(notes.said(route.by_sequence[0]).ruleset, "b");
  EXPECT_EQ(route.by_sequence[1], 0);
  EXPECT_EQ(notes.said(route.by_sequence[2]).ruleset, "a");
  EXPECT_EQ(notes.said(route.by_sequence[3]).verdict, "warn");
}

// More than is read at once, so that lines are cut everywhere.
TEST(LogNotes, read_lines_across_the_ends_of_what_is_read_at_once) {
  constexpr std::uint64_t kLines = 30'000;
  std::string text;
  for (std::uint64_t n = 0; n < kLines; ++n)
    text += line(n, n % 3 == 0 ? "block" : "allow", std::string(n % 64, 'x'));
  text.pop_back();  // the last without its newline
  const TempFile log(text);
  LogNotes notes;
  notes.read(log.path());
  const auto& route = notes.routes().at("smpp:demo");
  ASSERT_EQ(route.by_sequence.size(), kLines);
  for (std::uint64_t n = 0; n < kLines; ++n)
    ASSERT_EQ(notes.said(route.by_sequence[n]).ruleset.size(), n % 64);
  EXPECT_EQ(notes.other_lines() + route.twice, 0u);
}

// While a log is rotated as picketd does it, every line is met once and nothing stays.
TEST(LogNotes, take_a_log_while_it_is_written) {
  const TempFile place;
  const std::string folder = place.path() + ".d", log = folder + "/log";
  std::filesystem::create_directory(folder);
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  constexpr std::uint64_t kFiles = 200, kEach = 50, kKeep = 500;
  std::thread writer([&] {
    for (std::uint64_t file = 0; file <= kFiles; ++file) {
      std::ofstream out(log);
      for (std::uint64_t n = 0; n < kEach; ++n) out << line(file * kEach + n, "allow", "a");
      out.close();
      if (file == kFiles) break;
      std::error_code none;
      for (auto n = kKeep; n > 1; --n)
        std::filesystem::rename(log + '.' + std::to_string(n - 1), log + '.' + std::to_string(n),
                                none);
      std::filesystem::rename(log, log + ".1");
    }
    ::close(pipe[1]);
  });
  LogNotes notes;
  take_log(log, pipe[0], notes);
  writer.join();
  ::close(pipe[0]);
  const auto& route = notes.routes().at("smpp:demo");
  EXPECT_EQ(route.by_sequence.size(), (kFiles + 1) * kEach);
  EXPECT_EQ(std::count(route.by_sequence.begin(), route.by_sequence.end(), 0), 0);
  EXPECT_EQ(route.twice, 0u);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace picket::load
