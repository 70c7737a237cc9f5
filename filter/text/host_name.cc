// SPDX-License-Identifier: Apache-2.0
#include "filter/text/host_name.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "filter/text/ascii.h"
#include "filter/text/punycode.h"
#include "filter/text/table/domain_table.h"
#include "filter/text/table/lookup.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

using table::Entry;
using table::Piece;
using table::Special;

bool is_of_label(char c) noexcept { return is_alnum(c) || c == '-' || c == '_' || is_not_ascii(c); }

// A mark: into the character before it where the two have a composite.
void append_mark(char32_t mark, NameBuffer& out) noexcept {
  const std::string_view before = out.view();
  std::size_t last = before.empty() ? 0 : before.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(before[last]) & 0xC0) == 0x80) --last;
  const char32_t composite =
      before.empty() ? 0 : table::compose(utf8_point(before.data() + last), mark);
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

// The name with look-alike letters undone and marks gone.
void append_looks(std::string_view canonical, NameBuffer& out) noexcept {
  for (std::size_t i = 0; i < canonical.size(); i += utf8_length(canonical[i])) {
    if (!is_not_ascii(canonical[i])) {
      out.append(canonical.substr(i, 1));
      continue;
    }
    const char32_t c = utf8_point(canonical.data() + i);
    if (table::mark_of(c) == 0) append_folded(c, table::entry_of(c), out);
  }
}

std::string_view without_digit_look(const char& c) noexcept {
  switch (c) {
    case '0':
      return "o";
    case '1':
      return "l";
    case '3':
      return "e";
    case '5':
      return "s";
    default:
      return {&c, 1};
  }
}

// Public suffixes of other scripts that fold to ASCII: `рус` to `pyc`.
const std::vector<std::string>& suffixes_that_look_latin() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> found;
    for (const table::Domain& domain : table::kDomains) {
      const std::string_view name(table::kDomainNames + domain.name, domain.size);
      if (name.find('.') != std::string_view::npos) continue;
      NameBuffer looks;
      append_looks(name, looks);
      const std::string_view folded = looks.view();
      if (folded != name && std::none_of(folded.begin(), folded.end(), is_not_ascii))
        found.emplace_back(folded);
    }
    return found;
  }();
  return all;
}

// What an `xn--` label says. False where it is none, or says what need not be encoded (`xn--bank-`)
// or no host has: a dot or a slash in full width.
bool append_decoded(std::string_view label, NameBuffer& out) noexcept {
  std::array<char, 256> letters;
  const std::size_t size =
      label.starts_with("xn--") ? decode_punycode(label.substr(4), letters) : 0;
  const std::size_t before = out.size();
  // As if it had been written so: an encoder need not have folded case.
  for (std::size_t i = 0; i < size; i += utf8_length(letters[i]))
    append_host_character(utf8_point(&letters[i]), out);
  const std::string_view written = out.view().substr(before);
  return std::any_of(written.begin(), written.end(), is_not_ascii) &&
         std::all_of(written.begin(), written.end(), is_of_label);
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
    const std::size_t before = decoded.size();
    if (!append_decoded(label, decoded)) {
      decoded.resize(before);
      decoded.append(label);
    }
    if (decoded.full()) return;  // longer than any host: as it is written
    if (label.size() == rest.size()) break;
    decoded.append(".");
    rest.remove_prefix(label.size() + 1);
  }
  name.clear();
  name.append(decoded.view());
}

void append_skeleton(std::string_view canonical, NameBuffer& out) noexcept {
  NameBuffer folded;
  append_looks(canonical, folded);
  const std::string_view text = folded.view();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (text[i] == 'r' && next == 'n') {
      out.append("m");
      ++i;
    } else if (text[i] == 'v' && next == 'v') {
      out.append("w");
      ++i;
    } else {
      out.append(without_digit_look(text[i]));
    }
  }
}

void prepare_host_names() { suffixes_that_look_latin(); }

bool is_public_suffix(std::string_view label) noexcept {
  const int flags = table::domain_flags(label);
  return flags >= 0 && (flags & table::kSuffixFlag) != 0;
}

bool may_be_public_suffix(std::string_view folded_label) noexcept {
  if (is_public_suffix(folded_label)) return true;
  const bool ascii = std::none_of(folded_label.begin(), folded_label.end(), is_not_ascii);
  if (!ascii) return true;
  const auto& looks = suffixes_that_look_latin();
  return std::find(looks.begin(), looks.end(), folded_label) != looks.end();
}

Domain domain_of(std::string_view host) noexcept {
  Domain domain{host};
  std::uint32_t hash = table::kDomainSeed;
  std::size_t suffix = host.size();  // where the public suffix begins
  std::size_t last = host.size();    // where the label begins that was read last
  int parent = 0;                    // flags of the name that begins there
  for (std::size_t i = host.size();; --i) {
    if (i != 0 && host[i - 1] != '.') {
      hash = table::domain_hash(hash, host[i - 1]);
      continue;
    }
    const int flags = table::domain_flags(host.substr(i), hash);
    const bool is_last_label = last == host.size();
    const bool known = flags >= 0;
    if (known && (flags & table::kExceptionFlag) != 0) {
      suffix = last;
    } else if (is_last_label || (known && (flags & table::kSuffixFlag) != 0) ||
               (parent & table::kWildcardFlag) != 0) {
      suffix = i;
    }
    domain.shortener |= known && (flags & table::kShortenerFlag) != 0;
    last = i;
    if (i == 0 || !known) break;
    parent = flags;
    hash = table::domain_hash(hash, '.');
  }
  if (suffix == 0) return domain;
  const std::size_t dot = host.substr(0, suffix - 1).rfind('.');
  domain.registered = dot == std::string_view::npos ? host : host.substr(dot + 1);
  return domain;
}

}  // namespace picket::text
