// SPDX-License-Identifier: Apache-2.0
// The index from bytes to characters of a view (View::starts, View::rank). Part of Folder: one
// worker.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "filter/core/lanes.h"
#include "filter/text/buffer.h"
#include "filter/text/view.h"

namespace picket::text {

class ViewIndex {
 public:
  // build() reads so many bytes after the text, where it ends with a word.
  static constexpr std::size_t kReadsAhead = 64;

  // Indexes `bytes`, well-formed UTF-8, for `view`. Valid until the next call.
  void build(std::string_view bytes, View& view) {
    const std::size_t words = bytes.size() / 64 + 1;  // the last one for the end of the text
    starts_.ensure(words);
    rank_.ensure(words);
    std::uint32_t before = 0;
    for (std::size_t word = 0; word < words; ++word) {
      std::uint64_t bits = start_bits(bytes.data() + word * 64);
      if (word == words - 1) bits &= (std::uint64_t{1} << bytes.size() % 64) - 1;
      starts_.data()[word] = bits;
      rank_.data()[word] = before;
      before += static_cast<std::uint32_t>(std::popcount(bits));
    }
    view.starts = {starts_.data(), words};
    view.rank = {rank_.data(), words};
  }

 private:
  // One bit for each of 64 bytes, set where it is no continuation byte (10xxxxxx).
  static std::uint64_t start_bits(const char* bytes) noexcept {
    const auto of = [bytes](std::size_t i) -> std::uint64_t {
      return core::utf8_starts(core::load_sixteen(bytes + i));
    };
    return of(0) | of(16) << 16 | of(32) << 32 | of(48) << 48;
  }

  Buffer<std::uint64_t> starts_;
  Buffer<std::uint32_t> rank_;
};

}  // namespace picket::text
