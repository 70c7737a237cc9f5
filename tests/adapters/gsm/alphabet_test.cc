// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/alphabet.h"

#include <gtest/gtest.h>

#include <random>

#include "adapters/gsm/encode.h"
#include "adapters/gsm/utf8.h"
#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

// TS 23.038 §6.2.1, written here a second time and by code point, so that a slip in the table
// shows.
constexpr char32_t kStandard[128] = {
    0x40,  0xA3, 0x24, 0xA5,  0xE8, 0xE9,  0xF9,  0xEC,  0xF2,  0xC7,  0x0A,  0xD8,  0xF8,
    0x0D,  0xC5, 0xE5, 0x394, 0x5F, 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398,
    0x39E, 0x20, 0xC6, 0xE6,  0xDF, 0xC9,  0x20,  0x21,  0x22,  0x23,  0xA4,  0x25,  0x26,
    0x27,  0x28, 0x29, 0x2A,  0x2B, 0x2C,  0x2D,  0x2E,  0x2F,  0x30,  0x31,  0x32,  0x33,
    0x34,  0x35, 0x36, 0x37,  0x38, 0x39,  0x3A,  0x3B,  0x3C,  0x3D,  0x3E,  0x3F,  0xA1,
    0x41,  0x42, 0x43, 0x44,  0x45, 0x46,  0x47,  0x48,  0x49,  0x4A,  0x4B,  0x4C,  0x4D,
    0x4E,  0x4F, 0x50, 0x51,  0x52, 0x53,  0x54,  0x55,  0x56,  0x57,  0x58,  0x59,  0x5A,
    0xC4,  0xD6, 0xD1, 0xDC,  0xA7, 0xBF,  0x61,  0x62,  0x63,  0x64,  0x65,  0x66,  0x67,
    0x68,  0x69, 0x6A, 0x6B,  0x6C, 0x6D,  0x6E,  0x6F,  0x70,  0x71,  0x72,  0x73,  0x74,
    0x75,  0x76, 0x77, 0x78,  0x79, 0x7A,  0xE4,  0xF6,  0xF1,  0xFC,  0xE0};

TEST(Gsm7, has_the_default_alphabet_of_the_standard) {
  for (std::uint8_t septet = 0; septet < 128; ++septet) {
    EXPECT_EQ(gsm7_character(septet), kStandard[septet]) << int{septet};
  }
}

TEST(Gsm7, every_character_comes_back_from_its_encoding) {
  for (std::uint8_t septet = 0; septet < 128; ++septet) {
    if (septet == 0x1B) continue;
    const std::vector<std::uint8_t> one{septet};
    const std::string text = decoded(Alphabet::gsm7, one);
    EXPECT_EQ(encode_gsm7(text), one) << int{septet};
  }
}

TEST(Gsm7, reads_the_extension_table) {
  const auto octets = from_hex("1B0A1B141B281B291B2F1B3C1B3D1B3E1B401B65");
  EXPECT_EQ(decoded(Alphabet::gsm7, octets), "\f^{}\\[~]|€");
  EXPECT_EQ(encode_gsm7("\f^{}\\[~]|€"), octets);
}

TEST(Gsm7, an_escape_before_a_code_without_extension_shows_the_default_character) {
  EXPECT_EQ(decoded(Alphabet::gsm7, from_hex("1B41")), "A");
}

TEST(Gsm7, two_escapes_or_a_last_one_are_a_space) {
  EXPECT_EQ(decoded(Alphabet::gsm7, from_hex("411B1B42")), "A B");
  EXPECT_EQ(decoded(Alphabet::gsm7, from_hex("411B")), "A ");
}

TEST(Gsm7, an_octet_that_is_no_septet_is_replaced) {
  const auto octets = from_hex("41FF42");
  std::vector<char> buffer(decoded_capacity(octets.size()));
  const auto text = decode(Alphabet::gsm7, octets, buffer);
  EXPECT_EQ(text.text, "A\uFFFDB");
  EXPECT_EQ(text.replaced, 1u);
}

TEST(PackedSeptets, reads_the_example_of_the_field) {
  // "hellohello", the classical example of packing.
  EXPECT_EQ(decoded(Alphabet::gsm7_packed, from_hex("E8329BFD4697D9EC37")), "hellohello");
}

TEST(PackedSeptets, come_back_at_every_length_and_fill) {
  const std::string text = "The quick brown {fox} jumps over 123 dogs";
  for (std::size_t length = 1; length <= text.size(); ++length) {
    for (unsigned fill = 0; fill < 7; ++fill) {
      const auto septets = encode_gsm7(text.substr(0, length));
      ASSERT_TRUE(septets);
      const auto packed = pack_septets(*septets, fill);
      EXPECT_EQ(decoded(Alphabet::gsm7_packed, packed, fill), text.substr(0, length))
          << length << " septets after " << fill << " bits";
    }
  }
}

