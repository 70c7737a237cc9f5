// SPDX-License-Identifier: Apache-2.0
// Entries to a list image (list_image.h), in memory or piece by piece into a file. Inside this
// folder. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "filter/lists/list_entry.h"
#include "filter/lists/list_image.h"

namespace picket::lists {

// Numbers cost the memory of their bitmaps, two bytes each where they are many; names, prefixes and
// hosts their text.
class ListBuilder {
 public:
  explicit ListBuilder(ListKind kind) : kind_(kind) {}

  void add(ListEntry entry);
  std::uint64_t added() const noexcept { return added_; }

  // Writes everything behind the header, which comes last and belongs in front: the digest is in
  // it. The builder is empty then. Throws what `write` throws, and std::bad_alloc.
  ImageHeader write(const Write& write);

  // The image in memory. `digest` is whatever stands for its content.
  std::shared_ptr<const ListImage> build(std::string digest);

 private:
  ListKind kind_;
  std::uint64_t added_ = 0;
  KeySetBuilder keys_;
  std::vector<std::string> strings_;
  std::vector<std::string> marks_;
  bool folded_ = false;  // some entry's form is the fold table's work
};

}  // namespace picket::lists
