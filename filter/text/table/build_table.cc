// SPDX-License-Identifier: Apache-2.0
// Writes the fold table (fold_table.h) as C++: picket_build_fold_table DATA_DIRECTORY OUTPUT. The
// only program of Picket that links ICU and OpenCC. Stops with a message where the data contradict
// themselves: folding what is folded must change nothing.
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "filter/text/table/character_rules.h"
#include "filter/text/table/fold_table.h"

namespace picket::text::table {
namespace {

constexpr char32_t kEnd = 0x110000;

Entry class_bits(CharacterClass character_class) {
  return static_cast<Entry>(character_class) << 26;
}

// Values by code point in two stages: blocks that are the same are there once.
template <typename Value>
class BlockTable {
 public:
  // Of the next code points.
  void add(const std::vector<Value>& block) {
    const auto known = known_.find(block);
    if (known == known_.end()) return add_apart(block);
    blocks_.push_back(known->second);
  }
  // The same, even if there is such a block already.
  void add_apart(const std::vector<Value>& block) {
    const auto index = static_cast<std::uint16_t>(values_.size() / kBlockSize);
    known_.emplace(block, index);
    values_.insert(values_.end(), block.begin(), block.end());
    blocks_.push_back(index);
  }

  const std::vector<std::uint16_t>& blocks() const { return blocks_; }
  const std::vector<Value>& values() const { return values_; }

 private:
  std::vector<std::uint16_t> blocks_;
  std::vector<Value> values_;
  std::map<std::vector<Value>, std::uint16_t> known_;
};

// Gathers everything the generated file holds.
class Builder {
 public:
  explicit Builder(const CharacterRules& rules) : rules_(rules) {}

  void build() {
    add_contexts();
    for (char32_t block = 0; block < kEnd; block += kBlockSize) {
      std::vector<Entry> entries;
      for (char32_t c = block; c < block + kBlockSize; ++c) entries.push_back(entry(c));
      block < 0x10000 ? entries_.add_apart(entries) : entries_.add(entries);
    }
    // Steps over plain text take it for what they have not read (fold_plain.cc).
    if ((entries_.values().front() & kSpecialBit) == 0) throw std::runtime_error("U+0000 is plain");
    add_compositions();
    add_traits();
    add_regions();
  }

  void write(std::ostream& out) const;

 private:
  Entry entry(char32_t c);
  Entry folded_entry(char32_t c);
  std::uint32_t intern_pieces(std::u32string_view text);
  void add_contexts();
  void add_compositions();
  void add_traits();
  void add_regions();
  void check_fixed(char32_t c, std::u32string_view folded) const;

