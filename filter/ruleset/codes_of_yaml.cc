// SPDX-License-Identifier: Apache-2.0
// Codes about files and YAML: what is wrong before anybody asks what a rule means.
#include <array>

#include "filter/ruleset/diagnostic_codes.h"

namespace picket::ruleset {
namespace {

using Kind = CodeExample::Kind;

constexpr std::array kCodes{
    DiagnosticCode{
        "alias",
        "YAML aliases are not allowed",
        false,
        "An alias (`*name`) stands for something written elsewhere in the file. A rule is read by "
        "people in reviews and decisions, line by line, and says what it means where it stands. "
        "Write the value out. A text that begins with `*` is put in quotes.",
        {Kind::rule, "title: &same Points\nowner: *same\n", "title: Points\nowner: \"*same\"\n"}},
    DiagnosticCode{
        "anchor",
        "YAML anchors are not allowed",
        false,
        "An anchor (`&name`) marks a value for use elsewhere in the file, which rules do not have. "
        "Leave it out. A text that begins with `&` is put in quotes.",
        {Kind::rule, "title: &points Points\n", "title: Points\n"}},
    DiagnosticCode{
        "control-character",
        "a control character in a file",
        false,
        "The file holds a character that is not shown: a bell, an escape, a carriage return alone, "
        "a second byte order mark. It would be a part of a phrase or name that nobody sees. Most "
        "come with text pasted from elsewhere: delete it. Lines end with LF or CR LF.",
        {Kind::rule, "title: Points\a\n", "title: Points\n"}},
    DiagnosticCode{
        "directive",
        "YAML directives are not allowed",
        false,
        "A line that begins with `%` before a document tells YAML readers how to read it. Rules "
        "are always read in the same way: leave it out.",
        {Kind::rule, "%YAML 1.2\n---\ntitle: Points\n", "title: Points\n"}},
    DiagnosticCode{
        "directory-twice",
        "a directory is reached twice by links",
        false,
        "Directories of rules are followed through symbolic links, each once. This one is reached "
        "a second time, or by a link to a directory above it, so its rules would come twice or "
        "without end. Remove one of the links.",
        {Kind::prose, "rules/again, a link to rules", "no such link"}},
    DiagnosticCode{
        "document-end",
        "`...` is not allowed",
        false,
        "`...` on a line of its own ends a YAML document. What follows would be lost to some "
        "readers. Begin the next rule with `---`, or leave the line out.",
        {Kind::rule, "title: Points\n...\n", "title: Points\n"}},
    DiagnosticCode{
        "duplicate-key",
        "a key comes twice in a mapping",
        false,
        "Of two values for one key YAML readers take the first or the last, as they please, and "
        "never say so. Keep one. To ask two things of the same kind, write a list: `all: [{text: "
        "a}, {text: b}]`.",
        {Kind::rule, "title: Points\ntitle: Points to be redeemed\n", "title: Points\n"}},
    DiagnosticCode{
        "empty-document",
        "a file or document has nothing in it",
        false,
        "A rule file, or a part of it between two `---` lines, holds nothing but comments. An "
        "empty rule cannot be told from one that was lost. Remove the file or the line.",
        {Kind::rule, "title: Points\n---\n# to be written\n", "title: Points\n"}},
    DiagnosticCode{
        "empty-list",
        "a list has no entry (a list file: a warning)",
        false,
        "A list of nothing holds of nothing, or of everything, and nobody can tell what was meant. "
        "Write what belongs there, or leave the key out. In a list file it is a warning: a list "
        "may be filled later.",
        {Kind::rule, "match:\n  text: []\n", "match:\n  text: [刷单返利]\n"}},
    DiagnosticCode{
        "empty-mapping",
        "a mapping has no key",
        false,
        "A condition without a key asks for nothing, so it would hold of every event. Name what "
        "must hold, or leave the condition out.",
        {Kind::rule, "match: {}\n", "match: {text: 刷单返利}\n"}},
    DiagnosticCode{
        "file-too-long",
        "a file is longer than is read",
        false,
        "Rule files are read up to 1 MiB and text lists up to 64 MiB, so that a file that got "
        "there by mistake is no danger. Divide the rules over several files; compile the list with "
        "`picket lists build`.",
        {Kind::prose, "a list of 100 million numbers as lists/blocked.txt",
         "lists/blocked.map, made of it by `picket lists build`"}},
    DiagnosticCode{
        "invalid-utf8",
        "bytes that are not UTF-8",
        false,
        "The file is in another encoding, GBK or Windows-1252 perhaps, or was cut within a "
        "character. Phrases of it would never be found. Save the file as UTF-8; `iconv -f GBK -t "
        "UTF-8` converts one.",
        {Kind::rule, "title: \xBB\xFD\xB7\xD6\n", "title: 积分\n"}},
    DiagnosticCode{
        "key-not-text",
        "a key that is not text",
        false,
        "A list or a mapping stands where a key is wanted. Mostly a `?`, a bracket or a brace "
        "got to the start of a line. Write `key: value`, one to a line.",
        {Kind::rule, "[title]: Points\n", "title: Points\n"}},
    DiagnosticCode{
        "line-too-long",
        "a line is longer than is read",
        false,
        "Lines of YAML are read up to 16 KiB, those of lists up to 64 KiB. A list of phrases is "
        "written one entry to a line, which is also what reviews can be made of; long text as a "
        "block, after `>`.",
        {Kind::prose, "text: [ten thousand phrases in one line]", "- one phrase a line"}},
    DiagnosticCode{
        "missing-key",
        "a key that must be there is not",
        false,
        "The message names the key and the mapping that wants it. Some are wanted only beside "
        "others: `risk` unless the rule allows, `score` with `action: score`, `within` with "
        "`sequence` or `near`. rules/README.md has the table.",
        {Kind::rule, "action: score\n", "action: score\nscore: 30\n"}},
    DiagnosticCode{
        "not-formatted",
        "`picket fmt` cannot tell how a file is written",
        false,
        "`picket fmt` moves lines of the file about, and only gives a file back that says the same "
        "as before, with all its comments. Of this one it is not sure: a mapping begun in the "
        "middle of a line, a comment inside brackets. The file is left as it is, and is read as "
        "ever. Write it plainly: `key: value`, `- item`, one to a line.",
        {Kind::prose, "a `? key` with its `: value` on the next line", "`key: value`"}},
    DiagnosticCode{
        "out-of-range",
        "a value is outside its limits",
        false,
        "The value is of the right type, but smaller or larger than is taken; the message says the "
        "limits. They are generous: a value beyond them is mostly a slip of a digit or a unit.",
        {Kind::rule, "rev: 0\n", "rev: 1\n"}},
    DiagnosticCode{
        "quoted-text",
        "a word that YAML readers disagree on must be quoted",
        false,
        "`yes no on off y n true false null ~`, in any case, are text to some YAML readers and "
        "truths or nothing to others. Where text is wanted put them in quotes. Where a truth is "
        "wanted write `true` or `false` without.",
        {Kind::rule, "title: yes\n", "title: \"yes\"\n"}},
    DiagnosticCode{
        "second-document",
        "a file has more than one document",
        false,
        "This kind of file holds one YAML document, as the daemon's configuration does, and "
        "another begins at this `---`. Remove the line, or the second document. Files of rules may "
        "hold several.",
        {Kind::prose, "picketd.yaml with a line `---` in the middle", "the same without it"}},
    DiagnosticCode{
        "tab-indent",
        "tabs cannot indent YAML",
        false,
        "YAML wants spaces at the start of a line, because a tab is as wide as the editor makes "
        "it. Set the editor to insert spaces; two a level are usual.",
        {Kind::rule, "match:\n\ttext: 刷单返利\n", "match:\n  text: 刷单返利\n"}},
    DiagnosticCode{
        "tag",
        "YAML tags are not allowed",
        false,
        "A tag (`!name`) tells a YAML reader of what type a value is. Rules know their types. "
        "Leave it out; a text that begins with `!` is put in quotes.",
        {Kind::rule, "title: !important Points\n", "title: \"!important Points\"\n"}},
    DiagnosticCode{
        "too-deep",
        "too many lists and mappings in each other",
        false,
        "Lists and mappings lie in each other up to 64 levels; no rule that a person can follow "
        "needs ten. Mostly brackets were not closed. Put parts of the condition side by side under "
        "`all` or `any`.",
        {Kind::prose, "{not: {not: {not: ...}}}, seventy times", "what is meant, said once"}},
    DiagnosticCode{
        "unknown-key",
        "a key, or kind of condition, that does not exist",
        false,
        "Unknown keys are errors because a misspelt one would be passed over in silence: a rule "
        "without its `unless`, say. The help names the nearest key. Conditions stand under `match` "
        "and `unless`, keys of the rule at the start of the line.",
        {Kind::rule, "unles:\n  link: none\n", "unless:\n  link: none\n"}},
    DiagnosticCode{
        "unknown-word",
        "a word that is none of those allowed here",
        false,
        "The key takes one of a few words (or, for some, a list of them); the help names them, and "
        "the nearest one. They are written in small letters, except where a standard has capitals "
        "(attestation A, B, C).",
        {Kind::rule, "status: enforced\n", "status: enforce\n"}},
    DiagnosticCode{
        "unreadable-directory",
        "a directory cannot be read",
        false,
        "The operating system refuses: permissions, a lost mount, a link to nothing. Rules may lie "
        "in there, so there is no ruleset without it. The message has the system's words.",
        {Kind::prose, "rules/sms, mode 000", "rules/sms, readable for picket"}},
    DiagnosticCode{
        "unreadable-file",
        "a file cannot be read",
        false,
        "The operating system refuses, or under the name of a file there is a directory or a link "
        "to nothing. The message has the system's words. The rest is checked all the same, but "
        "there is no ruleset without the file.",
        {Kind::prose, "lists/bank-hosts.txt, a link to a file that is gone", "a file"}},
    DiagnosticCode{
        "unterminated-quote",
        "a quote that is never closed",
        false,
        "A text that begins with a quote ends with the same one, and none does. A quote within "
        "single quotes is written twice; within double quotes a backslash goes before it.",
        {Kind::rule, "title: \"Points\n", "title: \"Points\"\n"}},
    DiagnosticCode{
        "wrong-type",
        "a value is not of the type wanted here",
        false,
        "A list stands where one value is wanted, text where a mapping is, a quoted number where a "
        "number is. The message says what is wanted and what is there. Indentation is the usual "
        "cause: what belongs to a key is further in than the key.",
        {Kind::rule, "rev: \"1\"\n", "rev: 1\n"}},
    DiagnosticCode{
        "yaml-syntax",
        "the document is no YAML",
        false,
        "The YAML reader could not go on here; the fault is often a little before. Look for an "
        "unclosed bracket, a text with `: ` or ` #` in it that needs quotes, or a line that is one "
        "space too far in or out. In double quotes a backslash is special: write regexes in single "
        "ones.",
        {Kind::rule, "title: Points: to be redeemed\n", "title: \"Points: to be redeemed\"\n"}},
};

}  // namespace

std::span<const DiagnosticCode> yaml_codes() noexcept { return kCodes; }

}  // namespace picket::ruleset
