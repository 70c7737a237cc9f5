// SPDX-License-Identifier: Apache-2.0
// Addresses from arbitrary bytes: normalising twice changes nothing, and a normal form is what its
// kind says it is.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "filter/core/number.h"
#include "filter/lists/numbering.h"

namespace {

using picket::core::Number;
using picket::core::NumberKind;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void require_form(const Number& number) {
  const std::string_view normal = number.normal();
  const bool has_plus = normal.starts_with('+');
  const std::string_view digits = has_plus ? normal.substr(1) : normal;
  const bool is_number =
      !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  switch (number.kind()) {
    case NumberKind::mobile:
    case NumberKind::international:
      require(has_plus && is_number && digits.size() <= 15, "a number is not E.164");
      break;
    case NumberKind::fixed:
      require(is_number && digits.size() <= 15, "fixed is no number");
      break;
    case NumberKind::short_code:
      require(!has_plus && is_number && digits.size() <= 20, "a short code is none");
      break;
    case NumberKind::alphanumeric:
      require(!normal.empty() && !is_number, "a name is none");
      break;
    case NumberKind::withheld:
      require(normal.empty(), "withheld has a form");
      break;
    case NumberKind::invalid:
      require(number.calling_code() == 0, "invalid has a country");
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto& profile = picket::lists::default_profile();
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Number once = profile.normalise({text, static_cast<std::uint8_t>(data[0] % 8)});
  const Number twice = profile.normalise(once.normal());
  require(once.normal() == twice.normal(), "the second time the form is another");
  require(once.kind() == twice.kind(), "the second time the kind is another");
  require(once.calling_code() == twice.calling_code(), "the second time the country is another");
  require_form(once);
  return 0;
}
