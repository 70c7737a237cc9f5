// SPDX-License-Identifier: Apache-2.0
#include "filter/record/file_sink.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace picket::record {
namespace {

std::uint64_t lines_in(std::string_view text) noexcept {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

// All of `text` or up to an error; how much was written.
std::size_t write_all(int file, std::string_view text) noexcept {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::write(file, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    done += static_cast<std::size_t>(written);
  }
  return done;
}

}  // namespace

FileSink::FileSink(FileSettings settings) : settings_(std::move(settings)) {
  if (!open()) throw std::system_error(errno, std::generic_category(), settings_.path);
}

FileSink::~FileSink() { close(); }

bool FileSink::open() noexcept {
  file_ = ::open(settings_.path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
  if (file_ < 0) return false;
  struct stat status{};
  regular_ = ::fstat(file_, &status) == 0 && S_ISREG(status.st_mode);
  size_ = regular_ ? static_cast<std::uint64_t>(status.st_size) : 0;
  // A process that died while the disk was full may have left half a line.
  char last = '\n';
  line_is_open_ = size_ != 0 && ::pread(file_, &last, 1, status.st_size - 1) == 1 && last != '\n';
  return true;
}

void FileSink::close() noexcept {
  if (file_ < 0) return;
  if (settings_.sync != Sync::never) sync();
  ::close(file_);
  file_ = -1;
}

void FileSink::sync() noexcept {
  if (!unsynced_ || !regular_) return;
  if (::fsync(file_) != 0) failed("sync", errno);
  unsynced_ = false;
  synced_at_ = std::chrono::steady_clock::now();
}

void FileSink::rotate() noexcept {
  close();
  const auto name = [this](unsigned n) { return settings_.path + "." + std::to_string(n); };
  // A missing file of the row is no error, and one that cannot be moved only makes the next fail.
  for (unsigned n = settings_.keep; n > 1; --n) std::rename(name(n - 1).c_str(), name(n).c_str());
  if (settings_.keep > 0) {
    std::rename(settings_.path.c_str(), name(1).c_str());
  } else {
    ::unlink(settings_.path.c_str());
  }
  if (!open()) failed("open", errno);
}

std::uint64_t FileSink::write(std::string_view lines) noexcept {
  if (file_ < 0 && !open()) {
    failed("open", errno);
    return lines_in(lines);
  }
  if (regular_ && settings_.rotate_size != 0 && size_ != 0 &&
      size_ + lines.size() > settings_.rotate_size) {
    rotate();
    if (file_ < 0) return lines_in(lines);
  }
  if (line_is_open_ && write_all(file_, "\n") == 1) {
    line_is_open_ = false;
    ++size_;
  }
  if (line_is_open_) {
    failed("write", errno);
    return lines_in(lines);
  }
  const std::size_t done = write_all(file_, lines);
  size_ += done;
  unsynced_ = unsynced_ || done != 0;
  if (done < lines.size()) {
    failed("write", errno);
    line_is_open_ = done > 0 && lines[done - 1] != '\n';
    return lines_in(lines.substr(done));
  }
  recovered();
  if (settings_.sync == Sync::write) sync();
  return 0;
}

void FileSink::tick() noexcept {
  if (settings_.sync != Sync::second || !unsynced_) return;
  if (std::chrono::steady_clock::now() - synced_at_ >= std::chrono::seconds(1)) sync();
}

void FileSink::reopen() noexcept {
  close();
  if (!open()) failed("open", errno);
}

void FileSink::failed(const char* doing, int error) noexcept {
  if (failing_) return;
  failing_ = true;
  spdlog::error("decision log: cannot {} {}: {}; lines are lost and counted until it works again",
                doing, settings_.path, std::strerror(error));
}

void FileSink::recovered() noexcept {
  if (!failing_) return;
  failing_ = false;
  spdlog::info("decision log: {} is written again", settings_.path);
}

}  // namespace picket::record
