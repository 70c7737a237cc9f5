// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/message_template.h"

#include <cstdint>
#include <span>

#include "filter/core/utf8.h"

namespace picket::tool {
namespace {

// Neither is in a squeezed view.
constexpr char kDigits = '#';
constexpr char kLink = '@';

bool is_digit(std::string_view character) noexcept {
  return character.size() == 1 && character[0] >= '0' && character[0] <= '9';
}

}  // namespace

std::string_view MessageTemplates::of(std::string_view text) {
  const text::Views& views = folder_.fold(text, text::view_bit(text::ViewKind::squeezed));
  std::span<const text::Link> links = links_.find(views);
  const text::View& squeezed = views[text::ViewKind::squeezed];
  template_.clear();
  std::string_view rest = squeezed.bytes;
  for (std::uint32_t i = 0; !rest.empty(); ++i) {
    const std::string_view character =
        rest.substr(0, static_cast<std::size_t>(core::utf8_sequence(rest)));
    rest.remove_prefix(character.size());
    const std::uint32_t at = squeezed.original(i, i + 1).begin;
    while (!links.empty() && links.front().at.end <= at) links = links.subspan(1);
    const bool in_link = !links.empty() && links.front().at.begin <= at;
    const char sign = in_link ? kLink : is_digit(character) ? kDigits : '\0';
    if (sign == '\0') {
      template_ += character;
    } else if (template_.empty() || template_.back() != sign) {
      template_ += sign;
    }
  }
  return template_;
}

}  // namespace picket::tool
