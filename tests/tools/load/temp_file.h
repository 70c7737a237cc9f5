// SPDX-License-Identifier: Apache-2.0
// A file of a test's own that is gone when the test is.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace picket::load {

class TempFile {
 public:
  explicit TempFile(std::string_view content = "") {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("picket_load_test_" + std::to_string(getpid()) + "_" + std::to_string(++count));
    std::ofstream(path_) << content;
  }
  ~TempFile() { std::filesystem::remove(path_); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  std::string path() const { return path_.string(); }
  std::string content() const {
    std::ifstream in(path_);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

 private:
  std::filesystem::path path_;
};

}  // namespace picket::load
