// SPDX-License-Identifier: Apache-2.0
#include "filter/match/interner.h"

#include <algorithm>

namespace picket::match {

LiteralId PhraseInterner::literal(text::ViewKind view, std::string_view bytes, bool word_boundary) {
  if (view == text::ViewKind::raw) word_boundary = false;
  std::string key;
  key.push_back(static_cast<char>(view));
  key.push_back(word_boundary ? 1 : 0);
  key.append(bytes);
  const auto [id, is_new] = literal_keys_.intern(std::move(key));
  if (is_new) literals_.push_back({std::string(bytes), view, word_boundary});
  return id;
}

SetId PhraseInterner::set(std::vector<LiteralId> literals) {
  std::ranges::sort(literals);
  const auto repeated = std::ranges::unique(literals);
  literals.erase(repeated.begin(), repeated.end());
  std::string key;
  for (const LiteralId literal : literals) append_key(key, literal);
  const auto [id, is_new] = set_keys_.intern(std::move(key));
  if (is_new) sets_.push_back(std::move(literals));
  return id;
}

}  // namespace picket::match