TEST(PackedSeptets, unpack_to_one_an_octet) {
  std::vector<std::uint8_t> septets(16);
  septets.resize(unpack_septets(from_hex("E8329BFD4697D9EC37"), 0, septets));
  EXPECT_EQ(septets, from_text("hellohello"));
}

TEST(Ucs2, reads_han_latin_and_surrogate_pairs) {
  EXPECT_EQ(decoded(Alphabet::ucs2, from_hex("60A8 597D 0041 D83D DE00")), "您好A😀");
  EXPECT_EQ(encode_ucs2("您好A😀"), from_hex("60A8 597D 0041 D83D DE00"));
}

TEST(Ucs2, follows_a_byte_order_mark) {
  EXPECT_EQ(decoded(Alphabet::ucs2, from_hex("FEFF 60A8")), "您");
  EXPECT_EQ(decoded(Alphabet::ucs2, from_hex("FFFE A860")), "您");
}

TEST(Ucs2, replaces_lone_surrogates_and_a_stray_octet) {
  EXPECT_EQ(decoded(Alphabet::ucs2, from_hex("D83D 0041")), "\uFFFDA");
  EXPECT_EQ(decoded(Alphabet::ucs2, from_hex("DE00 D83D")), "\uFFFD\uFFFD");
  EXPECT_EQ(decoded(Alphabet::ucs2, from_hex("0041 60")), "A\uFFFD");
}

// Unit by unit, as the standard has it (Unicode §3.9, D91).
std::u32string utf16_model(const std::vector<std::uint8_t>& octets) {
  std::vector<char32_t> units;
  for (std::size_t i = 0; i + 1 < octets.size(); i += 2)
    units.push_back(static_cast<char32_t>(octets[i] << 8 | octets[i + 1]));
  std::u32string text;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const bool is_pair =
        units[i] >> 10 == 0x36 && i + 1 < units.size() && units[i + 1] >> 10 == 0x37;
    if (is_pair) {
      text.push_back(0x10000 + ((units[i] & 0x3FF) << 10 | (units[i + 1] & 0x3FF)));
      ++i;
    } else {
      text.push_back(units[i] >> 11 == 0x1B ? kReplacement : units[i]);
    }
  }
  return text;
}

