// SPDX-License-Identifier: Apache-2.0
#include "filter/record/decision_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "filter/record/file_sink.h"

namespace picket::record {
namespace {

std::size_t as_it_is(std::string_view name, std::span<char> out) noexcept {
  const std::size_t size = std::min(name.size(), out.size());
  std::copy_n(name.begin(), size, out.begin());
  return size;
}

LineRenderer renderer() {
  static const core::NumberingProfile profile(core::NumberingSettings::china(), as_it_is);
  return LineRenderer(profile, std::nullopt);
}

// What a sink saw, shared with the test: the log owns the sink.
struct Seen {
  std::mutex mutex;
  std::vector<nlohmann::json> lines;
  int reopened = 0;
  std::mutex gate;             // held by a test: the record thread waits in write()
  std::atomic<int> writes{0};  // begun
};

class MemorySink final : public Sink {
 public:
  explicit MemorySink(Seen& seen) : seen_(seen) {}
  std::uint64_t write(std::string_view lines) noexcept override {
    ++seen_.writes;
    const std::lock_guard wait(seen_.gate);
    const std::lock_guard lock(seen_.mutex);
    std::istringstream in{std::string(lines)};
    for (std::string line; std::getline(in, line);)
      seen_.lines.push_back(nlohmann::json::parse(line));
    return 0;
  }
  void tick() noexcept override {}
  void reopen() noexcept override {
    const std::lock_guard lock(seen_.mutex);
    ++seen_.reopened;
  }

