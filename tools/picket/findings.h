// SPDX-License-Identifier: Apache-2.0
// How `check` and `test` say what they found: diagnostics as text for people, or all of it as one
// JSON object.
#pragma once

#include <nlohmann/json.hpp>

#include "filter/document/diagnostic.h"
#include "tools/picket/output.h"

namespace picket::tool {

void print_diagnostics(const document::Diagnostics& diagnostics, Output& output);

// A list of {"severity","code","file","line","column","end_line","end_column","message","help"}.
nlohmann::ordered_json diagnostics_as_json(const document::Diagnostics& diagnostics);

// "1 error", "2 errors", "no errors".
std::string counted(std::size_t count, std::string_view noun);
std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace picket::tool
