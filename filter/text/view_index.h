// SPDX-License-Identifier: Apache-2.0
// The index from bytes to characters of a view (View::starts, View::rank). Part of Folder: one
// worker.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "filter/text/buffer.h"
#include "filter/text/view.h"

namespace picket::text {

class ViewIndex {
 public:
  // Indexes `bytes`, well-formed UTF-8, for `view`. Valid until the next call.
  void build(std::string_view bytes, View& view) {
    const std::size_t words = bytes.size() / 64 + 1;  // the last one for the end of the text
    starts_.ensure(words);
    rank_.ensure(words);
    std::uint32_t before = 0;
    for (std::size_t word = 0; word < words; ++word) {
      const std::uint64_t bits = start_bits(bytes.substr(word * 64, 64));
      starts_.data()[word] = bits;
      rank_.data()[word] = before;
      before += static_cast<std::uint32_t>(__builtin_popcountll(bits));
    }
    view.starts = {starts_.data(), words};
    view.rank = {rank_.data(), words};
  }

 private:
  // One bit a byte of at most 64, set where it is no continuation byte (10xxxxxx).
  static std::uint64_t start_bits(std::string_view bytes) noexcept {
    std::uint64_t bits = 0;
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
      std::uint64_t eight;
      std::memcpy(&eight, bytes.data() + i, sizeof eight);
      bits |= start_bits(eight) << i;
    }
    if (i == bytes.size()) return bits;
    std::uint64_t rest = kTop;  // past the end: continuation bytes
    std::memcpy(&rest, bytes.data() + i, bytes.size() - i);
    return bits | start_bits(rest) << i;
  }

  // The top bits of eight bytes, gathered by a multiplication. Little-endian.
  static std::uint64_t start_bits(std::uint64_t eight) noexcept {
    const std::uint64_t begins = (~eight | eight << 1) & kTop;
    return ((begins >> 7) * 0x0102040810204080) >> 56;
  }

  static constexpr std::uint64_t kTop = 0x8080808080808080;
  Buffer<std::uint64_t> starts_;
  Buffer<std::uint32_t> rank_;
};

}  // namespace picket::text
