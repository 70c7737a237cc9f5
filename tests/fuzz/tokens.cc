// SPDX-License-Identifier: Apache-2.0
// Any bytes as a token file: read, or refused with a reason; never both, never neither. Nobody
// is known by the file itself.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "filter/daemon/access.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace picket;
  document::Diagnostics diagnostics;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tokens = daemon::Tokens::parse(text, "tokens", diagnostics);
  if (tokens.has_value() == diagnostics.has_errors()) std::abort();
  if (tokens && tokens->find(text) != nullptr) std::abort();
  return 0;
}
