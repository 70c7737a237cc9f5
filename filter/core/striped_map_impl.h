// SPDX-License-Identifier: Apache-2.0
// The bodies of striped_map.h's templates; include that.
#pragma once

#include <algorithm>
#include <mutex>

namespace picket::core {

template <class Key, class Value, class Hash>
StripedMap<Key, Value, Hash>::StripedMap(const StripedMapOptions& options)
    : stripe_mask_(std::bit_ceil(std::max<std::size_t>(options.stripes, 1)) - 1),
      stripe_capacity_(
          std::max<std::size_t>((options.capacity + stripe_mask_) / (stripe_mask_ + 1), 1)),
      bucket_mask_(std::bit_ceil(stripe_capacity_) - 1),
      when_full_(options.when_full),
      stripes_(std::make_unique<Stripe[]>(stripe_mask_ + 1)) {
  for (std::size_t s = 0; s <= stripe_mask_; ++s) {
    Stripe& stripe = stripes_[s];
    stripe.slots = std::make_unique<Slot[]>(stripe_capacity_);
    stripe.buckets = std::make_unique<std::uint32_t[]>(bucket_mask_ + 1);
    std::fill_n(stripe.buckets.get(), bucket_mask_ + 1, kNone);
    for (std::size_t i = stripe_capacity_; i-- > 0;) {
      stripe.slots[i].next_in_bucket = stripe.free;
      stripe.free = static_cast<std::uint32_t>(i);
    }
  }
}

template <class Key, class Value, class Hash>
template <class Use>
bool StripedMap<Key, Value, Hash>::upsert(const Key& key, Ticks now, Ticks keep,
                                          Use&& use) noexcept {
  const std::uint64_t hash = Hash{}(key);
  Stripe& stripe = stripe_of(hash);
  const std::lock_guard guard(stripe.lock);
  std::uint32_t index = lookup(stripe, key, hash);
  if (index != kNone && stripe.slots[index].deadline <= now) {
    ++stripe.expired;
    let_go(stripe, index);
    index = kNone;
  }
  const bool fresh = index == kNone;
  if (fresh) {
    index = take_slot(stripe, now);
    if (index == kNone) return false;
    Slot& slot = stripe.slots[index];
    slot.key = key;
    slot.hash = hash;
    slot.deadline = now + keep;
    std::uint32_t& bucket = bucket_of(stripe, hash);
    slot.next_in_bucket = bucket;
    bucket = index;
    ++stripe.entries;
  } else {
    unlink_use(stripe, index);
  }
  link_newest(stripe, index);
  run(stripe, index, fresh, use);
  return true;
}

template <class Key, class Value, class Hash>
template <class Use>
bool StripedMap<Key, Value, Hash>::find(const Key& key, Ticks now, Use&& use) noexcept {
  const std::uint64_t hash = Hash{}(key);
  Stripe& stripe = stripe_of(hash);
  const std::lock_guard guard(stripe.lock);
  const std::uint32_t index = lookup(stripe, key, hash);
  if (index == kNone) return false;
  if (stripe.slots[index].deadline <= now) {
    ++stripe.expired;
    let_go(stripe, index);
    return false;
  }
  unlink_use(stripe, index);
  link_newest(stripe, index);
  run(stripe, index, false, use);
  return true;
}

template <class Key, class Value, class Hash>
template <class Use>
void StripedMap<Key, Value, Hash>::run(Stripe& stripe, std::uint32_t index, bool fresh,
                                       Use& use) noexcept {
  Slot& slot = stripe.slots[index];
  Entry entry{slot.value, fresh, slot.deadline};
  use(entry);
  slot.deadline = entry.deadline;
  if (entry.drop) let_go(stripe, index);
}

template <class Key, class Value, class Hash>
std::size_t StripedMap<Key, Value, Hash>::sweep(std::size_t stripe, Ticks now,
                                                std::size_t limit) noexcept {
  Stripe& swept = stripes_[stripe];
  const std::lock_guard guard(swept.lock);
  return sweep_locked(swept, now, limit);
}

template <class Key, class Value, class Hash>
StripedMapCounts StripedMap<Key, Value, Hash>::counts() const noexcept {
  StripedMapCounts sum;
  for (std::size_t s = 0; s <= stripe_mask_; ++s) {
    const Stripe& stripe = stripes_[s];
    const std::lock_guard guard(stripe.lock);
    sum.entries += stripe.entries;
    sum.expired += stripe.expired;
    sum.evicted += stripe.evicted;
    sum.refused += stripe.refused;
  }
  return sum;
}

template <class Key, class Value, class Hash>
std::uint32_t StripedMap<Key, Value, Hash>::lookup(Stripe& stripe, const Key& key,
                                                   std::uint64_t hash) const noexcept {
  std::uint32_t index = bucket_of(stripe, hash);
  while (index != kNone) {
    const Slot& slot = stripe.slots[index];
    if (slot.hash == hash && slot.key == key) break;
    index = slot.next_in_bucket;
  }
  return index;
}

// A slot that is in no list; kNone where the stripe is full and refuses.
template <class Key, class Value, class Hash>
std::uint32_t StripedMap<Key, Value, Hash>::take_slot(Stripe& stripe, Ticks now) noexcept {
  sweep_locked(stripe, now, kSweptOnInsert);
  if (stripe.free == kNone) {
    if (when_full_ == WhenFull::refuse) {
      ++stripe.refused;
      return kNone;
    }
    ++stripe.evicted;
    let_go(stripe, stripe.oldest);
  }
  const std::uint32_t index = stripe.free;
  stripe.free = stripe.slots[index].next_in_bucket;
  return index;
}

template <class Key, class Value, class Hash>
void StripedMap<Key, Value, Hash>::let_go(Stripe& stripe, std::uint32_t index) noexcept {
  Slot& slot = stripe.slots[index];
  std::uint32_t* link = &bucket_of(stripe, slot.hash);
  while (*link != index) link = &stripe.slots[*link].next_in_bucket;
  *link = slot.next_in_bucket;
  unlink_use(stripe, index);
  if constexpr (requires { slot.value.let_go(); }) slot.value.let_go();
  slot.next_in_bucket = stripe.free;
  stripe.free = index;
  --stripe.entries;
}

template <class Key, class Value, class Hash>
void StripedMap<Key, Value, Hash>::link_newest(Stripe& stripe, std::uint32_t index) noexcept {
  Slot& slot = stripe.slots[index];
  slot.older = stripe.newest;
  slot.newer = kNone;
  if (stripe.newest != kNone) stripe.slots[stripe.newest].newer = index;
  stripe.newest = index;
  if (stripe.oldest == kNone) stripe.oldest = index;
}

template <class Key, class Value, class Hash>
void StripedMap<Key, Value, Hash>::unlink_use(Stripe& stripe, std::uint32_t index) noexcept {
  const Slot& slot = stripe.slots[index];
  (slot.newer == kNone ? stripe.newest : stripe.slots[slot.newer].older) = slot.older;
  (slot.older == kNone ? stripe.oldest : stripe.slots[slot.older].newer) = slot.newer;
}

template <class Key, class Value, class Hash>
std::size_t StripedMap<Key, Value, Hash>::sweep_locked(Stripe& stripe, Ticks now,
                                                       std::size_t limit) noexcept {
  std::size_t swept = 0;
  while (swept < limit && stripe.oldest != kNone && stripe.slots[stripe.oldest].deadline <= now) {
    let_go(stripe, stripe.oldest);
    ++stripe.expired;
    ++swept;
  }
  return swept;
}

}  // namespace picket::core
