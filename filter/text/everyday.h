// SPDX-License-Identifier: Apache-2.0
// Words that honest messages are full of (greetings, one-time codes, everyday business), by
// language: the reviewed files of data/everyday/, one phrase a line. For whoever looks at rules;
// nothing at run time asks. Any thread.
#pragma once

#include <string_view>

namespace picket::text {

// Whether the phrase is one of them, whatever its case, spaces and punctuation.
bool is_everyday(std::string_view phrase);

}  // namespace picket::text
