// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/scan_pipeline.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "filter/engine/engine.h"

namespace picket::tool {
namespace {

// A batch: small enough for a stream to come out evenly, large enough that handing it over costs
// next to nothing an event.
constexpr std::size_t kBatchLines = 32;
constexpr std::size_t kBatchBytes = std::size_t{1} << 18;
constexpr std::size_t kJobsPerThread = 2;

}  // namespace

ScanPipeline::ScanPipeline(std::shared_ptr<const ruleset::Ruleset> rules, unsigned threads,
                           Output& output)
    : rules_(std::move(rules)),
      threads_(threads),
      workspace_(rules_),
      output_(output),
      input_(STDIN_FILENO, kMaxLineBytes, stop_),
      jobs_(threads * kJobsPerThread) {}

std::uint64_t ScanPipeline::run() {
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < threads_; ++i) helpers.emplace_back([this] { work(); });
  work();
  helpers.clear();
  if (failure_) std::rethrow_exception(failure_);
  output_.flush();
  return bad_lines_;
}

void ScanPipeline::work() noexcept {
  std::unique_lock lock(mutex_);
  try {
    core::EventReader reader(kMaxLineBytes);
    while (!done()) step(lock, reader);
  } catch (...) {
    if (!lock.owns_lock()) lock.lock();
    if (!failure_) failure_ = std::current_exception();
    stop_ = true;
  }
  changed_.notify_all();
}

// What is ready comes out first; then more is taken in.
void ScanPipeline::step(std::unique_lock<std::mutex>& lock, core::EventReader& reader) {
  if (may_settle()) {
    settle_next(lock);
  } else if (may_read()) {
    take_batch(lock, reader);
  } else {
    changed_.wait(lock);
  }
}

bool ScanPipeline::may_read() noexcept {
  return !reading_ && !ended_ && job(taken_).stage == Job::Stage::free;
}

bool ScanPipeline::may_settle() noexcept {
  return !settling_ && job(settled_).stage == Job::Stage::inspected;
}

void ScanPipeline::take_batch(std::unique_lock<std::mutex>& lock, core::EventReader& reader) {
  Job& taken = job(taken_);
  reading_ = true;
  lock.unlock();
  const bool more = input_.read(taken.lines, kBatchLines, kBatchBytes);
  lock.lock();
  reading_ = false;
  ended_ = !more;
  if (more) {
    ++taken_;
    taken.stage = Job::Stage::inspecting;
  }
  changed_.notify_all();
  if (!more) return;
  lock.unlock();
  parse(taken, reader);
  if (threads_ > 1) inspect(taken);
  lock.lock();
  taken.stage = Job::Stage::inspected;
  changed_.notify_all();
}

void ScanPipeline::parse(Job& job, core::EventReader& reader) {
  job.events.clear();
  job.entries.resize(job.lines.lines.size());
  for (std::size_t i = 0; i < job.entries.size(); ++i) {
    const Line& line = job.lines.lines[i];
    const core::PaddedText text{job.lines.view(line)};
    Entry& entry = job.entries[i];
    entry = {.line = line.number, .event = job.events.events().size(), .id = {}, .error = {}};
    if (line.too_long) {
      entry.bad = true;
      entry.error = fmt::format("a line longer than {} bytes", kMaxLineBytes);
    } else if (const auto read = reader.read(text, job.events); !read) {
      entry.bad = true;
      entry.error = read.error().message;
      entry.id = reader.recover_id(text, job.events);
    }
  }
}

void ScanPipeline::inspect(Job& job) {
  const std::span<const core::Event> events = std::as_const(job.events).events();
  while (job.workspaces.size() < events.size()) job.workspaces.emplace_back(rules_);
  for (std::size_t i = 0; i < events.size(); ++i) engine::inspect(events[i], job.workspaces[i]);
}

void ScanPipeline::settle_next(std::unique_lock<std::mutex>& lock) {
  Job& next = job(settled_);
  settling_ = true;
  lock.unlock();
  settle(next);
  lock.lock();
  settling_ = false;
  next.stage = Job::Stage::free;
  ++settled_;
  changed_.notify_all();
}

void ScanPipeline::settle(Job& job) {
  const std::span<const core::Event> events = std::as_const(job.events).events();
  decisions_.clear();
  for (const Entry& entry : job.entries) {
    if (entry.bad) {
      ++bad_lines_;
      core::append_bad_line(decisions_, entry.id, entry.line, entry.error);
    } else if (threads_ > 1) {
      decide(events[entry.event], job.workspaces[entry.event]);
    } else {
      engine::inspect(events[entry.event], workspace_);
      decide(events[entry.event], workspace_);
    }
    decisions_.push_back('\n');
  }
  output_.write({decisions_.data(), decisions_.size()});
  if (job.lines.idle) output_.flush();
  judged_ += job.entries.size();
  progress_.report(judged_);
}

// The clock is the events' own: the latest time seen so far.
void ScanPipeline::decide(const core::Event& event, engine::Workspace& workspace) {
  if (event.time) clock_ = std::max(clock_.value_or(*event.time), *event.time);
  engine::set_clock(workspace, clock_);
  memory_.exchange(engine::requests(workspace), engine::answers(workspace));
  core::append_decision(decisions_, event.id, engine::settle(workspace));
}

}  // namespace picket::tool
