// SPDX-License-Identifier: Apache-2.0
#include "filter/text/contact_words.h"

#include <algorithm>
#include <numeric>
#include <sstream>
#include <stdexcept>

#include "filter/text/embedded.h"
#include "filter/text/fold.h"

namespace picket::text {
namespace {

ContactKind kind_named(std::string_view name) {
  const auto found = std::find(kContactNames.begin(), kContactNames.end(), name);
  if (found == kContactNames.end())
    throw std::logic_error("contact_words.txt: no kind " + std::string(name));
  return static_cast<ContactKind>(found - kContactNames.begin());
}

}  // namespace

ContactWords::ContactWords(const Spellings& spellings) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name != "contact_words.txt") continue;
    std::istringstream lines{std::string(file.content)};
    for (std::string line; std::getline(lines, line);) {
      std::istringstream fields(line.substr(0, line.find('#')));
      std::string kind, equals;
      if (!(fields >> kind >> equals)) continue;
      for (std::string word; fields >> word;) {
        word = fold_phrase(word, ViewKind::squeezed);
        add(word, kind_named(kind));
        for (const std::string& spelling : spellings.spellings_of(word))
          add(spelling, kind_named(kind));
      }
    }
  }
  std::sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
    return a.bucket != b.bucket ? a.bucket < b.bucket : a.text.size() > b.text.size();
  });
  for (const Word& word : words_) ++begins_[word.bucket + 1];
  std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
}

// Of two kinds that share a word the first has it.
void ContactWords::add(const std::string& word, ContactKind kind) {
  const bool known = std::any_of(words_.begin(), words_.end(),
                                 [&](const Word& other) { return other.text == word; });
  if (word.size() >= 2 && !known) words_.push_back({word, kind, bucket_of(word, 0)});
}

std::optional<ContactWords::Found> ContactWords::longest(std::string_view rest,
                                                         std::size_t bucket) const noexcept {
  for (std::size_t i = begins_[bucket]; i < begins_[bucket + 1]; ++i) {
    const Word& word = words_[i];
    if (rest.starts_with(word.text))
      return Found{word.kind, static_cast<std::uint32_t>(word.text.size())};
  }
  return std::nullopt;
}

}  // namespace picket::text
