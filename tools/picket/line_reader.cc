// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/line_reader.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "filter/core/event_json.h"

namespace picket::tool {
namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 16;
constexpr int kStopCheckMs = 200;

[[noreturn]] void fail() {
  throw std::system_error(errno, std::generic_category(), "cannot read standard input");
}

bool is_blank(std::string_view line) noexcept {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

LineReader::LineReader(int descriptor, std::size_t max_line_bytes, const std::atomic<bool>& stop)
    : descriptor_(descriptor), stop_(stop), max_line_bytes_(max_line_bytes), buffer_(kReadBytes) {}

bool LineReader::read(LineBatch& batch, std::size_t max_lines, std::size_t max_bytes) {
  batch.text.clear();
  batch.lines.clear();
  batch.idle = false;
  while (batch.lines.size() < max_lines && batch.text.size() < max_bytes) {
    if (take_line(batch)) continue;
    if (ended_) break;
    if (!is_ready(batch.lines.empty())) {
      batch.idle = true;
      break;
    }
    read_more();
  }
  batch.text.reserve(batch.text.size() + core::kJsonPadding);
  return !batch.lines.empty();
}

bool LineReader::take_line(LineBatch& batch) {
  const char* from = buffer_.data() + searched_;
  const void* newline = end_ == searched_ ? nullptr : std::memchr(from, '\n', end_ - searched_);
  std::size_t end = end_;
  if (newline != nullptr) {
    end = static_cast<std::size_t>(static_cast<const char*>(newline) - buffer_.data());
  } else {
    searched_ = end_;
    if (end_ - begin_ > max_line_bytes_) {
      skipping_ = true;
      begin_ = searched_ = end_ = 0;
    }
    const bool last_line = ended_ && (end_ != begin_ || skipping_);
    if (!last_line) return false;
  }
  const bool too_long = skipping_ || end - begin_ > max_line_bytes_;
  add(batch,
      too_long ? std::string_view{} : std::string_view(buffer_.data() + begin_, end - begin_),
      too_long);
  skipping_ = false;
  begin_ = searched_ = newline == nullptr ? end : end + 1;
  return true;
}

void LineReader::add(LineBatch& batch, std::string_view bytes, bool too_long) {
  ++number_;
  if (is_blank(bytes) && !too_long) return;
  batch.lines.push_back({number_, batch.text.size(), bytes.size(), too_long});
  batch.text += bytes;
}

// Whether a read would not wait, or, where it may, once it does not.
bool LineReader::is_ready(bool may_wait) const {
  pollfd ready{descriptor_, POLLIN, 0};
  int count = 0;
  do {
    count = ::poll(&ready, 1, may_wait ? kStopCheckMs : 0);
    if (count < 0 && errno != EINTR) fail();
  } while (may_wait && count <= 0 && !stop_);
  return count > 0;
}

void LineReader::read_more() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    searched_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - end_ < kReadBytes) buffer_.resize(std::max(2 * end_, end_ + kReadBytes));
  ssize_t count = 0;
  do count = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
  while (count < 0 && errno == EINTR);
  if (count < 0) fail();
  ended_ = count == 0;
  end_ += static_cast<std::size_t>(count);
}

}  // namespace picket::tool
