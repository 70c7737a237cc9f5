// SPDX-License-Identifier: Apache-2.0
// What is known of hosts' names, as it is in memory: the public suffix list (publicsuffix.org) with
// `example test invalid`, and the link shorteners; written by
// build_domains.cc into a generated file. A hash table of whole names, all their parents included,
// so that a host is walked label by label from the right and the walk ends where a name is not in
// it. Immutable; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace picket::text::table {

struct Domain {
  std::uint32_t name = 0;  // offset in kDomainNames
  std::uint8_t size = 0;   // bytes; 0: an empty slot
  std::uint8_t flags = 0;
};

enum : std::uint8_t {
  kSuffixFlag = 1,     // a rule of the list
  kWildcardFlag = 2,   // `*.` before it is a rule: every name right under it is a suffix
  kExceptionFlag = 4,  // `!`: it is none, though its parent has a wildcard
  kShortenerFlag = 8,  // anybody can have a short link under it
};

inline constexpr std::size_t kDomainSlots = 1u << 15;  // three times the names
extern const Domain kDomains[kDomainSlots];
extern const char kDomainNames[];

// A name's hash is fed its bytes from the last to the first, so that a host's suffixes cost one
// pass.
inline constexpr std::uint32_t kDomainSeed = 2166136261u;
constexpr std::uint32_t domain_hash(std::uint32_t hash, char c) noexcept {
  return (hash ^ static_cast<unsigned char>(c)) * 16777619u;
}
constexpr std::size_t domain_slot(std::uint32_t hash) noexcept {
  return (hash ^ hash >> 15) % kDomainSlots;
}

// The flags of `name`, whose hash this is; -1 where it is not in the table.
inline int domain_flags(std::string_view name, std::uint32_t hash) noexcept {
  for (std::size_t slot = domain_slot(hash);; slot = (slot + 1) % kDomainSlots) {
    const Domain& domain = kDomains[slot];
    if (domain.size == 0) return -1;
    if (name == std::string_view(kDomainNames + domain.name, domain.size)) return domain.flags;
  }
}

// The same, where the hash is not at hand.
inline int domain_flags(std::string_view name) noexcept {
  std::uint32_t hash = kDomainSeed;
  for (std::size_t i = name.size(); i-- > 0;) hash = domain_hash(hash, name[i]);
  return domain_flags(name, hash);
}

}  // namespace picket::text::table
