// SPDX-License-Identifier: Apache-2.0
// Lists of numbers and of hosts, as rules ask them: given inline, or the files of lists/NAME under
// the rules directory. Immutable after loading, shared by successive rulesets by digest; asked from
// any thread, without allocation, lock or system call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "filter/core/number.h"
#include "filter/core/truth.h"

namespace picket::lists {

// Entries: a number in any form (normalised as events are), a name (compared squeezed and folded),
// or a prefix of the normal form ending in `*`.
class NumberList {
 public:
  virtual ~NumberList() = default;
  virtual core::Truth contains(const core::Number& number) const noexcept = 0;
  // Whether some entry is a name. Looks through the list: for tools.
  virtual bool has_names() const = 0;
  virtual std::string_view digest() const noexcept = 0;  // SHA-256 hex of its content
};

// Entries: `bank.example` covers that host and all under it.
class HostList {
 public:
  virtual ~HostList() = default;
  // `host` canonical: lower case, no trailing dot, punycode undone.
  virtual core::Truth covers(std::string_view host) const noexcept = 0;
  // Not covered, yet an entry's first label (4+ letters) is a whole part between dots and hyphens
  // of `host_skeleton` (text/link.h: look-alikes undone).
  virtual core::Truth looks_alike(std::string_view host,
                                  std::string_view host_skeleton) const noexcept = 0;
  virtual std::string_view digest() const noexcept = 0;
};

}  // namespace picket::lists
