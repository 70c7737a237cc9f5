// SPDX-License-Identifier: Apache-2.0
// data_coding 0x05, 0x0A, 0x0D and 0x0E (SMPP 3.4 §5.2.19), however their texts are written.
#include "adapters/gsm/east_asian.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>

#include <span>

#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

// The C library's own conversion.
class Converter {
 public:
  Converter(const char* from, const char* to) : iconv_(iconv_open(to, from)) {
    EXPECT_NE(iconv_, reinterpret_cast<iconv_t>(-1)) << from;
  }
  ~Converter() { iconv_close(iconv_); }

  // Empty where it has no such code.
  std::string operator()(std::string in) const {
    std::string out(64 + 8 * in.size(), '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t from_left = in.size();
    std::size_t to_left = out.size();
    iconv(iconv_, nullptr, nullptr, nullptr, nullptr);
    const bool sound = iconv(iconv_, &from, &from_left, &to, &to_left) == 0 && from_left == 0;
    if (!sound || iconv(iconv_, nullptr, nullptr, &to, &to_left) != 0) return "";
    out.resize(static_cast<std::size_t>(to - out.data()));
    return out;
  }

 private:
  iconv_t iconv_;
};

std::vector<std::uint8_t> encoded(const char* character_set, const std::string& text) {
  const std::string octets = Converter("UTF-8", character_set)(text);
  EXPECT_FALSE(octets.empty()) << character_set << " " << text;
  return from_text(octets);
}

const std::string kJapanese = "お荷物のお届け先が不明です。ｶｸﾆﾝ http://pay.example/ まで";
const std::string kKorean = "택배 주소가 불명확합니다. http://pay.example/ 확인 뷁";

TEST(DataCoding, names_the_sets_of_japanese_and_korean) {
  EXPECT_EQ(alphabet_of(0x05, Alphabet::gsm7), Alphabet::jis_x0208);
  EXPECT_EQ(alphabet_of(0x0A, Alphabet::gsm7), Alphabet::jis_x0208);
  EXPECT_EQ(alphabet_of(0x0D, Alphabet::gsm7), Alphabet::jis_x0212);
  EXPECT_EQ(alphabet_of(0x0E, Alphabet::gsm7), Alphabet::ks_x1001);
}

TEST(Japanese, is_read_in_each_of_its_encodings) {
  for (const char* set : {"CP932", "EUC-JP", "EUC-JP-MS"}) {
    EXPECT_EQ(decoded(Alphabet::jis_x0208, encoded(set, kJapanese)), kJapanese) << set;
    EXPECT_EQ(decoded(Alphabet::jis_x0212, encoded(set, kJapanese)), kJapanese) << set;
  }
  const std::string full_width = "お荷物のお届け先が不明です。http://pay.example/ まで";
  EXPECT_EQ(decoded(Alphabet::jis_x0208, encoded("ISO-2022-JP", full_width)), full_width);
}

TEST(Japanese, of_iso_2022_changes_its_sets_by_escapes) {
  EXPECT_EQ(decoded(Alphabet::jis_x0208, from_text("A\x1B$B6d9T\x1B(JB\x1B$@6d\x1B(B.")),
            "A銀行B銀.");
  EXPECT_EQ(decoded(Alphabet::jis_x0208, from_text("\x1B(I6E\x1B$(D0!\x1B(B.")), "ｶﾅ丂.");
  EXPECT_EQ(decoded(Alphabet::jis_x0208, from_text("\x1B(B\xB6")), "ｶ");  // in eight bits
  EXPECT_EQ(decoded(Alphabet::jis_x0208, from_text("\x1B$Z\x1B$B6")), "\uFFFD$Z\uFFFD");
}

TEST(Japanese, of_bare_pairs_is_of_the_set_that_the_label_names) {
  EXPECT_EQ(decoded(Alphabet::jis_x0208, from_text("6d9T")), "銀行");
  EXPECT_EQ(decoded(Alphabet::jis_x0212, from_text("0!0\"")), "丂丄");
  // It may as well be ASCII. Spaces stand between pairs, and an odd octet does not hide them.
  EXPECT_THAT(second_readings(Alphabet::jis_x0208, from_text("6d9T")), Contains(Alphabet::latin1));
  EXPECT_EQ(decoded(Alphabet::jis_x0208, from_text("6d 9T")), "銀 行");
  EXPECT_EQ(decoded(Alphabet::jis_x0208, from_text("6d9T!")), "銀行\uFFFD");
}

TEST(Japanese, has_the_characters_of_vendors) {
  EXPECT_EQ(decoded(Alphabet::jis_x0208, from_hex("8740 878A FBFC")), "①㈱髙");
}

TEST(Japanese, replaces_what_is_none) {
  EXPECT_EQ(decoded(Alphabet::shift_jis, from_hex("81 30 82")), "\uFFFD0\uFFFD");
  EXPECT_EQ(decoded(Alphabet::shift_jis, from_hex("85 40 FD 80 A0")), "\uFFFD\uFFFD\uFFFD\uFFFD");
}

// Every pair of octets.
TEST(Japanese, agrees_with_iconv_in_shift_jis) {
  const Converter converter("CP932", "UTF-8");
  std::size_t known = 0;
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      if (lead >= 0xA0 && lead <= 0xDF) continue;
      const std::string octets{static_cast<char>(lead), static_cast<char>(trail)};
      const std::string expected = converter(octets);
      if (expected.empty()) continue;
      ++known;
      ASSERT_EQ(decoded(Alphabet::shift_jis, from_text(octets)), expected) << lead << " " << trail;
    }
  }
  EXPECT_GT(known, 7000u);
}

