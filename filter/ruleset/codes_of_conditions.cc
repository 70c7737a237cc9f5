// SPDX-License-Identifier: Apache-2.0
// Codes about the conditions of `match` and `unless`.
#include <array>

#include "filter/ruleset/diagnostic_codes.h"

namespace picket::ruleset {
namespace {

using Kind = CodeExample::Kind;

constexpr std::array kCodes{
    DiagnosticCode{
        "bad-clock-range",
        "`between` is not `HH:MM-HH:MM`",
        false,
        "Hours of the day are two times of 24 hours with a hyphen between, in quotes: "
        "\"22:00-07:00\". The start is in, the end is out, and the range may pass midnight. "
        "Without quotes YAML readers may take the colon for something else.",
        {Kind::rule, "match:\n  all: [{text: abc}, {time: {between: \"10pm-7am\"}}]\n",
         "match:\n  all: [{text: abc}, {time: {between: \"22:00-07:00\"}}]\n"}},
    DiagnosticCode{
        "bad-number",
        "what should be a number or a name is neither",
        false,
        "A sender or recipient is given by its number, written in any form, or by a name. This is "
        "a part of a number, a number with too many or too few digits, or a name with nothing "
        "left of it but signs. For the start of a number there is `prefix`, for many of them a "
        "list.",
        {Kind::rule, "match:\n  sender: {number: \"***\"}\n",
         "match:\n  sender: {number: \"95588\"}\n"}},
    DiagnosticCode{
        "bad-prefix",
        "a prefix is not of the normal form of numbers",
        false,
        "Prefixes are compared with numbers in normal form: `+` and country code, or a short code "
        "as it is. So none begins with 0, and `+86170` is the start of Chinese mobile numbers that "
        "their owners write as 170. No `*` follows here; in lists it does.",
        {Kind::rule, "match:\n  sender: {prefix: \"010\"}\n",
         "match:\n  sender: {prefix: \"+8610\"}\n"}},
    DiagnosticCode{
        "bad-regex",
        "RE2 does not take the regex, or it matches the empty text",
        false,
        "Regexes are RE2's: no back references and no look-around, because every text must be "
        "searched in linear time. A regex that matches the empty text would match every text. The "
        "message has RE2's words; the help shows the regex as it is looked for where folding "
        "changed it, which may be nothing at all in `squeezed`. Write regexes in single quotes.",
        {Kind::rule, "match:\n  text: {regex: '积*'}\n",
         "match:\n  text: {regex: '积分[0-9]{4,}'}\n"}},
    DiagnosticCode{
        "empty-phrase",
        "nothing of a phrase is left in its view, or only white space",
        false,
        "Phrases are folded as texts are, and of this one nothing remains: signs and spaces do not "
        "exist in `squeezed`, invisible characters in no view but `raw`. It would be found in "
        "every text, or in none. Write words; where the signs themselves are meant, add `view: "
        "raw`.",
        {Kind::rule, "match:\n  text: {any: \"!!!\", view: squeezed}\n",
         "match:\n  text: {any: \"!!!\", view: raw}\n"}},
    DiagnosticCode{
        "empty-range",
        "a range has nothing in it",
        false,
        "The lower limit is not below the upper one, or hours end where they start, so the "
        "condition would hold of nothing. `over` and `under` exclude their limits. For the whole "
        "day leave `between` out.",
        {Kind::rule, "match:\n  all: [{text: abc}, {time: {between: \"07:00-07:00\"}}]\n",
         "match:\n  all: [{text: abc}, {time: {between: \"07:00-22:00\"}}]\n"}},
    DiagnosticCode{
        "nested-memory",
        "`rate` or `after` in the `where` of a `rate`",
        false,
        "`where` says which events are counted, each looked at by itself when it comes. Whether "
        "others came before is the memory's business, and asking it for each event that it "
        "remembers would have no end. Ask both in the rule: `all: [{rate: ...}, {after: ...}]`.",
        {Kind::rule,
         "match:\n  rate:\n    count: events\n    by: sender\n    within: 10m\n    over: 5\n"
         "    where: {after: {within: 30m}}\n",
         "match:\n  rate:\n    count: events\n    by: sender\n    within: 10m\n    over: 5\n"
         "    where: {text: abc}\n"}},
    DiagnosticCode{
        "not-built-yet",
        "the condition is unknown of every event",
        true,
        "The condition is a part of the language, is read and checked, but this release does not "
        "answer it: it is unknown of every event. A rule that needs it does not hit; as an "
        "`unless` it vetoes. Its tests are skipped. Keep such a rule in shadow until a release "
        "answers.",
        {Kind::rule,
         "match:\n  all:\n    - text: abc\n"
         "    - rate: {count: events, by: sender, within: 10m, over: 5}\n",
         "match:\n  text: abc\n"}},
    DiagnosticCode{
        "nothing-to-find",
        "a `text` mapping says nothing to look for",
        false,
        "`view` and `within` say where and how far; what to look for is said by `any`, `all`, "
        "`sequence`, `near` or `regex`. Add one of them.",
        {Kind::rule, "match:\n  text: {view: raw}\n", "match:\n  text: {any: WIN, view: raw}\n"}},
    DiagnosticCode{
        "pattern",
        "a text condition cannot be compiled",
        false,
        "The pattern engine refuses the condition, or cannot run on this machine: a regex that "
        "becomes too large, a repetition of repetitions, no SSE4.2, no memory. The message has "
        "its words. Most such regexes say the same as a few phrases, which have no such limit.",
        {Kind::prose, "text: {regex: '(积{1,900}分{1,900}){1,900}'}",
         "text: {sequence: [积, 分], within: 900}"}},
    DiagnosticCode{
        "sequence-and-near",
        "`sequence` and `near` in one mapping",
        false,
        "`within` belongs to either, and beside both nobody can tell which. Write two `text` "
        "conditions under `all`, each with a `within` of its own.",
        {Kind::rule, "match:\n  text: {sequence: [登录, 兑换], near: [积分, 到期], within: 12}\n",
         "match:\n  all:\n    - text: {sequence: [登录, 兑换], within: 12}\n"
         "    - text: {near: [积分, 到期], within: 12}\n"}},
    DiagnosticCode{
        "slow-regex",
        "the regex is run on every text",
        true,
        "Regexes are found by the words in them, or by a scan over all of them at once. This one "
        "has nothing to search for and is no regex that the scan takes, so RE2 runs it on every "
        "text, whatever is in it. Write it with phrases, or let it begin with something rarer; "
        "`picket cost` says why each regex is dear.",
        {Kind::rule, "match:\n  text: {regex: '\\b'}\n",
         "match:\n  text: {regex: '尾号[0-9]{4}.{0,6}冻结'}\n"}},
    DiagnosticCode{
        "too-many-spellings",
        "a phrase has more spellings than are looked for",
        true,
        "Each word of the phrase that the spelling data know multiplies the ways to write it, and "
        "this one has more than 512. The rest are not looked for. Divide it into several phrases, "
        "in a `sequence` with a small `within`: each has its own spellings then.",
        {Kind::rule, "match:\n  text: 加微信加微信加微信加微信加微信加微信加微信加微信\n",
         "match:\n  text: {sequence: [加微信, 贷款], within: 4}\n"}},
    DiagnosticCode{
        "too-many-steps",
        "`near` has more than 16 steps",
        false,
        "Steps in any order are tried in all orders that a text allows, which grows fast, so there "
        "are at most 16. Put some of them in a `near` of their own, both under `all`; or in "
        "`text: {all: [...]}` if it does not matter how far apart they are.",
        {Kind::rule,
         "match:\n  text: {near: [a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, b4, b5, b6, b7, "
         "b8], within: 9}\n",
         "match:\n  text: {all: [a1, a2, a3, a4, a5, a6, a7, a8, a9, b1, b2, b3, b4, b5, b6, b7, "
         "b8]}\n"}},
    DiagnosticCode{
        "unknown-country",
        "no country has that calling code",
        false,
        "`country` takes calling codes as ITU-T assigns them (86 China, 852 Hong Kong, 44 United "
        "Kingdom, 1 North America), without `+` and zeros. For a part of a country, as an area "
        "code is, use `prefix`.",
        {Kind::rule, "match:\n  all: [{text: abc}, {sender: {country: 999}}]\n",
         "match:\n  all: [{text: abc}, {sender: {country: 852}}]\n"}},
    DiagnosticCode{
        "unknown-zone",
        "there is no such time zone",
        false,
        "Zones are names of the IANA time zone database: Asia/Shanghai (which is the default), "
        "Europe/London. Abbreviations such as CST stand for several zones and are not taken.",
        {Kind::rule, "match:\n  all: [{text: abc}, {time: {days: [sat], zone: Asia/Beijing}}]\n",
         "match:\n  all: [{text: abc}, {time: {days: [sat], zone: Asia/Shanghai}}]\n"}},
    DiagnosticCode{
        "within-alone",
        "`within` without `sequence` or `near`",
        false,
        "`within` says how many characters may lie between the steps of a `sequence` or `near`; "
        "phrases of `any` and `all` have no distance. Write the phrases as steps, or leave it out.",
        {Kind::rule, "match:\n  text: {all: [登录, 兑换], within: 12}\n",
         "match:\n  text: {near: [登录, 兑换], within: 12}\n"}},
    DiagnosticCode{
        "zone-alone",
        "`zone` without `between` or `days`",
        false,
        "A zone says by which clock hours and days are meant. By itself it asks for nothing. Add "
        "`between` or `days`, or leave it out.",
        {Kind::rule, "match:\n  all: [{text: abc}, {time: {zone: Europe/London}}]\n",
         "match:\n  all: [{text: abc}, {time: {days: [sun], zone: Europe/London}}]\n"}},
};

}  // namespace

std::span<const DiagnosticCode> condition_codes() noexcept { return kCodes; }

}  // namespace picket::ruleset
