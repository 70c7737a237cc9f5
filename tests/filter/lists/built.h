// SPDX-License-Identifier: Apache-2.0
// Lists of given entries, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "filter/lists/host_list.h"
#include "filter/lists/list_source.h"
#include "filter/lists/number_list.h"
#include "tests/filter/lists/reporting.h"

namespace picket::lists {

using Entries = std::vector<std::string_view>;

inline std::string lines(const Entries& entries) {
  std::string text;
  for (const std::string_view entry : entries) (text += entry) += '\n';
  return text;
}

// Null where there is no entry.
inline std::shared_ptr<const ListImage> image_of(ListKind kind, const Entries& entries) {
  if (entries.empty()) return nullptr;
  document::Diagnostics diagnostics;
  auto image = ListSource(kind, "f.txt", lines(entries)).compile(diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  return image;
}

inline std::shared_ptr<const NumberList> numbers_of(const Entries& base, const Entries& added = {},
                                                    const Entries& removed = {}) {
  return make_number_list({image_of(ListKind::numbers, base), image_of(ListKind::numbers, added),
                           image_of(ListKind::numbers, removed), "digest"});
}

inline std::shared_ptr<const HostList> hosts_of(const Entries& base, const Entries& added = {},
                                                const Entries& removed = {}) {
  return make_host_list({image_of(ListKind::hosts, base), image_of(ListKind::hosts, added),
                         image_of(ListKind::hosts, removed), "digest"});
}

// What is wrong with a source: `line code` each.
inline std::vector<std::string> faults_of(ListKind kind, const Entries& entries) {
  document::Diagnostics diagnostics;
  const auto image = ListSource(kind, "f.txt", lines(entries)).compile(diagnostics);
  EXPECT_EQ(image == nullptr, diagnostics.has_errors());
  return found(diagnostics);
}

}  // namespace picket::lists
