// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/string_table.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>
#include <utility>

#include "filter/core/stable_hash.h"
#include "filter/lists/list_image.h"

namespace picket::lists {
namespace {

std::string_view as_bytes(const std::vector<std::uint64_t>& values) noexcept {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(std::uint64_t)};
}

}  // namespace

std::optional<StringTable> StringTable::read(std::string_view section, std::uint64_t count) {
  constexpr std::size_t kBytesEach = 2 * sizeof(std::uint64_t);
  if (count > std::numeric_limits<std::uint32_t>::max() || count > section.size() / kBytesEach) {
    return std::nullopt;
  }
  StringTable table;
  table.count_ = static_cast<std::size_t>(count);
  table.hashes_ = reinterpret_cast<const std::uint64_t*>(section.data());
  table.ends_ = table.hashes_ + table.count_;
  table.bytes_ = section.data() + table.count_ * kBytesEach;
  const std::size_t byte_count = table.count_ == 0 ? 0 : table.ends_[table.count_ - 1];
  const std::size_t room = section.size() - table.count_ * kBytesEach;
  if (byte_count > room || room - byte_count >= kImageAlignment) return std::nullopt;
  if (!table.is_sound(byte_count)) return std::nullopt;
  table.make_directory();
  return table;
}

bool StringTable::is_sound(std::size_t byte_count) const noexcept {
  for (std::size_t i = 0, begin = 0; i < count_; ++i) {
    if (ends_[i] < begin || ends_[i] > byte_count) return false;
    const std::string_view string(bytes_ + begin, ends_[i] - begin);
    if (core::stable_hash(string) != hashes_[i]) return false;
    if (i != 0 && (hashes_[i] < hashes_[i - 1] ||
                   (hashes_[i] == hashes_[i - 1] && string <= (*this)[i - 1]))) {
      return false;
    }
    begin = ends_[i];
  }
  return true;
}

void StringTable::make_directory() {
  const unsigned bits = std::max(1u, static_cast<unsigned>(std::bit_width(count_)));
  shift_ = 64 - bits;
  directory_.assign((std::size_t{1} << bits) + 1, 0);
  for (std::size_t i = 0; i < count_; ++i) ++directory_[(hashes_[i] >> shift_) + 1];
  for (std::size_t i = 1; i < directory_.size(); ++i) directory_[i] += directory_[i - 1];
}

std::string_view StringTable::operator[](std::size_t index) const noexcept {
  const std::uint64_t begin = index == 0 ? 0 : ends_[index - 1];
  return {bytes_ + begin, ends_[index] - begin};
}

bool StringTable::contains(std::string_view string) const noexcept {
  if (count_ == 0) return false;
  const std::uint64_t hash = core::stable_hash(string);
  const std::size_t bucket = hash >> shift_;
  const std::uint64_t* const end = hashes_ + directory_[bucket + 1];
  // About one to look through; but whoever fills a list with equal hashes does not make it slow.
  const std::uint64_t* at = std::lower_bound(hashes_ + directory_[bucket], end, hash);
  for (; at != end && *at == hash; ++at) {
    if ((*this)[static_cast<std::size_t>(at - hashes_)] == string) return true;
  }
  return false;
}

std::uint64_t write_string_table(std::vector<std::string> strings, const Write& write) {
  std::vector<std::pair<std::uint64_t, std::string>> sorted;
  sorted.reserve(strings.size());
  for (std::string& string : strings) {
    const std::uint64_t hash = core::stable_hash(string);
    sorted.emplace_back(hash, std::move(string));
  }
  strings = {};
  std::ranges::sort(sorted);
  const auto repeated = std::ranges::unique(sorted);
  sorted.erase(repeated.begin(), repeated.end());
  if (sorted.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw std::length_error("a list holds at most 4294967295 names or hosts");
  }

  std::vector<std::uint64_t> numbers(sorted.size());
  std::ranges::transform(sorted, numbers.begin(), [](const auto& entry) { return entry.first; });
  write(as_bytes(numbers));
  std::uint64_t end = 0;
  std::ranges::transform(sorted, numbers.begin(),
                         [&](const auto& entry) { return end += entry.second.size(); });
  write(as_bytes(numbers));
  for (const auto& [hash, string] : sorted) write(string);
  const std::uint64_t size = end + 2 * sizeof(std::uint64_t) * sorted.size();
  write(std::string(padded(size) - size, '\0'));
  return sorted.size();
}

}  // namespace picket::lists
