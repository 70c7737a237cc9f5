// SPDX-License-Identifier: Apache-2.0
// The `numbering` section of the config file: profiles by name.
#pragma once

#include <map>
#include <string>

#include "filter/core/number.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::daemon {

using NumberingProfiles = std::map<std::string, core::NumberingProfile, std::less<>>;

// Reads `numbering: {NAME: {country, trunk_prefix, …}}` into `profiles`, which holds `china`
// already. Everything wrong is reported.
void read_numbering(const document::Node& section, NumberingProfiles& profiles,
                    document::Reporter& reporter);

}  // namespace picket::daemon
