// SPDX-License-Identifier: Apache-2.0
// Any bytes fold into views that keep their promises (filter/text/view.h): well-formed UTF-8, index
// and origins that agree with it, bounded growth, and folding twice is folding once.
#include <cstdlib>
#include <string>

#include "filter/core/utf8.h"
#include "filter/text/fold.h"

namespace {

using namespace picket::text;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_view(const View& view, std::uint32_t original_characters) {
  std::uint32_t characters = 0;
  for (std::size_t at = 0; at < view.bytes.size(); ++characters) {
    const int length = picket::core::utf8_sequence(view.bytes.substr(at));
    require(length > 0);
    require(view.character_at(static_cast<std::uint32_t>(at)) == characters);
    at += static_cast<std::size_t>(length);
  }
  require(view.characters() == characters);
  require(view.character_at(static_cast<std::uint32_t>(view.bytes.size())) == characters);
  std::uint32_t begin = 0;
  for (const Stretch& origin : view.origin) {
    require(origin.begin < origin.end && origin.end <= original_characters);
    require(origin.begin >= begin);
    begin = origin.begin;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Folder
      folder;  // not the one of longer texts before, in whose buffers a step too far would be lost
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Views& views = folder.fold(text);
  const std::uint32_t characters = views[ViewKind::raw].characters();
  for (std::size_t kind = 0; kind < kViewKinds; ++kind) check_view(views.view[kind], characters);
  const View& folded = views[ViewKind::folded];
  require(views.folded_class.size() == folded.characters());
  require(views.squeezed_to_folded.size() == views[ViewKind::squeezed].characters());
  require(views[ViewKind::leet].characters() == folded.characters());
  // U+FDFA has the longest fold: 18 characters, 33 bytes for 3.
  require(folded.bytes.size() <= 11 * size);
  const std::string once(folded.bytes);
  require(fold_phrase(once, ViewKind::folded) == once);
  return 0;
}
