// SPDX-License-Identifier: Apache-2.0
#include "filter/text/fold.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "filter/core/utf8.h"
#include "filter/text/buffer.h"
#include "filter/text/fold_writer.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

using table::Entry;
using table::Special;

constexpr char32_t kReplacement = 0xFFFD;

// A character of the text as it stands: code point (U+FFFD where ill-formed) and bytes.
struct Decoded {
  char32_t point;
  std::uint32_t length;
  bool well_formed = true;
};

Decoded decode(const char* p, const char* end) noexcept {
  const int length = core::utf8_sequence({p, static_cast<std::size_t>(end - p)});
  if (length < 0) return {kReplacement, static_cast<std::uint32_t>(-length), false};
  return {utf8_point(p), static_cast<std::uint32_t>(length)};
}

// What leet makes of a byte of folded (language.md): ASCII to ASCII, so nothing moves.
constexpr std::array<char, 256> make_leet() {
  std::array<char, 256> leet{};
  for (int i = 0; i < 256; ++i) leet[i] = static_cast<char>(i);
  for (const auto& [from, to] : {std::pair{'0', 'o'},
                                 {'1', 'l'},
                                 {'!', 'l'},
                                 {'i', 'l'},
                                 {'|', 'l'},
                                 {'3', 'e'},
                                 {'4', 'a'},
                                 {'@', 'a'},
                                 {'5', 's'},
                                 {'$', 's'},
                                 {'7', 't'}})
    leet[static_cast<unsigned char>(from)] = to;
  return leet;
}
constexpr std::array<char, 256> kLeet = make_leet();

// starts and rank of a view (view.h), both with one word more than its bytes need.
struct Index {
  Buffer<std::uint64_t> starts;
  Buffer<std::uint32_t> rank;

  void build(std::string_view bytes, View& view) {
    const std::size_t words = bytes.size() / 64 + 1;
    starts.ensure(words);
    rank.ensure(words);
    std::uint32_t before = 0;
    for (std::size_t word = 0; word < words; ++word) {
      const std::uint64_t bits = start_bits(bytes.substr(word * 64, 64));
      starts.data()[word] = bits;
      rank.data()[word] = before;
      before += static_cast<std::uint32_t>(__builtin_popcountll(bits));
    }
    view.starts = {starts.data(), words};
    view.rank = {rank.data(), words};
  }

 private:
  // One bit a byte, set where it is no continuation byte (10xxxxxx).
  static std::uint64_t start_bits(std::string_view bytes) noexcept {
    constexpr std::uint64_t kTop = 0x8080808080808080;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
      std::uint64_t eight = kTop;  // past the end: continuation bytes
      std::memcpy(&eight, bytes.data() + i, std::min<std::size_t>(8, bytes.size() - i));
      const std::uint64_t begins = (~eight | eight << 1) & kTop;
      bits |= ((begins >> 7) * 0x0102040810204080) >> 56 << i;
    }
    return bits;
  }
};

}  // namespace

struct Folder::State {
  explicit State(std::size_t keep) : keep_bytes(keep) {}

  void fold(std::string_view utf8, ViewMask needed);
  void build_raw();

  std::size_t keep_bytes;
  FoldWriter writer;
  Index folded_index;
  Buffer<char> squeezed_bytes;
  Buffer<Stretch> squeezed_origins;
  Buffer<std::uint32_t> squeezed_to_folded;
  Index squeezed_index;
  Buffer<char> leet_bytes;
  Buffer<char> raw_bytes;
  Index raw_index;
  Buffer<Stretch> identity;  // {0, 1}, {1, 2}, ...
  std::size_t identity_count = 0;
  Views views;
  std::uint32_t original_characters = 0;
  bool well_formed = true;

 private:
  const char* fold_special(Entry entry, Decoded c, const char* p, const char* end,
                           std::uint32_t& at);
  const char* fold_run(const char* p, const char* end, std::uint32_t& at);
  const char* fold_regional(const char* p, const char* end, std::uint32_t& at);
  void decode_all(const char* p, const char* end);
  void build_squeezed();
  void build_leet();
  void shrink();
};

// Gives back what a giant text left behind.
void Folder::State::shrink() {
  const std::size_t held = writer.memory() + squeezed_bytes.bytes() + squeezed_origins.bytes() +
                           squeezed_to_folded.bytes() + leet_bytes.bytes() + raw_bytes.bytes() +
                           identity.bytes();
  if (held <= keep_bytes) return;
  *this = State(keep_bytes);
}

