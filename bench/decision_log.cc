// SPDX-License-Identifier: Apache-2.0
// What a line of the decision log costs: on the worker (a record into its ring), and on the record
// thread (the line made, and written to a file that rotates). Senders are services with a number
// each; recipients either come back, as in a load test, or are new with every message. Every line
// is read back and compared before anything is timed.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "filter/lists/numbering.h"
#include "filter/record/byte_ring.h"
#include "filter/record/decision_line.h"
#include "filter/record/decision_record.h"
#include "filter/record/file_sink.h"

namespace {

using namespace picket;

enum Recipients : std::int64_t { kReturning, kNew };

constexpr std::size_t kMessages = 1 << 17;  // more than numbers are remembered
constexpr std::size_t kSessions = 8;
constexpr std::size_t kPerTurn = 16;  // messages of one session in a row

// Messages of some sessions; a third blocked by one rule.
class Traffic {
 public:
  explicit Traffic(Recipients recipients) {
    std::mt19937 random(3);
    for (std::size_t i = 0; i < kSessions; ++i) {
      routes_.push_back(fmt::format("smpp:esme{}", i + 1));
      senders_.push_back(fmt::format("1069000{}123", i));
    }
    for (std::size_t i = 0; i < kMessages; ++i) {
      const std::size_t number = recipients == kNew ? i : random() % 100;
      numbers_.push_back(fmt::format("+86139{:08}", number));
    }
    blocked_.verdict = core::Verdict::block;
    blocked_.risk = core::Risk::high;
    blocked_.reasons = {&reason_, 1};
    allowed_.ruleset = blocked_.ruleset = digest_;
  }

  static bool blocked(std::size_t i) { return i % 3 == 0; }

  // Valid until the next call.
  const record::Entry& entry(std::size_t i) {
    const std::size_t session = i / kPerTurn % kSessions;
    event_.route = routes_[session];
    event_.from = {senders_[session], 0};
    event_.to = {numbers_[i % kMessages], 1};
    event_.profile = &lists::default_profile();
    entry_.at = start_ + std::chrono::microseconds(i);
    entry_.event = &event_;
    entry_.decision = blocked(i) ? &blocked_ : &allowed_;
    entry_.tag_key = "sequence_number";
    entry_.tag_value = 1'000'000 + i;
    return entry_;
  }

  bool is_line_of(std::size_t i, std::string_view text) {
    const record::Entry& expected = entry(i);
    const auto line = nlohmann::json::parse(text);
    const core::NumberTokens tokens(kKey);
    const auto to = tokens.token(event_.to.text);
    return line["route"] == event_.route && line["sequence_number"] == expected.tag_value &&
           line["verdict"] == (blocked(i) ? "block" : "allow") && line["ruleset"] == digest_ &&
           line["from"] == event_.from.text &&
           line["to_token"] == std::string(to.begin(), to.end()) &&
           line["rules"].size() == (blocked(i) ? 1 : 0);
  }

  static constexpr std::string_view kKey = "0123456789abcdef";

 private:
  const std::string digest_ = std::string(64, 'a');
  const core::Reason reason_{"sms.bank.points", 3, core::Action::block, core::Basis::analytics, {}};
  const core::Instant start_{std::chrono::seconds(1'767'600'000)};
  std::vector<std::string> routes_, senders_, numbers_;
  core::Decision allowed_, blocked_;
  core::Event event_;
  record::Entry entry_;
};

record::LineRenderer renderer() {
  return {lists::default_profile(), core::NumberTokens(Traffic::kKey)};
}

void put(record::ByteRing& ring, record::RecordWriter& writer, const record::Entry& entry) {
  std::byte* room = ring.reserve(record::RecordWriter::most(entry));
  if (room == nullptr) std::abort();
  ring.commit(writer.write(entry, room));
}

// Every message once, through a ring and a renderer.
void check(Traffic& traffic) {
  record::ByteRing ring(1);
  record::RecordWriter writer;
  record::RecordReader reader;
  auto lines = renderer();
  core::JsonBuffer out;
  for (std::size_t i = 0; i < kMessages; ++i) {
    put(ring, writer, traffic.entry(i));
    out.clear();
    lines.append(reader.read(ring.front()), out);
    ring.pop();
    if (!traffic.is_line_of(i, {out.data(), out.size()})) std::abort();
  }
}

// The records of all messages, in a ring as a worker leaves them.
void fill(record::ByteRing& ring, record::RecordWriter& writer, Traffic& traffic) {
  for (std::size_t i = 0; i < kMessages; ++i) put(ring, writer, traffic.entry(i));
}

void record(benchmark::State& state) {
  Traffic traffic(kNew);
  check(traffic);
  record::ByteRing ring(64u << 20);
  record::RecordWriter writer;
  std::size_t i = 0, bytes = 0;
  for (auto _ : state) {
    put(ring, writer, traffic.entry(i++));
    bytes += ring.front().size();
    ring.pop();
  }
  state.SetItemsProcessed(state.iterations());
  state.counters["bytes_each"] = static_cast<double>(bytes) / static_cast<double>(i);
}
BENCHMARK(record);

// As the record thread does it: a batch of lines, one write. `sink` may be null: made only.
void drain(benchmark::State& state, record::Sink* sink) {
  constexpr std::size_t kBatchBytes = 256u << 10;
  Traffic traffic(static_cast<Recipients>(state.range(0)));
  check(traffic);
  record::ByteRing ring(64u << 20);
  record::RecordWriter writer;
  record::RecordReader reader;
  auto lines = renderer();
  core::JsonBuffer out;
  std::uint64_t bytes = 0, lost = 0;
  for (auto _ : state) {
    if (ring.front().empty()) {
      state.PauseTiming();
      fill(ring, writer, traffic);
      state.ResumeTiming();
    }
    lines.append(reader.read(ring.front()), out);
    ring.pop();
    if (out.size() < kBatchBytes) continue;
    if (sink != nullptr) lost += sink->write({out.data(), out.size()});
    bytes += out.size();
    out.clear();
  }
  if (lost != 0) state.SkipWithError("lines were lost");
  state.SetItemsProcessed(state.iterations());
  state.counters["bytes_each"] =
      static_cast<double>(bytes) / static_cast<double>(state.iterations());
}

void line(benchmark::State& state) { drain(state, nullptr); }
BENCHMARK(line)->Arg(kReturning)->Arg(kNew)->ArgName("new");

// In memory, so that no disk is measured.
void line_to_file(benchmark::State& state) {
  const auto path =
      std::filesystem::path("/dev/shm") / fmt::format("picket_bench_decision_log.{}", ::getpid());
  {
    record::FileSink sink({.path = path, .rotate_size = 64u << 20, .keep = 1});
    drain(state, &sink);
  }
  std::filesystem::remove(path);
  std::filesystem::remove(path.string() + ".1");
}
BENCHMARK(line_to_file)->Arg(kReturning)->Arg(kNew)->ArgName("new");

}  // namespace
