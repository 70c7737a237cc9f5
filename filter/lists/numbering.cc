// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/numbering.h"

#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "filter/text/fold.h"

namespace picket::lists {
namespace {

// Squeezing can bring characters together that fold again as one (jamo to a syllable), and a normal
// form must be one: squeezed until nothing changes, which is nearly always the second time.
std::size_t squeeze_fully(std::string_view name, std::span<char> out) noexcept {
  constexpr int kRounds = 4;
  std::array<char, core::Number::kCapacity> before;
  if (out.size() > before.size()) out = out.first(before.size());
  std::size_t length = text::squeeze_name(name, out);
  for (int round = 0; round < kRounds; ++round) {
    const std::string_view last(before.data(), length);
    if (length != 0) std::memcpy(before.data(), out.data(), length);
    length = text::squeeze_name(last, out);
    if (last == std::string_view(out.data(), length)) break;
  }
  return length;
}

}  // namespace

const core::NumberingProfile& default_profile() noexcept {
  static const core::NumberingProfile profile = make_profile(core::NumberingSettings::china());
  return profile;
}

core::NumberingProfile make_profile(core::NumberingSettings settings) {
  return {std::move(settings), squeeze_fully};
}

}  // namespace picket::lists
