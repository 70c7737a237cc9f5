// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/masked_text.h"

#include <cstdint>
#include <span>
#include <vector>

#include "filter/core/utf8.h"

namespace picket::tool {

std::string TextMask::masked(std::string_view text) {
  const text::Views& views = folder_.fold(text, 0);
  std::span<const text::Link> links = links_.find(views);
  // Characters of the original that fold to a digit.
  std::vector<bool> is_digit;
  const text::View& folded = views[text::ViewKind::folded];
  for (std::uint32_t i = 0; i < folded.characters(); ++i) {
    if (views.folded_class[i] != text::CharacterClass::digit) continue;
    const text::Stretch stretch = folded.original(i, i + 1);
    if (is_digit.size() < stretch.end) is_digit.resize(stretch.end, false);
    for (std::uint32_t at = stretch.begin; at < stretch.end; ++at) is_digit[at] = true;
  }
  std::string out;
  for (std::uint32_t at = 0; !text.empty(); ++at) {
    const int length = core::utf8_sequence(text);
    const auto character = text.substr(0, static_cast<std::size_t>(length < 0 ? -length : length));
    text.remove_prefix(character.size());
    if (!links.empty() && links.front().at.end <= at) links = links.subspan(1);
    if (!links.empty() && links.front().at.begin <= at) {
      if (links.front().at.begin == at) out += "link.example";
    } else if (at < is_digit.size() && is_digit[at]) {
      out += '0';
    } else {
      out += character;
    }
  }
  return out;
}

}  // namespace picket::tool
