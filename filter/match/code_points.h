// SPDX-License-Identifier: Apache-2.0
// A set of code points, as classes of a regex are. Made while rules are compiled; any thread may
// ask it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace picket::match {

inline constexpr char32_t kLastCodePoint = 0x10FFFF;

// [first, last].
struct CodePointRange {
  char32_t first = 0;
  char32_t last = 0;

  bool operator==(const CodePointRange&) const = default;
};

// Sorted ranges that neither overlap nor touch.
class CodePoints {
 public:
  CodePoints() = default;
  static CodePoints all() { return CodePoints().negated(); }

  CodePoints& add(char32_t first, char32_t last);
  CodePoints& add(char32_t c) { return add(c, c); }
  CodePoints& add(const CodePoints& other);
  CodePoints negated() const;

  bool contains(char32_t c) const noexcept;
  bool empty() const noexcept { return ranges_.empty(); }
  std::size_t size() const noexcept;
  std::span<const CodePointRange> ranges() const noexcept { return ranges_; }

  bool operator==(const CodePoints&) const = default;

 private:
  std::vector<CodePointRange> ranges_;
};

}  // namespace picket::match
