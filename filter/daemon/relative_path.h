// SPDX-License-Identifier: Apache-2.0
// Paths in the config file are relative to its folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace picket::daemon {

// `path` as seen from where picketd was started; `config_file` as named on the command line.
inline std::string beside(std::string_view config_file, std::string_view path) {
  return (std::filesystem::path(config_file).parent_path() / path).string();
}

}  // namespace picket::daemon
