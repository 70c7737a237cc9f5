// SPDX-License-Identifier: Apache-2.0
#include "filter/record/decision_log.h"

#include <pthread.h>

#include <chrono>

namespace picket::record {
namespace {

// Handed to the sink at once at most, so that a flood costs one write per so many bytes.
constexpr std::size_t kBatchBytes = 256u << 10;
// Allow lines taken before looking at the decisive rings again.
constexpr std::size_t kAllowedPerRound = 256;
// Decisive lines taken from one worker at once, so that a flood of them still lets the thread see
// that it should stop.
constexpr std::size_t kDecisivePerRound = 4096;
// Sleep of a record thread that has taken all there was: a few hundred wake-ups a second cost
// nothing measurable, no worker ever has to make the system call of waking it, and what gathers
// meanwhile is one write.
constexpr std::chrono::milliseconds kNap{2};

}  // namespace

void LogWriter::Lane::append(const Entry& entry) noexcept {
  std::byte* room = ring.reserve(RecordWriter::most(entry));
  if (room == nullptr) {
    dropped.store(value(dropped) + 1, std::memory_order_relaxed);  // one writer
    return;
  }
  ring.commit(writer.write(entry, room));
}

void LogWriter::append(const Entry& entry) noexcept {
  // A flood of events that go unjudged must not push out what others were refused for.
  const bool unjudged = entry.decision->bypass == core::Bypass::overload && !entry.refused;
  const bool decisive = unjudged ? decisive_.ring.half_free()
                                 : entry.refused || entry.decision->verdict != core::Verdict::allow;
  (decisive ? decisive_ : allowed_).append(entry);
}

DecisionLog::DecisionLog(unsigned workers, std::size_t ring_bytes, LineRenderer renderer,
                         std::unique_ptr<Sink> sink)
    : renderer_(std::move(renderer)), sink_(std::move(sink)) {
  for (unsigned worker = 0; worker < workers; ++worker)
    writers_.push_back(std::make_unique<LogWriter>(ring_bytes));
  lines_.reserve(2 * kBatchBytes);
  thread_ = std::thread([this] { run(); });
}

DecisionLog::~DecisionLog() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void DecisionLog::reopen() {
  {
    const std::lock_guard lock(mutex_);
    reopening_ = true;
  }
  wake_.notify_one();
}

void DecisionLog::run() {
  pthread_setname_np(pthread_self(), "picket-record");
  for (;;) {
    const bool more = drain_once();
    bool stop = false;
    bool reopen_now = false;
    {
      std::unique_lock lock(mutex_);
      if (!more) wake_.wait_for(lock, kNap, [this] { return stopping_ || reopening_; });
      stop = stopping_;
      std::swap(reopen_now, reopening_);
    }
    if (reopen_now) sink_->reopen();
    sink_->tick();
    if (stop) {
      while (drain_once()) continue;
      return;
    }
  }
}

bool DecisionLog::drain_once() {
  bool more = false;
  for (const auto& writer : writers_) {
    for (const auto& first : writers_) more |= drain(first->decisive_, kDecisivePerRound);
    more |= drain(writer->allowed_, kAllowedPerRound);
  }
  flush();
  return more;
}

bool DecisionLog::drain(LogWriter::Lane& lane, std::size_t most) {
  for (std::size_t taken = 0; taken < most; ++taken) {
    const auto bytes = lane.ring.front();
    if (bytes.empty()) return false;
    renderer_.append(lane.reader.read(bytes), lines_);
    lane.ring.pop();
    ++line_count_;
    if (lines_.size() >= kBatchBytes) flush();
  }
  return true;
}

void DecisionLog::flush() noexcept {
  if (lines_.size() == 0) return;
  const std::uint64_t lost = sink_->write({lines_.data(), lines_.size()});
  lost_.fetch_add(lost, std::memory_order_relaxed);
  written_.fetch_add(line_count_ - lost, std::memory_order_relaxed);
  lines_.clear();
  line_count_ = 0;
}

std::uint64_t DecisionLog::dropped_decisive() const noexcept {
  std::uint64_t sum = 0;
  for (const auto& writer : writers_) sum += writer->dropped_decisive();
  return sum;
}

std::uint64_t DecisionLog::dropped_allowed() const noexcept {
  std::uint64_t sum = 0;
  for (const auto& writer : writers_) sum += writer->dropped_allowed();
  return sum;
}

}  // namespace picket::record
