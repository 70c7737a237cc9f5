// SPDX-License-Identifier: Apache-2.0
#include "tests/filter/match/test_text.h"

#include "filter/text/utf8.h"

namespace picket::match {
namespace {

text::CharacterClass class_of(char32_t c) {
  if (c >= '0' && c <= '9') return text::CharacterClass::digit;
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return text::CharacterClass::spaced_letter;
  const bool is_punctuation = (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF);
  if (c >= 0x2E80 && !is_punctuation) return text::CharacterClass::unspaced_letter;
  return text::CharacterClass::other;
}

}  // namespace

TestText::TestText(std::string text) : text_(std::move(text)) {
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < text_.size();) {
    const std::string_view character(text_.data() + i, text::utf8_length(text_[i]));
    classes_.push_back(class_of(text::utf8_point(character.data())));
    add(whole_, character, at);
    if (classes_.back() != text::CharacterClass::other) {
      add(squeezed_, character, at);
      squeezed_to_folded_.push_back(at);
    }
    i += character.size();
    ++at;
  }
  views_.original = text_;
  finish(text::ViewKind::raw, whole_);
  finish(text::ViewKind::folded, whole_);
  finish(text::ViewKind::leet, whole_);
  finish(text::ViewKind::squeezed, squeezed_);
  views_.folded_class = classes_;
  views_.squeezed_to_folded = squeezed_to_folded_;
}

void TestText::add(ViewData& view, std::string_view character, std::uint32_t at) {
  const std::size_t begin = view.bytes.size();
  view.starts.resize(begin / 64 + 1);
  view.starts[begin / 64] |= std::uint64_t{1} << (begin % 64);
  view.bytes += character;
  view.origin.push_back({at, at + 1});
}

void TestText::finish(text::ViewKind kind, ViewData& view) {
  view.starts.resize(view.bytes.size() / 64 + 1);
  view.rank.clear();
  std::uint32_t before = 0;
  for (const std::uint64_t word : view.starts) {
    view.rank.push_back(before);
    before += static_cast<std::uint32_t>(__builtin_popcountll(word));
  }
  views_.view[static_cast<std::size_t>(kind)] = {
      view.bytes, view.origin, view.starts, view.rank, {}};
}

}  // namespace picket::match