TEST(Japanese, agrees_with_iconv_on_jis_x0212) {
  const Converter converter("EUC-JP-MS", "UTF-8");
  std::size_t known = 0;
  for (std::size_t i = 0; i < kJisX0212Count; ++i) {
    const auto triple = euc_jp_triple(i);
    const std::string expected = converter(std::string(triple.begin(), triple.end()));
    if (expected.empty()) continue;
    ++known;
    ASSERT_EQ(decoded(Alphabet::jis_x0208, triple), expected) << i;
  }
  EXPECT_GT(known, 6000u);
}

TEST(Korean, is_read_in_each_of_its_encodings) {
  EXPECT_EQ(decoded(Alphabet::ks_x1001, encoded("UHC", kKorean)), kKorean);
  const std::string in_ks = kKorean.substr(0, kKorean.find(" 뷁"));  // which only UHC has
  EXPECT_EQ(decoded(Alphabet::ks_x1001, encoded("EUC-KR", in_ks)), in_ks);
  EXPECT_EQ(decoded(Alphabet::ks_x1001, encoded("ISO-2022-KR", in_ks)), in_ks);
}

TEST(Korean, of_bare_pairs_may_as_well_be_ascii) {
  EXPECT_EQ(decoded(Alphabet::ks_x1001, from_text("0!GQ")), "가한");
  EXPECT_THAT(second_readings(Alphabet::ks_x1001, from_text("0!GQ")), Contains(Alphabet::latin1));
  EXPECT_EQ(decoded(Alphabet::ks_x1001, from_text("0! GQ")), "가 한");
}

TEST(Korean, replaces_what_is_none) {
  EXPECT_EQ(decoded(Alphabet::ks_x1001, from_hex("B0 20 FF B0")), "\uFFFD \uFFFD\uFFFD");
}

TEST(Korean, agrees_with_iconv_on_every_pair) {
  const Converter converter("UHC", "UTF-8");
  std::size_t known = 0;
  for (std::size_t i = 0; i < kKsX1001Count; ++i) {
    const auto pair = uhc_pair(i);
    const std::string expected = converter(std::string(pair.begin(), pair.end()));
    if (expected.empty()) continue;
    ++known;
    ASSERT_EQ(decoded(Alphabet::ks_x1001, pair), expected) << i;
  }
  EXPECT_GT(known, 17000u);
}

