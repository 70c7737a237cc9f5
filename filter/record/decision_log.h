// SPDX-License-Identifier: Apache-2.0
// The decision log: two bounded rings a worker, one thread that renders and writes. Block, warn and
// refused lines have a ring of their own that is emptied first, half of which those of events that
// overload let pass unjudged may take; allow lines may drop. What finds its ring full is dropped
// and counted: a worker never waits, allocates or makes a system call here.
//
// What must never drop (warnings, orders, audit) will be a third, reserved class beside these two,
// with a store behind it that can say it is full.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "filter/record/byte_ring.h"
#include "filter/record/decision_line.h"
#include "filter/record/decision_record.h"
#include "filter/record/sink.h"

namespace picket::record {

// One worker's end. append() on that worker only; dropped() from any thread.
class LogWriter {
 public:
  explicit LogWriter(std::size_t ring_bytes) : decisive_(ring_bytes), allowed_(ring_bytes) {}

  void append(const Entry& entry) noexcept;

  std::uint64_t dropped_decisive() const noexcept { return value(decisive_.dropped); }
  std::uint64_t dropped_allowed() const noexcept { return value(allowed_.dropped); }

 private:
  friend class DecisionLog;

  // One class of lines on its way to the record thread.
  struct Lane {
    explicit Lane(std::size_t ring_bytes) : ring(ring_bytes) {}

    void append(const Entry& entry) noexcept;  // worker

    ByteRing ring;
    RecordWriter writer;  // worker
    std::atomic<std::uint64_t> dropped{0};
    alignas(64) RecordReader reader;  // record thread
  };

  static std::uint64_t value(const std::atomic<std::uint64_t>& counter) noexcept {
    return counter.load(std::memory_order_relaxed);
  }

  Lane decisive_;
  Lane allowed_;
};

class DecisionLog {
 public:
  // Starts the record thread. `ring_bytes`: of each of the two rings of each worker.
  DecisionLog(unsigned workers, std::size_t ring_bytes, LineRenderer renderer,
              std::unique_ptr<Sink> sink);
  // Writes what is still in the rings, then ends the thread. Workers must have stopped.
  ~DecisionLog();

  DecisionLog(const DecisionLog&) = delete;
  DecisionLog& operator=(const DecisionLog&) = delete;

  LogWriter& writer(unsigned worker) noexcept { return *writers_[worker]; }

  void reopen();  // any thread; done by the record thread soon after

  // Any thread.
  std::uint64_t dropped_decisive() const noexcept;
  std::uint64_t dropped_allowed() const noexcept;
  std::uint64_t written() const noexcept { return written_.load(std::memory_order_relaxed); }
  // Rendered, but the sink could not take them.
  std::uint64_t lost() const noexcept { return lost_.load(std::memory_order_relaxed); }

 private:
  void run();
  // Both: whether there may be more than was taken now.
  bool drain_once();
  bool drain(LogWriter::Lane& lane, std::size_t most);
  void flush() noexcept;

  std::vector<std::unique_ptr<LogWriter>> writers_;
  LineRenderer renderer_;
  std::unique_ptr<Sink> sink_;
  core::JsonBuffer lines_;        // record thread
  std::uint64_t line_count_ = 0;  // in lines_
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> lost_{0};

  std::mutex mutex_;  // of the two flags; taken by the record thread once a round
  std::condition_variable wake_;
  bool stopping_ = false;
  bool reopening_ = false;
  std::thread thread_;
};

}  // namespace picket::record
