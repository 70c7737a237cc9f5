// SPDX-License-Identifier: Apache-2.0
// The main of a fuzz target where libFuzzer is not linked in: hands every file of the given corpus
// folders to LLVMFuzzerTestOneInput once, so that what fuzzing found stays an ordinary test.
// A missing or empty folder is a failure: a replay of nothing must not pass.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
// Optional in a target, as with libFuzzer.
extern "C" __attribute__((weak)) int LLVMFuzzerInitialize(int* argc, char*** argv);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool replay(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in),
                                std::istreambuf_iterator<char>()};
  if (!in.good() && !in.eof()) {
    std::fprintf(stderr, "%s: cannot be read\n", file.c_str());
    return false;
  }
  // Named before it runs: a crash then says on which input. The copy has exactly the input's size,
  // so that the address sanitizer sees a read past its end.
  std::fprintf(stderr, "replaying %s (%zu bytes)\n", file.c_str(), bytes.size());
  const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(input.data(), input.size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (LLVMFuzzerInitialize != nullptr) LLVMFuzzerInitialize(&argc, &argv);
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s CORPUS_FOLDER...\n", argv[0]);
    return 2;
  }
  for (int i = 1; i < argc; ++i) {
    const fs::path folder = argv[i];
    if (!fs::is_directory(folder)) {
      std::fprintf(stderr, "%s: no such corpus folder\n", folder.c_str());
      return 1;
    }
    const auto files = files_of(folder);
    if (files.empty()) {
      std::fprintf(stderr, "%s: corpus folder is empty\n", folder.c_str());
      return 1;
    }
    for (const auto& file : files) {
      if (!replay(file)) return 1;
    }
    std::printf("%zu inputs of %s replayed\n", files.size(), folder.c_str());
  }
  return 0;
}
