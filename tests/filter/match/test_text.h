// SPDX-License-Identifier: Apache-2.0
// Views of a text made by hand, so that tests of matching do not depend on folding: raw, folded and
// leet are the text itself, squeezed is its letters and digits. ASCII letters are a spaced script,
// ASCII digits digits, what is above U+2E80 an unspaced script, but for punctuation.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filter/text/view.h"

namespace picket::match {

class TestText {
 public:
  explicit TestText(std::string text);
  TestText(const TestText&) = delete;
  TestText& operator=(const TestText&) = delete;

  const text::Views& views() const { return views_; }

 private:
  struct ViewData {
    std::string bytes;
    std::vector<text::Stretch> origin;
    std::vector<std::uint64_t> starts;
    std::vector<std::uint32_t> rank;
  };
  void add(ViewData& view, std::string_view character, std::uint32_t at);
  void finish(text::ViewKind kind, ViewData& view);

  std::string text_;
  ViewData whole_;
  ViewData squeezed_;
  std::vector<text::CharacterClass> classes_;
  std::vector<std::uint32_t> squeezed_to_folded_;
  text::Views views_;
};

}  // namespace picket::match
