// SPDX-License-Identifier: Apache-2.0
// Codes about the files of lists and spellings.
#include <array>

#include "filter/ruleset/diagnostic_codes.h"

namespace picket::ruleset {
namespace {

using Kind = CodeExample::Kind;

constexpr std::array kCodes{
    DiagnosticCode{
        "added-and-removed",
        "an entry is in both files of a list's overlay",
        false,
        "NAME.add.txt says that the entry is in the list, NAME.remove.txt that it is not, and "
        "neither is the later word. Leave it in one of the two.",
        {Kind::prose, "95588 in blocked.add.txt and in blocked.remove.txt", "in one of the two"}},
    DiagnosticCode{
        "bad-entry",
        "an entry of a list is no number, name, prefix or host",
        false,
        "Lists that `sender` and `recipient` ask hold numbers in any form, prefixes of the normal "
        "form ending in `*`, and names; lists that `link` asks hold hosts, without scheme or path. "
        "A name has no comma, semicolon or tab and at most six digits in a row, so that a line of "
        "columns is not taken for one. Comments begin with `#`.",
        {Kind::hosts, "# owner: us\nhttps://bank.example/login\n", "# owner: us\nbank.example\n"}},
    DiagnosticCode{
        "csv-header",
        "the first line of a CSV list is an entry, or has no commas between columns",
        false,
        "The first line of a CSV list names its columns and is in no list. Here it looks like an "
        "entry, which would be lost, or its columns are parted by semicolons or tabs, which CSV "
        "(RFC 4180) does not know. Add a header such as `number,note`, or export with commas.",
        {Kind::csv, "13900000001,seen twice\n", "number,note\n13900000001,seen twice\n"}},
    DiagnosticCode{
        "csv-syntax",
        "a line of a CSV list is not as RFC 4180 says, or has another number of fields",
        false,
        "Every line has as many fields as the header. A field with commas, quotes or line ends in "
        "it is put in double quotes, and a quote within is written twice. One line that is off "
        "makes it doubtful what the first column of the others is, so the list is refused.",
        {Kind::csv, "number,note\n13900000001,seen, twice\n",
         "number,note\n13900000001,\"seen, twice\"\n"}},
    DiagnosticCode{
        "damaged-list",
        "a compiled list is damaged, cut off, or none",
        false,
        "The file does not have the size, digest or structure that its header promises: a copy was "
        "interrupted, a disk failed, or something else wrote it. Nothing of it is used. Build it "
        "again with `picket lists build`, and bring lists into place by renaming, not by copying "
        "over them.",
        {Kind::prose, "cp new.map lists/blocked.map, interrupted",
         "cp new.map lists/blocked.new && mv lists/blocked.new lists/blocked.map"}},
    DiagnosticCode{
        "duplicate-entry",
        "an entry comes twice in a list file",
        true,
        "The entry is in the list already, perhaps written another way: numbers are compared in "
        "normal form, names and hosts folded. It does no harm, but whoever removes one of the two "
        "will wonder. The help says where the first one is.",
        {Kind::numbers, "# owner: us\n13900000001\n+86 139 0000 0001\n",
         "# owner: us\n13900000001\n"}},
    DiagnosticCode{
        "entry-as-header",
        "the header of a CSV list looks like an entry",
        true,
        "The first line of a CSV list is its header, and this one begins as a number does. If it "
        "is an entry, it is in no list now: put a header before it. If it is a header, give the "
        "column another name, `number` for example.",
        {Kind::csv, "95588bank\n13900000001\n", "number\n95588bank\n13900000001\n"}},
    DiagnosticCode{
        "list-version",
        "a compiled list was built by another version",
        false,
        "Compiled lists hold numbers, names and hosts in the form in which a release compares "
        "them. This one was built by a release that compares otherwise, and would answer wrongly. "
        "Build it again: `picket lists build rules`, before the daemon is restarted.",
        {Kind::prose, "lists/blocked.map of an older release", "`picket lists build rules`"}},
    DiagnosticCode{
        "missing-list",
        "there is no file of that list",
        false,
        "A condition names lists/NAME, and under the rules directory there is none of NAME.map, "
        "NAME.txt and NAME.csv. A rule that lost its list would block or exempt the wrong events, "
        "so there is no ruleset without it. The name may be misspelt, or the file not deployed.",
        {Kind::rule, "match:\n  link: {any_host_in: lists/nowhere}\n",
         "match:\n  link: {any_host_in: [bank.example]}\n"}},
    DiagnosticCode{
        "mixed-list",
        "a list's entries look like numbers and like hosts, and nobody said which",
        false,
        "`picket lists build` guesses from the entries what a list is of, and here some look like "
        "hosts and some do not. Say it, `--kind numbers` (names too) or `--kind hosts`, or divide "
        "the list. Rules need no such guess: the condition says what it asks.",
        {Kind::prose, "95588 and bank.example in one file", "`picket lists build --kind numbers`"}},
    DiagnosticCode{
        "overlay-not-text",
        "an overlay of a list is no `.txt` file, and is not read",
        false,
        "Overlays are small and are edited by hand or by orders, so they are always text: "
        "NAME.add.txt and NAME.remove.txt. A file of another ending would be passed over, and "
        "somebody believes it is in force. Rename it.",
        {Kind::prose, "lists/blocked.add.csv", "lists/blocked.add.txt"}},
    DiagnosticCode{
        "spelling-empty",
        "a word or spelling has no letter or digit",
        false,
        "Spellings stand in place of a word in `squeezed`, where there are only letters and "
        "digits. Of this one nothing is left there. Disguises by signs need no spelling: "
        "`squeezed` undoes them.",
        {Kind::spelling, "贷款 = --\n", "贷款 = 带款\n"}},
    DiagnosticCode{
        "spelling-same",
        "folding makes a spelling the word itself",
        true,
        "Traditional and look-alike characters, case and width are undone in every text, and the "
        "spelling becomes the word by that alone. It is not needed: leave it out.",
        {Kind::spelling, "贷款 = 貸款\n", "贷款 = 带款\n"}},
    DiagnosticCode{
        "spelling-syntax",
        "a line is not `word = spelling ...`",
        false,
        "A file of spellings has one word a line, `=`, and its spellings parted by spaces; `#` "
        "begins a comment. This line has no `=`, no word before it, or no spelling after it.",
        {Kind::spelling, "贷款 带款\n", "贷款 = 带款\n"}},
    DiagnosticCode{
        "spelling-twice",
        "a word has a spelling twice",
        true,
        "The word has this spelling already: in this file, in another one, or built in. It changes "
        "nothing; leave it out.",
        {Kind::spelling, "贷款 = 带款 带款\n", "贷款 = 带款\n"}},
    DiagnosticCode{
        "stale-list",
        "a compiled list is older than its source",
        true,
        "NAME.map wins over NAME.txt and NAME.csv, and the source was changed after it was built: "
        "what was changed is not in force. Build it again with `picket lists build`, or remove "
        "the compiled file.",
        {Kind::prose, "blocked.txt edited after blocked.map was built",
         "`picket lists build rules/lists/blocked.txt`"}},
    DiagnosticCode{
        "too-many-errors",
        "a list file has more errors than are listed",
        false,
        "After a hundred errors the file is not read any further. Most likely it is not a list of "
        "this kind: hosts where numbers are asked for, another encoding, a file of columns.",
        {Kind::prose, "a spreadsheet saved as lists/blocked.txt",
         "lists/blocked.csv with a header"}},
    DiagnosticCode{
        "two-sources",
        "a list has both NAME.txt and NAME.csv",
        false,
        "A list has one source, and nobody can tell which of the two is the newer word. Remove "
        "one, or merge them.",
        {Kind::prose, "blocked.txt and blocked.csv", "one of the two"}},
    DiagnosticCode{
        "wrong-list-kind",
        "a compiled list is of numbers where hosts are asked for, or the other way",
        false,
        "A compiled list says what it is of. `sender` and `recipient` ask lists of numbers and "
        "names, `link` lists of hosts. Name another list, or build it anew with the right "
        "`--kind`.",
        {Kind::prose, "link: {any_host_in: lists/blocked-numbers}",
         "sender: {in: lists/blocked-numbers}"}},
};

}  // namespace

std::span<const DiagnosticCode> list_codes() noexcept { return kCodes; }

}  // namespace picket::ruleset
