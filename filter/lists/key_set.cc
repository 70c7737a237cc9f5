// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/key_set.h"

#include <roaring/roaring.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "filter/lists/frozen_bitmap.h"
#include "filter/lists/list_image.h"

namespace picket::lists {
namespace {

constexpr std::uint32_t high_of(std::uint64_t key) noexcept {
  return static_cast<std::uint32_t>(key >> 32);
}
constexpr std::uint32_t low_of(std::uint64_t key) noexcept {
  return static_cast<std::uint32_t>(key);
}

struct Free {
  void operator()(char* bytes) const noexcept { std::free(bytes); }
};

}  // namespace

void FreeBitmap::operator()(const roaring_bitmap_s* bitmap) const noexcept {
  roaring_bitmap_free(bitmap);
}

std::optional<KeySet> KeySet::read(std::string_view image, std::span<const Bucket> table) {
  KeySet set;
  set.highs_.reserve(table.size());
  set.bitmaps_.reserve(table.size());
  for (const Bucket& bucket : table) {
    if (bucket.high > 0xFFFFFFFF || bucket.at % kImageAlignment != 0 || bucket.at > image.size() ||
        bucket.bytes > image.size() - bucket.at) {
      return std::nullopt;
    }
    const auto high = static_cast<std::uint32_t>(bucket.high);
    if (!set.highs_.empty() && high <= set.highs_.back()) return std::nullopt;
    const std::string_view frozen = image.substr(bucket.at, bucket.bytes);
    const auto count = count_frozen(frozen);
    if (!count) return std::nullopt;
    BitmapView bitmap(roaring_bitmap_frozen_view(frozen.data(), frozen.size()));
    if (!bitmap) return std::nullopt;
    set.highs_.push_back(high);
    set.bitmaps_.push_back(std::move(bitmap));
    set.size_ += *count;
  }
  return set;
}

bool KeySet::contains(std::uint64_t key) const noexcept {
  const auto at = std::ranges::lower_bound(highs_, high_of(key));
  if (at == highs_.end() || *at != high_of(key)) return false;
  const auto index = static_cast<std::size_t>(at - highs_.begin());
  return roaring_bitmap_contains(bitmaps_[index].get(), low_of(key));
}

// Bitmaps made of sorted runs and joined: each number moves once a run, as in a merge, where adding
// one by one would move half a container for each.
void KeySetBuilder::merge_run() {
  std::ranges::sort(run_);
  std::vector<std::uint32_t> lows;
  for (auto begin = run_.begin(); begin != run_.end();) {
    const std::uint32_t high = high_of(*begin);
    lows.clear();
    for (; begin != run_.end() && high_of(*begin) == high; ++begin) lows.push_back(low_of(*begin));
    Bitmap run(roaring_bitmap_of_ptr(lows.size(), lows.data()));
    if (!run) throw std::bad_alloc();
    Bitmap& all = bitmaps_[high];
    if (all) {
      roaring_bitmap_or_inplace(all.get(), run.get());
    } else {
      all = std::move(run);
    }
  }
  run_.clear();
}

std::uint64_t KeySetBuilder::size() {
  merge_run();
  std::uint64_t size = 0;
  for (const auto& [high, bitmap] : bitmaps_) size += roaring_bitmap_get_cardinality(bitmap.get());
  return size;
}

std::vector<Bucket> KeySetBuilder::write(std::uint64_t at, const Write& write) {
  merge_run();
  run_ = {};
  std::vector<Bucket> table;
  for (auto bitmap = bitmaps_.begin(); bitmap != bitmaps_.end(); bitmap = bitmaps_.erase(bitmap)) {
    roaring_bitmap_run_optimize(bitmap->second.get());
    const std::size_t bytes = roaring_bitmap_frozen_size_in_bytes(bitmap->second.get());
    const std::unique_ptr<char, Free> frozen(
        static_cast<char*>(std::aligned_alloc(kImageAlignment, padded(bytes))));
    if (!frozen) throw std::bad_alloc();
    std::fill_n(frozen.get() + bytes, padded(bytes) - bytes, '\0');
    roaring_bitmap_frozen_serialize(bitmap->second.get(), frozen.get());
    write({frozen.get(), padded(bytes)});
    table.push_back({bitmap->first, at, bytes});
    at += padded(bytes);
  }
  return table;
}

}  // namespace picket::lists
