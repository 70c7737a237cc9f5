// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/cutter.h"

#include <algorithm>

#include "filter/core/utf8.h"

namespace picket::engine {

std::string_view Cutter::cut(const text::Stretch& stretch) noexcept {
  if (!found_) find_characters();
  const std::size_t last = starts_.size() - 1;
  const std::uint32_t begin = starts_[std::min<std::size_t>(stretch.begin, last)];
  const std::uint32_t end = starts_[std::min<std::size_t>(stretch.end, last)];
  return text_.substr(begin, end - begin);
}

void Cutter::find_characters() {
  starts_.clear();
  for (std::size_t byte = 0; byte < text_.size();) {
    starts_.push_back(static_cast<std::uint32_t>(byte));
    const int length = core::utf8_sequence(text_.substr(byte));
    byte += static_cast<std::size_t>(length < 0 ? -length : length);
  }
  starts_.push_back(static_cast<std::uint32_t>(text_.size()));
  found_ = true;
}

}  // namespace picket::engine
