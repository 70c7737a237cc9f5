// SPDX-License-Identifier: Apache-2.0
// The country calling codes ITU-T has assigned (Annex to Operational Bulletin 1114, List of
// Recommendation E.164 assigned country codes). No code is the beginning of another.
#include <algorithm>
#include <array>

#include "filter/core/number.h"

namespace picket::core {
namespace {

constexpr std::array<std::uint16_t, 2> kOneDigit{1, 7};

constexpr std::array<std::uint16_t, 44> kTwoDigits{
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54,
    55, 56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98};

struct Range {
  std::uint16_t first, last;
};
constexpr std::array<Range, 33> kThreeDigits{
    {{211, 213}, {216, 216}, {218, 218}, {220, 258}, {260, 269}, {290, 291}, {297, 299},
     {350, 359}, {370, 383}, {385, 387}, {389, 389}, {420, 421}, {423, 423}, {500, 509},
     {590, 599}, {670, 670}, {672, 683}, {685, 692}, {800, 800}, {808, 808}, {850, 850},
     {852, 853}, {855, 856}, {870, 870}, {878, 878}, {880, 883}, {886, 886}, {888, 888},
     {960, 968}, {970, 977}, {979, 979}, {991, 996}, {998, 998}}};

}  // namespace

std::uint16_t calling_code_of(std::string_view digits) noexcept {
  std::uint16_t code = 0;
  for (std::size_t length = 1; length <= 3 && length <= digits.size(); ++length) {
    const char digit = digits[length - 1];
    if (digit < '0' || digit > '9') return 0;
    code = static_cast<std::uint16_t>(code * 10 + (digit - '0'));
    const auto covers = [code](Range range) { return code >= range.first && code <= range.last; };
    const bool assigned = length == 1   ? std::ranges::find(kOneDigit, code) != kOneDigit.end()
                          : length == 2 ? std::ranges::binary_search(kTwoDigits, code)
                                        : std::ranges::any_of(kThreeDigits, covers);
    if (assigned) return code;
  }
  return 0;
}

}  // namespace picket::core
