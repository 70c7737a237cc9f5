// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/national.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

// Every septet but the escape, in order.
std::vector<std::uint8_t> all_septets() {
  std::vector<std::uint8_t> septets(128);
  std::iota(septets.begin(), septets.end(), std::uint8_t{0});
  septets.erase(septets.begin() + 0x1B);
  return septets;
}

std::string locked(std::uint8_t language) {
  return decoded({Alphabet::gsm7, language, 0}, all_septets());
}

std::string shifted(std::uint8_t language, std::string_view septets) {
  std::vector<std::uint8_t> octets;
  for (const char septet : septets) {
    octets.push_back(0x1B);
    octets.push_back(static_cast<std::uint8_t>(septet));
  }
  return decoded({Alphabet::gsm7, 0, language}, octets);
}

// TS 23.038 A.3, whole tables.
TEST(LockingShift, turkish) {
  EXPECT_EQ(locked(1),
            "@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞŞşßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            "İABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§çabcdefghijklmnopqrstuvwxyzäöñüà");
}

TEST(LockingShift, portuguese) {
  EXPECT_EQ(locked(3),
            "@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|ÂâÊÉ !\"#º%&'()*+,-./0123456789:;<=>?"
            "ÍABCDEFGHIJKLMNOPQRSTUVWXYZÃÕÚÜ§~abcdefghijklmnopqrstuvwxyzãõ`üà");
}

TEST(LockingShift, hindi_has_all_letters_of_its_block) {
  EXPECT_EQ(locked(6),
            "ँंःअआइईउऊऋ\nऌऍ\rऎएऐऑऒओऔकखगघङचछजझञ !टठडढणत)(थद,ध.न0123456789:;"
            "\u0929पफ?बभमयर\u0931लळ\u0934वशषसह़ऽािीुूृॄॅॆेैॉॊोौ्"
            "ॐabcdefghijklmnopqrstuvwxyzॲॻॼॾॿ");
}

TEST(LockingShift, tamil_leaves_the_places_of_letters_it_has_not) {
  EXPECT_EQ(locked(11),
            " ஂஃஅஆஇஈஉஊ \n  \rஎஏஐ ஒஓஔக   ஙச ஜ ஞ !ட   ணத)(  , .ந0123456789:;னப ?"
            "  மயரறலளழவஶஷஸஹ  ாிீுூ   ெேை ொோௌ்ௐabcdefghijklmnopqrstuvwxyzௗ௰௱௲௹");
}

TEST(LockingShift, kannada_malayalam_and_telugu) {
  EXPECT_EQ(locked(7),
            " ಂಃಅಆಇಈಉಊಋ\nಌ \rಎಏಐ ಒಓಔಕಖಗಘಙಚಛಜಝಞ !ಟಠಡಢಣತ)(ಥದ,ಧ.ನ0123456789:; ಪಫ?"
            "ಬಭಮಯರಱಲಳ ವಶಷಸಹ಼ಽಾಿೀುೂೃೄ ೆೇೈ ೊೋೌ್ೕabcdefghijklmnopqrstuvwxyzೖೠೡೢೣ");
  EXPECT_EQ(locked(8),
            " ംഃഅആഇഈഉഊഋ\nഌ \rഎഏഐ ഒഓഔകഖഗഘങചഛജഝഞ !ടഠഡഢണത)(ഥദ,ധ.ന0123456789:; പഫ?"
            "ബഭമയരറലളഴവശഷസഹ ഽാിീുൂൃൄ െേൈ ൊോൌ്ൗabcdefghijklmnopqrstuvwxyzൠൡൢൣ൹");
  EXPECT_EQ(locked(12),
            "ఁంఃఅఆఇఈఉఊఋ\nఌ \rఎఏఐ ఒఓఔకఖగఘఙచఛజఝఞ !టఠడఢణత)(థద,ధ.న0123456789:; పఫ?"
            "బభమయరఱలళ వశషసహ ఽాిీుూృౄ ెేై ొోౌ్ౕabcdefghijklmnopqrstuvwxyzౖౠౡౢౣ");
}

TEST(LockingShift, bengali_gujarati_oriya_punjabi_and_urdu_by_their_last_letters) {
  EXPECT_TRUE(
      locked(4).ends_with("\u09CEabcdefghijklmnopqrstuvwxyz\u09D7\u09DC\u09DD\u09F0\u09F1"));
  EXPECT_TRUE(
      locked(5).ends_with("\u0AD0abcdefghijklmnopqrstuvwxyz\u0AE0\u0AE1\u0AE2\u0AE3\u0AF1"));
  EXPECT_TRUE(
      locked(9).ends_with("\u0B56abcdefghijklmnopqrstuvwxyz\u0B57\u0B60\u0B61\u0B62\u0B63"));
  EXPECT_TRUE(
      locked(10).ends_with("\u0A51abcdefghijklmnopqrstuvwxyz\u0A70\u0A71\u0A72\u0A73\u0A74"));
  EXPECT_TRUE(
      locked(13).ends_with("\u0654abcdefghijklmnopqrstuvwxyz\u0655\u0651\u0653\u0656\u0670"));
  EXPECT_TRUE(
      locked(13).starts_with("\u0627\u0622\u0628\u067B\u0680\u067E\u06A6\u062A\u06C2\u067F\n"));
}

// Of the nine Indic tables the letters are those of one block, each once and in its order but for
// the last ones; no other table's letters are among them.
TEST(LockingShift, of_an_indic_script_keeps_to_its_block) {
  const char16_t blocks[] = {0x980, 0xA80, 0x900, 0xC80, 0xD00, 0xB00, 0xA00, 0xB80, 0xC00};
  for (std::uint8_t language = 4; language <= 12; ++language) {
    char16_t last = 0;
    for (std::size_t septet = 0; septet < 0x60; ++septet) {
      const char16_t character = locking_table(language)[septet];
      if (character < 0x80) continue;
      EXPECT_EQ(character & ~0x7F, blocks[language - 4]) << int(language) << " " << septet;
      EXPECT_GT(character, last);
      last = character;
    }
  }
}

TEST(LockingShift, of_a_language_without_one_is_the_default_alphabet) {
  EXPECT_EQ(locked(2), locked(0));
  EXPECT_EQ(locked(14), locked(0));
  EXPECT_EQ(locked(255), decoded(Alphabet::gsm7, all_septets()));
}

// TS 23.038 A.2.
TEST(SingleShift, has_the_letters_of_its_language_and_the_default_extension) {
  EXPECT_EQ(shifted(1, "GISegis<"), "ĞİŞ€ğış[");
  EXPECT_EQ(shifted(2, std::string_view("\x09"
                                        "AIOUaiou@",
                                        10)),
            "çÁÍÓÚáíóú|");
  EXPECT_EQ(shifted(3, std::string_view("\x05\x0B\x12\x13\x1F"
                                        "Aa[\\{\x7F",
                                        11)),
            "êÔΦΓÊÀÂÃÕãâ");
  EXPECT_EQ(shifted(4, std::string_view("\x19\x1C\x24\x2A\x34", 5)),
            "\u09E6\u09E8\u09DF\u09E3\u09FA");
  EXPECT_EQ(shifted(5, std::string_view("\x19\x1C\x25", 3)), "।\u0AE6\u0AEF");
  EXPECT_EQ(shifted(6, std::string_view("\x1A\x26\x27\x2A\x30\x3A", 6)),
            "॥\u0951\u0952\u0953\u095B\u0971");
  EXPECT_EQ(shifted(7, std::string_view("\x26\x27\x2A", 3)), "\u0CDE\u0CF1\u0CF2");
  EXPECT_EQ(shifted(8, std::string_view("\x26\x2E\x34", 3)), "\u0D70\u0D7A\u0D7F");
  EXPECT_EQ(shifted(9, std::string_view("\x26\x2A\x2C", 3)), "\u0B5C\u0B5F\u0B71");
  EXPECT_EQ(shifted(10, std::string_view("\x26\x2B\x2D", 3)), "\u0A59\u0A5C\u0A75");
  EXPECT_EQ(shifted(11, std::string_view("\x26\x2E", 2)), "\u0BF3\u0BFA");
  EXPECT_EQ(shifted(12, std::string_view("\x1C\x26\x2A\x32", 4)), "\u0C66\u0C58\u0C78\u0C7F");
  EXPECT_EQ(shifted(13, std::string_view("\x19\x1C\x2E\x30\x3B\x3F"
                                         "Ze",
                                         8)),
            "\u0600\u06F0\u0612\u0613\u06CD\u06D4Z€");
}

TEST(SingleShift, shows_the_locking_tables_letter_where_it_has_none) {
  const auto octets = from_hex("1B07");
  EXPECT_EQ(decoded({Alphabet::gsm7, 1, 1}, octets), "ı");
}

}  // namespace
}  // namespace picket::gsm
