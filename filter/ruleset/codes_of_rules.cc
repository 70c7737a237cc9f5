// SPDX-License-Identifier: Apache-2.0
// Codes about the keys of a rule, its tests, and rules beside each other.
#include <array>

#include "filter/ruleset/diagnostic_codes.h"

namespace picket::ruleset {
namespace {

using Kind = CodeExample::Kind;

constexpr std::array kCodes{
    DiagnosticCode{
        "bad-id",
        "an id is not of two or more dotted parts of `a-z 0-9 -`",
        false,
        "The id is the rule's name in decisions, logs, metrics and other rules, so it is kept to "
        "characters that need no quotes anywhere. Write two or more parts divided by dots, from "
        "the general to the particular: channel, kind of fraud, name. Capitals and underscores are "
        "not taken.",
        {Kind::rule, "id: Bank_Points\n", "id: sms.bank.points-redeem\n"}},
    DiagnosticCode{
        "bad-time",
        "a time is not RFC 3339 with an offset",
        false,
        "A time without an offset is another moment in every country. Write date, `T`, time and "
        "offset from UTC: `2026-01-05T12:00:00+08:00`, or `Z` for UTC itself.",
        {Kind::rule,
         "tests:\n  - hit: at noon\n    text: abc\n    time: 2026-01-05 12:00\n"
         "  - miss: other\n    text: b\n",
         "tests:\n  - hit: at noon\n    text: abc\n    time: 2026-01-05T12:00:00+08:00\n"
         "  - miss: other\n    text: b\n"}},
    DiagnosticCode{
        "duplicate-id",
        "two rules have the same id",
        false,
        "Decisions name a rule by its id alone, so an id stands for one rule of the ruleset, "
        "whatever file it is in and whatever its status. Give one of the two another id. If one is "
        "the successor of the other, count `rev` up in the old file instead of adding a new one.",
        {Kind::rule, "id: t.a\n---\nid: t.a\nmatch:\n  text: xyz\n",
         "id: t.a\n---\nid: t.b\nmatch:\n  text: xyz\n"}},
    DiagnosticCode{
        "events-and-event",
        "a test has `events` and fields of an event beside it",
        false,
        "A test is about one event, whose fields stand in the test itself, or about several in "
        "`events`, the last of which is judged. With both nobody can tell which one is meant. Move "
        "the fields into the last of the events.",
        {Kind::rule,
         "tests:\n  - hit: two\n    text: abc\n    events:\n      - text: b\n"
         "  - miss: other\n    text: b\n",
         "tests:\n  - hit: two\n    events:\n      - text: b\n      - text: abc\n"
         "  - miss: other\n    text: b\n"}},
    DiagnosticCode{
        "expired",
        "the rule has expired",
        true,
        "The day of `expires` has come (from 00:00 in Asia/Shanghai), and the rule is evaluated no "
        "more, as if it were retired. If the fraud is over, write `status: retired`, so that "
        "everybody sees it; else give it a later date.",
        {Kind::rule, "expires: 2020-01-01\n", "expires: 2999-01-01\n"}},
    DiagnosticCode{
        "hit-or-miss",
        "a test has neither or both of `hit` and `miss`",
        false,
        "A test says what is expected of its event: `hit: NAME` that the rule hits it, `miss: "
        "NAME` that it does not. The name says what the test is about, for whoever sees it fail.",
        {Kind::rule, "tests:\n  - text: abc\n  - hit: a\n    text: abc\n  - miss: b\n    text: b\n",
         "tests:\n  - hit: a\n    text: abc\n  - miss: b\n    text: b\n"}},
    DiagnosticCode{
        "missing-test",
        "a rule has no `hit` or no `miss`",
        false,
        "A rule that is evaluated on traffic carries at least one event that it hits and one that "
        "it misses. The hit shows that it works; the miss that looks most like the fraud shows "
        "where it stops, and keeps whoever edits it later from widening it by mistake. Drafts and "
        "retired rules may do without.",
        {Kind::rule, "tests:\n  - hit: a\n    text: abc\n",
         "tests:\n  - hit: a\n    text: abc\n  - miss: b\n    text: b\n"}},
    DiagnosticCode{
        "no-rules",
        "there is no rule file to read",
        false,
        "The directory does not exist, cannot be read, or holds no `*.yaml` outside of `lists/` "
        "and `schema/`. A ruleset without a rule would let everything pass, so there is none. Look "
        "at the path: commands read `rules` where none is given.",
        {Kind::prose, "an empty directory", "a directory with one rule in it, a.yaml"}},
    DiagnosticCode{
        "no-trigger",
        "the rule is evaluated for every event",
        true,
        "Most rules wait for something: a phrase that they need, a link, a contact, a sender by "
        "name. This one needs none of them, so it is evaluated for each message, which costs time "
        "a thousand times more often than for other rules. Add a condition that must hold, or "
        "accept the cost; `picket cost` says what it is.",
        {Kind::rule, "match:\n  not: {text: abc}\n",
         "match:\n  all:\n    - text: xyz\n    - not: {text: abc}\n"}},
    DiagnosticCode{
        "rollout-without-enforce",
        "`rollout` goes with `status: enforce` only",
        false,
        "A rollout says on which part of the events an enforced rule acts already. A draft, a "
        "shadow or a retired rule acts on none, so there is nothing to divide. Remove the key, or "
        "enforce the rule.",
        {Kind::rule, "status: shadow\nrollout: {percent: 10}\n",
         "status: enforce\nrollout: {percent: 10}\n"}},
    DiagnosticCode{
        "score-without-action",
        "`score` goes with `action: score` only",
        false,
        "A rule either acts by itself (allow, warn, block), or adds points to a sum, from 50 of "
        "which there is a warning and from 100 a block. Points beside an action of its own would "
        "never be added. Remove `score`, or let the rule score.",
        {Kind::rule, "action: block\nscore: 30\n", "action: score\nscore: 30\n"}},
    DiagnosticCode{
        "test-failed",
        "a rule does not judge the event of its test as it says",
        false,
        "The rule, judged alone and as if enforced, hits the event of a `miss`, or misses that of "
        "a `hit`. The help names its conditions and how each came out; `picket explain` shows the "
        "views of the text. Either the rule is wrong, or what its author expected. A daemon does "
        "not adopt rules with failing tests.",
        {Kind::prose, "match: {text: 积分}, with the test {miss: no points, text: 积分兑换}",
         "the same with {hit: points, text: 积分兑换}"}},
    DiagnosticCode{
        "unknown-rule",
        "a condition asks about a rule that does not exist",
        false,
        "`after` names rules by their ids, and no rule of this ruleset has that one: the condition "
        "could never hold. It may be misspelt, or the rule was renamed or is in another "
        "directory. A draft or retired rule counts as there.",
        {Kind::rule, "match:\n  text: abc\n  after: {rule: t.nobody, within: 30m}\n",
         "match:\n  text: abc\n  after: {rule: t.rule, within: 30m}\n"}},
};

}  // namespace

std::span<const DiagnosticCode> rule_codes() noexcept { return kCodes; }

}  // namespace picket::ruleset
