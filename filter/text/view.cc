// SPDX-License-Identifier: Apache-2.0
#include "filter/text/view.h"

namespace picket::text {

bool Views::on_word_boundary(ViewKind kind, std::uint32_t first,
                             std::uint32_t last) const noexcept {
  if (kind == ViewKind::raw) return true;
  std::uint32_t begin = first, back = last - 1;
  if (kind == ViewKind::squeezed) {
    begin = squeezed_to_folded[begin];
    back = squeezed_to_folded[back];
  }
  const auto touch = [](CharacterClass a, CharacterClass b) {
    return a == b && (a == CharacterClass::spaced_letter || a == CharacterClass::digit);
  };
  if (begin > 0 && touch(folded_class[begin - 1], folded_class[begin])) return false;
  return back + 1 == folded_class.size() || !touch(folded_class[back], folded_class[back + 1]);
}

}  // namespace picket::text
