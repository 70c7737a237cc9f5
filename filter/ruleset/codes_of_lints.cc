// SPDX-License-Identifier: Apache-2.0
// Codes of what is doubtful in rules without errors (lint.h).
#include <array>

#include "filter/ruleset/diagnostic_codes.h"

namespace picket::ruleset {
namespace {

using Kind = CodeExample::Kind;

constexpr std::array kCodes{
    DiagnosticCode{
        "bad-list-header",
        "`# owner:` or `# review:` at the top of a list cannot be read",
        true,
        "The comments at the top of a list say who looks after it and when it is to be looked "
        "through again. One of them says nothing, comes twice, or names no date. It is a comment "
        "all the same, and the list is used; but nobody will be reminded. Dates are YYYY-MM-DD.",
        {Kind::numbers, "# owner: fraud desk\n# review: next spring\n95588\n",
         "# owner: fraud desk\n# review: 2999-03-01\n95588\n"}},
    DiagnosticCode{
        "everyday-words",
        "words of honest messages are enough to make the rule hit",
        true,
        "Every word that the rule needs is one that greetings, one-time codes, parcels or bank "
        "notices are full of, so it will hit them as well. Picket knows some hundred such words in "
        "six languages (filter/text/data/everyday/). Ask for what the fraud wants beside them: a "
        "link, a contact, a sender that does not fit, an unusual word. A rule that only scores "
        "less than 50 is not warned of: weak signs are what scores are for.",
        {Kind::rule, "match:\n  text: [验证码, 校验码]\n",
         "match:\n  all:\n    - text: [验证码, 校验码]\n    - text: [转发, 告诉客服]\n"}},
    DiagnosticCode{
        "forgeable-exemption",
        "an exemption or allow rule rests on a sender's name alone",
        true,
        "A sender's name (an alphanumeric address) is written by whoever sends, and most networks "
        "let any name through. Whoever knows of the exemption writes that name, and words of his "
        "choice, and passes. Ask beside it for what he cannot give without losing what he is "
        "after: every link is the owner's, or there is none, and no contact; or for the route that "
        "the genuine messages come in by. Numbers are not warned of: networks check them better.",
        {Kind::rule, "match:\n  text: 奖励金通道\nunless:\n  sender: {number: MyBank}\n",
         "match:\n  text: 奖励金通道\nunless:\n  all:\n    - sender: {number: MyBank}\n"
         "    - link: {every_host_in: [bank.example]}\n"}},
    DiagnosticCode{
        "idle-exemption",
        "a part of `unless` never holds where `match` does",
        true,
        "An alternative of `unless` contradicts `match` or itself, so it exempts nothing. Often a "
        "condition was moved to `match` and its exemption stayed, or the two were written by "
        "different people. Remove it, or say what was meant. Only contradictions that the shape of "
        "the conditions proves are found.",
        {Kind::rule,
         "match:\n  all:\n    - text: 奖励金通道\n    - link: none\n"
         "unless:\n  link: {every_host_in: [bank.example]}\n",
         "match:\n  all:\n    - text: 奖励金通道\n    - link: any\n"
         "unless:\n  link: {every_host_in: [bank.example]}\n"}},
    DiagnosticCode{
        "list-review-due",
        "the review date of a list has passed",
        true,
        "Lists go stale: numbers change hands, hosts are given up and registered by others. The "
        "list names a day by which its entries are to be looked through (`# review:` at its top, "
        "from 00:00 of that day in Asia/Shanghai), and that day has come. Look through it, take "
        "out what is no longer true, and set a later date. The list is used meanwhile.",
        {Kind::numbers, "# owner: fraud desk\n# review: 2020-03-01\n95588\n",
         "# owner: fraud desk\n# review: 2999-03-01\n95588\n"}},
    DiagnosticCode{
        "list-without-owner",
        "nobody is named who looks after a list",
        true,
        "An enforced rule rests on a list in a text file that does not say whose it is. When an "
        "entry turns out wrong, somebody must be able to say why it is there. Name a person, desk "
        "or team at the top of the file, `# owner: NAME`, and a day to look through it, "
        "`# review: YYYY-MM-DD`. CSV and compiled lists have no such header and are not warned of.",
        {Kind::hosts, "bank.example\n",
         "# owner: fraud desk\n# review: 2999-03-01\nbank.example\n"}},
    DiagnosticCode{
        "never-hits",
        "the rule contradicts itself and never hits",
        true,
        "Two conditions of `match` cannot hold together, or `unless` holds wherever `match` does, "
        "or a rule about calls asks for a text, which a call does not have. Such a rule protects "
        "nobody, and its place in the ruleset says that it does. Only contradictions that the "
        "shape of the conditions proves are found: its own tests would find more.",
        {Kind::rule, "match:\n  all:\n    - text: 奖励金\n    - not: {text: [奖励金, 补偿款]}\n",
         "match:\n  all:\n    - text: 奖励金\n    - not: {text: 补偿款}\n"}},
    DiagnosticCode{
        "too-short-phrase",
        "one very short phrase alone makes the rule hit",
        true,
        "A single Han character (or another letter of a script without spaces), or one or two "
        "other letters or digits, is in all kinds of texts by chance. Write a longer phrase, or "
        "ask for something beside it: a second phrase, a link, a contact. A rule that only scores "
        "less than 50 is not warned of.",
        {Kind::rule, "match:\n  text: [刷单返利, 款]\n", "match:\n  text: [刷单返利, 垫付款项]\n"}},
    DiagnosticCode{
        "unreachable-rule",
        "another enforced rule hits wherever this one does, and decides",
        true,
        "The conditions of this rule can only hold where those of the other hold, the other "
        "exempts no more, and what it decides comes first or is the same with at least the same "
        "risk: so this rule changes no verdict. Most often it is a copy, or its phrases are a part "
        "of the other's. Drop one of the two, or let them differ: another action, a higher risk, a "
        "condition that the other lacks. Only what the shape of the conditions proves is found.",
        {Kind::rule,
         "id: t.narrow\nmatch:\n  all:\n    - text: 奖励金通道\n    - link: any\n"
         "---\nid: t.wide\nmatch:\n  text: [奖励金, 补偿款]\n",
         "id: t.narrow\nrisk: critical\nmatch:\n  all:\n    - text: 奖励金通道\n    - link: any\n"
         "---\nid: t.wide\nmatch:\n  text: [奖励金, 补偿款]\n"}},
};

}  // namespace

std::span<const DiagnosticCode> lint_codes() noexcept { return kCodes; }

}  // namespace picket::ruleset
