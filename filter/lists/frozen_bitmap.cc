// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/frozen_bitmap.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <span>

namespace picket::lists {
namespace {

// roaring.c, "Frozen serialization format description": bitsets, runs, arrays (each kind's
// containers in order), then for all containers keys, counts and types, then a word with cookie and
// number of containers. A count is one less than the numbers of a bitset or an array, or the runs
// of a run container.
constexpr std::uint32_t kCookie = 13766;
constexpr unsigned kCookieBits = 15;
constexpr std::size_t kMostContainers = 1 << 16;
constexpr std::size_t kBitsetWords = 1024;
constexpr std::size_t kBytesPerContainer = 5;  // key, count, type

enum Type : std::uint8_t { kBitset = 1, kArray = 2, kRun = 3 };

struct Run {
  std::uint16_t begin;
  std::uint16_t more;  // numbers after `begin`
};

// The next `count` values of a zone, and on.
template <class T>
std::span<const T> take(const char*& at, std::size_t count) noexcept {
  const std::span<const T> taken(reinterpret_cast<const T*>(at), count);
  at += taken.size_bytes();
  return taken;
}

bool ascends(std::span<const std::uint16_t> values) noexcept {
  // Without an early way out the compiler does many at once.
  bool good = true;
  for (std::size_t i = 1; i < values.size(); ++i) good &= values[i - 1] < values[i];
  return good;
}

std::optional<std::uint64_t> count_runs(std::span<const Run> runs) noexcept {
  std::uint64_t count = 0;
  std::uint32_t free = 0;  // the first number that the next run may begin with
  for (const Run& run : runs) {
    const std::uint32_t last = std::uint32_t{run.begin} + run.more;
    if (run.begin < free || last > 0xFFFF) return std::nullopt;
    free = last + 1;
    count += run.more + 1u;
  }
  return count;
}

std::uint64_t count_bits(std::span<const std::uint64_t> words) noexcept {
  std::uint64_t count = 0;
  for (const std::uint64_t word : words) count += static_cast<std::uint64_t>(std::popcount(word));
  return count;
}

}  // namespace

std::optional<std::uint64_t> count_frozen(std::string_view image) noexcept {
  std::uint32_t last_word = 0;
  if (image.size() < sizeof last_word) return std::nullopt;
  const char* const end = image.data() + image.size() - sizeof last_word;
  std::memcpy(&last_word, end, sizeof last_word);
  const std::size_t containers = last_word >> kCookieBits;
  if ((last_word & ((1u << kCookieBits) - 1)) != kCookie || containers == 0 ||
      containers > kMostContainers ||
      containers * kBytesPerContainer > image.size() - sizeof last_word) {
    return std::nullopt;
  }
  const char* at = end - containers * kBytesPerContainer;
  const std::size_t data_bytes = static_cast<std::size_t>(at - image.data());
  if (data_bytes % 2 != 0) return std::nullopt;
  const auto keys = take<std::uint16_t>(at, containers);
  const auto counts = take<std::uint16_t>(at, containers);
  const auto types = take<std::uint8_t>(at, containers);

  std::size_t bitsets = 0, runs = 0, values = 0;
  for (std::size_t i = 0; i < containers; ++i) {
    if (types[i] == kBitset) {
      ++bitsets;
    } else if (types[i] == kArray) {
      values += counts[i] + 1u;
    } else if (types[i] == kRun && counts[i] != 0) {
      runs += counts[i];
    } else {
      return std::nullopt;
    }
  }
  if (bitsets * kBitsetWords * sizeof(std::uint64_t) + runs * sizeof(Run) +
              values * sizeof(std::uint16_t) !=
          data_bytes ||
      !ascends(keys)) {
    return std::nullopt;
  }

  const char* bitset = image.data();
  const char* run = bitset + bitsets * kBitsetWords * sizeof(std::uint64_t);
  const char* value = run + runs * sizeof(Run);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < containers; ++i) {
    std::optional<std::uint64_t> count = counts[i] + 1u;
    if (types[i] == kBitset) {
      if (count_bits(take<std::uint64_t>(bitset, kBitsetWords)) != *count) return std::nullopt;
    } else if (types[i] == kRun) {
      count = count_runs(take<Run>(run, counts[i]));
    } else if (!ascends(take<std::uint16_t>(value, *count))) {
      return std::nullopt;
    }
    if (!count) return std::nullopt;
    total += *count;
  }
  return total;
}

}  // namespace picket::lists
