// SPDX-License-Identifier: Apache-2.0
// The part of JSON Schema draft-07 that our own schema uses, for tests: an unknown keyword throws,
// so that nothing is left unchecked in silence.
#pragma once

#include <nlohmann/json.hpp>

#include "filter/document/node.h"

namespace picket::test {

using Json = nlohmann::json;

// Whether `value` is valid by `schema`, a part of `root`, where definitions are.
bool fits(const Json& value, const Json& schema, const Json& root);

// A document as a YAML editor sees it: plain scalars typed by YAML 1.2's core schema (§10.3.2).
Json as_editors_see(const document::Node& node);

}  // namespace picket::test