  const CharacterRules& rules_;
  BlockTable<Entry> entries_;
  BlockTable<Traits> traits_;
  std::map<std::u32string, std::uint32_t> known_pieces_;
  std::vector<Piece> pieces_;
  std::vector<Composition> compositions_;
  std::vector<HostForm> host_forms_;
  std::map<char32_t, std::uint32_t> context_of_;
  std::vector<Context> contexts_;
  std::u32string context_characters_;
  std::uint32_t regions_[26] = {};
};

Entry special(Special kind, std::uint32_t payload = 0) {
  if (payload > 0xFFFFF) throw std::runtime_error("payload too large");
  return kSpecialBit | static_cast<Entry>(kind) << 20 | payload;
}

bool is_regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

// NFKC_Casefold, but a symbol that no host has as it folds (❶ as 1).
std::u32string host_form(char32_t c, const std::u32string& folded) {
  const std::u32string host = CharacterRules::nfkc_casefold(c);
  const bool is_name = std::all_of(host.begin(), host.end(), [](char32_t part) {
    return CharacterRules::is_mark(part) || u_isalnum(static_cast<UChar32>(part));
  });
  return is_name && !host.empty() ? host : folded;
}

Entry Builder::entry(char32_t c) {
  if (c >= 0xD800 && c <= 0xDFFF) return special(Special::invalid);
  Entry entry = folded_entry(c);
  const std::u32string folded = rules_.folded(c);
  if (folded.size() == 1) {
    if (CharacterRules::drops_marks(folded.front())) entry |= kDropsMarksBit;
    if (CharacterRules::is_latin(folded.front())) entry |= kLatinBit;
  }
  const std::u32string host = host_form(c, folded);
  if (host != folded) {
    entry |= kHostDiffersBit;
    if (host != std::u32string(1, c)) host_forms_.push_back({c, intern_pieces(host)});
  }
  return entry;
}

Entry Builder::folded_entry(char32_t c) {
  if (is_regional(c)) return special(Special::regional, c - 0x1F1E6);
  if (const auto context = context_of_.find(c); context != context_of_.end())
    return special(Special::context, context->second);
  const std::u32string folded = rules_.folded(c);
  check_fixed(c, folded);
  if (folded.empty()) return special(Special::removed);
  if (folded == U" ") return special(Special::space);
  if (CharacterRules::joins_backwards(folded.front())) {
    const std::u32string parts = rules_.undone(c);
    if (!std::all_of(parts.begin(), parts.end() - 1, CharacterRules::is_mark))
      throw std::runtime_error(
          "a letter inside a joining sequence");  // FoldWriter::join stops there
    return special(Special::joining, intern_pieces(parts));
  }
  const Entry character_class = class_bits(CharacterRules::character_class(folded.front()));
  const std::string bytes = to_utf8(folded);
  if (folded.size() > 1 || (bytes.size() == 4 && folded.front() != c))
    return special(Special::sequence, intern_pieces(folded)) | character_class;
  if (bytes.size() == 4) return special(Special::copy) | character_class;
  Entry plain = static_cast<Entry>(bytes.size()) << 24 | character_class;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    plain |= static_cast<Entry>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return plain;
}

void Builder::check_fixed(char32_t c, std::u32string_view folded) const {
  std::u32string again;
  for (const char32_t part : folded)
    again += CharacterRules::joins_backwards(part) ? std::u32string(1, part) : rules_.folded(part);
  if (again != folded)
    throw std::runtime_error("not stable: " + to_utf8(std::u32string(1, c)) + " -> " +
                             to_utf8(folded) + " -> " + to_utf8(again));
}

std::uint32_t Builder::intern_pieces(std::u32string_view text) {
  const auto offset = static_cast<std::uint32_t>(pieces_.size());
  const auto [known, is_new] = known_pieces_.emplace(text, offset);
  if (!is_new) return known->second;
  for (const char32_t c : text)
    pieces_.push_back(static_cast<Piece>(c) | static_cast<Piece>(CharacterRules::character_class(c))
                                                  << 21);
  pieces_.back() |= kLastPiece;
  return offset;
}

void Builder::add_contexts() {
  for (const ContextMapping& mapping : rules_.data().context) {
    if (!context_of_.emplace(mapping.from, contexts_.size()).second)
      throw std::runtime_error("two contexts of " + to_utf8(std::u32string(1, mapping.from)));
    if (rules_.folded(mapping.from) != std::u32string(1, mapping.from))
      throw std::runtime_error("folds without context: " +
                               to_utf8(std::u32string(1, mapping.from)));
    contexts_.push_back({mapping.to, CharacterRules::character_class(mapping.to),
                         static_cast<std::uint8_t>(mapping.after.size()),
                         static_cast<std::uint16_t>(context_characters_.size())});
    context_characters_ += mapping.after;
  }
}

void Builder::add_compositions() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  for (char32_t c = 0; c < kEnd; ++c) {
    if (c >= 0xAC00 && c <= 0xD7A3) continue;  // Hangul: by arithmetic
    icu::UnicodeString raw;
    if (!nfc->getRawDecomposition(static_cast<UChar32>(c), raw) || raw.countChar32() != 2) continue;
    const auto first = raw.char32At(0);
    const auto second = raw.char32At(raw.moveIndex32(0, 1));
    if (nfc->composePair(first, second) == static_cast<UChar32>(c))
      compositions_.push_back({static_cast<char32_t>(first), static_cast<char32_t>(second), c});
  }
  std::sort(compositions_.begin(), compositions_.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first, a.second) < std::pair(b.first, b.second);
  });
}

