// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

std::string pushed(const std::vector<std::uint8_t>& octets) {
  return decoded(Alphabet::wap_push, octets);
}

std::vector<std::uint8_t> joined(std::initializer_list<std::vector<std::uint8_t>> pieces) {
  std::vector<std::uint8_t> all;
  for (const auto& piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
  return all;
}

TEST(WapPush, shows_the_link_and_words_of_a_service_indication) {
  // <indication href="https://www.bank.com/x" created="..." action="signal-high">Card locked
  EXPECT_EQ(
      pushed(joined({from_hex("2506 0603AE81EA8DCA 02056A00 45C6 0F03"), from_text("bank"),
                     from_hex("00 85 03"), from_text("x"), from_hex("00 0AC307 20261125100000"),
                     from_hex("08 01 03"), from_text("Card locked"), from_hex("00 0101")})),
      "https://www.bank.com/x\nCard locked");
}

TEST(WapPush, shows_the_link_of_a_service_loading) {
  EXPECT_EQ(pushed(joined({from_hex("0106 01B0 02066A00 85 0903"), from_text("pay.example/a"),
                           from_hex("00 05 01")})),
            "http://pay.example/a");
}

TEST(WapPush, reads_strings_from_the_table_and_entities) {
  EXPECT_EQ(pushed(joined({from_hex("0106 01AE 02056A 06"), from_text("a.test"),
                           from_hex("45C6 0C8300 01 02 8041 01 01")})),
            "http://a.test\nA");
}

TEST(WapPush, shows_printable_runs_of_what_it_cannot_read) {
  // The textual form, and a part whose beginning is not there.
  EXPECT_EQ(pushed(joined({from_hex("0106 01AD"), from_text("<si href='http://a.test'>")})),
            "<si href='http://a.test'>");
  EXPECT_EQ(pushed(joined({from_hex("0C03"), from_text("a.test/x"), from_hex("000103")})),
            "a.test/x");
}

TEST(WapPush, reads_nothing_beyond_its_octets) {
  const auto whole = joined({from_hex("2506 0603AE81EA8DCA 02056A00 45C6 0F03"), from_text("bank"),
                             from_hex("00 85 C3FF 01 8383838383 02FFFFFFFFFF 03")});
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const std::vector<std::uint8_t> cut(whole.begin(),
                                        whole.begin() + static_cast<std::ptrdiff_t>(size));
    pushed(cut);  // under the sanitizers
  }
  EXPECT_EQ(pushed({}), "");
}

}  // namespace
}  // namespace picket::gsm
