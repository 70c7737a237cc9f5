// SPDX-License-Identifier: Apache-2.0
// What must hold of format_rules() for any text, looked at by other means than its own: for tests
// and for fuzzing.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/reader.h"
#include "filter/ruleset/format.h"

namespace picket::test {

// Formatting moves words and changes what is between them; it makes none and loses none, in
// comments and elsewhere.
inline std::vector<std::string> words_of(std::string_view text) {
  constexpr std::string_view kBetween = " \t\r\n[]{},:";
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string> words;
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
    if (text.empty()) break;
    const std::string_view word = text.substr(0, text.find_first_of(kBetween));
    words.emplace_back(word);
    text.remove_prefix(word.size());
  }
  std::ranges::sort(words);
  return words;
}

// A tree as text, entries of mappings by key.
inline std::string as_text(const document::Node& node) {
  std::string text = node.quoted ? "'" : "";
  text += std::to_string(node.scalar.size()) + ':' + node.scalar;
  text += static_cast<char>('a' + static_cast<int>(node.kind));
  for (const document::Node& item : node.items) text += '-' + as_text(item);
  std::vector<std::string> entries;
  for (const document::Node::Entry& entry : node.entries) {
    entries.push_back(entry.key + ": " + as_text(entry.value));
  }
  std::ranges::sort(entries);
  for (const std::string& entry : entries) text += entry + ';';
  return text + '.';
}

inline std::vector<std::string> as_texts(std::string_view text) {
  document::Diagnostics ignored;
  std::vector<std::string> all;
  for (const document::Node& node : document::read_documents(text, "f", ignored)) {
    all.push_back(as_text(node));
  }
  return all;
}

// nullopt where all is well, which includes a text that is left alone and why is said.
inline std::optional<std::string> what_formatting_breaks(std::string_view text) {
  document::Diagnostics diagnostics;
  const auto once = ruleset::format_rules(text, "f", diagnostics);
  if (once.has_value() == diagnostics.has_errors()) return "a result and errors, or neither";
  if (!once) return std::nullopt;
  if (words_of(*once) != words_of(text)) return "other words";
  if (as_texts(*once) != as_texts(text)) return "another meaning";
  if (ruleset::format_rules(*once, "f", diagnostics) != once) return "formatted again, it differs";
  return std::nullopt;
}

}  // namespace picket::test
