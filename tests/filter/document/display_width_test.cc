// SPDX-License-Identifier: Apache-2.0
#include "filter/document/display_width.h"

#include <gtest/gtest.h>

namespace picket::document {
namespace {

TEST(DisplayWidth, is_two_for_wide_characters) {
  for (const char32_t wide :
       {U'积', U'あ', U'가', U'！', U'。', U'Ｌ', U'\U0001F4B0', U'\U00020000'}) {
    EXPECT_EQ(display_width(wide), 2u) << static_cast<unsigned>(wide);
  }
}

TEST(DisplayWidth, is_none_for_marks_and_invisible_characters) {
  for (const char32_t none : {U'\u0301', U'\u200B', U'\uFE0F', U'\u0E31', U'\u3099'}) {
    EXPECT_EQ(display_width(none), 0u) << static_cast<unsigned>(none);
  }
}

TEST(DisplayWidth, is_one_for_the_rest) {
  for (const char32_t one : {U'a', U'é', U'б', U'ก', U'ﾊ', U'→', U'\u2500'}) {
    EXPECT_EQ(display_width(one), 1u) << static_cast<unsigned>(one);
  }
}

}  // namespace
}  // namespace picket::document
