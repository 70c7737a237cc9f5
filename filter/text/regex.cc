// SPDX-License-Identifier: Apache-2.0
// Folds the literals of an RE2 regex (https://github.com/google/re2/wiki/Syntax) and copies the
// rest.
#include <algorithm>
#include <optional>

#include "filter/core/utf8.h"
#include "filter/text/ascii.h"
#include "filter/text/fold.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

bool is_word(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class RegexFolder {
 public:
  RegexFolder(std::string_view regex, ViewKind view) : rest_(regex), view_(view) {}

  std::string run() {
    while (!rest_.empty()) step();
    flush();
    return std::move(out_);
  }

 private:
  void step() {
    switch (rest_.front()) {
      case '\\':
        return escape();
      case '[':
        return character_class();
      case '(':
        flush();
        return copy(group_size());
      case '.':
      case '^':
      case '$':
      case '|':
      case ')':
        flush();
        return copy(1);
      case '*':
      case '+':
      case '?':
        return repetition(1);
      case '{':
        if (const std::size_t size = braces_size(); size != 0) return repetition(size);
        break;
      default:
        break;
    }
    literal(utf8_length(rest_.front()));
  }

  void copy(std::size_t size) {
    out_ += rest_.substr(0, size);
    rest_.remove_prefix(std::min(size, rest_.size()));
  }

  // The next `size` bytes are one literal character.
  void literal(std::size_t size) {
    last_ = run_.size();
    run_ += rest_.substr(0, size);
    rest_.remove_prefix(std::min(size, rest_.size()));
  }

  void flush() {
    if (run_.empty()) return;
    append_quoted(fold_phrase(run_, view_));
    run_.clear();
  }

  // What is repeated is the last literal alone.
  void repetition(std::size_t size) {
    if (!run_.empty()) {
      const std::string repeated = run_.substr(last_);
      run_.resize(last_);
      flush();
      const std::string folded = fold_phrase(repeated, view_);
      const bool one = !folded.empty() && utf8_length(folded.front()) == folded.size();
      if (!one) out_ += "(?:";
      append_quoted(folded);
      if (!one) out_ += ')';
    }
    copy(size);
  }

  void append_quoted(std::string_view text) {
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x80 && !is_word(c) && c != ' ') out_ += '\\';
      out_ += c;
    }
  }

  // `{2}`, `{2,}`, `{2,5}`; 0 where the brace is a literal.
  std::size_t braces_size() const noexcept {
    std::size_t i = 1;
    const auto digits = [&] {
      const std::size_t begin = i;
      while (i < rest_.size() && is_digit(rest_[i])) ++i;
      return i != begin;
    };
    if (!digits()) return 0;
    if (i < rest_.size() && rest_[i] == ',') {
      ++i;
      digits();
    }
    return i < rest_.size() && rest_[i] == '}' ? i + 1 : 0;
  }

  // `(`, `(?i)`, `(?i:`, `(?P<name>`, `(?<name>`.
  std::size_t group_size() const noexcept {
    if (!rest_.starts_with("(?")) return 1;
    const std::size_t end = rest_.find_first_of(":)>");
    return end == std::string_view::npos ? rest_.size() : end + 1;
  }

  // Bytes of an escape that is no literal: `\d`, `\pL`, `\p{Greek}`, `\x41`, `\x{1F600}`, `\101`.
  static std::size_t escape_size(std::string_view text) noexcept {
    if (text.size() < 2) return 1;
    const char kind = text[1];
    if ((kind == 'x' || kind == 'p' || kind == 'P') && text.size() > 2 && text[2] == '{') {
      const std::size_t end = text.find('}');
      return end == std::string_view::npos ? text.size() : end + 1;
    }
    if (kind == 'x') return std::min<std::size_t>(4, text.size());
    if (kind == 'p' || kind == 'P') return 2 + (text.size() > 2 ? utf8_length(text[2]) : 0);
    std::size_t size = 2;
    while (is_digit(kind) && size < 4 && size < text.size() && is_digit(text[size])) ++size;
    return size;
  }

  static bool is_escaped_literal(std::string_view text) noexcept {
    return text.size() > 1 && !is_word(text[1]);
  }

  void escape() {
    if (rest_.starts_with("\\Q")) {
      rest_.remove_prefix(2);
      while (!rest_.empty() && !rest_.starts_with("\\E")) literal(utf8_length(rest_.front()));
      rest_.remove_prefix(std::min<std::size_t>(2, rest_.size()));
    } else if (is_escaped_literal(rest_)) {
      rest_.remove_prefix(1);
      literal(utf8_length(rest_.front()));
    } else {
      flush();
      copy(escape_size(rest_));
    }
  }

  // One character as it is in a class, or nothing where it does not fold to one.
  std::optional<std::string> fold_one(std::string_view character) const {
    std::string folded = fold_phrase(character, view_);
    if (folded.empty() || utf8_length(folded.front()) != folded.size()) return std::nullopt;
    if (std::string_view("\\]^-[").find(folded) != std::string_view::npos) folded.insert(0, "\\");
    return folded;
  }

  // Whether a range from `first` to `last` means the same folded: capitals, full-width letters and
  // digits, in order and without holes.
  static bool folds_as_range(char32_t first, char32_t last) noexcept {
    static constexpr std::pair<char32_t, char32_t> kRanges[] = {
        {U'A', U'Z'}, {U'Ａ', U'Ｚ'}, {U'ａ', U'ｚ'}, {U'０', U'９'}};
    return std::any_of(std::begin(kRanges), std::end(kRanges), [&](const auto& range) {
      return range.first <= first && first <= last && last <= range.second;
    });
  }

  void character_class() {
    flush();
    copy(rest_.starts_with("[^") ? 2 : 1);
    for (bool first = true; !rest_.empty() && (first || rest_.front() != ']'); first = false)
      class_item();
    copy(1);
  }

  // One character of a class: how long it is written, and what it is; `literal` is empty for an
  // escape that is none.
  struct Item {
    std::size_t size;
    std::string_view literal;
  };
  static Item item_at(std::string_view text) noexcept {
    if (text.front() != '\\')
      return {utf8_length(text.front()), text.substr(0, utf8_length(text.front()))};
    if (!is_escaped_literal(text)) return {escape_size(text), {}};
    const std::size_t size = utf8_length(text[1]);
    return {1 + size, text.substr(1, size)};
  }

  void class_item() {
    if (rest_.starts_with("[:")) {
      const std::size_t end = rest_.find(":]");
      return copy(end == std::string_view::npos ? rest_.size() : end + 2);
    }
    const Item first = item_at(rest_);
    const std::string_view after = rest_.substr(std::min(first.size, rest_.size()));
    if (after.size() > 1 && after[0] == '-' && after[1] != ']') {
      const Item last = item_at(after.substr(1));
      return range(first, last);
    }
    const std::optional<std::string> folded =
        first.literal.empty() ? std::nullopt : fold_one(first.literal);
    if (!folded) return copy(first.size);
    out_ += *folded;
    rest_.remove_prefix(first.size);
  }

  void range(const Item& first, const Item& last) {
    const std::size_t size = first.size + 1 + last.size;
    if (view_ == ViewKind::leet || first.literal.empty() || last.literal.empty() ||
        !folds_as_range(utf8_point(first.literal.data()), utf8_point(last.literal.data())))
      return copy(size);
    out_ += *fold_one(first.literal) + '-' + *fold_one(last.literal);
    rest_.remove_prefix(size);
  }

  std::string_view rest_;
  ViewKind view_;
  std::string out_;
  std::string run_;       // literals not yet folded, as they were written
  std::size_t last_ = 0;  // where the last of them begins
};

bool is_well_formed(std::string_view text) noexcept {
  while (!text.empty()) {
    const int length = core::utf8_sequence(text);
    if (length < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

}  // namespace

std::string fold_regex_literals(std::string_view regex, ViewKind view) {
  if (view == ViewKind::raw || !is_well_formed(regex)) return std::string(regex);
  return RegexFolder(regex, view).run();
}

}  // namespace picket::text
