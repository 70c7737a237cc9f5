// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/host_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "filter/lists/string_set.h"
#include "filter/text/link.h"

namespace picket::lists {
namespace {

constexpr std::size_t kLettersOfLabel = 4;  // fewer are too often a part by chance
constexpr std::string_view kPartEnds = ".-";

// Characters that are no digits and no hyphens.
std::size_t letters(std::string_view label) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(label, [](char c) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    return !continues && c != '-' && !(c >= '0' && c <= '9');
  }));
}

class StoredHosts final : public HostList {
 public:
  explicit StoredHosts(std::string digest) : digest_(std::move(digest)) {}

  bool add(const document::Text& entry, document::Reporter& reporter) {
    const bool is_bare = entry.value.find_first_of("/\\:@*? \t") == std::string_view::npos;
    const std::string host = is_bare ? text::canonical_host(entry.value) : std::string();
    if (host.find_first_not_of(kPartEnds) == std::string::npos) {
      reporter.error(entry.span, "bad-entry", fmt::format("`{}` is not a host", entry.value),
                     "a host alone, without scheme, port or path: bank.example; it covers all "
                     "hosts under it");
      return false;
    }
    const std::string_view label = std::string_view(host).substr(0, host.find('.'));
    if (letters(label) >= kLettersOfLabel) {
      std::string skeleton = text::host_skeleton(label);
      most_parts_ =
          std::max(most_parts_, 1 + static_cast<std::size_t>(std::ranges::count(skeleton, '-')));
      labels_.insert(std::move(skeleton));
    }
    hosts_.insert(host);
    return true;
  }

  core::Truth covers(std::string_view host) const noexcept override {
    while (!hosts_.contains(host)) {
      const std::size_t dot = host.find('.');
      if (dot == std::string_view::npos) return core::Truth::no;
      host.remove_prefix(dot + 1);
    }
    return core::Truth::yes;
  }

  core::Truth looks_alike(std::string_view host,
                          std::string_view host_skeleton) const noexcept override {
    if (covers(host) == core::Truth::yes) return core::Truth::no;
    for (std::string_view rest = host_skeleton; !rest.empty();) {
      if (begins_with_label(rest)) return core::Truth::yes;
      const std::size_t end = std::min(rest.find_first_of(kPartEnds), rest.size() - 1);
      rest.remove_prefix(end + 1);
    }
    return core::Truth::no;
  }

  std::string_view digest() const noexcept override { return digest_; }

 private:
  // Whether one or more whole parts at the start of `rest` are a label. A label with hyphens has
  // several.
  bool begins_with_label(std::string_view rest) const noexcept {
    std::size_t end = 0;
    for (std::size_t parts = 1; parts <= most_parts_; ++parts) {
      end = std::min(rest.find_first_of(kPartEnds, end), rest.size());
      if (labels_.contains(rest.substr(0, end))) return true;
      if (end == rest.size() || rest[end] == '.') return false;
      ++end;
    }
    return false;
  }

  std::string digest_;
  StringSet hosts_;
  StringSet labels_;  // skeletons of first labels
  std::size_t most_parts_ = 0;
};

}  // namespace

std::shared_ptr<const HostList> make_host_list(std::span<const document::Text> entries,
                                               std::string digest, document::Reporter& reporter) {
  auto list = std::make_shared<StoredHosts>(std::move(digest));
  bool good = true;
  for (const document::Text& entry : entries) good = list->add(entry, reporter) && good;
  if (!good) return nullptr;
  return list;
}

}  // namespace picket::lists
