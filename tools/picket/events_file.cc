// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/events_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

namespace picket::tool {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{8} << 20;
constexpr std::size_t kChunkLines = 4096;
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;
constexpr std::size_t kMaxReported = 20;

// The parties of a message that names none are those of rule tests.
core::Event message_event(std::string_view text) {
  core::Event event;
  event.text = text;
  event.from.text = "+8613900000001";
  event.to.text = "+8613900000002";
  event.route = "test";
  return event;
}

}  // namespace

EventsFile::EventsFile(const std::string& path) : path_(path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    throw std::system_error(errno, std::generic_category(), "cannot read " + path);
  }
  try {
    read(descriptor);
  } catch (const std::system_error& error) {
    ::close(descriptor);
    throw std::system_error(error.code(), "cannot read " + path);
  }
  ::close(descriptor);
  if (!events_.empty()) return;
  report_bad_lines();
  throw std::runtime_error(fmt::format("{} has no event to judge", path));
}

void EventsFile::read(int descriptor) {
  const std::atomic<bool> stop = false;
  LineReader lines(descriptor, kMaxLineBytes, stop);
  for (;;) {
    Chunk& chunk = chunks_.emplace_back();
    if (!lines.read(chunk.lines, kChunkLines, kChunkBytes)) return;
    if (bytes_ >= kMaxBytes) {
      left_out_ = true;
      return;
    }
    take(chunk);
  }
}

void EventsFile::take(Chunk& chunk) {
  for (const Line& line : chunk.lines.lines) {
    const std::string_view text = chunk.lines.view(line);
    bytes_ += text.size();
    if (line.too_long) {
      bad_lines_.push_back({line.number, fmt::format("longer than {} bytes", kMaxLineBytes)});
    } else if (const auto read = reader_.read({text}, chunk.batch); !read) {
      std::string error(read.error().message);
      if (!take_message(text)) bad_lines_.push_back({line.number, std::move(error)});
    } else {
      events_.push_back(chunk.batch.events().back());
    }
    lines_.resize(events_.size(), line.number);
  }
}

bool EventsFile::take_message(std::string_view line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object() || json.contains("channel")) return false;
  const auto text = json.find("text");
  if (text == json.end() || !text->is_string()) return false;
  events_.push_back(message_event(messages_.emplace_back(text->get<std::string>())));
  const auto sender = json.find("sender");
  if (sender != json.end() && sender->is_string()) {
    events_.back().from.text = messages_.emplace_back(sender->get<std::string>());
  }
  return true;
}

void EventsFile::report_bad_lines() const {
  for (std::size_t i = 0; i < bad_lines_.size() && i < kMaxReported; ++i) {
    fmt::print(stderr, "{}:{}: {}\n", path_, bad_lines_[i].number, bad_lines_[i].error);
  }
  if (bad_lines_.size() > kMaxReported) {
    fmt::print(stderr, "{}: {} bad lines in all\n", path_, bad_lines_.size());
  }
}

}  // namespace picket::tool
