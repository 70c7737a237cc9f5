// SPDX-License-Identifier: Apache-2.0
// A set of strings as a section of a list image, sorted by hash and looked up where it lies: names,
// hosts, prefixes, and numbers too long for a key. Inside this folder.
//
// The section: `count` hashes (uint64, ascending; strings of one hash ascend), `count` ends
// (uint64, of each string in the bytes that follow), the bytes, zeros up to a multiple of 32.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace picket::lists {

// Immutable; any thread. A view: whoever has it keeps the section.
class StringTable {
 public:
  StringTable() = default;

  // nullopt where the section is not as described above, to the last string.
  static std::optional<StringTable> read(std::string_view section, std::uint64_t count);

  bool contains(std::string_view string) const noexcept;
  std::size_t size() const noexcept { return count_; }
  std::string_view operator[](std::size_t index) const noexcept;

 private:
  bool is_sound(std::size_t byte_count) const noexcept;
  void make_directory();

  std::size_t count_ = 0;
  const std::uint64_t* hashes_ = nullptr;
  const std::uint64_t* ends_ = nullptr;
  const char* bytes_ = nullptr;
  // Where the strings begin whose hash has these top bits: about one each.
  std::vector<std::uint32_t> directory_;
  unsigned shift_ = 63;
};

using Write = std::function<void(std::string_view)>;

// Writes the section of these strings, each once, and returns how many those are. At most 2^32 - 1.
std::uint64_t write_string_table(std::vector<std::string> strings, const Write& write);

}  // namespace picket::lists