void Builder::add_traits() {
  std::set<char32_t> seconds, composites;
  for (const Composition& c : compositions_) {
    seconds.insert(c.second);
    composites.insert(c.composite);
  }
  const auto bit = [](bool set, Traits trait) { return set ? unsigned{trait} : 0; };
  for (char32_t block = 0; block < kEnd; block += kBlockSize) {
    std::vector<Traits> traits;
    for (char32_t c = block; c < block + kBlockSize; ++c) {
      unsigned bits =
          bit(seconds.contains(c), kComposesBit) | bit(composites.contains(c), kCompositionBit);
      if (CharacterRules::is_mark(c))
        bits |= kMarkBit | bit(CharacterRules::is_droppable(c), kDroppableBit) |
                bit(CharacterRules::drops_everywhere(c), kDropsEverywhereBit) |
                CharacterRules::combining_class(c);
      traits.push_back(static_cast<Traits>(bits));
    }
    traits_.add(traits);
  }
}

void Builder::add_regions() {
  for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code)
    regions_[(*code)[0] - 'A'] |= 1u << ((*code)[1] - 'A');
  regions_['E' - 'A'] |=
      1u << ('U' - 'A');  // the flags of the European Union and the United Nations
  regions_['U' - 'A'] |= 1u << ('N' - 'A');
}

template <typename Values, typename Write>
void write_array(std::ostream& out, const char* declaration, const Values& values, Write write) {
  out << declaration << " = {\n";
  std::size_t column = 0;
  for (const auto& value : values) {
    write(value);
    out << (++column % 8 == 0 ? ",\n" : ",");
  }
  out << "};\n";
}

void Builder::write(std::ostream& out) const {
  const auto number = [&out](auto value) { out << static_cast<std::uint64_t>(value) << "u"; };
  const auto composition = [&out](const Composition& c) {
    out << "{" << static_cast<std::uint32_t>(c.first) << "u,"
        << static_cast<std::uint32_t>(c.second) << "u," << static_cast<std::uint32_t>(c.composite)
        << "u}";
  };
  out << "// Generated by picket_build_fold_table; do not edit.\n"
         "#include \"filter/text/table/fold_table.h\"\n"
         "namespace picket::text::table {\n";
  write_array(out, "const std::uint16_t kBlocks[kBlockCount]", entries_.blocks(), number);
  write_array(out, "alignas(64) const Entry kEntries[]", entries_.values(), number);
  write_array(out, "const Piece kPieces[]", pieces_, number);
  write_array(out, "const std::uint16_t kTraitBlocks[kBlockCount]", traits_.blocks(), number);
  write_array(out, "const Traits kTraits[]", traits_.values(), number);
  write_array(out, "static constexpr Composition compositions[]", compositions_, composition);
  auto by_composite = compositions_;
  std::sort(by_composite.begin(), by_composite.end(),
            [](const auto& a, const auto& b) { return a.composite < b.composite; });
  write_array(out, "static constexpr Composition decompositions[]", by_composite, composition);
  write_array(out, "static constexpr HostForm host_forms[]", host_forms_, [&](const HostForm& f) {
    out << "{" << static_cast<std::uint32_t>(f.from) << "u," << f.pieces << "u}";
  });
  write_array(out, "const Context kContexts[]", contexts_, [&](const Context& c) {
    out << "{" << static_cast<std::uint32_t>(c.to) << "u,static_cast<CharacterClass>("
        << static_cast<int>(c.to_class) << ")," << int{c.after_count} << "," << c.after << "}";
  });
  write_array(out, "const char32_t kContextCharacters[]", context_characters_, number);
  write_array(out, "const std::uint32_t kRegions[26]", regions_, number);
  out << "const std::span<const Composition> kCompositions{compositions};\n"
         "const std::span<const Composition> kDecompositions{decompositions};\n"
         "const std::span<const HostForm> kHostForms{host_forms};\n"
         "}  // namespace picket::text::table\n";
}

// FNV-1a of the whole table as it is written.
std::uint64_t fingerprint(std::string_view table) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : table) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash | 1;
}

}  // namespace
}  // namespace picket::text::table

int main(int argc, char** argv) {
  using namespace picket::text::table;
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s DATA_DIRECTORY OUTPUT\n", argv[0]);
    return 2;
  }
  try {
    const CharacterRules rules(read_fold_data(argv[1]));
    Builder builder(rules);
    builder.build();
    std::ostringstream table;
    builder.write(table);
    std::ofstream out(argv[2]);
    out << table.str()
        << "const std::uint64_t picket::text::table::kFingerprint = " << fingerprint(table.str())
        << "u;\n";
    out.close();
    if (!out) throw std::runtime_error(std::string(argv[2]) + ": cannot be written");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fold table: %s\n", error.what());
    return 1;
  }
  return 0;
}
