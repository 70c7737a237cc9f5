// SPDX-License-Identifier: Apache-2.0
// What a Folder owns: buffers, and the views in them. fold.cc decodes and folds, fold_views.cc
// makes the other views of the folded one. One worker.
#pragma once

#include <cstdint>
#include <string_view>

#include "filter/core/utf8.h"
#include "filter/text/buffer.h"
#include "filter/text/fold.h"
#include "filter/text/fold_writer.h"
#include "filter/text/utf8.h"
#include "filter/text/view_index.h"

namespace picket::text {

// A character of the text as it stands: code point (U+FFFD where ill-formed) and bytes.
struct Decoded {
  char32_t point;
  std::uint32_t length;
  bool well_formed = true;
};

inline Decoded decode(const char* p, const char* end) noexcept {
  const int length = core::utf8_sequence({p, static_cast<std::size_t>(end - p)});
  if (length < 0) return {0xFFFD, static_cast<std::uint32_t>(-length), false};
  return {utf8_point(p), static_cast<std::uint32_t>(length)};
}

// Folds plain characters and spaces up to the first that is neither (or ill-formed, or the end),
// and returns where it stands. `at`: its place in the original, counted on. After `end` there are
// kFoldAhead bytes of kFoldPadding.
inline constexpr std::size_t kFoldAhead = 64;
inline constexpr char kFoldPadding = '.';
const char* fold_plain_run(const char* p, const char* end, FoldWriter::Cursor& cursor,
                           std::uint32_t& at) noexcept;

static_assert(kFoldAhead >= ViewIndex::kReadsAhead);              // behind the raw view
static_assert(FoldWriter::kMargin > ViewIndex::kReadsAhead / 4);  // behind the others, 4 bytes each
static_assert(FoldWriter::kMargin >= 16 + 15);  // a step of 16, begun up to 15 past the text

struct Folder::State {
  explicit State(std::size_t keep) : keep_bytes(keep) {}

  void fold(std::string_view utf8, ViewMask needed);
  void build_raw();

  std::size_t keep_bytes;
  Buffer<char> padded;  // the text, and kFoldAhead behind it
  FoldWriter writer;
  ViewIndex folded_index;
  ViewIndex squeezed_index;
  Buffer<char> leet_bytes;
  Buffer<char> raw_bytes;
  ViewIndex raw_index;
  Buffer<Stretch> identity;  // {0, 1}, {1, 2}, ...
  std::size_t identity_count = 0;
  Views views;
  std::uint32_t original_characters = 0;
  bool well_formed = true;

 private:
  const char* fold_special(table::Entry entry, Decoded c, const char* p, const char* end,
                           std::uint32_t& at);
  const char* fold_run(const char* p, const char* end, std::uint32_t& at);
  const char* fold_regional(const char* p, const char* end, std::uint32_t& at);
  const char* pad(std::string_view utf8);
  void decode_all(const char* p, const char* end);
  void build_squeezed();
  void build_leet();
  void shrink();
};

}  // namespace picket::text
