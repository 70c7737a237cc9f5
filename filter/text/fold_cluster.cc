// SPDX-License-Identifier: Apache-2.0
// Marks and jamo: what one look-up a character cannot do. A run of them and the base it stands on
// are put in canonical order and composed (Unicode 15 §3.11), or the marks are dropped where the
// base is Latin, Han or of no script. Every character of a cluster that was composed has the whole
// cluster as its origin.
#include <algorithm>
#include <array>
#include <span>

#include "filter/text/fold_writer.h"
#include "filter/text/table/lookup.h"
#include "filter/text/utf8.h"

namespace picket::text {

void FoldWriter::begin_run(std::size_t units) {
  units_ = units;
  part_count_ = 0;
  composes_ = false;
  drops_ = true;
  base_class_ = CharacterClass::other;
  if (characters() == 0) return;
  // Marks that a sequence wrote stand between the base and the run; there are few.
  const char* base = before(cursor_.out);
  while (base != bytes_.data() && table::mark_of(utf8_point(base)) != 0) base = before(base);
  const char32_t c = utf8_point(base);
  base_class_ = cursor_.character_class(-1);
  drops_ = (table::entry_of(c) & table::kDropsMarksBit) != 0 || table::mark_of(c) != 0;
  if (!drops_) take_back(base);
}

// Moves the characters from `base` on from the output, squeezed included, into the cluster.
void FoldWriter::take_back(const char* base) {
  composes_ = true;
  cluster_.end = cursor_.origin(-1).end;
  std::size_t characters = 0;
  for (const char* p = base; p != cursor_.out; p += utf8_length(*p), ++characters) {
    const char32_t c = utf8_point(p);
    if (p == base)
      add_decomposed(c);
    else
      add_part(c, table::mark_of(c));
  }
  for (const char* end = cursor_.out; characters != 0; --characters) {
    const char* const begin = before(end);
    const bool kept = cursor_.character_class(-1) != CharacterClass::other;
    if (cursor_.squeezed != nullptr && kept) {
      cursor_.squeezed -= end - begin;
      --cursor_.to_folded;
    }
    --cursor_.count;
    end = begin;
  }
  cluster_.begin = cursor_.origin(0).begin;
  base_class_ = cursor_.character_class(0);
  cursor_.out = bytes_.data() + (base - bytes_.data());
}

bool FoldWriter::join(const table::Piece* pieces, std::uint32_t at) {
  for (bool last = false; !last; ++pieces) {
    last = (*pieces & table::kLastPiece) != 0;
    const char32_t c = table::point_of(*pieces);
    const table::Traits mark = table::mark_of(c);
    if (mark != 0) {
      join_mark(c, mark, at);
      continue;
    }
    const bool one_part = composes_ && part_count_ == 1;
    const char32_t syllable = one_part ? table::compose(parts_.data()[0].c, c) : 0;
    if (syllable != 0) {
      cluster_.end = at + 1;
      parts_.data()[0].c = syllable;
      continue;
    }
    // A letter: what follows stands on it.
    end_run();
    room(1, units_);
    put(c, table::piece_class(*pieces), {at, at + 1});
    return false;
  }
  return true;
}

void FoldWriter::join_mark(char32_t c, table::Traits mark, std::uint32_t at) {
  if (drops_ && (mark & table::kDroppableBit) != 0) {
    if (composes_)
      cluster_.end = at + 1;
    else if (characters() != 0)
      cursor_.origin(-1).end = at + 1;
    return;
  }
  if (!composes_) {
    composes_ = true;
    cluster_ = {at, at + 1};
  }
  cluster_.end = at + 1;
  add_part(c, mark);
}

void FoldWriter::end_run() {
  if (!composes_) return;
  composes_ = false;
  order_parts();
  compose_parts();
  room(part_count_, units_);
  for (const Part& part : std::span(parts_.data(), part_count_)) {
    const table::Entry entry = table::entry_of(part.c);
    const bool own = part.mark == 0 && (entry & table::kSpecialBit) == 0;
    put(part.c, own ? table::class_of(entry) : base_class_, cluster_);
  }
}

void FoldWriter::add_part(char32_t c, table::Traits mark) {
  if ((mark & table::kDropsEverywhereBit) != 0) return;
  parts_.ensure(part_count_ + 1, part_count_);
  parts_.data()[part_count_++] = {c, mark};
}

void FoldWriter::add_decomposed(char32_t c) {
  const table::Composition* pair = table::decomposition_of(c);
  if (pair == nullptr) return add_part(c, table::mark_of(c));
  add_decomposed(pair->first);  // at most three deep
  add_part(pair->second, table::mark_of(pair->second));
}

// Canonical order: marks between starters by combining class, equal ones as they came.
void FoldWriter::order_parts() {
  for (std::size_t begin = 0; begin < part_count_;) {
    std::size_t end = begin;
    while (end < part_count_ && table::combining_class_of(parts_.data()[end].mark) != 0) ++end;
    if (end - begin > 1) order_segment(begin, end);
    begin = end + 1;
  }
}

// A counting sort: a million marks on one letter cost no more than elsewhere.
void FoldWriter::order_segment(std::size_t begin, std::size_t end) {
  const auto by_class = [](const Part& a, const Part& b) {
    return table::combining_class_of(a.mark) < table::combining_class_of(b.mark);
  };
  Part* const parts = parts_.data();
  if (std::is_sorted(parts + begin, parts + end, by_class)) return;
  sorted_.ensure(end - begin);
  std::array<std::size_t, 257> starts{};
  for (std::size_t i = begin; i < end; ++i) ++starts[table::combining_class_of(parts[i].mark) + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  for (std::size_t i = begin; i < end; ++i)
    sorted_.data()[starts[table::combining_class_of(parts[i].mark)]++] = parts[i];
  std::copy_n(sorted_.data(), end - begin, parts + begin);
}

// Each part into the last starter where the pair has a composite and nothing of its own or a higher
// class stands between (Unicode 15 D117).
void FoldWriter::compose_parts() noexcept {
  Part* const parts = parts_.data();
  std::size_t starter = 0, kept = 1;
  for (std::size_t i = 1; i < part_count_; ++i) {
    const std::uint32_t own = table::combining_class_of(parts[i].mark);
    const std::uint32_t before = table::combining_class_of(parts[kept - 1].mark);
    const bool blocked = kept - 1 != starter && (before == 0 || before >= own);
    const char32_t composite = blocked ? 0 : table::compose(parts[starter].c, parts[i].c);
    if (composite != 0) {
      parts[starter].c = composite;
      continue;
    }
    if (own == 0) starter = kept;
    parts[kept++] = parts[i];
  }
  part_count_ = kept;
}

}  // namespace picket::text
