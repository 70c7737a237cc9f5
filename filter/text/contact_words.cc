// SPDX-License-Identifier: Apache-2.0
#include "filter/text/contact_words.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "filter/text/embedded.h"
#include "filter/text/fold.h"

namespace picket::text {
namespace {

// Words have at least two bytes.
std::size_t hash(std::string_view text, std::size_t at) noexcept {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  return (byte(0) * 31u ^ byte(1) << 3 ^ byte(2)) % 4096;
}

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
  std::sort(lengths_.begin(), lengths_.end(), std::greater<>());
}

void ContactWords::add(const std::string& word, ContactKind kind) {
  if (word.size() < 2 || !words_.emplace(word, kind).second) return;
  const auto length = static_cast<std::uint32_t>(word.size());
  if (std::find(lengths_.begin(), lengths_.end(), length) == lengths_.end())
    lengths_.push_back(length);
  // A word of two bytes is followed by anything.
  if (length == 2)
    for (unsigned next = 0; next < 256; ++next)
      begins_[hash(word + static_cast<char>(next), 0)] = true;
  else
    begins_[hash(word, 0)] = true;
}

std::optional<ContactWords::Found> ContactWords::at(std::string_view squeezed,
                                                    std::size_t at) const noexcept {
  if (!begins_[hash(squeezed, at)]) return std::nullopt;
  for (const std::uint32_t length : lengths_) {
    if (at + length > squeezed.size()) continue;
    const auto word = words_.find(squeezed.substr(at, length));
    if (word != words_.end()) return Found{word->second, length};
  }
  return std::nullopt;
}

}  // namespace picket::text
