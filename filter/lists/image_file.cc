// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/image_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <new>
#include <system_error>
#include <utility>

namespace picket::lists {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;  // hashed while the cache still has it

class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const noexcept { return number_; }

 private:
  int number_;
};

ImageFault unreadable(int error) {
  ImageFault fault;
  fault.code = "unreadable-file";
  fault.message = std::generic_category().message(error);
  return fault;
}

ImageFault damaged(std::string message, std::string help) {
  ImageFault fault;
  fault.code = "damaged-list";
  fault.message = std::move(message);
  fault.help = std::move(help);
  return fault;
}

// Bytes read: fewer than asked for at the end of the file; errno where that is not why.
std::expected<std::size_t, int> read_at(int file, char* into, std::size_t size, std::size_t at) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t count = ::pread(file, into + done, size - done, static_cast<off_t>(at + done));
    if (count == 0) break;
    if (count > 0) {
      done += static_cast<std::size_t>(count);
    } else if (errno != EINTR) {
      return std::unexpected(errno);
    }
  }
  return done;
}

struct Opened {
  ImageHeader header;
  FileIdentity identity;
};

std::expected<Opened, ImageFault> read_header(int file) {
  struct stat status{};
  if (file < 0 || ::fstat(file, &status) != 0) return std::unexpected(unreadable(errno));
  Opened opened;
  opened.identity = identity_of(status);
  const auto read = read_at(file, reinterpret_cast<char*>(&opened.header), sizeof opened.header, 0);
  if (!read) return std::unexpected(unreadable(read.error()));
  if (*read != sizeof opened.header) {
    return std::unexpected(damaged("shorter than the header of a compiled list",
                                   "build it again from its source: picket lists build"));
  }
  if (auto good = check_header(opened.header, opened.identity.bytes); !good) {
    return std::unexpected(std::move(good.error()));
  }
  return opened;
}

void must(bool succeeded, const std::string& what) {
  if (!succeeded) throw std::system_error(errno, std::generic_category(), what);
}

void write_all(int file, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    must(count >= 0, name);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

// Of the source. Where another group would have it, that group may not read it.
void take_access(int descriptor, const struct stat& source, const std::string& name) {
  const bool has_group = ::fchown(descriptor, source.st_uid, source.st_gid) == 0 ||
                         ::fchown(descriptor, static_cast<uid_t>(-1), source.st_gid) == 0;
  must(::fchmod(descriptor, source.st_mode & (has_group ? 0666 : 0606)) == 0, name);
}

// A file under a name of its own, removed unless it is renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& beside)
      : name_((beside.parent_path() / ("." + beside.filename().string() + ".XXXXXX")).string()),
        file_(::mkostemp(name_.data(), O_CLOEXEC)) {
    must(file_.number() >= 0, name_);
  }
  ~TemporaryFile() {
    if (!renamed_) ::unlink(name_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  int descriptor() const noexcept { return file_.number(); }
  const std::string& name() const noexcept { return name_; }

  void rename(const std::string& to) {
    must(::rename(name_.c_str(), to.c_str()) == 0, to);
    renamed_ = true;
  }

 private:
  std::string name_;
  Descriptor file_;
  bool renamed_ = false;
};

}  // namespace

std::expected<ReadImage, ImageFault> read_image_file(const std::string& file) {
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  auto opened = read_header(descriptor.number());
  if (!opened) return std::unexpected(std::move(opened.error()));
  const ImageHeader& header = opened->header;

  ImageMemory memory(header.bytes);
  std::memcpy(memory.data(), &header, sizeof header);
  core::Sha256 digest;
  for (std::size_t at = sizeof header; at < header.bytes;) {
    const std::size_t piece = std::min<std::size_t>(kPiece, header.bytes - at);
    const auto read = read_at(descriptor.number(), memory.data() + at, piece, at);
    if (!read) return std::unexpected(unreadable(read.error()));
    if (*read != piece) {
      return std::unexpected(damaged("cut off while it was read",
                                     "replace a compiled list by renaming another over it"));
    }
    digest.update({memory.data() + at, piece});
    at += piece;
  }
  if (finish_digest(digest, header) != header.sha256) {
    return std::unexpected(damaged("its content does not have the digest that it was written with",
                                   "build it again from its source: picket lists build"));
  }
  auto image = ListImage::open(std::move(memory), core::hex(header.sha256));
  if (!image) return std::unexpected(std::move(image.error()));
  return ReadImage{*std::move(image), opened->identity};
}

std::expected<ImageHeader, ImageFault> read_image_header(const std::string& file) {
  const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  auto opened = read_header(descriptor.number());
  if (!opened) return std::unexpected(std::move(opened.error()));
  return opened->header;
}

bool write_image_file(const std::string& file, const std::string& source,
                      const FileIdentity& identity,
                      const std::function<ImageHeader(const Write&)>& fill) {
  TemporaryFile temporary(file);
  const int descriptor = temporary.descriptor();
  must(::lseek(descriptor, sizeof(ImageHeader), SEEK_SET) >= 0, temporary.name());
  std::string waiting;
  const ImageHeader header = fill([&](std::string_view bytes) {
    waiting += bytes;
    if (waiting.size() < kPiece) return;
    write_all(descriptor, waiting, temporary.name());
    waiting.clear();
  });
  write_all(descriptor, waiting, temporary.name());
  must(::lseek(descriptor, 0, SEEK_SET) == 0, temporary.name());
  write_all(descriptor, {reinterpret_cast<const char*>(&header), sizeof header}, temporary.name());
  struct stat status{};
  const auto is_same = [&] {
    return ::stat(source.c_str(), &status) == 0 && identity_of(status) == identity;
  };
  if (!is_same()) return false;
  take_access(descriptor, status, temporary.name());
  must(::fsync(descriptor) == 0, temporary.name());
  if (!is_same()) return false;
  temporary.rename(file);

  const std::string folder = std::filesystem::path(file).parent_path().string();
  const Descriptor directory(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  must(directory.number() >= 0 && ::fsync(directory.number()) == 0, folder);
  return true;
}

}  // namespace picket::lists
