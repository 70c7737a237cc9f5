// SPDX-License-Identifier: Apache-2.0
#include "filter/text/table/data_file.h"

#include <unicode/unistr.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace picket::text::table {
namespace {

// U+FE0E and U+FE0F choose how an emoji is drawn; files may have them, the table does not.
std::u32string without_selectors(std::u32string text) {
  std::erase_if(text, [](char32_t c) { return c == 0xFE0E || c == 0xFE0F; });
  return text;
}

// One entry, split into its fields.
struct Entry {
  std::string where;  // file:line
  std::vector<std::string> words;
};

[[noreturn]] void fail(const Entry& entry, const std::string& reason) {
  throw std::runtime_error(entry.where + ": " + reason);
}

std::vector<Entry> read_entries(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  std::vector<Entry> entries;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::size_t comment = line.find('#');
    Entry entry{path + ":" + std::to_string(number), {}};
    std::istringstream fields(line.substr(0, comment));
    for (std::string word; fields >> word;) entry.words.push_back(word);
    if (entry.words.empty()) continue;
    if (comment == std::string::npos) fail(entry, "an entry gives its reason after '#'");
    entries.push_back(std::move(entry));
  }
  return entries;
}

char32_t one_character(const Entry& entry, std::string_view word) {
  const std::u32string text = without_selectors(to_utf32(word));
  if (text.size() != 1) fail(entry, "one character expected: " + std::string(word));
  return text.front();
}

// A..B as its ends; a single character as a range of one.
std::pair<char32_t, char32_t> range(const Entry& entry, std::string_view word) {
  const std::size_t dots = word.find("..");
  if (dots == std::string_view::npos || dots == 0) {
    const char32_t single = one_character(entry, word);
    return {single, single};
  }
  return {one_character(entry, word.substr(0, dots)), one_character(entry, word.substr(dots + 2))};
}

void add(const Entry& entry, char32_t from, std::u32string to, Mapping& mapping) {
  if (!mapping.emplace(from, std::move(to)).second) fail(entry, "mapped twice");
}

// FROM [FROM ...] -> TO
void add_mapping(const Entry& entry, Mapping& mapping) {
  const std::size_t count = entry.words.size();
  if (count < 3 || entry.words[count - 2] != "->") fail(entry, "FROM -> TO expected");
  const std::string& target = entry.words.back();
  for (std::size_t i = 0; i + 2 < count; ++i) {
    const auto [first, last] = range(entry, entry.words[i]);
    if (first == last) {
      add(entry, first, to_utf32(target), mapping);
      continue;
    }
    const auto [to_first, to_last] = range(entry, target);
    if (last < first || last - first != to_last - to_first) fail(entry, "ranges differ in length");
    for (char32_t c = first; c <= last; ++c)
      add(entry, c, std::u32string(1, to_first + (c - first)), mapping);
  }
}

// FROM [FROM ...] -> TO after BEFORE [BEFORE ...]
void add_context(const Entry& entry, std::vector<ContextMapping>& mappings) {
  std::size_t arrow = 0;
  while (arrow < entry.words.size() && entry.words[arrow] != "->") ++arrow;
  if (arrow == 0 || arrow + 3 >= entry.words.size() || entry.words[arrow + 2] != "after")
    fail(entry, "FROM -> TO after BEFORE expected");
  std::u32string after;
  for (std::size_t i = arrow + 3; i < entry.words.size(); ++i)
    after.push_back(one_character(entry, entry.words[i]));
  for (std::size_t i = 0; i < arrow; ++i)
    mappings.push_back({one_character(entry, entry.words[i]),
                        one_character(entry, entry.words[arrow + 1]), after});
}

}  // namespace

std::u32string to_utf32(std::string_view utf8) {
  const auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())});
  std::u32string out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out.push_back(static_cast<char32_t>(text.char32At(i)));
  return out;
}

std::string to_utf8(std::u32string_view text) {
  icu::UnicodeString units;
  for (const char32_t c : text) units.append(static_cast<UChar32>(c));
  std::string out;
  units.toUTF8String(out);
  return out;
}

FoldData read_fold_data(const std::string& directory) {
  FoldData data;
  for (const Entry& entry : read_entries(directory + "/han.txt")) add_mapping(entry, data.han);
  for (const char* name : {"/letters.txt", "/enclosed.txt", "/emoji.txt"})
    for (const Entry& entry : read_entries(directory + name)) add_mapping(entry, data.letters);
  for (const Entry& entry : read_entries(directory + "/context.txt"))
    add_context(entry, data.context);
  for (const Entry& entry : read_entries(directory + "/invisible.txt"))
    for (const std::string& word : entry.words)
      data.invisible.push_back(static_cast<char32_t>(std::stoul(word, nullptr, 16)));
  return data;
}

}  // namespace picket::text::table
