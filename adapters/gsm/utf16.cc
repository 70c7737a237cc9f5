// SPDX-License-Identifier: Apache-2.0
// UTF-16 to UTF-8. Han beside digits and signs is what most texts that come so are made of, and a
// branch for each character would be guessed wrong too often: eight units are done at a time
// without one, whatever they are but surrogates.
#include <array>
#include <bit>
#include <cstring>

#ifdef __SSSE3__
#include <tmmintrin.h>
#endif

#include "adapters/gsm/decoders.h"
#include "adapters/gsm/utf8.h"

namespace picket::gsm {
namespace {

#ifdef __SSSE3__

constexpr std::size_t kUnitsInBlock = 8;
constexpr std::ptrdiff_t kRoomForBlock = 32;  // octets; the last store may go 4 beyond the text

// How the octets of four units, of which each has three and a zero, close up: the index has a bit
// for each unit that takes one octet, and above these one for each that takes at most two.
struct Closing {
  std::array<std::uint8_t, 16> from{};
  std::uint8_t size = 0;
};

constexpr std::array<Closing, 256> closings() {
  std::array<Closing, 256> all{};
  for (std::size_t index = 0; index < all.size(); ++index) {
    Closing& closing = all[index];
    for (std::uint8_t unit = 0; unit < 4; ++unit) {
      const bool one = (index >> unit & 1) != 0, at_most_two = (index >> (unit + 4) & 1) != 0;
      for (std::uint8_t octet = one ? 2 : at_most_two ? 1 : 0; octet < 3; ++octet)
        closing.from[closing.size++] = static_cast<std::uint8_t>(4 * unit + octet);
    }
  }
  return all;
}
constexpr auto kClosings = closings();

char* close_up(__m128i four, std::size_t index, char* out) noexcept {
  const Closing& closing = kClosings[index];
  const __m128i from = _mm_loadu_si128(reinterpret_cast<const __m128i*>(closing.from.data()));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out), _mm_shuffle_epi8(four, from));
  return out + closing.size;
}

// Where `choice` has ones from `a`, else from `b`.
__m128i either(__m128i choice, __m128i a, __m128i b) noexcept {
  return _mm_or_si128(_mm_and_si128(choice, a), _mm_andnot_si128(choice, b));
}

std::size_t bits(__m128i units) noexcept {
  return static_cast<std::size_t>(_mm_movemask_epi8(_mm_packs_epi16(units, units))) & 0xFF;
}

// Converts the eight units at `at`; returns the end of what was written. Null, where there is a
// surrogate among them.
template <bool kBigEndian>
char* convert_block(const std::uint8_t* at, char* out) noexcept {
  const auto all = [](int value) { return _mm_set1_epi16(static_cast<short>(value)); };
  __m128i units = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  if constexpr (kBigEndian)
    units = _mm_or_si128(_mm_slli_epi16(units, 8), _mm_srli_epi16(units, 8));
  const __m128i surrogates = _mm_cmpeq_epi16(_mm_and_si128(units, all(0xF800)), all(0xD800));
  if (_mm_movemask_epi8(surrogates) != 0) return nullptr;

  const __m128i none = _mm_setzero_si128();
  const __m128i one = _mm_cmpeq_epi16(_mm_and_si128(units, all(0xFF80)), none);
  const __m128i at_most_two = _mm_cmpeq_epi16(_mm_and_si128(units, all(0xF800)), none);
  const __m128i sixes = _mm_and_si128(_mm_srli_epi16(units, 6), all(0x3F));
  const __m128i first = _mm_or_si128(_mm_srli_epi16(units, 12), all(0xE0));
  const __m128i second = _mm_or_si128(sixes, either(at_most_two, all(0xC0), all(0x80)));
  const __m128i last = either(one, units, _mm_or_si128(_mm_and_si128(units, all(0x3F)), all(0x80)));
  const __m128i first_two = _mm_or_si128(first, _mm_slli_epi16(second, 8));
  const std::size_t ones = bits(one), twos = bits(at_most_two);
  out = close_up(_mm_unpacklo_epi16(first_two, last), (ones & 15) | (twos & 15) << 4, out);
  return close_up(_mm_unpackhi_epi16(first_two, last), ones >> 4 | (twos & 0xF0), out);
}

#endif

template <bool kBigEndian>
class Utf16Decoder {
 public:
  Utf16Decoder(Octets octets, std::span<char> out) noexcept : octets_(octets), writer_(out) {}

  const Utf8Writer& decode() noexcept {
    while (at_ < units_) {
      convert_blocks();
      // As far as the surrogate that ended them.
      while (at_ < units_ && !convert_one()) {
      }
    }
    if (octets_.size() % 2 != 0) writer_.replace();
    return writer_;
  }

 private:
  std::uint32_t unit(std::size_t i) const noexcept {
    const std::uint8_t* const two = octets_.data() + 2 * i;
    return static_cast<std::uint32_t>(two[kBigEndian ? 0 : 1] << 8 | two[kBigEndian ? 1 : 0]);
  }

  void convert_blocks() noexcept {
#ifdef __SSSE3__
    while (units_ - at_ >= kUnitsInBlock && writer_.has_room(kRoomForBlock)) {
      const char* end = convert_block<kBigEndian>(octets_.data() + 2 * at_, writer_.next());
      if (end == nullptr) return;
      writer_.advance(end);
      at_ += kUnitsInBlock;
    }
#endif
  }

  // Whether there was a surrogate.
  bool convert_one() noexcept {
    const std::uint32_t first = unit(at_++);
    if (first < 0xD800 || first > 0xDFFF) {
      writer_.put(first);
      return false;
    }
    const std::uint32_t second = first < 0xDC00 && at_ < units_ ? unit(at_) : 0;
    if (second >= 0xDC00 && second <= 0xDFFF) {
      writer_.put(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
      ++at_;
    } else {
      writer_.replace();
    }
    return true;
  }

  Octets octets_;
  std::size_t units_ = octets_.size() / 2;
  std::size_t at_ = 0;  // units
  Utf8Writer writer_;
};

}  // namespace

DecodedText decode_ucs2_le(Octets octets, std::span<char> out) noexcept {
  Utf16Decoder<false> decoder(octets, out);
  return text_of(out, decoder.decode());
}

DecodedText decode_ucs2(Octets octets, std::span<char> out) noexcept {
  if (octets.size() >= 2 && octets[0] == 0xFF && octets[1] == 0xFE)
    return decode_ucs2_le(octets.subspan(2), out);
  const bool marked = octets.size() >= 2 && octets[0] == 0xFE && octets[1] == 0xFF;
  Utf16Decoder<true> decoder(marked ? octets.subspan(2) : octets, out);
  return text_of(out, decoder.decode());
}

}  // namespace picket::gsm
