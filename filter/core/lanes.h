// SPDX-License-Identifier: Apache-2.0
// Sixteen bytes at a time: what vectors of the compiler cannot say by themselves. Any thread.
#pragma once

#ifdef __SSSE3__
#include <tmmintrin.h>
#endif

#include <cstdint>
#include <cstring>

namespace picket::core {

using Sixteen [[gnu::vector_size(16)]] = std::uint8_t;
using Words [[gnu::vector_size(16)]] = std::uint32_t;
using SignedWords [[gnu::vector_size(16)]] = std::int32_t;

template <typename To, typename From>
To bits_of(From from) noexcept {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

inline Sixteen load_sixteen(const void* bytes) noexcept {
  Sixteen lanes;
  std::memcpy(&lanes, bytes, sizeof lanes);
  return lanes;
}

// The lowest lanes; the others are 0.
inline Sixteen load_eight(const void* bytes) noexcept {
  using Two [[gnu::vector_size(16)]] = std::uint64_t;
  std::uint64_t lanes;
  std::memcpy(&lanes, bytes, sizeof lanes);
  return bits_of<Sixteen>(Two{lanes, 0});
}

#ifdef __SSSE3__

// The top bit of each lane; lane 0 is bit 0.
inline std::uint32_t tops_of(Sixteen lanes) noexcept {
  return static_cast<std::uint32_t>(_mm_movemask_epi8(bits_of<__m128i>(lanes)));
}

inline std::uint32_t tops_of(Words lanes) noexcept {
  return static_cast<std::uint32_t>(_mm_movemask_ps(bits_of<__m128>(lanes)));
}

// A bit for each of sixteen bytes of UTF-8, set where it is no continuation byte (10xxxxxx).
inline std::uint32_t utf8_starts(Sixteen bytes) noexcept {
  const __m128i last_continuation = _mm_set1_epi8(static_cast<char>(0xBF));
  return static_cast<std::uint32_t>(
      _mm_movemask_epi8(_mm_cmpgt_epi8(bits_of<__m128i>(bytes), last_continuation)));
}

// Lane i is lanes[by[i]] where by[i] is less than 16, 0 where its top bit is set.
inline Sixteen shuffled(Sixteen lanes, Sixteen by) noexcept {
  return bits_of<Sixteen>(_mm_shuffle_epi8(bits_of<__m128i>(lanes), bits_of<__m128i>(by)));
}

#else

inline std::uint32_t tops_of(Sixteen lanes) noexcept {
  std::uint32_t tops = 0;
  for (std::uint32_t i = 0; i < 16; ++i) tops |= std::uint32_t{lanes[i]} >> 7 << i;
  return tops;
}

inline std::uint32_t tops_of(Words lanes) noexcept {
  return lanes[0] >> 31 | lanes[1] >> 31 << 1 | lanes[2] >> 31 << 2 | lanes[3] >> 31 << 3;
}

inline Sixteen shuffled(Sixteen lanes, Sixteen by) noexcept {
  Sixteen result{};
  for (int i = 0; i < 16; ++i) result[i] = by[i] < 16 ? lanes[by[i]] : 0;
  return result;
}

inline std::uint32_t utf8_starts(Sixteen bytes) noexcept {
  return ~tops_of(Sixteen(bytes & ~(bytes << 1))) & 0xFFFF;
}

#endif

}  // namespace picket::core
