// SPDX-License-Identifier: Apache-2.0
#include "filter/text/host_name.h"

#include <libpsl.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_set>

#include "filter/text/embedded.h"
#include "filter/text/punycode.h"
#include "filter/text/table/lookup.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

using table::Entry;
using table::Piece;
using table::Special;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};
using HostSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

const HostSet& shorteners() {
  static const HostSet set = [] {
    HostSet hosts;
    for (const EmbeddedFile& file : embedded_files()) {
      if (file.name != "shorteners.txt") continue;
      std::string_view rest = file.content;
      while (!rest.empty()) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        line = line.substr(0, line.find_first_of("# \t"));
        if (!line.empty()) hosts.emplace(line);
      }
    }
    return hosts;
  }();
  return set;
}

// The list that came with the library, so that a verdict does not hang on a file beside us.
const psl_ctx_t* suffixes() {
  static const psl_ctx_t* const list =
      psl_builtin() != nullptr ? psl_builtin() : psl_latest(nullptr);
  return list;
}

// A mark: into the character before it where the two have a composite.
void append_mark(char32_t mark, NameBuffer& out) noexcept {
  std::size_t last = out.size();
  while (last > 0 && (static_cast<unsigned char>(out.view()[--last]) & 0xC0) == 0x80) {
  }
  const char32_t composite =
      out.size() == 0 ? 0 : table::compose(utf8_point(out.view().data() + last), mark);
  if (composite != 0) out.resize(last);
  out.append(composite != 0 ? composite : mark);
}

template <typename Append>
void each_piece(const Piece* pieces, Append append) noexcept {
  for (;; ++pieces) {
    append(table::point_of(*pieces));
    if ((*pieces & table::kLastPiece) != 0) return;
  }
}

// What the code point folds to by itself.
void append_folded(char32_t c, Entry entry, NameBuffer& out) noexcept {
  if ((entry & table::kSpecialBit) == 0) {
    const std::uint32_t bytes = entry & 0xFFFFFF;
    char text[4];
    std::memcpy(text, &bytes, sizeof text);
    out.append(std::string_view(text, table::length_of(entry)));
    return;
  }
  switch (table::special_of(entry)) {
    case Special::sequence:
      each_piece(&table::kPieces[table::payload_of(entry)],
                 [&](char32_t piece) { out.append(piece); });
      return;
    case Special::joining:
      each_piece(&table::kPieces[table::payload_of(entry)],
                 [&](char32_t piece) { append_mark(piece, out); });
      return;
    case Special::regional:
      out.append(U'a' + table::payload_of(entry));
      return;
    case Special::copy:
    case Special::context:
      out.append(c);
      return;
    default:
      return;
  }
}

}  // namespace

void NameBuffer::append(std::string_view text) noexcept {
  if (size_ + text.size() > kCapacity) return;
  std::memcpy(bytes_.data() + size_, text.data(), text.size());
  size_ += text.size();
}

void NameBuffer::append(char32_t c) noexcept {
  if (size_ + 4 <= kCapacity) size_ += utf8_put(c, bytes_.data() + size_);
}

void append_host_character(char32_t c, NameBuffer& out) noexcept {
  const Entry entry = table::entry_of(c);
  if ((entry & table::kHostDiffersBit) == 0) return append_folded(c, entry, out);
  if (const Piece* pieces = table::host_form_of(c))
    each_piece(pieces, [&](char32_t piece) { append_mark(piece, out); });
  else
    out.append(c);
}

void decode_labels(NameBuffer& name) noexcept {
  if (name.view().find("xn--") == std::string_view::npos) return;
  NameBuffer decoded;
  std::string_view rest = name.view();
  for (;;) {
    const std::string_view label = rest.substr(0, rest.find('.'));
    std::array<char, 256> letters;
    const std::size_t size =
        label.starts_with("xn--") ? decode_punycode(label.substr(4), letters) : 0;
    if (size == 0) {
      decoded.append(label);
    } else {
      // As if it had been written so: an encoder need not have folded case.
      for (std::size_t i = 0; i < size; i += utf8_length(letters[i]))
        append_host_character(utf8_point(&letters[i]), decoded);
    }
    if (label.size() == rest.size()) break;
    decoded.append(".");
    rest.remove_prefix(label.size() + 1);
  }
  name.clear();
  name.append(decoded.view());
}

void append_skeleton(std::string_view canonical, NameBuffer& out) noexcept {
  NameBuffer folded;
  for (std::size_t i = 0; i < canonical.size(); i += utf8_length(canonical[i])) {
    const char32_t c = utf8_point(canonical.data() + i);
    const table::Mark mark = table::mark_of(c);
    if (mark == 0) append_folded(c, table::entry_of(c), folded);
  }
  const std::string_view text = folded.view();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = i + 1 < text.size();
    if (pair && text[i] == 'r' && text[i + 1] == 'n') {
      out.append("m");
      ++i;
    } else if (pair && text[i] == 'v' && text[i + 1] == 'v') {
      out.append("w");
      ++i;
    } else {
      const std::size_t digit = std::string_view("0135").find(text[i]);
      out.append(digit == std::string_view::npos ? text.substr(i, 1)
                                                 : std::string_view("oles").substr(digit, 1));
    }
  }
}

HostRegistry::HostRegistry() {
  suffixes();
  shorteners();
}

bool HostRegistry::is_suffix(std::string_view label) noexcept {
  if (label.size() < 2) return false;
  if (label == "example" || label == "test" || label == "invalid") return true;
  const auto ask = [label] {
    NameBuffer name;
    name.append(label);
    return psl_is_public_suffix2(suffixes(), name.c_str(), PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) !=
           0;
  };
  if (label.size() > sizeof(Answer::label)) return label.size() <= 255 && ask();
  Answer& answer = answers_[std::hash<std::string_view>{}(label) % answers_.size()];
  const bool known = answer.size_and_answer >> 1 == static_cast<int>(label.size()) &&
                     std::equal(label.begin(), label.end(), answer.label.begin());
  if (!known) {
    std::copy(label.begin(), label.end(), answer.label.begin());
    answer.size_and_answer = static_cast<std::uint8_t>(label.size() << 1 | (ask() ? 1u : 0u));
  }
  return (answer.size_and_answer & 1) != 0;
}

std::string_view HostRegistry::registered(NameBuffer& host) noexcept {
  const char* const name = host.c_str();
  const char* const found = psl_registrable_domain(suffixes(), name);
  return found == nullptr ? host.view()
                          : host.view().substr(static_cast<std::size_t>(found - name));
}

bool HostRegistry::is_shortener(std::string_view host) noexcept {
  for (;;) {
    if (shorteners().contains(host)) return true;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return false;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace picket::text
