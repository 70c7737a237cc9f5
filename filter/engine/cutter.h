// SPDX-License-Identifier: Apache-2.0
// Cuts stretches, counted in characters, out of an event's text. Finds where characters begin on
// first use, once an event; keeps its memory. Part of a workspace: one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "filter/text/view.h"

namespace picket::engine {

class Cutter {
 public:
  // The next text; it must outlive what is cut out of it.
  void begin(std::string_view text) noexcept {
    text_ = text;
    found_ = false;
  }

  // Characters as folding counts them: bytes that are not UTF-8 are one for each maximal subpart.
  std::string_view cut(const text::Stretch& stretch) noexcept;

 private:
  void find_characters();

  std::string_view text_;
  bool found_ = false;
  std::vector<std::uint32_t> starts_;  // of each character, and the text's end
};

}  // namespace picket::engine
