// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/opened_list.h"

#include <utility>

#include "filter/lists/compile_list.h"
#include "filter/lists/host_list.h"
#include "filter/lists/list_reader.h"
#include "filter/lists/number_list.h"
#include "filter/lists/numbering.h"
#include "filter/text/link.h"

namespace picket::lists {

std::optional<bool> OpenedList::has(std::string_view entry) const {
  if (hosts) {
    const std::string host = text::canonical_host(entry);
    if (host.empty()) return std::nullopt;
    return hosts->covers(host) == core::Truth::yes;
  }
  if (entry.ends_with('*')) return std::nullopt;  // a prefix
  const core::Number number = default_profile().normalise(entry);
  if (number.kind() == core::NumberKind::withheld) return std::nullopt;
  return numbers->contains(number) == core::Truth::yes;
}

std::optional<OpenedList> open_list(const ListFiles& files, std::optional<ListKind> kind,
                                    document::Diagnostics& diagnostics) {
  if (report_unread(files, diagnostics)) return std::nullopt;
  if (!kind) kind = kind_of_list(files.base, diagnostics);
  if (!kind) return std::nullopt;
  ImageCache cache;
  auto parts = read_list(*kind, files, cache, diagnostics);
  if (!parts) return std::nullopt;
  OpenedList opened;
  opened.file = files.base;
  opened.kind = *kind;
  opened.entries = parts->base->entries();
  opened.bytes = parts->base->bytes();
  for (const auto& [image, count] :
       {std::pair{parts->added.get(), &opened.added}, {parts->removed.get(), &opened.removed}}) {
    if (image == nullptr) continue;
    *count = image->entries();
    opened.bytes += image->bytes();
  }
  opened.digest = parts->digest;
  if (*kind == ListKind::hosts) {
    opened.hosts = make_host_list(*std::move(parts));
  } else {
    opened.numbers = make_number_list(*std::move(parts));
  }
  return opened;
}

}  // namespace picket::lists