TEST(Ucs2, of_any_mixture_is_what_its_units_are_one_by_one) {
  std::mt19937 random(16);
  // Han mostly, with what takes one, two and four octets, and surrogates without the other.
  const char32_t firsts[] = {0x4E00, 0x4E00, 0x4E00, 0x4E00, 0x7FF,
                             0x41,   0xE9,   0xD800, 0xDC00, 0xFFF0};
  for (int round = 0; round < 50'000; ++round) {
    std::vector<std::uint8_t> octets;
    for (std::size_t units = random() % 40; units > 0; --units) {
      const bool is_run = random() % 4 != 0;
      const char32_t unit =
          is_run ? 0x4E00 + static_cast<char32_t>(random() % 0x5000)
                 : firsts[random() % std::size(firsts)] + static_cast<char32_t>(random() % 2);
      octets.push_back(static_cast<std::uint8_t>(unit >> 8));
      octets.push_back(static_cast<std::uint8_t>(unit));
    }
    if (octets.size() >= 2 && octets[0] == 0xFF && octets[1] >= 0xFE) continue;  // a mark
    std::string expected;
    for (const char32_t character : utf16_model(octets)) {
      char buffer[4];
      Utf8Writer writer(buffer);
      writer.put(character);
      expected.append(buffer, writer.size());
    }
    ASSERT_EQ(decoded(Alphabet::ucs2, octets), expected);
    std::vector<std::uint8_t> swapped = octets;
    for (std::size_t i = 0; i < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
    ASSERT_EQ(decoded(Alphabet::ucs2_le, swapped), expected);
    // A buffer that is too small ends at a whole character, and nothing is written beyond it.
    std::vector<char> small(expected.size() / 2 + 1);
    const auto cut = decode(Alphabet::ucs2, octets, std::span(small).first(expected.size() / 2));
    ASSERT_TRUE(expected.starts_with(cut.text));
    ASSERT_EQ(cut.truncated, cut.text.size() < expected.size());
    ASSERT_EQ(small.back(), '\0');
  }
}

TEST(Latin1, is_the_first_256_code_points) {
  EXPECT_EQ(decoded(Alphabet::latin1, from_hex("41E9FF")), "Aéÿ");
}

TEST(Utf8, replaces_what_is_no_utf8) {
  EXPECT_EQ(decoded(Alphabet::utf8, from_text("a\xC3\xA9\xE6\x82\xA8")), "aé您");
  EXPECT_EQ(decoded(Alphabet::utf8, from_hex("C080")), "\uFFFD\uFFFD");          // over-long
  EXPECT_EQ(decoded(Alphabet::utf8, from_hex("EDA080")), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(decoded(Alphabet::utf8, from_hex("E682")), "\uFFFD");                // cut off
  EXPECT_EQ(decoded(Alphabet::utf8, from_hex("F4908080")),
            "\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond U+10FFFF
}

TEST(Binary, has_no_text) { EXPECT_EQ(decoded(Alphabet::binary, from_text("hello")), ""); }

TEST(Decode, ends_at_a_whole_character_where_the_buffer_ends) {
  std::vector<char> buffer(7);
  const auto text = decode(Alphabet::ucs2, from_hex("60A8 597D 60A8"), buffer);
  EXPECT_EQ(text.text, "您好");
  EXPECT_TRUE(text.truncated);
}

TEST(Decode, fits_its_declared_capacity_and_gives_valid_utf8_whatever_comes) {
  std::mt19937 random(1);
  const Alphabet all[] = {Alphabet::gsm7,      Alphabet::gsm7_packed, Alphabet::latin1,
                          Alphabet::ucs2,      Alphabet::ucs2_le,     Alphabet::utf8,
                          Alphabet::jis_x0208, Alphabet::jis_x0212,   Alphabet::shift_jis,
                          Alphabet::ks_x1001,  Alphabet::gb18030};
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::uint8_t> octets(random() % 40);
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(random() >> 7);
    const Alphabet alphabet = all[random() % std::size(all)];
    std::vector<char> buffer(decoded_capacity(octets.size()));
    const auto text = decode(alphabet, octets, buffer, static_cast<unsigned>(random() % 7));
    ASSERT_FALSE(text.truncated);
    const std::vector<std::uint8_t> again(text.text.begin(), text.text.end());
    ASSERT_EQ(decoded(Alphabet::utf8, again), text.text);
  }
}

TEST(EightBit, reads_iso_8859_5_and_8) {
  EXPECT_EQ(decoded(Alphabet::cyrillic, from_hex("41 BFE0D8D2D5E2 F0FD A1FF")), "AПривет№§Ёџ");
  EXPECT_EQ(decoded(Alphabet::hebrew, from_hex("41 F9ECE5ED AA BA DF")), "Aשלום×÷‗");
  EXPECT_EQ(decoded(Alphabet::hebrew, from_hex("C0 FF A1")), "\uFFFD\uFFFD\uFFFD");
}

// TS 23.042: bit 5 of both general groups.
TEST(DataCoding, of_a_compressed_text_names_no_alphabet) {
  for (const int coding : {0x20, 0x28, 0x30, 0x3F, 0x60, 0x68, 0x7F}) {
    EXPECT_EQ(alphabet_of(static_cast<std::uint8_t>(coding), Alphabet::gsm7), Alphabet::binary);
  }
}

TEST(DataCoding, names_its_alphabet) {
  const auto of = [](int coding) {
    return alphabet_of(static_cast<std::uint8_t>(coding), Alphabet::latin1);
  };
  EXPECT_EQ(of(0x00), Alphabet::latin1);  // as configured
  EXPECT_EQ(of(0x01), Alphabet::gsm7);
  EXPECT_EQ(of(0x02), Alphabet::binary);
  EXPECT_EQ(of(0x03), Alphabet::latin1);
  EXPECT_EQ(of(0x04), Alphabet::binary);
  EXPECT_EQ(of(0x06), Alphabet::cyrillic);
  EXPECT_EQ(of(0x07), Alphabet::hebrew);
  EXPECT_EQ(of(0x08), Alphabet::ucs2);
  EXPECT_EQ(of(0x0F), Alphabet::latin1);
  for (int coding = 0x10; coding <= 0x7F; ++coding) {  // TS 23.038 §4: 00xx and 01xx groups
    const int kind = coding >> 2 & 3;
    const Alphabet expected = (coding & 0x20) != 0 ? Alphabet::binary
                              : kind == 0          ? Alphabet::gsm7
                              : kind == 2          ? Alphabet::ucs2
                                                   : Alphabet::binary;
    EXPECT_EQ(of(coding), expected) << coding;
  }
  EXPECT_EQ(of(0x09), Alphabet::latin1);
  EXPECT_EQ(of(0xC8), Alphabet::gsm7);
  EXPECT_EQ(of(0xE8), Alphabet::ucs2);
  EXPECT_EQ(of(0xF0), Alphabet::gsm7);
  EXPECT_EQ(of(0xF3), Alphabet::gsm7);
  EXPECT_EQ(of(0xF4), Alphabet::binary);
  EXPECT_EQ(of(0xFF), Alphabet::binary);
}

}  // namespace
}  // namespace picket::gsm
