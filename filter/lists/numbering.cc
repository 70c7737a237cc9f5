// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/numbering.h"

#include <utility>

#include "filter/text/fold.h"

namespace picket::lists {

const core::NumberingProfile& default_profile() noexcept {
  static const core::NumberingProfile profile = make_profile(core::NumberingSettings::china());
  return profile;
}

core::NumberingProfile make_profile(core::NumberingSettings settings) {
  return {std::move(settings), text::squeeze_name};
}

}  // namespace picket::lists
