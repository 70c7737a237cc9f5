// SPDX-License-Identifier: Apache-2.0
// The text files of data/ that are compiled in (table/embed_text.cc). Any thread.
#pragma once

#include <span>
#include <string_view>

namespace picket::text {

struct EmbeddedFile {
  std::string_view name;  // as under data/: spellings/money.txt
  std::string_view content;
};

std::span<const EmbeddedFile> embedded_files() noexcept;

}  // namespace picket::text
