// SPDX-License-Identifier: Apache-2.0
// Events as lines of JSON in, decisions out, in order. Lines are read and inspected by any of the
// threads, exchanged and settled by one at a time in the order of the input, so that any number of
// threads gives the same bytes. What a broken line gets is an error object, and the run goes on.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "filter/core/decision_json.h"
#include "filter/core/event_json.h"
#include "filter/engine/workspace.h"
#include "filter/state/memory.h"
#include "tools/picket/line_reader.h"
#include "tools/picket/output.h"
#include "tools/picket/progress.h"

namespace picket::tool {

class ScanPipeline {
 public:
  static constexpr std::size_t kMaxLineBytes = std::size_t{8} << 20;

  ScanPipeline(std::shared_ptr<const ruleset::Ruleset> rules, unsigned threads, Output& output);

  // Standard input to its end. Returns how many lines were bad; throws std::system_error where
  // reading or writing fails.
  std::uint64_t run();

 private:
  // A line on its way: an event, or what is wrong with it.
  struct Entry {
    std::uint64_t line = 0;
    bool bad = false;
    std::size_t event = 0;  // index in the job's events
    std::optional<std::string_view> id;
    std::string error;
  };
  struct Job {
    enum class Stage : std::uint8_t { free, inspecting, inspected };
    Stage stage = Stage::free;
    LineBatch lines;
    core::EventBatch events;
    std::vector<Entry> entries;
    std::vector<engine::Workspace> workspaces;  // one an event, with several threads
  };

  void work() noexcept;
  void step(std::unique_lock<std::mutex>& lock, core::EventReader& reader);
  void take_batch(std::unique_lock<std::mutex>& lock, core::EventReader& reader);
  void parse(Job& job, core::EventReader& reader);
  void inspect(Job& job);
  void settle_next(std::unique_lock<std::mutex>& lock);
  void settle(Job& job);
  void decide(const core::Event& event, engine::Workspace& workspace);

  Job& job(std::uint64_t number) noexcept { return jobs_[number % jobs_.size()]; }
  bool may_read() noexcept;
  bool may_settle() noexcept;
  bool done() const noexcept { return failure_ != nullptr || (ended_ && settled_ == taken_); }

  std::shared_ptr<const ruleset::Ruleset> rules_;
  unsigned threads_;
  engine::Workspace workspace_;  // of the only thread
  Output& output_;
  std::atomic<bool> stop_ = false;
  LineReader input_;
  state::UnknownMemory memory_;

  // What follows is guarded by mutex_, except that a job belongs to the thread that works on it.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Job> jobs_;
  std::uint64_t taken_ = 0;    // batches
  std::uint64_t settled_ = 0;  // batches
  bool reading_ = false;
  bool settling_ = false;
  bool ended_ = false;
  std::exception_ptr failure_;

  // Of the thread that settles.
  std::optional<core::Instant> clock_;  // the latest time seen
  core::JsonBuffer decisions_;
  std::uint64_t judged_ = 0;
  std::uint64_t bad_lines_ = 0;
  Progress progress_;
};

}  // namespace picket::tool
