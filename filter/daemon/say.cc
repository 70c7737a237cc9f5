// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/say.h"

#include <spdlog/spdlog.h>

#include <string>

namespace picket::daemon {

void say(const document::Diagnostics& diagnostics) {
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    std::string text = document::render(diagnostic);
    while (text.ends_with('\n')) text.pop_back();
    spdlog::log(
        diagnostic.severity == document::Severity::error ? spdlog::level::err : spdlog::level::warn,
        "{}", text);
  }
}

}  // namespace picket::daemon
