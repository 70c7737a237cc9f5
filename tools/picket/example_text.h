// SPDX-License-Identifier: Apache-2.0
// Messages for people: the text with what rules were met by marked, and those rules. In a file a
// text is one line, so that tools of lines find it. Results are lines, the last with a newline.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "filter/ruleset/ruleset.h"
#include "tools/picket/evaluation.h"
#include "tools/picket/terminal_text.h"

namespace picket::tool {

// Of a corpus: where it stands, what became of it, its text and the rules that act.
std::string shown_example(const Example& example, const ruleset::Ruleset& rules,
                          const Terminal& terminal);

// The text, indented, with the pieces of the hits that act marked.
std::string marked_text(std::string_view text, std::span<const RuleHit> hits,
                        const Terminal& terminal);
// A rule and the pieces it was met by, indented, behind a sign: "block sms.a: "积分" "兑换"".
std::string shown_hit(std::string_view sign, const RuleHit& hit, const ruleset::Ruleset& rules,
                      const Terminal& terminal);

}  // namespace picket::tool
