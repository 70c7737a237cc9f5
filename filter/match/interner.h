// SPDX-License-Identifier: Apache-2.0
// Equal things once: literals, phrase sets and conditions of a ruleset numbered from 0 in the order
// in which they were met. Used while a ruleset is compiled, on one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "filter/match/literal.h"
#include "filter/text/view.h"

namespace picket::match {

// Byte strings to dense ids.
class KeyTable {
 public:
  // The id of `key`, and whether it is new.
  struct Found {
    std::uint32_t id;
    bool is_new;
  };
  Found intern(std::string key) {
    const auto [at, is_new] =
        ids_.try_emplace(std::move(key), static_cast<std::uint32_t>(ids_.size()));
    return {at->second, is_new};
  }
  std::size_t size() const noexcept { return ids_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> ids_;
};

class PhraseInterner {
 public:
  struct LiteralText {
    std::string bytes;
    text::ViewKind view;
    bool word_boundary;
  };

  // `bytes` is not empty. Word boundaries do not exist in `raw`.
  LiteralId literal(text::ViewKind view, std::string_view bytes, bool word_boundary);

  // Any of `literals`, in whatever order and however often named.
  SetId set(std::vector<LiteralId> literals);

  // Of the first literal of a set: the view of all of them in a sequence or near.
  text::ViewKind view_of(SetId set) const noexcept { return literals_[sets_[set][0]].view; }

  const std::vector<LiteralText>& literals() const noexcept { return literals_; }
  const std::vector<std::vector<LiteralId>>& sets() const noexcept { return sets_; }

 private:
  KeyTable literal_keys_;
  KeyTable set_keys_;
  std::vector<LiteralText> literals_;
  std::vector<std::vector<LiteralId>> sets_;
};

// Numbers as bytes, for keys.
inline void append_key(std::string& key, std::uint32_t number) {
  key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace picket::match
