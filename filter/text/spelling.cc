// SPDX-License-Identifier: Apache-2.0
#include "filter/text/spelling.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include "filter/core/utf8.h"
#include "filter/text/embedded.h"
#include "filter/text/fold.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::uint32_t characters(std::string_view text) noexcept {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// Where the first ill-formed byte of the line is, or npos.
std::size_t ill_formed(std::string_view line) noexcept {
  for (std::size_t i = 0; i < line.size();) {
    const int length = core::utf8_sequence(line.substr(i));
    if (length < 0) return i;
    i += static_cast<std::size_t>(length);
  }
  return std::string_view::npos;
}

// Reads the fields of one line, and says what is wrong with them and where.
class Line {
 public:
  Line(const std::string& file, std::uint32_t number, std::string_view whole,
       document::Diagnostics& diagnostics)
      : file_(file), number_(number), whole_(whole), diagnostics_(diagnostics) {}

  void error(std::string_view at, std::string code, std::string message, std::string help) {
    add(document::Severity::error, at, std::move(code), std::move(message), std::move(help));
  }
  // Of no effect, but harmless: what the ruleset says may have come into the built-in data since.
  void warning(std::string_view at, std::string code, std::string message) {
    add(document::Severity::warning, at, std::move(code), std::move(message), "leave it out");
  }

  void add(document::Severity severity, std::string_view at, std::string code, std::string message,
           std::string help) {
    const auto offset = static_cast<std::size_t>(at.data() - whole_.data());
    const std::uint32_t column = characters(whole_.substr(0, offset)) + 1;
    const document::Span span{{number_, column}, {number_, column + std::max(characters(at), 1u)}};
    diagnostics_.add({severity, std::move(code), file_, span, std::move(message), std::move(help),
                      std::string(whole_)});
  }

  // The next field up to a blank, taken from the front of `rest`; empty at the end.
  static std::string_view field(std::string_view& rest) noexcept {
    rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
    const std::string_view field = rest.substr(0, rest.find_first_of(kBlank));
    rest.remove_prefix(field.size());
    return field;
  }

 private:
  const std::string& file_;
  std::uint32_t number_;
  std::string_view whole_;
  document::Diagnostics& diagnostics_;
};

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t last = text.find_last_not_of(kBlank);
  if (last == std::string_view::npos) return text.substr(0, 0);
  const std::size_t first = text.find_first_not_of(kBlank);
  return text.substr(first, last - first + 1);
}

std::string squeeze(std::string_view text) { return fold_phrase(text, ViewKind::squeezed); }

}  // namespace

const Spellings& Spellings::built_in() {
  static const Spellings built_in = [] {
    Spellings spellings;
    document::Diagnostics diagnostics;
    for (const EmbeddedFile& file : embedded_files())
      if (file.name.starts_with("spellings/"))
        spellings.add_file(std::string(file.name), file.content, diagnostics);
    if (diagnostics.has_errors())
      throw std::logic_error(document::render(diagnostics.all().front()));
    return spellings;
  }();
  return built_in;
}

void Spellings::add_file(const std::string& file, std::string_view content,
                         document::Diagnostics& diagnostics) {
  std::uint32_t number = 0;
  while (!content.empty()) {
    const std::string_view line = content.substr(0, content.find('\n'));
    content.remove_prefix(std::min(line.size() + 1, content.size()));
    add_line(file, ++number, line, diagnostics);
  }
}

void Spellings::add_line(const std::string& file, std::uint32_t line_number, std::string_view line,
                         document::Diagnostics& diagnostics) {
  Line report(file, line_number, line, diagnostics);
  if (const std::size_t bad = ill_formed(line); bad != std::string_view::npos) {
    report.error(line.substr(bad, 0), "invalid-utf8", "the line is not UTF-8",
                 "save the file as UTF-8");
    return;
  }
  std::string_view entry = line.substr(0, line.find('#'));
  if (trimmed(entry).empty()) return;

  const std::size_t equals = entry.find('=');
  const std::string_view word_text = trimmed(entry.substr(0, equals));
  if (equals == std::string_view::npos || word_text.empty()) {
    report.error(trimmed(entry), "spelling-syntax", "no `word = spelling ...`",
                 "write the word, `=`, then its spellings parted by spaces");
    return;
  }
  const std::string word = squeeze(word_text);
  if (word.empty()) {
    report.error(word_text, "spelling-empty", "the word has no letter or digit", "");
    return;
  }
  std::string_view rest = entry.substr(equals + 1);
  if (trimmed(rest).empty()) {
    report.error(entry.substr(equals, 1), "spelling-syntax", "the word has no spellings",
                 "write at least one after `=`");
    return;
  }
  std::vector<std::string>& known = words_[word];
  for (std::string_view text = Line::field(rest); !text.empty(); text = Line::field(rest)) {
    std::string spelling = squeeze(text);
    if (spelling.empty())
      report.error(text, "spelling-empty", "the spelling has no letter or digit", "");
    else if (spelling == word)
      report.warning(text, "spelling-same", "folding makes this the word itself");
    else if (std::find(known.begin(), known.end(), spelling) != known.end())
      report.warning(text, "spelling-twice", "the word has this spelling already");
    else
      known.push_back(std::move(spelling));
  }
  if (known.empty())
    words_.erase(word);
  else
    longest_word_ = std::max(longest_word_, word.size());
}

