// SPDX-License-Identifier: Apache-2.0
// `picket fmt` on arbitrary bytes: what is formatted has the same words and means the same, and
// formatting it again changes nothing; what is not has a diagnostic.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/filter/ruleset/format_property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto broken = picket::test::what_formatting_breaks(text)) {
    std::fprintf(stderr, "%s\n", broken->c_str());
    std::abort();
  }
  return 0;
}
