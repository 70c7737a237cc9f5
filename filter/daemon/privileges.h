// SPDX-License-Identifier: Apache-2.0
// `user:` of the configuration: picketd may be started as root to have its ports, and does not stay
// root. Start only.
#pragma once

#include <span>
#include <string>

namespace picket::daemon {

// Gives `files` (those that exist) to `user` and becomes that user, with its groups, for the whole
// process. Nothing to do where we are that user already. Throws std::runtime_error or
// std::system_error where it cannot be done.
void become_user(const std::string& user, std::span<const std::string> files);

}  // namespace picket::daemon
