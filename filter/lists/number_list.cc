// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/number_list.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <utility>

#include "filter/lists/number_key.h"

namespace picket::lists {
namespace {

// One image, or none.
class Numbers {
 public:
  explicit Numbers(std::shared_ptr<const ListImage> image) : image_(std::move(image)) {
    if (!image_) return;
    const StringTable& prefixes = image_->marks();
    for (std::size_t i = 0; i < prefixes.size(); ++i) {
      const std::size_t length = prefixes[i].size();
      if (length < kLengths) prefix_lengths_ |= std::uint64_t{1} << length;
    }
  }

  // How much of the number an entry says: all, so many characters as the longest prefix has,
  // nothing.
  std::size_t match(std::string_view normal) const noexcept {
    constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
    if (!image_) return 0;
    const auto key = number_key(normal);
    if (key ? image_->keys().contains(*key) : image_->strings().contains(normal)) return kAll;
    // The longest first.
    std::uint64_t lengths = prefix_lengths_;
    if (normal.size() + 1 < kLengths) lengths &= (std::uint64_t{2} << normal.size()) - 1;
    while (lengths != 0) {
      const auto length = static_cast<std::size_t>(std::bit_width(lengths)) - 1;
      if (image_->marks().contains(normal.substr(0, length))) return length;
      lengths &= ~(std::uint64_t{1} << length);
    }
    return 0;
  }

  // Of the strings those that are no number, `+` and digits.
  bool has_names() const {
    if (!image_) return false;
    const StringTable& strings = image_->strings();
    for (std::size_t i = 0; i < strings.size(); ++i) {
      if (strings[i].find_first_not_of("+0123456789") != std::string_view::npos) return true;
    }
    return false;
  }

 private:
  static constexpr std::size_t kLengths = 64;
  static_assert(core::Number::kCapacity < kLengths);

  std::shared_ptr<const ListImage> image_;
  std::uint64_t prefix_lengths_ = 0;  // a bit each
};

class StoredNumbers final : public NumberList {
 public:
  explicit StoredNumbers(ListParts parts)
      : base_(std::move(parts.base)),
        added_(std::move(parts.added)),
        removed_(std::move(parts.removed)),
        digest_(std::move(parts.digest)) {}

  core::Truth contains(const core::Number& number) const noexcept override {
    const std::string_view normal = number.normal();
    if (normal.empty()) return core::Truth::no;
    const std::size_t added = added_.match(normal), removed = removed_.match(normal);
    if (added != removed) return core::truth_of(added > removed);
    return core::truth_of(base_.match(normal) != 0);
  }

  bool has_names() const override { return base_.has_names() || added_.has_names(); }

  std::string_view digest() const noexcept override { return digest_; }

 private:
  Numbers base_, added_, removed_;
  std::string digest_;
};

}  // namespace

std::shared_ptr<const NumberList> make_number_list(ListParts parts) {
  return std::make_shared<StoredNumbers>(std::move(parts));
}

}  // namespace picket::lists
