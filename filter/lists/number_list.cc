// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/number_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "filter/lists/numbering.h"
#include "filter/lists/string_set.h"

namespace picket::lists {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

class StoredNumbers final : public NumberList {
 public:
  explicit StoredNumbers(std::string digest) : digest_(std::move(digest)) {}

  bool add(const document::Text& entry, document::Reporter& reporter) {
    return entry.value.ends_with('*') ? add_prefix(entry, reporter) : add_number(entry, reporter);
  }

  core::Truth contains(const core::Number& number) const noexcept override {
    const std::string_view normal = number.normal();
    if (normal.empty()) return core::Truth::no;
    if (numbers_.contains(normal)) return core::Truth::yes;
    const auto begins = [&](std::size_t length) {
      return length <= normal.size() && prefixes_.contains(normal.substr(0, length));
    };
    return core::truth_of(std::ranges::any_of(prefix_lengths_, begins));
  }

  std::string_view digest() const noexcept override { return digest_; }

 private:
  bool add_prefix(const document::Text& entry, document::Reporter& reporter) {
    const std::string_view prefix = entry.value.substr(0, entry.value.size() - 1);
    const std::string_view digits = prefix.starts_with('+') ? prefix.substr(1) : prefix;
    if (digits.empty() || !std::ranges::all_of(digits, is_digit)) {
      reporter.error(entry.span, "bad-entry",
                     fmt::format("`{}` is no prefix of numbers", entry.value),
                     "digits of the normal form, then `*`: +86170*, 1069*");
      return false;
    }
    if (digits.front() == '0') {
      reporter.error(
          entry.span, "bad-entry",
          fmt::format("`{}` begins with 0, as no number in normal form does", entry.value),
          "write the international form: +8610* for 010*");
      return false;
    }
    if (prefixes_.emplace(prefix).second &&
        std::ranges::find(prefix_lengths_, prefix.size()) == prefix_lengths_.end()) {
      prefix_lengths_.push_back(prefix.size());
    }
    return true;
  }

  bool add_number(const document::Text& entry, document::Reporter& reporter) {
    const core::Number number = default_profile().normalise(entry.value);
    if (number.kind() == core::NumberKind::invalid || number.kind() == core::NumberKind::withheld) {
      reporter.error(entry.span, "bad-entry",
                     fmt::format("`{}` is neither a number nor a name", entry.value),
                     "numbers as +8613900000001, 95588 or 106...; prefixes end in `*`");
      return false;
    }
    numbers_.emplace(number.normal());
    return true;
  }

  std::string digest_;
  StringSet numbers_;   // and names
  StringSet prefixes_;  // without `*`
  std::vector<std::size_t> prefix_lengths_;
};

}  // namespace

std::shared_ptr<const NumberList> make_number_list(std::span<const document::Text> entries,
                                                   std::string digest,
                                                   document::Reporter& reporter) {
  auto list = std::make_shared<StoredNumbers>(std::move(digest));
  bool good = true;
  for (const document::Text& entry : entries) good = list->add(entry, reporter) && good;
  if (!good) return nullptr;
  return list;
}

}  // namespace picket::lists
