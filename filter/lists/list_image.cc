// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/list_image.h"

#include <fmt/format.h>

#include <utility>

#include "filter/text/table/fold_table.h"

namespace picket::lists {
namespace {

constexpr std::string_view kBuildAgain = "build it again from its source: picket lists build";

ImageFault damaged(std::string message) {
  ImageFault fault;
  fault.code = "damaged-list";
  fault.message = std::move(message);
  fault.help = kBuildAgain;
  return fault;
}

ImageFault other_version(std::string message) {
  ImageFault fault;
  fault.code = "list-version";
  fault.message = std::move(message);
  fault.help = kBuildAgain;
  return fault;
}

}  // namespace

std::expected<void, ImageFault> check_header(const ImageHeader& header, std::uint64_t bytes) {
  if (header.magic != ImageHeader::kMagic) {
    return std::unexpected(damaged("this is not a compiled list, or its beginning is damaged"));
  }
  if (header.version != ImageHeader::kVersion) {
    return std::unexpected(other_version(
        fmt::format("compiled lists of version {} are not read, only those of version {}",
                    header.version, ImageHeader::kVersion)));
  }
  if (header.bytes != bytes) {
    return std::unexpected(
        damaged(fmt::format("the file has {} bytes and should have {}: it was {}", bytes,
                            header.bytes, bytes < header.bytes ? "cut off" : "added to")));
  }
  if (header.kind != ListKind::numbers && header.kind != ListKind::hosts) {
    return std::unexpected(damaged("neither a list of numbers nor one of hosts"));
  }
  if (header.folding != 0 && header.folding != text::table::kFingerprint) {
    return std::unexpected(
        other_version("its names were folded by another version of Picket than this"));
  }
  return {};
}

core::Sha256Digest finish_digest(core::Sha256& body, ImageHeader header) {
  header.sha256 = {};
  return body.update({reinterpret_cast<const char*>(&header), sizeof header}).finish();
}

ListImage::ListImage(ImageMemory memory, std::string digest)
    : memory_(std::move(memory)), digest_(std::move(digest)) {}

const ImageHeader& ListImage::header() const noexcept {
  return *reinterpret_cast<const ImageHeader*>(memory_.bytes().data());
}

std::expected<std::shared_ptr<const ListImage>, ImageFault> ListImage::open(ImageMemory memory,
                                                                            std::string digest) {
  if (memory.bytes().size() < sizeof(ImageHeader)) {
    return std::unexpected(damaged("shorter than the header of a compiled list"));
  }
  std::shared_ptr<ListImage> image(new ListImage(std::move(memory), std::move(digest)));
  if (auto good = check_header(image->header(), image->bytes()); !good) {
    return std::unexpected(std::move(good.error()));
  }
  if (!image->read_sections()) {
    return std::unexpected(damaged("what is in it does not fit together"));
  }
  image->memory_.seal();
  return image;
}

bool ListImage::read_sections() {
  const ImageHeader& head = header();
  const std::string_view all = memory_.bytes();
  // The sections in their order, none larger than the file: no sum below can overflow.
  if (head.buckets_at < sizeof head || head.strings_at < head.buckets_at ||
      head.marks_at < head.strings_at || all.size() < head.marks_at ||
      head.buckets_at % kImageAlignment != 0 || head.strings_at % kImageAlignment != 0 ||
      head.marks_at % kImageAlignment != 0 || all.size() % kImageAlignment != 0 ||
      head.bucket_count > all.size() / sizeof(Bucket) ||
      head.strings_at != padded(head.buckets_at + head.bucket_count * sizeof(Bucket))) {
    return false;
  }
  const std::span<const Bucket> buckets(
      reinterpret_cast<const Bucket*>(all.data() + head.buckets_at),
      static_cast<std::size_t>(head.bucket_count));
  auto strings = StringTable::read(all.substr(head.strings_at, head.marks_at - head.strings_at),
                                   head.string_count);
  auto marks = StringTable::read(all.substr(head.marks_at), head.mark_count);
  auto keys = KeySet::read(all.substr(0, head.buckets_at), buckets);
  if (!strings || !marks || !keys) return false;
  const bool numbers = head.kind == ListKind::numbers;
  const std::uint64_t entries =
      keys->size() + strings->size() + (numbers ? marks->size() : std::size_t{0});
  if (head.entries != entries || (!numbers && keys->size() != 0)) return false;
  keys_ = std::move(*keys);
  strings_ = std::move(*strings);
  marks_ = std::move(*marks);
  return true;
}

}  // namespace picket::lists
