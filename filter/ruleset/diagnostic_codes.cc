// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/diagnostic_codes.h"

#include <algorithm>
#include <array>

namespace picket::ruleset {
namespace {

constexpr std::array kCodes{
    DiagnosticCode{"alias", "YAML aliases are not allowed"},
    DiagnosticCode{"anchor", "YAML anchors are not allowed"},
    DiagnosticCode{"bad-clock-range", "`between` is not `HH:MM-HH:MM`"},
    DiagnosticCode{"bad-entry", "an entry of a list is no number, name, prefix or host"},
    DiagnosticCode{"bad-id", "an id is not of two or more dotted parts of `a-z 0-9 -`"},
    DiagnosticCode{"bad-number", "what should be a number or a name is neither"},
    DiagnosticCode{"bad-prefix", "a prefix is not of the normal form of numbers"},
    DiagnosticCode{"bad-regex", "RE2 does not take the regex, or it matches the empty text"},
    DiagnosticCode{"bad-time", "a time is not RFC 3339 with an offset"},
    DiagnosticCode{"control-character", "a control character in a file"},
    DiagnosticCode{"directive", "YAML directives are not allowed"},
    DiagnosticCode{"directory-twice", "a directory is reached twice by links"},
    DiagnosticCode{"document-end", "`...` is not allowed"},
    DiagnosticCode{"duplicate-id", "two rules have the same id"},
    DiagnosticCode{"duplicate-key", "a key comes twice in a mapping"},
    DiagnosticCode{"empty-document", "a file or document has nothing in it"},
    DiagnosticCode{"empty-list", "a list has no entry (a list file: a warning)"},
    DiagnosticCode{"empty-mapping", "a mapping has no key"},
    DiagnosticCode{"empty-phrase", "nothing of a phrase is left in its view"},
    DiagnosticCode{"empty-range", "a range has nothing in it"},
    DiagnosticCode{"events-and-event", "a test has `events` and fields of an event beside it"},
    DiagnosticCode{"expired", "the rule has expired", true},
    DiagnosticCode{"file-too-long", "a file is longer than is read"},
    DiagnosticCode{"hit-or-miss", "a test has neither or both of `hit` and `miss`"},
    DiagnosticCode{"invalid-utf8", "bytes that are not UTF-8"},
    DiagnosticCode{"key-not-text", "a key that is not text"},
    DiagnosticCode{"line-too-long", "a line is longer than is read"},
    DiagnosticCode{"missing-key", "a key that must be there is not"},
    DiagnosticCode{"missing-list", "there is no file of that list"},
    DiagnosticCode{"missing-test", "a rule has no `hit` or no `miss`"},
    DiagnosticCode{"nested-memory", "`rate` or `after` in the `where` of a `rate`"},
    DiagnosticCode{"no-rules", "there is no rule file to read"},
    DiagnosticCode{"no-trigger", "the rule is evaluated for every event", true},
    DiagnosticCode{"not-built-yet", "the condition is unknown of every event", true},
    DiagnosticCode{"nothing-to-find", "a `text` mapping says nothing to look for"},
    DiagnosticCode{"out-of-range", "a value is outside its limits"},
    DiagnosticCode{"pattern", "a text condition cannot be compiled"},
    DiagnosticCode{"quoted-text", "a word that YAML readers disagree on must be quoted"},
    DiagnosticCode{"score-without-action", "`score` goes with `action: score` only"},
    DiagnosticCode{"second-document", "a file has more than one document"},
    DiagnosticCode{"sequence-and-near", "`sequence` and `near` in one mapping"},
    DiagnosticCode{"slow-regex", "the regex is run on every text", true},
    DiagnosticCode{"spelling-empty", "a word or spelling has no letter or digit"},
    DiagnosticCode{"spelling-same", "folding makes a spelling the word itself", true},
    DiagnosticCode{"spelling-syntax", "a line is not `word = spelling ...`"},
    DiagnosticCode{"spelling-twice", "a word has a spelling twice", true},
    DiagnosticCode{"tab-indent", "tabs cannot indent YAML"},
    DiagnosticCode{"tag", "YAML tags are not allowed"},
    DiagnosticCode{"test-failed", "a rule does not judge the event of its test as it says"},
    DiagnosticCode{"too-deep", "too many lists and mappings in each other"},
    DiagnosticCode{"too-many-spellings", "a phrase has more spellings than are looked for", true},
    DiagnosticCode{"too-many-steps", "`near` has more than 16 steps"},
    DiagnosticCode{"unknown-country", "no country has that calling code"},
    DiagnosticCode{"unknown-key", "a key, or kind of condition, that does not exist"},
    DiagnosticCode{"unknown-word", "a word that is none of those allowed here"},
    DiagnosticCode{"unknown-zone", "there is no such time zone"},
    DiagnosticCode{"unreadable-directory", "a directory cannot be read"},
    DiagnosticCode{"unreadable-file", "a file cannot be read"},
    DiagnosticCode{"unterminated-quote", "a quote that is never closed"},
    DiagnosticCode{"within-alone", "`within` without `sequence` or `near`"},
    DiagnosticCode{"wrong-type", "a value is not of the type wanted here"},
    DiagnosticCode{"yaml-syntax", "the document is no YAML"},
    DiagnosticCode{"zone-alone", "`zone` without `between` or `days`"},
};
static_assert(std::ranges::is_sorted(kCodes, {}, &DiagnosticCode::code));

}  // namespace

std::span<const DiagnosticCode> diagnostic_codes() noexcept { return kCodes; }

}  // namespace picket::ruleset
