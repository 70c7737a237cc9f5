// SPDX-License-Identifier: Apache-2.0
// What can still be said about a text that is not (all) JSON: which element of an array is at
// fault, and where an event's id stands. For error answers; event_json.cc alone uses it. Any
// thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace picket::core {

// For an array that is not JSON: the number (from 1) of the element that holds the first byte that
// is not UTF-8, or the first control character within a string; else the last element begun.
std::uint32_t faulty_element(std::string_view array) noexcept;

// The string under the first key `id` of the object that `text` begins with, quotes included; empty
// where none can be made out. It has a closing quote, but its inside is not checked.
std::string_view find_id(std::string_view text) noexcept;

}  // namespace picket::core
