// SPDX-License-Identifier: Apache-2.0
// Which bare hosts (no scheme, port or path) are rather a sentence that goes on without a space, or
// a file's name. Errs towards the link: whoever writes one chooses how it is written. Any thread;
// allocates nothing.
#pragma once

#include <cstddef>
#include <string_view>

namespace picket::text {

// Of the host at [begin, end) of `text`, which is the original. A disguised dot, or a letter that
// is not what it looks like, makes it no prose; so do letters outside ASCII beside it, spaces
// aside, and a third label. Prose is:
//  - a sentence that goes on: a word of small letters (or a single digit), one of a few words that
//    begin sentences, capitalised, and a word in small letters: `today.In the`, `2.IM busy`
//  - the same with the dot in letters before `is`: `a connecting dot is here`
//  - a usual name of a file: `readme.md`
// Looks at a few bytes beyond the host.
bool reads_as_prose(std::string_view text, std::size_t begin, std::size_t end) noexcept;

}  // namespace picket::text
