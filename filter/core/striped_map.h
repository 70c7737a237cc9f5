// SPDX-License-Identifier: Apache-2.0
// The one kind of container that workers share: a fixed number of stripes chosen by key hash, each
// with a small lock of its own, and entries from memory reserved at construction. Message parts,
// rate windows and SIP transactions live in one. Any thread.
//
// A caller does what it has to do with an entry in one locked step, as a functor that copies out
// what it needs: some dozen nanoseconds, never an allocation, a call-out or a second key (a functor
// must not touch the map). Entries end at their deadline; a full stripe evicts the entry that was
// used least recently, or refuses, as configured.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "filter/core/hash.h"
#include "filter/core/stripe_lock.h"

namespace picket::core {

// Time on whatever clock the caller keeps to (steady nanoseconds, an event's own microseconds).
using Ticks = std::int64_t;

enum class WhenFull : std::uint8_t { evict, refuse };

struct StripedMapOptions {
  std::size_t capacity = 0;  // entries; rounded up to a multiple of the stripes
  std::size_t stripes = 64;  // rounded up to a power of two
  WhenFull when_full = WhenFull::evict;
};

// Since construction, all stripes added up.
struct StripedMapCounts {
  std::size_t entries = 0;    // held now, those past their deadline and not yet met included
  std::uint64_t expired = 0;  // let go at their deadline
  std::uint64_t evicted = 0;  // let go before it, for want of room
  std::uint64_t refused = 0;  // not taken in, for want of room
};

// Hash must spread over all 64 bits (mix64 helps). Value is default-constructed at the start
// and reused: a fresh entry holds what its predecessor left, so the functor initialises it.
// A Value that holds blocks of a pool of its own may have a `void let_go() noexcept` that gives
// them back: called under the stripe's lock when its entry ends.
template <class Key, class Value, class Hash = std::hash<Key>>
class StripedMap {
 public:
  // What a functor sees of an entry.
  struct Entry {
    Value& value;
    bool fresh;         // made by this call: initialise `value`
    Ticks deadline;     // at which it ends; the functor may move it
    bool drop = false;  // set: the entry is let go when the functor returns
  };

  explicit StripedMap(const StripedMapOptions& options);

  // Finds the entry, or makes it with deadline now + keep, and runs use(Entry&) under the stripe's
  // lock. False where the stripe was full and refused; `use` has not run then.
  template <class Use>
  bool upsert(const Key& key, Ticks now, Ticks keep, Use&& use) noexcept;

  // The same for an entry that is there already; false where there is none.
  template <class Use>
  bool find(const Key& key, Ticks now, Use&& use) noexcept;

  // Lets entries of one stripe go whose deadline is over, from the least recently used on up to the
  // first that is not over, at most `limit` of them; returns how many. For a timer that walks the
  // stripes; upsert() does a little of it on its way.
  std::size_t sweep(std::size_t stripe, Ticks now, std::size_t limit) noexcept;

  std::size_t stripe_count() const noexcept { return stripe_mask_ + 1; }
  std::size_t capacity() const noexcept { return stripe_capacity_ * stripe_count(); }
  StripedMapCounts counts() const noexcept;

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::size_t kSweptOnInsert = 2;

  struct Slot {
    Key key{};
    Value value{};
    Ticks deadline = 0;
    std::uint64_t hash = 0;
    std::uint32_t next_in_bucket = kNone;  // also links the free list
    std::uint32_t newer = kNone;           // order of use
    std::uint32_t older = kNone;
  };

  // One cache line apart, so that neighbours' locks do not disturb each other.
  struct alignas(64) Stripe {
    mutable StripeLock lock;
    std::uint32_t free = kNone;
    std::uint32_t newest = kNone;
    std::uint32_t oldest = kNone;
    std::uint32_t entries = 0;
    std::uint64_t expired = 0;
    std::uint64_t evicted = 0;
    std::uint64_t refused = 0;
    std::unique_ptr<Slot[]> slots;
    std::unique_ptr<std::uint32_t[]> buckets;
  };

  Stripe& stripe_of(std::uint64_t hash) const noexcept { return stripes_[hash & stripe_mask_]; }
  std::uint32_t& bucket_of(Stripe& stripe, std::uint64_t hash) const noexcept {
    return stripe.buckets[(hash >> 32) & bucket_mask_];
  }
  std::uint32_t lookup(Stripe& stripe, const Key& key, std::uint64_t hash) const noexcept;
  std::uint32_t take_slot(Stripe& stripe, Ticks now) noexcept;
  void let_go(Stripe& stripe, std::uint32_t index) noexcept;
  void link_newest(Stripe& stripe, std::uint32_t index) noexcept;
  void unlink_use(Stripe& stripe, std::uint32_t index) noexcept;
  std::size_t sweep_locked(Stripe& stripe, Ticks now, std::size_t limit) noexcept;
  template <class Use>
  void run(Stripe& stripe, std::uint32_t index, bool fresh, Use& use) noexcept;

  std::size_t stripe_mask_;
  std::size_t stripe_capacity_;
  std::size_t bucket_mask_;
  WhenFull when_full_;
  std::unique_ptr<Stripe[]> stripes_;
};

}  // namespace picket::core

#include "filter/core/striped_map_impl.h"
