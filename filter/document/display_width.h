// SPDX-License-Identifier: Apache-2.0
// How many columns of a terminal a character takes: 2 for East Asian wide and full-width ones (UAX
// #11) and emoji, 0 for combining marks and invisible ones, else 1. For carets; a character that a
// terminal draws otherwise shifts a caret, nothing more. Any thread.
#pragma once

namespace picket::document {

unsigned display_width(char32_t character) noexcept;

}  // namespace picket::document
