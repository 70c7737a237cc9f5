// SPDX-License-Identifier: Apache-2.0
// A list that a person wrote, in memory: read for a ruleset. Longer ones are compiled from the file
// (compile_list.h). Inside this folder. One thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "filter/document/diagnostic.h"
#include "filter/lists/entries.h"
#include "filter/lists/list_entry.h"
#include "filter/lists/list_image.h"

namespace picket::lists {

SourceFormat format_of(std::string_view file) noexcept;  // by its ending

class ListSource {
 public:
  ListSource(ListKind kind, std::string file, std::string text);

  const std::string& file() const noexcept { return file_; }
  const std::string& digest() const noexcept { return digest_; }  // SHA-256 hex

  // Null where there are errors; every one is reported, and what is doubtful.
  std::shared_ptr<const ListImage> compile(document::Diagnostics& diagnostics) const;

  // Where each entry stands first, by its form. Bad ones are left out.
  std::map<std::string, document::Span> entries_by_form() const;

 private:
  using TakeEntry = std::function<void(const document::Text&, ListEntry)>;

  void read(BoundedReporter& reporter, const TakeEntry& take) const;
  void warn_of_repeated(document::Reporter& reporter) const;

  ListKind kind_;
  std::string file_;
  std::string text_;
  std::string digest_;
};

}  // namespace picket::lists