// Nearly all octets can be read as Japanese or Korean, so that they can tells nothing.
TEST(SecondReading, doubts_that_octets_are_japanese_or_korean) {
  for (const Alphabet label : {Alphabet::jis_x0208, Alphabet::ks_x1001}) {
    for (const char* fraud : {"办卡贷款利率低加客服", "点击领奖", "您已中奖请点击链接领取"}) {
      EXPECT_THAT(second_readings(label, encoded("GB2312", fraud)), Contains(Alphabet::gb18030));
      auto escaped = encoded("GB2312", fraud);
      for (const char c : {'\x1B', '(', 'B'}) escaped.push_back(static_cast<std::uint8_t>(c));
      EXPECT_THAT(second_readings(label, escaped), Contains(Alphabet::gb18030));
    }
    EXPECT_THAT(second_readings(label, from_text("f\xE9licitations")), Contains(Alphabet::latin1));
    EXPECT_THAT(second_readings(label, from_text("pay now")), Contains(Alphabet::latin1));
    EXPECT_THAT(second_readings(label, from_text("pay 1\x7F")), IsEmpty());
  }
  EXPECT_THAT(second_readings(Alphabet::ks_x1001, {}), IsEmpty());
}

TEST(SecondReading, finds_other_texts_labelled_as_japanese_or_korean) {
  const std::string chinese = "您的银行账户已被冻结，请点击链接";
  for (const Alphabet label : {Alphabet::jis_x0208, Alphabet::jis_x0212, Alphabet::ks_x1001}) {
    EXPECT_THAT(second_readings(label, from_text(chinese)), Contains(Alphabet::utf8));
    EXPECT_THAT(second_readings(label, encoded("UTF-16BE", chinese)), Contains(Alphabet::ucs2));
    EXPECT_THAT(second_readings(label, encoded("UTF-16BE", "pay now")), Contains(Alphabet::ucs2));
    EXPECT_THAT(second_readings(label, encoded("GB2312", chinese)), Contains(Alphabet::gb18030));
  }
}

// Half width katakana in Shift_JIS are octets of EUC too, and shifts garble what follows them for
// those alone who know them.
TEST(SecondReading, is_taken_of_japanese_that_may_be_read_in_two_ways) {
  EXPECT_THAT(second_readings(Alphabet::jis_x0208, encoded("CP932", "ﾆｾﾓﾉﾃﾞｽ")),
              Contains(Alphabet::shift_jis));
  EXPECT_THAT(second_readings(Alphabet::jis_x0208, encoded("EUC-JP", kJapanese)),
              Contains(Alphabet::shift_jis));
  EXPECT_THAT(second_readings(Alphabet::jis_x0208, from_text("\x1B$Bpay now")),
              Contains(Alphabet::latin1));
  EXPECT_THAT(second_readings(Alphabet::jis_x0208, from_text("\x1B(B\x8B\xE2\x8D\x73")),
              Contains(Alphabet::shift_jis));
  EXPECT_THAT(second_readings(Alphabet::ks_x1001, from_text("\x0Epay now")),
              Contains(Alphabet::latin1));
  // An octet too many does not turn EUC into Shift_JIS.
  auto euc = encoded("EUC-JP", kJapanese);
  euc.push_back(0x80);
  EXPECT_EQ(decoded(Alphabet::jis_x0208, euc), kJapanese + "\uFFFD");
}

TEST(PlausibleReadings, have_japanese_and_korean_where_octets_look_like_it) {
  const auto has = [](Alphabet alphabet, Octets octets) {
    const Readings readings = plausible_readings(Alphabet::gsm7, octets);
    return std::find(readings.begin(), readings.end(), alphabet) != readings.end();
  };
  EXPECT_TRUE(has(Alphabet::jis_x0208, encoded("CP932", kJapanese)));
  EXPECT_TRUE(has(Alphabet::jis_x0208, from_text("\x1B$B6d9T\x1B(B")));
  EXPECT_TRUE(has(Alphabet::ks_x1001, encoded("UHC", kKorean)));
  EXPECT_FALSE(has(Alphabet::jis_x0208, from_text("pay now")));
  EXPECT_FALSE(has(Alphabet::ks_x1001, encoded("GB2312", "您的银行账户已被冻结")));
}

}  // namespace
}  // namespace picket::gsm
