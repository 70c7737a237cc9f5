// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/grams.h"

#include <algorithm>

#include "filter/core/utf8.h"
#include "tools/picket/stable_hash.h"
#include "tools/picket/terminal_text.h"

namespace picket::tool {
namespace {

using text::CharacterClass;

bool is_letter(CharacterClass kind) noexcept {
  return kind == CharacterClass::spaced_letter || kind == CharacterClass::unspaced_letter;
}

}  // namespace

std::span<const Gram> GramFinder::find(std::string_view text) {
  split(text);
  grams_.clear();
  for (std::size_t i = 0; i < tokens_.size(); ++i) grams_from(i);
  return grams_;
}

// Characters of `folded`, with their places in both views.
void GramFinder::split(std::string_view text) {
  tokens_.clear();
  const text::Views& views = folder_.fold(text, text::view_bit(text::ViewKind::squeezed));
  std::span<const text::Link> links = links_.find(views);
  const text::View& folded = views[text::ViewKind::folded];
  std::span<const std::uint32_t> squeezed = views.squeezed_to_folded;
  std::uint32_t squeezed_at = 0;
  Before before = Before::barrier;
  std::string_view rest = folded.bytes;
  for (std::uint32_t i = 0; !rest.empty(); ++i) {
    const auto character = rest.substr(0, static_cast<std::size_t>(core::utf8_sequence(rest)));
    rest.remove_prefix(character.size());
    while (squeezed_at < squeezed.size() && squeezed[squeezed_at] < i) ++squeezed_at;
    const std::uint32_t at = folded.original(i, i + 1).begin;
    while (!links.empty() && links.front().at.end <= at) links = links.subspan(1);
    const bool in_link = !links.empty() && links.front().at.begin <= at;
    const CharacterClass kind = views.folded_class[i];
    if (in_link || kind == CharacterClass::digit) {
      before = Before::barrier;
    } else if (is_letter(kind)) {
      add_character(character, kind, i, squeezed_at, before);
      before = Before::nothing;
    } else if (before == Before::nothing && character == " ") {
      before = Before::space;
    } else if (before != Before::barrier) {
      before = Before::punctuation;
    }
  }
}

// A mark belongs to the character it stands on, a letter of a spaced script to its word.
void GramFinder::add_character(std::string_view character, CharacterClass kind,
                               std::uint32_t folded, std::uint32_t squeezed, Before before) {
  const bool unspaced = kind == CharacterClass::unspaced_letter;
  const std::size_t width = columns_of(character);
  const bool goes_on = !tokens_.empty() && before == Before::nothing &&
                       tokens_.back().unspaced == unspaced && (!unspaced || width == 0);
  if (goes_on) {
    Token& word = tokens_.back();
    word.text = {word.text.data(), word.text.size() + character.size()};
    ++word.characters;
    word.units = static_cast<std::uint16_t>(word.units + (width == 0 ? 0 : 1));
    return;
  }
  tokens_.push_back({.text = character,
                     .folded = folded,
                     .squeezed = squeezed,
                     .characters = 1,
                     .units = static_cast<std::uint16_t>(width == 2 ? 2 : 1),
                     .unspaced = unspaced,
                     .before = before});
}

// Whether a token may stand behind the one before it in a gram of this view.
bool GramFinder::joins(std::size_t token, bool unspaced) const noexcept {
  const Before before = tokens_[token].before;
  if (unspaced) return before != Before::barrier;
  return before == Before::space && !tokens_[token].unspaced;
}

// A gram is of `squeezed` as soon as it has a letter of an unspaced script; words in front of one
// are then written without spaces, too.
void GramFinder::grams_from(std::size_t first) {
  bool has_unspaced = false;
  bool words_join = true;
  unsigned units = 0;
  std::uint32_t characters = 0;
  for (std::size_t i = first; i < tokens_.size(); ++i) {
    if (i > first && !joins(i, true)) return;
    words_join = words_join && (i == first || joins(i, false));
    has_unspaced = has_unspaced || tokens_[i].unspaced;
    units += tokens_[i].units;
    characters = tokens_[i].squeezed + tokens_[i].characters - tokens_[first].squeezed;
    const std::size_t count = i + 1 - first;
    if (has_unspaced ? units > kMaxUnits : count > kMaxWords) return;
    if (units < kMinUnits || (!has_unspaced && !words_join)) continue;
    Gram gram{.units = static_cast<std::uint16_t>(units),
              .unspaced = has_unspaced,
              .first_token = static_cast<std::uint32_t>(first),
              .tokens = static_cast<std::uint32_t>(count)};
    gram.begin = has_unspaced ? tokens_[first].squeezed : tokens_[first].folded;
    gram.end = has_unspaced ? gram.begin + characters : tokens_[i].folded + tokens_[i].characters;
    gram.hash = hash_of(first, count, has_unspaced);
    if (count > 1) {
      gram.front = hash_of(first, count - 1, has_unspaced);
      gram.back = hash_of(first + 1, count - 1, has_unspaced);
    }
    grams_.push_back(gram);
  }
}

std::uint64_t GramFinder::hash_of(std::size_t first, std::size_t count, bool unspaced) {
  phrase_.assign(1, unspaced ? 'u' : 's');
  for (std::size_t i = first; i < first + count; ++i) {
    if (!unspaced && i > first) phrase_ += ' ';
    phrase_ += tokens_[i].text;
  }
  return stable_hash(phrase_);
}

std::string GramFinder::phrase(const Gram& gram) const {
  std::string phrase;
  for (std::uint32_t i = 0; i < gram.tokens; ++i) {
    if (!gram.unspaced && i > 0) phrase += ' ';
    phrase += tokens_[gram.first_token + i].text;
  }
  return phrase;
}

}  // namespace picket::tool
