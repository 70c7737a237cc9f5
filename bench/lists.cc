// SPDX-License-Identifier: Apache-2.0
// What does a look-up in a large list cost, and how long until it can be asked? Numbers are drawn
// at random from 1[3-9] and 9 digits: PICKET_LIST_NUMBERS of them (default 1 million), or those of
// the source file that PICKET_LIST names, NAME.txt with NAME.map beside it. Hits and misses are
// asked for in random order of a list that is compiled, an unordered_set of strings, a sorted
// vector of integers and CRoaring's own 64-bit map in memory; every answer is compared first. Peers
// that take too long to build are left out above 10 million.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <roaring/roaring64map.hh>
#include <string>
#include <unordered_set>
#include <vector>

#include "filter/lists/compile_list.h"
#include "filter/lists/image_file.h"
#include "filter/lists/list_files.h"
#include "filter/lists/number_list.h"
#include "filter/lists/numbering.h"

namespace picket::bench {
namespace {

using lists::ListKind;

constexpr std::size_t kAsked = 1 << 16;
constexpr std::size_t kMostForPeers = 10'000'000;

std::uint64_t random_number(std::mt19937_64& random) {
  return 13'000'000'000 + random() % 7'000'000'000;
}

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

// A source and its compiled file, of our own (removed at the end) or somebody else's.
class Source {
 public:
  Source() {
    if (const char* given = std::getenv("PICKET_LIST"); given != nullptr) {
      source_ = given;
      map_ = lists::stem_of(source_).value_or("") + std::string(lists::kMapEnding);
      return;
    }
    folder_ = std::filesystem::temp_directory_path() /
              ("picket_bench_lists_" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder_);
    source_ = (folder_ / "numbers.txt").string();
    const char* count = std::getenv("PICKET_LIST_NUMBERS");
    std::mt19937_64 random(1);
    std::ofstream out(source_);
    for (auto n = count == nullptr ? 1'000'000 : std::strtoull(count, nullptr, 10); n > 0; --n) {
      out << random_number(random) << '\n';
    }
    out.close();
    document::Diagnostics diagnostics;
    const auto made =
        lists::compile_list(source_, ListKind::numbers, [](auto, auto) {}, diagnostics);
    if (!made) fail("the list cannot be compiled");
    map_ = made->file;
  }
  ~Source() {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  const std::string& map() const noexcept { return map_; }
  const std::string& file() const noexcept { return source_; }

 private:
  std::filesystem::path folder_;
  std::string source_, map_;
};

struct Question {
  core::Number number;
  std::string normal;
  std::uint64_t value;
};

struct Peers {
  std::unordered_set<std::string> strings;
  std::vector<std::uint64_t> sorted;
  Roaring64Map roaring;
};

std::vector<std::uint64_t> numbers_of(const std::string& file) {
  std::ifstream in(file);
  std::vector<std::uint64_t> numbers;
  for (std::string line; std::getline(in, line);) numbers.push_back(std::stoull(line));
  return numbers;
}

std::vector<Question> questions(const std::vector<std::uint64_t>& values) {
  std::vector<Question> all;
  for (const std::uint64_t value : values) {
    const core::Number number = lists::default_profile().normalise(std::to_string(value));
    all.push_back({number, std::string(number.normal()), value});
  }
  return all;
}

template <class Ask>
void time(const std::string& name, const std::vector<Question>& asked, Ask ask) {
  benchmark::RegisterBenchmark(name.c_str(), [&asked, ask](benchmark::State& state) {
    std::size_t next = 0;
    for (auto _ : state) {
      benchmark::DoNotOptimize(ask(asked[next]));
      if (++next == asked.size()) next = 0;
    }
  });
}

void register_opening(const std::string& map) {
  benchmark::RegisterBenchmark("open_header", [&map](benchmark::State& state) {
    for (auto _ : state) {
      if (!lists::read_image_header(map)) state.SkipWithError("cannot be opened");
    }
  });
  benchmark::RegisterBenchmark("read_and_verify", [&map](benchmark::State& state) {
    for (auto _ : state) {
      if (!lists::read_image_file(map)) state.SkipWithError("cannot be read");
    }
  })->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("digest_alone", [&map](benchmark::State& state) {
    const auto read = lists::read_image_file(map);
    const std::string bytes((*read).image->bytes(), 'x');
    core::Sha256 digest;
    for (auto _ : state) benchmark::DoNotOptimize(digest.update(bytes).finish());
  })->Unit(benchmark::kMillisecond);
}

void register_all(const Source& source) {
  const auto read = lists::read_image_file(source.map());
  if (!read) fail(source.map() + ": " + read.error().message);
  static const auto list = lists::make_number_list({read->image, nullptr, nullptr, ""});
  static Peers peers;
  std::vector<std::uint64_t> numbers = numbers_of(source.file());
  std::mt19937_64 random(2);
  std::vector<std::uint64_t> hits(kAsked), misses;
  for (std::uint64_t& hit : hits) hit = numbers[random() % numbers.size()];
  std::fprintf(stderr, "%zu numbers, %zu bytes\n", numbers.size(), read->image->bytes());

  std::ranges::sort(numbers);
  while (misses.size() < kAsked) {
    const std::uint64_t number = random_number(random);
    if (!std::ranges::binary_search(numbers, number)) misses.push_back(number);
  }
  peers.sorted = std::move(numbers);
  const bool with_peers = peers.sorted.size() <= kMostForPeers;
  if (with_peers) {
    peers.roaring = Roaring64Map(peers.sorted.size(), peers.sorted.data());
    for (const std::uint64_t n : peers.sorted) peers.strings.insert("+86" + std::to_string(n));
  }

  static const std::vector<Question> kQuestions[]{questions(hits), questions(misses)};
  for (const bool is_hit : {true, false}) {
    const std::vector<Question>& asked = kQuestions[is_hit ? 0 : 1];
    const std::string what = is_hit ? "/hit" : "/miss";
    const auto add = [&](const std::string& name, auto ask) {
      for (const Question& question : asked) {
        if (ask(question) != is_hit) fail(name + " answers wrongly: " + question.normal);
      }
      time(name + what, asked, ask);
    };
    add("picket", [](const Question& q) { return list->contains(q.number) == core::Truth::yes; });
    add("sorted_vector",
        [](const Question& q) { return std::ranges::binary_search(peers.sorted, q.value); });
    if (!with_peers) continue;
    add("unordered_set", [](const Question& q) { return peers.strings.contains(q.normal); });
    add("roaring64map", [](const Question& q) { return peers.roaring.contains(q.value); });
  }
  register_opening(source.map());
}

}  // namespace
}  // namespace picket::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const picket::bench::Source source;
  picket::bench::register_all(source);
  benchmark::RunSpecifiedBenchmarks();
}
