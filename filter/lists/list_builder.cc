// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/list_builder.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "filter/lists/number_key.h"
#include "filter/text/table/fold_table.h"

namespace picket::lists {
namespace {

bool is_number(std::string_view form) noexcept {
  return std::ranges::all_of(form, [](char c) { return (c >= '0' && c <= '9') || c == '+'; });
}

}  // namespace

void ListBuilder::add(ListEntry entry) {
  ++added_;
  if (kind_ == ListKind::hosts) {
    folded_ = true;
    if (!entry.label.empty()) marks_.push_back(std::move(entry.label));
    strings_.push_back(std::move(entry.form));
  } else if (entry.form.ends_with('*')) {
    entry.form.pop_back();
    marks_.push_back(std::move(entry.form));
  } else if (const auto key = number_key(entry.form)) {
    keys_.add(*key);
  } else {
    folded_ = folded_ || !is_number(entry.form);
    strings_.push_back(std::move(entry.form));
  }
}

ImageHeader ListBuilder::write(const Write& write) {
  core::Sha256 digest;
  ImageHeader header;
  header.bytes = sizeof header;
  const Write take = [&](std::string_view bytes) {
    digest.update(bytes);
    header.bytes += bytes.size();
    write(bytes);
  };
  header.kind = kind_;
  header.folding = folded_ ? text::table::kFingerprint : 0;
  header.entries = keys_.size();
  const std::vector<Bucket> buckets = keys_.write(sizeof header, take);
  header.buckets_at = header.bytes;
  header.bucket_count = buckets.size();
  const std::string_view table(reinterpret_cast<const char*>(buckets.data()),
                               buckets.size() * sizeof(Bucket));
  take(table);
  take(std::string(padded(table.size()) - table.size(), '\0'));
  header.strings_at = header.bytes;
  header.string_count = write_string_table(std::exchange(strings_, {}), take);
  header.marks_at = header.bytes;
  header.mark_count = write_string_table(std::exchange(marks_, {}), take);
  header.entries += header.string_count + (kind_ == ListKind::numbers ? header.mark_count : 0);
  header.sha256 = finish_digest(digest, header);
  return header;
}

std::shared_ptr<const ListImage> ListBuilder::build(std::string digest) {
  std::string body;
  const ImageHeader header = write([&](std::string_view bytes) { body += bytes; });
  ImageMemory memory(sizeof header + body.size());
  std::memcpy(memory.data(), &header, sizeof header);
  std::memcpy(memory.data() + sizeof header, body.data(), body.size());
  auto image = ListImage::open(std::move(memory), std::move(digest));
  if (!image) throw std::logic_error("a list was built wrongly: " + image.error().message);
  return *std::move(image);
}

}  // namespace picket::lists
