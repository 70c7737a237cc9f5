// SPDX-License-Identifier: Apache-2.0
// Who looks after a list, and when it is to be looked through again: comments at the top of its
// text file, before the first entry,
//
//   # owner: fraud desk
//   # review: 2027-03-01
//
// To everybody who asks the list they are comments. CSV and compiled lists have none; of a compiled
// list the header is that of the text file beside it. Tools and the control thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "filter/document/diagnostic.h"

namespace picket::lists {

struct ListHeader {
  std::string owner;  // empty: not said
  std::optional<std::chrono::year_month_day> review;
  document::Span review_span;  // of the date
  std::string review_line;     // as it stands in the file
};

// Of a text file. Warns of a header that cannot be read as one (`bad-list-header`: no date, nothing
// said, said twice); a file that cannot be read has none, which its reader reports.
ListHeader read_list_header(const std::string& file, document::Diagnostics& diagnostics);

}  // namespace picket::lists
