// SPDX-License-Identifier: Apache-2.0
// Images that some list still has, so that a file that did not change is not read again and equal
// content is in memory once. Inside this folder. One thread at a time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "filter/lists/file_identity.h"
#include "filter/lists/list_image.h"

namespace picket::lists {

class ImageCache {
 public:
  using Image = std::shared_ptr<const ListImage>;

  // Null where it is not there.
  Image of_file(ListKind kind, const std::string& file, const FileIdentity& identity) const {
    const auto known = files_.find({kind, file});
    const bool is_it = known != files_.end() && known->second.identity == identity;
    return is_it ? known->second.image.lock() : nullptr;
  }
  Image of_digest(ListKind kind, const std::string& digest) const {
    const auto known = digests_.find({kind, digest});
    return known == digests_.end() ? nullptr : known->second.lock();
  }

  void remember(const Image& image) {
    digests_.insert_or_assign({image->kind(), image->digest()}, image);
  }
  void remember(const std::string& file, const FileIdentity& identity, const Image& image) {
    remember(image);
    files_.insert_or_assign({image->kind(), file}, Known{identity, image});
  }

  void forget_gone() {
    std::erase_if(files_, [](const auto& entry) { return entry.second.image.expired(); });
    std::erase_if(digests_, [](const auto& entry) { return entry.second.expired(); });
  }

 private:
  using Key = std::pair<ListKind, std::string>;
  struct Known {
    FileIdentity identity;
    std::weak_ptr<const ListImage> image;
  };
  std::map<Key, Known> files_;
  std::map<Key, std::weak_ptr<const ListImage>> digests_;
};

}  // namespace picket::lists
