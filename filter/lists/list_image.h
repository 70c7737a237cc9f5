// SPDX-License-Identifier: Apache-2.0
// A list as it is looked up and, in a file `lists/NAME.map`, kept: one image of bytes. Lists that
// people write are made into one in memory, so that there is one way to look up. Inside this
// folder; the format is this header's business:
//
//   header        128 bytes, below
//   bitmaps       numbers of up to 18 digits as keys (number_key.h): a frozen CRoaring bitmap each
//   bucket table  which bitmap is where, by high 32 bits of the key (key_set.h)
//   strings       other numbers and names; or hosts (string_table.h)
//   marks         prefixes, without `*`; or first labels of hosts as skeletons (text/link.h)
//
// Everything begins at a multiple of 32 bytes, one after the other, zeros between. Little-endian.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "filter/core/digest.h"
#include "filter/lists/image_memory.h"
#include "filter/lists/key_set.h"
#include "filter/lists/string_table.h"

namespace picket::lists {

static_assert(std::endian::native == std::endian::little, "the image is little-endian");

inline constexpr std::size_t kImageAlignment = 32;
constexpr std::size_t padded(std::size_t size) noexcept {
  return (size + kImageAlignment - 1) & ~(kImageAlignment - 1);
}

enum class ListKind : std::uint32_t { numbers = 1, hosts = 2 };
constexpr std::string_view name_of(ListKind kind) noexcept {
  return kind == ListKind::numbers ? "numbers" : "hosts";
}

struct ImageHeader {
  // As with PNG: not text, and a line end that a transfer would have changed.
  static constexpr std::array<char, 8> kMagic{'\x89', 'P', 'K', 'T', 'L', 'S', '\r', '\n'};
  static constexpr std::uint32_t kVersion = 1;

  std::array<char, 8> magic = kMagic;
  std::uint32_t version = kVersion;  // of the format, normal forms of numbers included
  ListKind kind = ListKind::numbers;
  std::uint64_t bytes = 0;    // of the whole image
  std::uint64_t entries = 0;  // different ones
  // Of all that follows the header, then of the header with zeros for this.
  core::Sha256Digest sha256{};
  // text::table::kFingerprint where names or hosts are in it: their forms are of that fold table.
  std::uint64_t folding = 0;
  std::uint64_t buckets_at = 0;
  std::uint64_t bucket_count = 0;
  std::uint64_t strings_at = 0;
  std::uint64_t string_count = 0;
  std::uint64_t marks_at = 0;
  std::uint64_t mark_count = 0;
  std::uint64_t reserved = 0;
};
static_assert(sizeof(ImageHeader) == 128);

// What is wrong with an image, for a diagnostic.
struct ImageFault {
  std::string_view code;
  std::string message;
  std::string help;
};

// What the header alone tells: whether it is one, of a version that is understood, of a size that
// the file has. `bytes`: the file's.
std::expected<void, ImageFault> check_header(const ImageHeader& header, std::uint64_t bytes);

// The digest that the header must have: `body` has taken everything behind it.
core::Sha256Digest finish_digest(core::Sha256& body, ImageHeader header);

// Immutable; any thread.
class ListImage {
 public:
  // The structure is checked to the last container and string, so that nothing an image holds can
  // lead a look-up astray; the digest is the reader's business (image_file.h).
  static std::expected<std::shared_ptr<const ListImage>, ImageFault> open(ImageMemory memory,
                                                                          std::string digest);

  ListKind kind() const noexcept { return header().kind; }
  std::uint64_t entries() const noexcept { return header().entries; }
  std::size_t bytes() const noexcept { return memory_.bytes().size(); }
  const KeySet& keys() const noexcept { return keys_; }
  const StringTable& strings() const noexcept { return strings_; }
  const StringTable& marks() const noexcept { return marks_; }
  // SHA-256 hex: of a compiled list the header's, of another that of its source.
  const std::string& digest() const noexcept { return digest_; }

 private:
  ListImage(ImageMemory memory, std::string digest);
  const ImageHeader& header() const noexcept;
  bool read_sections();

  ImageMemory memory_;
  std::string digest_;
  KeySet keys_;
  StringTable strings_;
  StringTable marks_;
};

}  // namespace picket::lists