void Folder::State::fold(std::string_view utf8, ViewMask needed) {
  shrink();
  views = Views{};
  views.original = utf8;
  well_formed = true;
  decode_all(utf8.data(), utf8.data() + utf8.size());
  writer.join_single_letters();

  View& folded = views.view[static_cast<std::size_t>(ViewKind::folded)];
  folded.bytes = writer.bytes();
  folded.origin = {writer.origins(), writer.characters()};
  folded_index.build(folded.bytes, folded);
  views.folded_class = {writer.classes(), writer.characters()};
  if ((needed & view_bit(ViewKind::squeezed)) != 0) build_squeezed();
  if ((needed & view_bit(ViewKind::leet)) != 0) build_leet();
  if ((needed & view_bit(ViewKind::raw)) != 0) build_raw();
}

void Folder::State::decode_all(const char* p, const char* end) {
  writer.begin(static_cast<std::size_t>(end - p));
  FoldWriter::Cursor cursor = writer.cursor();
  std::uint32_t at = 0;
  while (p != end) {
    const auto byte = [p](int i) { return static_cast<unsigned char>(p[i]); };
    Entry entry;
    Decoded c{0, 0};
    if ((byte(0) & 0xF0) == 0xE0 && end - p >= 3 && (byte(1) & 0xC0) == 0x80 &&
        (byte(2) & 0xC0) == 0x80 && (byte(0) != 0xE0 || byte(1) >= 0xA0)) [[likely]] {
      const unsigned block = (byte(0) & 0x0Fu) << 6 | (byte(1) & 0x3Fu);
      entry = table::kEntries[table::kBlocks[block] * table::kBlockSize + (byte(2) & 0x3Fu)];
      c.length = 3;
    } else if (byte(0) < 0x80) {
      entry = table::entry_of(byte(0));
      c.length = 1;
    } else {
      c = decode(p, end);
      entry = table::entry_of(c.point);
      well_formed &= c.well_formed;
    }
    if ((entry & table::kSpecialBit) == 0) [[likely]] {
      cursor.plain(entry, at++);
      p += c.length;
    } else {
      writer.set_cursor(cursor);
      p = fold_special(entry, c, p, end, at);
      cursor = writer.cursor();
    }
  }
  writer.set_cursor(cursor);
  original_characters = at;
}

const char* Folder::State::fold_special(Entry entry, Decoded c, const char* p, const char* end,
                                        std::uint32_t& at) {
  if (table::special_of(entry) == Special::space) {
    writer.space(at++);
    return p + c.length;
  }
  if (c.point == 0) c = decode(p, end);
  const auto left = static_cast<std::size_t>(end - p);
  switch (table::special_of(entry)) {
    case Special::removed:
      break;
    case Special::copy:
      writer.put(c.point, table::class_of(entry), {at, at + 1});
      break;
    case Special::sequence:
      writer.sequence(&table::kPieces[table::payload_of(entry)], at, left);
      break;
    case Special::context:
      writer.context(table::kContexts[table::payload_of(entry)], c.point, at);
      break;
    case Special::joining:
      return fold_run(p, end, at);
    case Special::regional:
      return fold_regional(p, end, at);
    case Special::invalid:  // a surrogate: what was decoded says how much of it is one U+FFFD
      well_formed = false;
      writer.put(kReplacement, CharacterClass::other, {at, at + 1});
      break;
    case Special::space:
      break;
  }
  ++at;
  return p + c.length;
}

// A run of marks and jamo, with the invisible characters in it.
const char* Folder::State::fold_run(const char* p, const char* end, std::uint32_t& at) {
  writer.begin_run(static_cast<std::size_t>(end - p));
  for (bool open = true; open && p != end;) {
    const Decoded c = decode(p, end);
    const Entry entry = table::entry_of(c.point);
    if ((entry & table::kSpecialBit) == 0) break;
    if (table::special_of(entry) == Special::joining)
      open = writer.join(&table::kPieces[table::payload_of(entry)], at);
    else if (table::special_of(entry) != Special::removed)
      break;
    ++at;
    p += c.length;
  }
  writer.end_run();
  return p;
}

