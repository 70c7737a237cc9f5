// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/host_list.h"

#include <algorithm>
#include <utility>

#include "filter/lists/list_builder.h"

namespace picket::lists {
namespace {

constexpr std::string_view kPartEnds = ".-";

// One image, or none.
class Hosts {
 public:
  explicit Hosts(std::shared_ptr<const ListImage> image) : image_(std::move(image)) {
    if (!image_) return;
    const StringTable& labels = image_->marks();
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const auto parts = 1 + static_cast<std::size_t>(std::ranges::count(labels[i], '-'));
      most_parts_ = std::max(most_parts_, parts);
    }
  }

  // Bytes of the longest entry that covers the host; 0 where none does.
  std::size_t match(std::string_view host) const noexcept {
    if (!image_) return 0;
    while (!host.empty() && !image_->strings().contains(host)) {
      const std::size_t dot = host.find('.');
      if (dot == std::string_view::npos) return 0;
      host.remove_prefix(dot + 1);
    }
    return host.size();
  }

  bool has_label_in(std::string_view skeleton) const noexcept {
    if (most_parts_ == 0) return false;
    for (std::string_view rest = skeleton; !rest.empty();) {
      if (begins_with_label(rest)) return true;
      const std::size_t end = std::min(rest.find_first_of(kPartEnds), rest.size() - 1);
      rest.remove_prefix(end + 1);
    }
    return false;
  }

  const std::shared_ptr<const ListImage>& image() const noexcept { return image_; }

 private:
  // Whether one or more whole parts at the start of `rest` are a label. A label with hyphens has
  // several.
  bool begins_with_label(std::string_view rest) const noexcept {
    std::size_t end = 0;
    for (std::size_t parts = 1; parts <= most_parts_; ++parts) {
      end = std::min(rest.find_first_of(kPartEnds, end), rest.size());
      if (image_->marks().contains(rest.substr(0, end))) return true;
      if (end == rest.size() || rest[end] == '.') return false;
      ++end;
    }
    return false;
  }

  std::shared_ptr<const ListImage> image_;
  std::size_t most_parts_ = 0;  // of a label, between hyphens; 0 where there is no label
};

class StoredHosts final : public HostList {
 public:
  explicit StoredHosts(ListParts parts)
      : added_(std::move(parts.added)),
        removed_(std::move(parts.removed)),
        whole_base_(std::move(parts.base)),
        base_(less_removed(whole_base_)),
        digest_(std::move(parts.digest)) {}

  core::Truth covers(std::string_view host) const noexcept override {
    const std::size_t added = added_.match(host), removed = removed_.match(host);
    if (added != removed) return core::truth_of(added > removed);
    return core::truth_of(base_.match(host) != 0);
  }

  core::Truth looks_alike(std::string_view host,
                          std::string_view host_skeleton) const noexcept override {
    if (covers(host) == core::Truth::yes) return core::Truth::no;
    return core::truth_of(base_.has_label_in(host_skeleton) || added_.has_label_in(host_skeleton));
  }

  std::string_view digest() const noexcept override { return digest_; }

 private:
  // Nobody is to look like a host that was removed; but another entry may have the same first
  // label. So what is left is made into a list of its own, where anything goes at all.
  std::shared_ptr<const ListImage> less_removed(std::shared_ptr<const ListImage> base) const {
    if (!removed_.image()) return base;
    const StringTable& hosts = base->strings();
    const auto is_removed = [&](std::string_view host) {
      return removed_.match(host) > added_.match(host);
    };
    std::size_t first = 0;
    while (first < hosts.size() && !is_removed(hosts[first])) ++first;
    if (first == hosts.size()) return base;
    ListBuilder left(ListKind::hosts);
    for (std::size_t i = 0; i < hosts.size(); ++i) {
      if (!is_removed(hosts[i])) left.add(host_entry(std::string(hosts[i])));
    }
    return left.build(base->digest());
  }

  Hosts added_, removed_;
  // The base as it was read: while it is in memory, a reload need not read its file again.
  std::shared_ptr<const ListImage> whole_base_;
  Hosts base_;
  std::string digest_;
};

}  // namespace

std::shared_ptr<const HostList> make_host_list(ListParts parts) {
  return std::make_shared<StoredHosts>(std::move(parts));
}

}  // namespace picket::lists
