// SPDX-License-Identifier: Apache-2.0
// The alphabets of short messages (3GPP TS 23.038) to UTF-8. Called on a worker for every message;
// pure functions that write into the caller's buffer, allocate nothing and always produce valid
// UTF-8: what cannot be read becomes U+FFFD.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace picket::gsm {

using Octets = std::span<const std::uint8_t>;

enum class Alphabet : std::uint8_t {
  gsm7,         // default alphabet and extension table, one septet an octet, as SMPP carries it
  gsm7_packed,  // the same, eight septets in seven octets (TS 23.038 §6.1.2.1.1)
  latin1,       // ISO 8859-1
  cyrillic,     // ISO 8859-5
  hebrew,       // ISO 8859-8
  gb18030,      // and so GBK and GB 2312
  jis_x0208,    // Japanese: ISO-2022-JP, EUC-JP or Shift_JIS, as the octets say, or bare pairs
  jis_x0212,    // the same, but that bare pairs are of JIS X 0212
  shift_jis,    // as a second reading
  ks_x1001,     // Korean: KS C 5601 and UHC, ISO-2022-KR, or bare pairs
  ucs2,         // UTF-16BE with surrogates; a leading FE FF or FF FE sets the byte order
  ucs2_le,      // UTF-16LE: no label says so, but some senders do it
  utf8,
  wap_push,  // a WSP push: the link and the words of what it pushes (WAP-230, -167, -168)
  binary,    // labelled as no text, which it may be all the same: see second_reading()
  data,      // for an application: never text
};

// How octets are to be read: an alphabet and, for septets, the national language tables that a user
// data header names (TS 23.038 §6.2.1.2); 0, and what names no language, is the default table.
struct Coding {
  constexpr Coding() noexcept = default;
  constexpr Coding(Alphabet of, std::uint8_t locking = 0, std::uint8_t single = 0) noexcept
      : alphabet(of), locking_shift(locking), single_shift(single) {}
  bool operator==(const Coding&) const = default;

  Alphabet alphabet = Alphabet::gsm7;
  std::uint8_t locking_shift = 0;
  std::uint8_t single_shift = 0;
};

// The alphabet a data_coding value names: SMPP 3.4 §5.2.19 and, for values that SMPP reserves but
// senders use, the data coding schemes of TS 23.038 §4. `default_alphabet` stands for 0x00 ("SMSC
// default alphabet") and for what names no character set.
Alphabet alphabet_of(std::uint8_t data_coding, Alphabet default_alphabet) noexcept;

struct DecodedText {
  std::string_view text;     // UTF-8, in the caller's buffer
  std::size_t replaced = 0;  // characters that became U+FFFD
  bool truncated = false;    // the buffer ended first; `text` ends at a whole character
};

// Enough room for any `octets` octets in any alphabet: eight packed septets take seven octets, and
// a letter of most national tables three of UTF-8.
constexpr std::size_t decoded_capacity(std::size_t octets) noexcept { return 4 * octets + 4; }

// `binary` and `data` give an empty text. `fill_bits` (0..6) are skipped at the start of packed
// septets, where a user data header ends inside one (TS 23.040 §9.2.3.24).
DecodedText decode(Coding coding, Octets octets, std::span<char> out,
                   unsigned fill_bits = 0) noexcept;

// Packed septets to one an octet; `out` holds at least octets.size() * 8 / 7. Returns the septets
// written. A last septet of seven zero bits that only completes an octet is left out.
std::size_t unpack_septets(Octets packed, unsigned fill_bits, std::span<std::uint8_t> out) noexcept;

// Ways to read octets.
class Readings {
 public:
  using value_type = Alphabet;
  using const_iterator = const Alphabet*;
  void add(Alphabet alphabet) noexcept;  // once each
  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }
  const_iterator begin() const noexcept { return alphabets_.data(); }
  const_iterator end() const noexcept { return alphabets_.data() + size_; }

 private:
  std::array<Alphabet, 10> alphabets_{};
  std::size_t size_ = 0;
};

// What octets labelled so may be besides, or instead: UCS-2, UTF-8 or GB 18030 labelled as an
// eight-bit alphabet, UTF-8 or little-endian UCS-2 labelled as UCS-2, text labelled as binary;
// all of these, where they are anything like it, labelled as Japanese or Korean, as which nearly
// everything can be read. Phones and SMSCs are as forgiving, so a text is judged in all of them.
// Empty where the label is plausible, as most are.
Readings second_readings(Alphabet alphabet, Octets octets) noexcept;

// All that octets without a label may well be, the default first.
Readings plausible_readings(Alphabet default_alphabet, Octets octets) noexcept;

// The character of a septet in the default alphabet (0..127; 0x1B, the escape, is a space) and in
// the extension table (0 where that has none): TS 23.038 §6.2.1, §6.2.1.1.
char32_t gsm7_character(std::uint8_t septet) noexcept;
char32_t gsm7_extension(std::uint8_t septet) noexcept;

}  // namespace picket::gsm
