// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/routes.h"

#include <utility>

#include "filter/core/glob.h"

namespace picket::daemon {

void RoutePolicy::add(std::string glob, RouteSettings settings) {
  entries_.push_back({std::move(glob), settings});
}

const RouteSettings& RoutePolicy::of(std::string_view route) const noexcept {
  for (const Entry& entry : entries_)
    if (core::glob_matches(entry.glob, route)) return entry.settings;
  return otherwise_;
}

}  // namespace picket::daemon
