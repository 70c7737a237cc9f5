// SPDX-License-Identifier: Apache-2.0
// A set of 64-bit keys as CRoaring bitmaps, one for each value of the high 32 bits that occurs.
// key_set.cc is the only file that sees CRoaring, through its C API: 0.2.66 cannot view 64-bit maps
// in place, and its C++ `readSafe` is not safe. Inside this folder.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "filter/lists/string_table.h"

struct roaring_bitmap_s;

namespace picket::lists {

struct FreeBitmap {
  void operator()(const roaring_bitmap_s* bitmap) const noexcept;
};
using Bitmap = std::unique_ptr<roaring_bitmap_s, FreeBitmap>;
using BitmapView = std::unique_ptr<const roaring_bitmap_s, FreeBitmap>;

// One bitmap of an image, as it stands in the image's table.
struct Bucket {
  std::uint64_t high;   // 32 bits of every key in it
  std::uint64_t at;     // offset in the image: a multiple of 32
  std::uint64_t bytes;  // of the frozen bitmap there
};

// Immutable; any thread. A view: whoever has it keeps the image.
class KeySet {
 public:
  // nullopt where a bitmap is not sound (frozen_bitmap.h), or `table` does not ascend or leads out
  // of the image. `image` begins at a multiple of 32.
  static std::optional<KeySet> read(std::string_view image, std::span<const Bucket> table);

  bool contains(std::uint64_t key) const noexcept;
  std::uint64_t size() const noexcept { return size_; }

 private:
  std::vector<std::uint32_t> highs_;  // ascending
  std::vector<BitmapView> bitmaps_;
  std::uint64_t size_ = 0;
};

// Gathers keys in any order; its memory is that of the bitmaps and of one sorted run. One thread.
class KeySetBuilder {
 public:
  void add(std::uint64_t key) {
    run_.push_back(key);
    if (run_.size() == kRunKeys) merge_run();
  }

  // Writes the frozen bitmaps, the first at offset `at` (a multiple of 32), each padded to such,
  // and returns their table. The builder is empty then.
  std::vector<Bucket> write(std::uint64_t at, const Write& write);
  std::uint64_t size();

 private:
  static constexpr std::size_t kRunKeys = std::size_t{1} << 23;

  void merge_run();

  std::vector<std::uint64_t> run_;
  std::map<std::uint32_t, Bitmap> bitmaps_;
};

}  // namespace picket::lists