 private:
  Seen& seen_;
};

class Judged {
 public:
  explicit Judged(core::Verdict verdict, std::uint64_t tag = 0) {
    event.route = "smpp:test";
    decision.verdict = verdict;
    decision.ruleset = "0";
    entry.event = &event;
    entry.decision = &decision;
    entry.tag_key = "n";
    entry.tag_value = tag;
  }
  core::Event event;
  core::Decision decision;
  Entry entry;
};

TEST(DecisionLogThreads, writes_every_line_of_every_worker_before_it_ends) {
  constexpr unsigned kWorkers = 3;
  constexpr std::uint64_t kEach = 5'000;
  Seen seen;
  {
    DecisionLog log(kWorkers, 32u << 20, renderer(), std::make_unique<MemorySink>(seen));
    std::vector<std::thread> workers;
    for (unsigned worker = 0; worker < kWorkers; ++worker)
      workers.emplace_back([&log, worker] {
        for (std::uint64_t n = 0; n < kEach; ++n) {
          const auto verdict = n % 10 == 0 ? core::Verdict::block : core::Verdict::allow;
          log.writer(worker).append(Judged(verdict, worker * kEach + n).entry);
        }
      });
    for (auto& worker : workers) worker.join();
    EXPECT_EQ(log.dropped_allowed() + log.dropped_decisive(), 0u);
  }
  ASSERT_EQ(seen.lines.size(), kWorkers * kEach);
  std::vector<bool> met(kWorkers * kEach);
  for (const auto& line : seen.lines) {
    const auto n = line["n"].get<std::uint64_t>();
    EXPECT_FALSE(met[n]) << n << " twice";
    met[n] = true;
    EXPECT_EQ(line["verdict"], n % kEach % 10 == 0 ? "block" : "allow");
  }
}

TEST(DecisionLogThreads, drops_allow_lines_first_and_counts_what_it_drops) {
  Seen seen;
  std::uint64_t dropped = 0;
  constexpr std::uint64_t kAllowed = 20'000;
  {
    DecisionLog log(1, ByteRing::kMinimum, renderer(), std::make_unique<MemorySink>(seen));
    const std::lock_guard hold(seen.gate);  // the record thread gets no further than its sink
    for (std::uint64_t n = 0; n < kAllowed; ++n)
      log.writer(0).append(Judged(core::Verdict::allow, n).entry);
    for (std::uint64_t n = 0; n < 50; ++n)
      log.writer(0).append(Judged(core::Verdict::warn, n).entry);
    dropped = log.dropped_allowed();
    EXPECT_GT(dropped, 0u);
    EXPECT_EQ(log.dropped_decisive(), 0u) << "they have a ring of their own";
  }
  EXPECT_EQ(seen.lines.size(), kAllowed - dropped + 50);
}

TEST(DecisionLogThreads, empties_the_decisive_ring_first) {
  Seen seen;
  {
    DecisionLog log(1, 1u << 20, renderer(), std::make_unique<MemorySink>(seen));
    const std::unique_lock hold(seen.gate);
    log.writer(0).append(Judged(core::Verdict::allow, 1).entry);
    while (seen.writes == 0) std::this_thread::yield();
    for (std::uint64_t n = 0; n < 1000; ++n)
      log.writer(0).append(Judged(core::Verdict::allow, 100 + n).entry);
    log.writer(0).append(Judged(core::Verdict::block, 2).entry);
  }
  ASSERT_GT(seen.lines.size(), 2u);
  EXPECT_EQ(seen.lines[0]["n"], 1);
  EXPECT_EQ(seen.lines[1]["n"], 2) << "the block overtook the allow lines before it";
}

TEST(DecisionLogThreads, treats_what_was_refused_or_let_pass_unjudged_as_decisive) {
  Seen seen;
  {
    DecisionLog log(1, ByteRing::kMinimum, renderer(), std::make_unique<MemorySink>(seen));
    LogWriter& writer = log.writer(0);
    const std::lock_guard hold(seen.gate);
    while (writer.dropped_allowed() == 0) writer.append(Judged(core::Verdict::allow).entry);
    Judged refused(core::Verdict::allow);
    refused.entry.refused = true;
    writer.append(refused.entry);
    Judged passed(core::Verdict::allow);
    passed.decision.bypass = core::Bypass::overload;
    writer.append(passed.entry);
    EXPECT_EQ(writer.dropped_allowed(), 1u) << "there was no room where allow lines go";
    EXPECT_EQ(writer.dropped_decisive(), 0u);
  }
  const auto count = [&](const char* key) {
    return std::count_if(seen.lines.begin(), seen.lines.end(),
                         [&](const auto& line) { return line.contains(key); });
  };
  EXPECT_EQ(count("refused"), 1);
  EXPECT_EQ(count("bypass"), 1);
}

// Unjudged lines may take half the ring, then go among lines that may be dropped.
TEST(DecisionLogThreads, keeps_room_for_blocks_in_a_flood_of_events_let_pass_unjudged) {
  Seen seen;
  std::uint64_t dropped_allowed = 0;
  {
    DecisionLog log(1, ByteRing::kMinimum, renderer(), std::make_unique<MemorySink>(seen));
    const std::lock_guard shut(seen.gate);  // opened before the log ends
    Judged passed(core::Verdict::allow);
    passed.decision.bypass = core::Bypass::overload;
    for (int i = 0; i < 20'000; ++i) log.writer(0).append(passed.entry);
    dropped_allowed = log.dropped_allowed();
    for (std::uint64_t i = 0; i < 100; ++i)
      log.writer(0).append(Judged(core::Verdict::block, i).entry);
    EXPECT_EQ(log.dropped_decisive(), 0u);
  }
  EXPECT_GT(dropped_allowed, 0u);
  EXPECT_EQ(std::count_if(seen.lines.begin(), seen.lines.end(),
                          [](const auto& line) { return line.at("verdict") == "block"; }),
            100);
}

// A full disk costs lines, and says how many; whoever appends never notices.
TEST(DecisionLogThreads, counts_every_line_that_a_full_disk_did_not_take) {
  constexpr std::uint64_t kLines = 20'000;
  DecisionLog log(1, 8u << 20, renderer(),
                  std::make_unique<FileSink>(FileSettings{.path = "/dev/full"}));
  for (std::uint64_t n = 0; n < kLines; ++n) {
    const auto verdict = n % 10 == 0 ? core::Verdict::block : core::Verdict::allow;
    log.writer(0).append(Judged(verdict, n).entry);
  }
  while (log.lost() < kLines) std::this_thread::yield();
  EXPECT_EQ(log.lost(), kLines);
  EXPECT_EQ(log.written() + log.dropped_allowed() + log.dropped_decisive(), 0u);
}

TEST(DecisionLogThreads, reopens_its_sink_when_told) {
  Seen seen;
  {
    DecisionLog log(1, ByteRing::kMinimum, renderer(), std::make_unique<MemorySink>(seen));
    log.reopen();
  }
  EXPECT_EQ(seen.reopened, 1);
}

}  // namespace
}  // namespace picket::record