namespace {

// A word of the data found in a phrase: bytes [begin, end).
struct Found {
  std::size_t begin;
  std::size_t end;
  const std::vector<std::string>* spellings;
};

// Enumerates phrases with exactly so many words replaced.
class Enumeration {
 public:
  Enumeration(std::string_view phrase, const std::vector<Found>& found, std::size_t limit)
      : phrase_(phrase), found_(found), limit_(limit) {}

  // Whether any phrase with `count` replacements was seen.
  bool run(std::size_t count) {
    any_ = false;
    std::string built;
    descend(0, 0, count, built);
    return any_;
  }

  Spellings::Variants take() { return std::move(variants_); }

 private:
  // Everything before `position` is built; words of found_ from `next` on may still be replaced.
  void descend(std::size_t position, std::size_t next, std::size_t count, std::string& built) {
    const std::size_t size = built.size();
    if (count == 0) {
      any_ = true;
      add(built.append(phrase_.substr(position)));
      built.resize(size);
      return;
    }
    for (std::size_t i = next; i < found_.size() && variants_.complete; ++i) {
      if (found_[i].begin < position) continue;
      built.append(phrase_.substr(position, found_[i].begin - position));
      const std::size_t before = built.size();
      for (const std::string& spelling : *found_[i].spellings) {
        built.append(spelling);
        descend(found_[i].end, i + 1, count - 1, built);
        built.resize(before);
      }
      built.resize(size);
    }
  }

  void add(const std::string& phrase) {
    if (seen_.contains(phrase)) return;
    if (variants_.phrases.size() == limit_) {
      variants_.complete = false;
      return;
    }
    seen_.insert(phrase);
    variants_.phrases.push_back(phrase);
  }

  std::string_view phrase_;
  const std::vector<Found>& found_;
  std::size_t limit_;
  std::set<std::string> seen_;
  Spellings::Variants variants_;
  bool any_ = false;
};

}  // namespace

Spellings::Variants Spellings::variants(std::string_view squeezed) const {
  Folder folder;
  const Views& views = folder.fold(squeezed, view_bit(ViewKind::folded));
  const View& view = views[ViewKind::folded];
  std::vector<Found> found;
  for (std::size_t begin = 0; begin < view.bytes.size(); begin += utf8_length(view.bytes[begin])) {
    for (std::size_t end = begin; end < view.bytes.size() && end - begin < longest_word_;) {
      end += utf8_length(view.bytes[end]);
      const auto word = words_.find(view.bytes.substr(begin, end - begin));
      if (word == words_.end()) continue;
      const std::uint32_t first = view.character_at(static_cast<std::uint32_t>(begin));
      const std::uint32_t last = view.character_at(static_cast<std::uint32_t>(end));
      if (views.on_word_boundary(ViewKind::folded, first, last))
        found.push_back({begin, end, &word->second});
    }
  }
  Enumeration enumeration(view.bytes, found, kVariantLimit);
  for (std::size_t count = 0; count <= found.size() && enumeration.run(count); ++count) {
  }
  return enumeration.take();
}

std::vector<std::string> Spellings::spellings_of(std::string_view squeezed_word) const {
  const auto word = words_.find(squeezed_word);
  return word == words_.end() ? std::vector<std::string>{} : word->second;
}

std::string Spellings::canonical() const {
  std::string out;
  for (const auto& [word, spellings] : words_) {
    std::vector<std::string> sorted = spellings;
    std::sort(sorted.begin(), sorted.end());
    out += word;
    out += '=';
    for (const std::string& spelling : sorted) out += spelling + ' ';
    out += '\n';
  }
  return out;
}

}  // namespace picket::text
