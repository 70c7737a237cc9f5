// SPDX-License-Identifier: Apache-2.0
// The index from bytes to characters of a view (View::starts, View::rank). Part of Folder: one
// worker.
#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
    for (; i + kStep <= bytes.size(); i += kStep) bits |= start_bits(bytes.data() + i) << i;
    if (i == bytes.size()) return bits;
    char rest[kStep];
    std::memset(rest, 0x80, kStep);  // past the end: continuation bytes
    std::memcpy(rest, bytes.data() + i, bytes.size() - i);
    return bits | start_bits(rest) << i;
  }

#ifdef __SSE2__
  static constexpr std::size_t kStep = 16;
  static std::uint64_t start_bits(const char* sixteen) noexcept {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(sixteen));
    return static_cast<std::uint32_t>(
        _mm_movemask_epi8(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(static_cast<char>(0xBF)))));
  }
#else
  // The top bits of eight bytes, gathered by a multiplication. Little-endian.
  static constexpr std::size_t kStep = 8;
  static std::uint64_t start_bits(const char* eight) noexcept {
    std::uint64_t bytes;
    std::memcpy(&bytes, eight, sizeof bytes);
    const std::uint64_t begins = (~bytes | bytes << 1) & 0x8080808080808080;
    return ((begins >> 7) * 0x0102040810204080) >> 56;
  }
#endif

  Buffer<std::uint64_t> starts_;
  Buffer<std::uint32_t> rank_;
};

}  // namespace picket::text