// Regional indicators in a row: flags if all pairs are, as a reader sees flags then; else letters.
const char* Folder::State::fold_regional(const char* p, const char* end, std::uint32_t& at) {
  constexpr std::ptrdiff_t kBytes = 4;
  const auto letter = [end](const char* q) -> std::uint32_t {
    const Decoded c = q == end ? Decoded{0, 0} : decode(q, end);
    const Entry entry = table::entry_of(c.point);
    const bool regional =
        (entry & table::kSpecialBit) != 0 && table::special_of(entry) == Special::regional;
    return regional ? table::payload_of(entry) : 26;
  };
  const char* stop = p;
  bool flags = true;
  std::uint32_t count = 0, first = 0;
  for (std::uint32_t next; (next = letter(stop)) < 26; stop += kBytes, ++count) {
    if (count % 2 == 1) flags &= (table::kRegions[first] >> next & 1) != 0;
    first = next;
  }
  flags &= count % 2 == 0;
  // Half a flag is none, so the origin is the pair; of letters it is all of them: two by themselves
  // may be a flag.
  const std::uint32_t begin = at;
  for (std::uint32_t i = 0; i < count; ++i, ++at, p += kBytes) {
    if (flags)
      writer.put(utf8_point(p), CharacterClass::other, {begin + i / 2 * 2, begin + i / 2 * 2 + 2});
    else
      writer.put(U'a' + letter(p), CharacterClass::spaced_letter, {begin, begin + count});
  }
  return p;
}

void Folder::State::build_squeezed() {
  const View& folded = views[ViewKind::folded];
  const std::size_t count = folded.origin.size();
  squeezed_bytes.ensure(folded.bytes.size() + 4);
  squeezed_origins.ensure(count + 1);
  squeezed_to_folded.ensure(count + 1);
  const char* p = folded.bytes.data();
  const Stretch* const from = folded.origin.data();
  const CharacterClass* const classes = views.folded_class.data();
  char* out = squeezed_bytes.data();
  Stretch* const origins = squeezed_origins.data();
  std::uint32_t* const to_folded = squeezed_to_folded.data();
  std::size_t kept = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t length = utf8_length(*p);
    const bool keep = classes[i] != CharacterClass::other;
    std::memcpy(out, p, 4);  // the writer leaves a margin after its bytes
    origins[kept] = from[i];
    to_folded[kept] = i;
    out += keep ? length : 0;
    kept += keep;
    p += length;
  }
  View& squeezed = views.view[static_cast<std::size_t>(ViewKind::squeezed)];
  squeezed.bytes = {squeezed_bytes.data(), static_cast<std::size_t>(out - squeezed_bytes.data())};
  squeezed.origin = {squeezed_origins.data(), kept};
  squeezed_index.build(squeezed.bytes, squeezed);
  views.squeezed_to_folded = {squeezed_to_folded.data(), kept};
}

// Characters, origins and index are those of folded.
void Folder::State::build_leet() {
  const View& folded = views[ViewKind::folded];
  leet_bytes.ensure(folded.bytes.size() + 1);
  std::transform(folded.bytes.begin(), folded.bytes.end(), leet_bytes.data(),
                 [](char c) { return kLeet[static_cast<unsigned char>(c)]; });
  View& leet = views.view[static_cast<std::size_t>(ViewKind::leet)];
  leet = folded;
  leet.bytes = {leet_bytes.data(), folded.bytes.size()};
}

void Folder::State::build_raw() {
  View& raw = views.view[static_cast<std::size_t>(ViewKind::raw)];
  raw.bytes = views.original;
  if (!well_formed) {
    raw_bytes.ensure(views.original.size() * 3 + 4);  // U+FFFD: three bytes for one
    char* out = raw_bytes.data();
    const char* const end = views.original.data() + views.original.size();
    for (const char* p = views.original.data(); p != end;) {
      const Decoded c = decode(p, end);
      out += utf8_put(c.point, out);
      p += c.length;
    }
    raw.bytes = {raw_bytes.data(), static_cast<std::size_t>(out - raw_bytes.data())};
  }
  identity.ensure(original_characters, identity_count);
  for (; identity_count < original_characters; ++identity_count) {
    const auto at = static_cast<std::uint32_t>(identity_count);
    identity.data()[identity_count] = {at, at + 1};
  }
  raw.origin = {identity.data(), original_characters};
  raw_index.build(raw.bytes, raw);
}

Folder::Folder(std::size_t keep_bytes) : state_(std::make_unique<State>(keep_bytes)) {}
Folder::~Folder() = default;
Folder::Folder(Folder&&) noexcept = default;
Folder& Folder::operator=(Folder&&) noexcept = default;

const Views& Folder::fold(std::string_view utf8, ViewMask needed) noexcept {
  state_->fold(utf8, needed);
  return state_->views;
}

const Views& Folder::views() const noexcept { return state_->views; }

const View& Folder::raw() noexcept {
  View& raw = state_->views.view[static_cast<std::size_t>(ViewKind::raw)];
  if (raw.starts.empty()) state_->build_raw();
  return raw;
}

}  // namespace picket::text
