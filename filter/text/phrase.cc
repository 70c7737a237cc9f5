// SPDX-License-Identifier: Apache-2.0
// Phrases and names: the same folding, for callers that keep the result.
#include <algorithm>
#include <cstring>

#include "filter/core/utf8.h"
#include "filter/text/fold.h"

namespace picket::text {

std::string fold_phrase(std::string_view phrase, ViewKind view) {
  Folder folder;
  return std::string(folder.fold(phrase, view_bit(view))[view].bytes);
}

bool has_unspaced_letter(std::string_view phrase) {
  Folder folder;
  const auto classes = folder.fold(phrase, view_bit(ViewKind::folded)).folded_class;
  return std::find(classes.begin(), classes.end(), CharacterClass::unspaced_letter) !=
         classes.end();
}

ViewKind default_view(std::string_view phrase) {
  return has_unspaced_letter(phrase) ? ViewKind::squeezed : ViewKind::folded;
}

std::size_t squeeze_name(std::string_view name, std::span<char> out) noexcept {
  thread_local Folder folder;
  const std::string_view squeezed = core::utf8_prefix(
      folder.fold(name, view_bit(ViewKind::squeezed))[ViewKind::squeezed].bytes, out.size());
  std::memcpy(out.data(), squeezed.data(), squeezed.size());
  return squeezed.size();
}

}  // namespace picket::text
