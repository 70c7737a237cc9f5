// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/rule_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "filter/document/reader.h"

namespace picket::tool {
namespace {

namespace fs = std::filesystem;

void must(bool succeeded, const std::string& what) {
  if (!succeeded) throw std::system_error(errno, std::generic_category(), what);
}

// A new file, removed again unless it is kept.
class NewFile {
 public:
  NewFile(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {
    must(descriptor_ >= 0, name_);
  }
  ~NewFile() {
    ::close(descriptor_);
    if (!kept_) ::unlink(name_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      must(count >= 0, name_);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    must(::fsync(descriptor_) == 0, name_);
  }

  // Where another group would have it, that group may not read it.
  void take_access(const struct stat& old) {
    const bool has_group = ::fchown(descriptor_, old.st_uid, old.st_gid) == 0 ||
                           ::fchown(descriptor_, static_cast<uid_t>(-1), old.st_gid) == 0;
    must(::fchmod(descriptor_, old.st_mode & (has_group ? 07777 : 07707)) == 0, name_);
  }

  void rename(const std::string& to) {
    must(::rename(name_.c_str(), to.c_str()) == 0, to);
    keep();
  }
  void keep() noexcept { kept_ = true; }

 private:
  std::string name_;
  int descriptor_;
  bool kept_ = false;
};

}  // namespace

void replace_file(const std::string& file, std::string_view before, std::string_view after) {
  const fs::path real = fs::canonical(file);
  struct stat status{};
  must(::stat(real.c_str(), &status) == 0, file);
  std::string name =
      (real.parent_path() / fmt::format(".{}.XXXXXX", real.filename().string())).string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  NewFile temporary(name, descriptor);
  temporary.write(after);
  temporary.take_access(status);
  document::Diagnostics none;
  if (document::load_file(real.string(), none) != before) {
    throw std::runtime_error(fmt::format("{} has changed meanwhile and is left as it is", file));
  }
  temporary.rename(real.string());
}

void create_file(const std::string& file, std::string_view content) {
  const fs::path folder = fs::path(file).parent_path();
  if (!folder.empty()) fs::create_directories(folder);
  NewFile made(file, ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  made.write(content);
  made.keep();
}

}  // namespace picket::tool
