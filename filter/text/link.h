// SPDX-License-Identifier: Apache-2.0
// Links found in a text (language.md, "Links and contacts"): `scheme://host`, or a host whose last
// label is a public suffix or `example test invalid`, with their disguises undone: `hxxp`,
// `h t t p : / /`, `[.]` `(.)` ` dot ` `。`, upper case, full width, backslashes, userinfo,
// trailing dot, IP addresses as one number, hexadecimal or octal. A bare IPv4 address needs a path.
// Letters of an unspaced script end a host begun in Latin. What follows `@` or stands before it is
// an e-mail address, not a link, unless a scheme came first.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "filter/text/view.h"

namespace picket::text {

struct Link {
  // Canonical: lower case, width undone, no trailing dot, punycode decoded, UTF-8. Look-alike
  // letters stay what they are, so that a look-alike of a listed host is not that host. An IP
  // address is dotted decimal (IPv6: as written, in brackets).
  std::string_view host;
  // The part of `host` that somebody registered, by the public suffix list; `host` itself for an
  // address, a public suffix or a single label.
  std::string_view registered;
  // host_skeleton(host), for look_alike_of.
  std::string_view skeleton;
  Stretch at;              // scheme to end of path, in characters of the original
  bool shortener = false;  // `host` is, or is under, a host of data/shorteners.txt
  bool ip = false;
};

// Finds links. Lives on one worker; not thread-safe. Keeps its buffers: in steady state find()
// allocates nothing, and it is linear in the text.
class LinkFinder {
 public:
  LinkFinder();
  ~LinkFinder();
  LinkFinder(LinkFinder&&) noexcept;
  LinkFinder& operator=(LinkFinder&&) noexcept;

  // All links, by `at.begin`, not overlapping. Needs views.original and the folded view. Valid
  // until the next call.
  std::span<const Link> find(const Views& views) noexcept;

  // Bytes the last find() looked at where it may look more than once: for tests, which hold it to a
  // constant a byte of text.
  std::uint64_t steps() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A host as people write it in a list, in canonical form (see Link::host); empty if it is none.
// Allocates.
std::string canonical_host(std::string_view host);

// A canonical host (or one label of it) with look-alikes undone: folded, 0→o, 1→l, 3→e, 5→s, rn→m,
// vv→w. Entries of a list are compared by it too: `modern` is `modem` on both sides. Allocates.
std::string host_skeleton(std::string_view canonical);

}  // namespace picket::text
