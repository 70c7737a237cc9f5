// SPDX-License-Identifier: Apache-2.0
// Punycode of RFC 3492, decoding only: what an `xn--` label says. Any thread; allocates nothing.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace picket::text {

// Decodes what follows `xn--` (lower case) into `out` as UTF-8. Returns the bytes written, or 0
// where it is no Punycode, is longer than a label can be (63 characters), or does not fit.
std::size_t decode_punycode(std::string_view encoded, std::span<char> out) noexcept;

}  // namespace picket::text
