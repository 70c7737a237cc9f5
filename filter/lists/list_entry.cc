// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/list_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "filter/lists/numbering.h"
#include "filter/text/link.h"

namespace picket::lists {
namespace {

constexpr std::size_t kMostDigits = 20;     // of any number: TS 23.040 §9.1.2.5
constexpr std::size_t kLettersOfLabel = 4;  // fewer are too often a part by chance
constexpr std::string_view kPartEnds = ".-";
constexpr std::size_t kDigitsOfName = 6;  // at most in a row: 95588工商银行

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

std::optional<ListEntry> read_prefix(const document::Text& entry, document::Reporter& reporter) {
  const std::string_view prefix = entry.value.substr(0, entry.value.size() - 1);
  const std::string_view digits = prefix.starts_with('+') ? prefix.substr(1) : prefix;
  if (digits.empty() || digits.size() > kMostDigits || !std::ranges::all_of(digits, is_digit)) {
    reporter.error(entry.span, "bad-entry",
                   fmt::format("`{}` is no prefix of numbers", entry.value),
                   "digits of the normal form, then `*`: +86170*, 1069*");
    return std::nullopt;
  }
  if (digits.front() == '0') {
    reporter.error(entry.span, "bad-entry",
                   fmt::format("`{}` begins with 0, as no number in normal form does", entry.value),
                   "write the international form: +8610* for 010*");
    return std::nullopt;
  }
  return ListEntry{std::string(entry.value), {}};
}

// A second column, rather: `13900000001,zhang` would be a name that nobody has, and the number not
// in the list. `normal` is the name squeezed, so `139-0000-0001 zhang` is seen too.
bool is_row_of_columns(std::string_view raw, std::string_view normal) noexcept {
  if (raw.find_first_of(",;\t") != std::string_view::npos) return true;
  std::size_t digits = 0;
  return std::ranges::any_of(normal, [&](char c) {
    digits = is_digit(c) ? digits + 1 : 0;
    return digits > kDigitsOfName;
  });
}

std::optional<ListEntry> read_number(const document::Text& entry, document::Reporter& reporter) {
  if (entry.value.ends_with('*')) return read_prefix(entry, reporter);
  const core::Number number = default_profile().normalise(entry.value);
  if (number.kind() == core::NumberKind::invalid || number.kind() == core::NumberKind::withheld) {
    reporter.error(entry.span, "bad-entry",
                   fmt::format("`{}` is neither a number nor a name", entry.value),
                   "numbers as +8613900000001, 95588 or 106...; prefixes end in `*`");
    return std::nullopt;
  }
  if (number.kind() == core::NumberKind::alphanumeric &&
      is_row_of_columns(entry.value, number.normal())) {
    reporter.error(entry.span, "bad-entry",
                   fmt::format("`{}` is no name: it looks like several columns", entry.value),
                   "a list of columns is CSV: NAME.csv, a header, commas between the columns");
    return std::nullopt;
  }
  return ListEntry{std::string(number.normal()), {}};
}

// Characters that are no digits and no hyphens.
std::size_t letters(std::string_view label) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(label, [](char c) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    return !continues && c != '-' && !is_digit(c);
  }));
}

std::optional<ListEntry> read_host(const document::Text& entry, document::Reporter& reporter) {
  const bool is_bare = entry.value.find_first_of("/\\:@*? \t") == std::string_view::npos;
  std::string host = is_bare ? text::canonical_host(entry.value) : std::string();
  if (host.find_first_not_of(kPartEnds) == std::string::npos) {
    reporter.error(entry.span, "bad-entry", fmt::format("`{}` is not a host", entry.value),
                   "a host alone, without scheme, port or path: bank.example; it covers all "
                   "hosts under it");
    return std::nullopt;
  }
  return host_entry(std::move(host));
}

bool is_ipv4(std::string_view entry) noexcept {
  return std::ranges::count(entry, '.') == 3 &&
         std::ranges::all_of(entry, [](char c) { return is_digit(c) || c == '.'; });
}

}  // namespace

std::optional<ListEntry> read_entry(ListKind kind, const document::Text& entry,
                                    document::Reporter& reporter) {
  return kind == ListKind::numbers ? read_number(entry, reporter) : read_host(entry, reporter);
}

ListEntry host_entry(std::string host) {
  const std::string_view label = std::string_view(host).substr(0, host.find('.'));
  std::string skeleton =
      letters(label) >= kLettersOfLabel ? text::host_skeleton(label) : std::string();
  return {std::move(host), std::move(skeleton)};
}

ListKind guess_kind(std::string_view entry) {
  const std::size_t dot = entry.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return ListKind::numbers;
  const std::string_view last = entry.substr(dot + 1);
  const bool is_host = is_ipv4(entry) || (entry.find(' ') == std::string_view::npos &&
                                          last.size() >= 2 && std::ranges::none_of(last, is_digit));
  return is_host ? ListKind::hosts : ListKind::numbers;
}

}  // namespace picket::lists
