// SPDX-License-Identifier: Apache-2.0
// One record of a CSV file (RFC 4180). Inside this folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace picket::lists {

struct CsvRecord {
  enum class State : std::uint8_t {
    complete,
    unfinished,        // goes on behind the text
    open_quote,        // the file ends within quotes
    quote_in_field,    // a quote in a field that does not begin with one
    text_after_quote,  // something behind a closing quote
  };

  State state = State::unfinished;
  std::size_t size = 0;  // bytes, line end included; where it is faulty, of its first line
  std::size_t fields = 0;
  std::string first;         // the first field, quotes undone
  std::size_t first_at = 0;  // offset of its first character
  std::size_t fault_at = 0;  // offset of what is wrong
};

// The record at the start of `text` (not empty). `last`: the file ends with it.
CsvRecord read_csv_record(std::string_view text, bool last);

}  // namespace picket::lists
