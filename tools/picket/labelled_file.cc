// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/labelled_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace picket::tool {
namespace {

int open_to_read(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor >= 0) return descriptor;
  throw std::system_error(errno, std::generic_category(), "cannot read " + path);
}

}  // namespace

LabelledFile::LabelledFile(std::string path)
    : path_(std::move(path)),
      descriptor_(open_to_read(path_)),
      lines_(descriptor_, kMaxLineBytes, stop_) {
  struct stat about{};
  if (::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode)) {
    size_ = static_cast<std::uint64_t>(about.st_size);
  }
}

LabelledFile::~LabelledFile() { ::close(descriptor_); }

bool LabelledFile::read(LineBatch& batch, std::size_t max_lines, std::size_t max_bytes) {
  try {
    const bool more = lines_.read(batch, max_lines, max_bytes);
    bytes_read_ += batch.text.size() + batch.lines.size();
    return more;
  } catch (const std::system_error& error) {
    throw std::system_error(error.code(), "cannot read " + path_);
  }
}

std::expected<LabelledMessage, std::string> read_labelled(const LineBatch& batch,
                                                          const Line& line) {
  if (!line.too_long) return read_labelled(batch.view(line));
  return std::unexpected(fmt::format("longer than {} bytes", LabelledFile::kMaxLineBytes));
}

void BadLines::add(const std::string& file, std::uint64_t line, std::string error) {
  ++count_;
  if (first_.size() < kMaxKept) first_.push_back({file, line, std::move(error)});
}

void BadLines::report() const {
  for (const BadLine& bad : first_) {
    fmt::print(stderr, "{}:{}: {}\n", bad.file, bad.line, bad.error);
  }
  if (count_ > first_.size()) fmt::print(stderr, "{} bad lines in all\n", count_);
}

}  // namespace picket::tool
