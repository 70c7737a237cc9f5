// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/line_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <random>
#include <string>
#include <thread>
#include <vector>

namespace picket {
namespace {

using tool::Line;
using tool::LineBatch;
using tool::LineReader;

// Writes its pieces into a pipe, from a thread of its own.
class Source {
 public:
  explicit Source(std::vector<std::string> pieces) {
    EXPECT_EQ(::pipe(ends_), 0);
    writer_ = std::jthread([this, pieces = std::move(pieces)] {
      for (const std::string& piece : pieces) {
        EXPECT_EQ(::write(ends_[1], piece.data(), piece.size()),
                  static_cast<ssize_t>(piece.size()));
      }
      ::close(ends_[1]);
    });
  }
  ~Source() { ::close(ends_[0]); }
  int descriptor() const { return ends_[0]; }

 private:
  int ends_[2] = {-1, -1};
  std::jthread writer_;
};

struct Got {
  std::uint64_t number;
  std::string text;
  bool too_long;
  bool operator==(const Got&) const = default;
};

std::vector<Got> read_all(std::vector<std::string> pieces, std::size_t limit,
                          std::size_t max_lines = 3) {
  Source source(std::move(pieces));
  const std::atomic<bool> stop = false;
  LineReader reader(source.descriptor(), limit, stop);
  std::vector<Got> all;
  for (LineBatch batch; reader.read(batch, max_lines, 1 << 16);) {
    EXPECT_LE(batch.lines.size(), max_lines);
    for (const Line& line : batch.lines) {
      all.push_back({line.number, std::string(batch.view(line)), line.too_long});
    }
  }
  return all;
}

TEST(LineReader, numbers_lines_and_leaves_out_blank_ones) {
  EXPECT_EQ(read_all({"a\n\n \t\r\nb\nc"}, 100),
            (std::vector<Got>{{1, "a", false}, {4, "b", false}, {5, "c", false}}));
}

TEST(LineReader, marks_lines_over_the_limit_and_goes_on_behind_them) {
  EXPECT_EQ(
      read_all({"123456\n1234567\n" + std::string(200'000, 'x') + "\n12\n1234567"}, 6),
      (std::vector<Got>{
          {1, "123456", false}, {2, "", true}, {3, "", true}, {4, "12", false}, {5, "", true}}));
}

TEST(LineReader, gives_the_same_lines_wherever_the_input_is_cut) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    std::vector<Got> expected;
    for (std::uint64_t number = 1; number <= 40; ++number) {
      const std::size_t size = random() % 20 == 0 ? 0 : random() % 12;
      const std::string line(size, static_cast<char>('a' + number % 26));
      text += line + '\n';
      if (size > 9) expected.push_back({number, "", true});
      if (size > 0 && size <= 9) expected.push_back({number, line, false});
    }
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random() % 30, text.size() - at);
      pieces.push_back(text.substr(at, size));
      at += size;
    }
    ASSERT_EQ(read_all(pieces, 9, 1 + random() % 5), expected);
  }
}

TEST(LineReader, ends_when_it_is_told_to_though_the_input_is_open) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  std::atomic<bool> stop = false;
  LineReader reader(ends[0], 100, stop);
  LineBatch batch;
  std::jthread stopper([&] { stop = true; });
  EXPECT_FALSE(reader.read(batch, 10, 100));
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace picket
