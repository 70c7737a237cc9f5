// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/encode.h"

#include <algorithm>

#include "adapters/gsm/utf8.h"

namespace picket::gsm {
namespace {

constexpr std::uint8_t kEscape = 0x1B;
constexpr std::size_t kMaxParts = 255;

template <typename Take>
void for_each_character(std::string_view utf8, Take take) {
  Octets rest(reinterpret_cast<const std::uint8_t*>(utf8.data()), utf8.size());
  while (!rest.empty()) {
    const Utf8Character character = front_character(rest);
    take(character.value);
    rest = rest.subspan(character.size);
  }
}

bool append_gsm7(std::vector<std::uint8_t>& out, char32_t character) {
  for (std::uint8_t septet = 0; septet < 128; ++septet) {
    if (septet != kEscape && gsm7_character(septet) == character) {
      out.push_back(septet);
      return true;
    }
  }
  for (std::uint8_t septet = 0; septet < 128; ++septet) {
    if (gsm7_extension(septet) == character) {
      out.push_back(kEscape);
      out.push_back(septet);
      return true;
    }
  }
  return false;
}

std::vector<std::uint8_t> part_header(std::uint16_t reference, std::uint8_t reference_bits,
                                      std::size_t total, std::size_t number) {
  std::vector<std::uint8_t> header;
  if (reference_bits == 16) {
    header = {6, 0x08, 4, static_cast<std::uint8_t>(reference >> 8),
              static_cast<std::uint8_t>(reference)};
  } else {
    header = {5, 0x00, 3, static_cast<std::uint8_t>(reference)};
  }
  header.push_back(static_cast<std::uint8_t>(total));
  header.push_back(static_cast<std::uint8_t>(number));
  return header;
}

// Where the part that begins at `from` ends: at most `room` octets on, one less where that would
// cut an escape sequence, two less where it would cut a surrogate pair.
std::size_t part_end(const EncodedText& text, std::size_t from, std::size_t room) {
  std::size_t end = std::min(from + room, text.octets.size());
  if (end == text.octets.size()) return end;
  if (text.alphabet == Alphabet::gsm7) return text.octets[end - 1] == kEscape ? end - 1 : end;
  end -= (end - from) % 2;
  const std::uint8_t last_high = text.octets[end - 2];
  return last_high >= 0xD8 && last_high <= 0xDB ? end - 2 : end;
}

}  // namespace

std::optional<std::vector<std::uint8_t>> encode_gsm7(std::string_view utf8) {
  std::vector<std::uint8_t> septets;
  bool known = true;
  for_each_character(utf8,
                     [&](char32_t character) { known = known && append_gsm7(septets, character); });
  if (!known) return std::nullopt;
  return septets;
}

std::vector<std::uint8_t> encode_ucs2(std::string_view utf8) {
  std::vector<std::uint8_t> octets;
  const auto unit = [&](char32_t value) {
    octets.push_back(static_cast<std::uint8_t>(value >> 8));
    octets.push_back(static_cast<std::uint8_t>(value));
  };
  for_each_character(utf8, [&](char32_t character) {
    if (character < 0x10000) {
      unit(character);
    } else {
      unit(0xD800 + ((character - 0x10000) >> 10));
      unit(0xDC00 + ((character - 0x10000) & 0x3FF));
    }
  });
  return octets;
}

std::vector<std::uint8_t> pack_septets(Octets septets, unsigned fill_bits) {
  std::vector<std::uint8_t> packed;
  std::uint32_t bits = 0;
  unsigned have = fill_bits;
  for (const std::uint8_t septet : septets) {
    bits |= static_cast<std::uint32_t>(septet & 0x7F) << have;
    have += 7;
    if (have >= 8) {
      packed.push_back(static_cast<std::uint8_t>(bits));
      bits >>= 8;
      have -= 8;
    }
  }
  if (have != 0) packed.push_back(static_cast<std::uint8_t>(bits));
  return packed;
}

EncodedText encode(std::string_view utf8) {
  if (auto septets = encode_gsm7(utf8)) return {Alphabet::gsm7, std::move(*septets), 0x00};
  return {Alphabet::ucs2, encode_ucs2(utf8), 0x08};
}

std::vector<std::vector<std::uint8_t>> split_text(const EncodedText& text, std::uint16_t reference,
                                                  std::uint8_t reference_bits) {
  const bool septets = text.alphabet == Alphabet::gsm7;
  if (text.octets.size() <= (septets ? 160u : 140u)) return {text.octets};
  const bool wide = reference_bits == 16;
  const std::size_t room = septets ? (wide ? 152 : 153) : (wide ? 132 : 134);
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < text.octets.size() && ends.size() < kMaxParts;) {
    at = part_end(text, at, room);
    ends.push_back(at);
  }
  std::vector<std::vector<std::uint8_t>> parts;
  std::size_t from = 0;
  for (const std::size_t end : ends) {
    auto part = part_header(reference, reference_bits, ends.size(), parts.size() + 1);
    part.insert(part.end(), text.octets.begin() + static_cast<std::ptrdiff_t>(from),
                text.octets.begin() + static_cast<std::ptrdiff_t>(end));
    parts.push_back(std::move(part));
    from = end;
  }
  return parts;
}

}  // namespace picket::gsm
