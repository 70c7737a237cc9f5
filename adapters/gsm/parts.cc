// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/parts.h"

#include <algorithm>
#include <bitset>
#include <limits>

#include "adapters/gsm/part_pool.h"

namespace picket::gsm {
namespace {

constexpr std::uint32_t kNone = PartPool::kNone;
constexpr std::size_t kNumbers = 256;
constexpr std::size_t kPartsPerMessage = 3;  // on average, for sizing
constexpr int kRoomAttempts = 4;

}  // namespace

JoinedOctets::JoinedOctets() {
  octets_.reserve(kCapacity);
  stretches_.reserve(kNumbers * PartStore::kMaxVariants);
}

void JoinedOctets::clear() noexcept {
  octets_.clear();
  stretches_.clear();
  run_begins_ = false;
  truncated_ = false;
}

void JoinedOctets::append(Coding coding, Octets octets) noexcept {
  const bool starts_run = std::exchange(run_begins_, false);
  const bool new_stretch = starts_run || stretches_.empty() || stretches_.back().coding != coding;
  if (octets_.size() + octets.size() > kCapacity ||
      (new_stretch && stretches_.size() == stretches_.capacity())) {
    truncated_ = true;
    return;
  }
  const auto begin = static_cast<std::uint32_t>(octets_.size());
  octets_.insert(octets_.end(), octets.begin(), octets.end());
  if (new_stretch) stretches_.push_back({begin, begin, coding, starts_run});
  stretches_.back().end = static_cast<std::uint32_t>(octets_.size());
}

// What is known of one key: its parts in order of arrival, each a chain of blocks. Touched under
// the stripe's lock only.
struct PartStore::Message {
  PartPool* pool = nullptr;
  std::uint32_t first = kNone;
  std::uint32_t last = kNone;
  std::uint32_t octets = 0;
  bool blocked = false;
  std::uint64_t blocked_as = 0;
  std::bitset<kNumbers> seen;  // numbers of the present use of the reference

  void start(PartPool& from) noexcept {
    *this = Message{};
    pool = &from;
  }

  // Called by the map when the entry ends, under the stripe's lock.
  void let_go() noexcept {
    while (first != kNone) {
      const std::uint32_t next = (*pool)[first].next_part;
      pool->release(first);
      first = next;
    }
    last = kNone;
  }

  bool same_octets(std::uint32_t index, const Part& part) const noexcept {
    if ((*pool)[index].size != part.octets.size()) return false;
    std::size_t at = 0;
    for (std::uint32_t block = index; block != kNone && at < part.octets.size();
         block = (*pool)[block].next) {
      const auto piece =
          part.octets.subspan(at).first(std::min(PartPool::kBlockOctets, part.octets.size() - at));
      if (!std::equal(piece.begin(), piece.end(), (*pool)[block].octets.begin())) return false;
      at += piece.size();
    }
    return true;
  }

  std::uint32_t add(const Part& part) noexcept {
    const std::uint32_t index = pool->take(part.octets.size());
    if (index == kNone) return kNone;
    PartPool::Block& head = (*pool)[index];
    head.number = part.number;
    head.coding = part.coding;
    head.size = static_cast<std::uint16_t>(part.octets.size());
    head.next_part = kNone;
    Octets rest = part.octets;
    for (std::uint32_t block = index; block != kNone; block = (*pool)[block].next) {
      const std::size_t size = std::min(PartPool::kBlockOctets, rest.size());
      std::copy_n(rest.begin(), size, (*pool)[block].octets.begin());
      rest = rest.subspan(size);
    }
    (first == kNone ? first : (*pool)[last].next_part) = index;
    last = index;
    octets += head.size;
    return index;
  }

  // Lets go of every part that `unwanted` says so of.
  template <typename Unwanted>
  void remove_if(Unwanted unwanted) noexcept {
    std::uint32_t* link = &first;
    last = kNone;
    while (*link != kNone) {
      const std::uint32_t index = *link;
      if (unwanted(index)) {
        *link = (*pool)[index].next_part;
        octets -= (*pool)[index].size;
        pool->release(index);
      } else {
        last = index;
        link = &(*pool)[index].next_part;
      }
    }
  }
};

struct PartStore::Messages {
  core::StripedMap<PartKey, Message, PartKey::Hash> map;
};

namespace {

// Where the parts of one message are, by number.
template <typename Message>
class PartIndex {
 public:
  explicit PartIndex(Message& message) noexcept : pool_(*message.pool) {
    first_.fill(kNone);
    latest_.fill(kNone);
    variants_.fill(0);
    for (std::uint32_t index = message.first; index != kNone; index = pool_[index].next_part) {
      PartPool::Block& part = pool_[index];
      part.next_variant = kNone;
      std::uint32_t& latest = latest_[part.number];
      (latest == kNone ? first_[part.number] : pool_[latest].next_variant) = index;
      latest = index;
      ++variants_[part.number];
    }
  }

  bool has(std::size_t number) const noexcept { return first_[number] != kNone; }
  std::size_t variants(std::size_t number) const noexcept { return variants_[number]; }
  std::uint32_t latest(std::size_t number) const noexcept { return latest_[number]; }

  // The variant `which` from the oldest, or the latest where there are fewer.
  std::uint32_t variant(std::size_t number, std::size_t which) const noexcept {
    std::uint32_t index = first_[number];
    while (which-- > 0 && pool_[index].next_variant != kNone) index = pool_[index].next_variant;
    return index;
  }

  std::uint32_t same_as(const Message& message, const Part& part) const noexcept {
    std::uint32_t index = first_[part.number];
    while (index != kNone &&
           !(pool_[index].coding == part.coding && message.same_octets(index, part))) {
      index = pool_[index].next_variant;
    }
    return index;
  }

  void copy(std::uint32_t index, JoinedOctets& joined) const noexcept {
    std::size_t left = pool_[index].size;
    const Coding coding = pool_[index].coding;
    for (; index != kNone; index = pool_[index].next) {
      const std::size_t size = std::min(PartPool::kBlockOctets, left);
      joined.append(coding, Octets(pool_[index].octets).first(size));
      left -= size;
    }
  }

 private:
  PartPool& pool_;
  std::array<std::uint32_t, kNumbers> first_;
  std::array<std::uint32_t, kNumbers> latest_;
  std::array<std::uint8_t, kNumbers> variants_;
};

// The runs around `part`, which the message holds at `own`.
template <typename Message>
void copy_runs(const PartIndex<Message>& index, const Part& part, std::uint32_t own,
               JoinedOctets& joined) noexcept {
  std::size_t low = part.number;
  std::size_t high = part.number;
  while (low > 1 && index.has(low - 1)) --low;
  while (high < part.total && index.has(high + 1)) ++high;
  std::size_t variants = 1;
  for (std::size_t number = low; number <= high; ++number) {
    if (number != part.number) variants = std::max(variants, index.variants(number));
  }
  for (std::size_t which = variants; which-- > 0;) {
    joined.begin_run();
    for (std::size_t number = low; number <= high; ++number) {
      index.copy(number == part.number ? own : index.variant(number, which), joined);
    }
  }
}

// Makes the message ready for other octets under a number it has. A complete one: the reference is
// being used again; only the latest octets of each number can still be meant. Otherwise the
// variants are kept, up to the limit.
template <typename Message>
void prepare_conflict(Message& message, const PartIndex<Message>& index,
                      const Part& part) noexcept {
  if (message.seen.count() == part.total) {
    PartPool& pool = *message.pool;
    message.remove_if([&](std::uint32_t i) { return index.latest(pool[i].number) != i; });
    message.seen.reset();
  } else if (index.variants(part.number) >= PartStore::kMaxVariants) {
    message.remove_if([&](std::uint32_t i) { return index.latest(part.number) == i; });
  }
}

enum class Insertion : std::uint8_t { done, too_big, pool_empty };

template <typename Message>
Insertion insert_and_copy(Message& message, const Part& part, Admission& admission,
                          JoinedOctets& joined) noexcept {
  const PartIndex<Message> before(message);
  std::uint32_t own = before.same_as(message, part);
  admission.duplicate = own != kNone;
  admission.conflicting = !admission.duplicate && before.has(part.number);
  if (!admission.duplicate) {
    if (message.octets + part.octets.size() > PartStore::kMaxOctets) return Insertion::too_big;
    if (admission.conflicting) prepare_conflict(message, before, part);
    own = message.add(part);
    if (own == kNone) return Insertion::pool_empty;
  }
  message.seen.set(part.number);
  copy_runs(PartIndex<Message>(message), part, own, joined);
  return Insertion::done;
}

}  // namespace

PartStore::PartStore(const PartStoreOptions& options) : keep_(options.keep) {
  const std::size_t per_message =
      kPartsPerMessage * sizeof(PartPool::Block) + sizeof(PartKey) + sizeof(Message) + 64;
  const std::size_t messages = std::max<std::size_t>(options.memory / per_message, 64);
  pool_ = std::make_unique<PartPool>(messages * kPartsPerMessage);
  messages_ = std::make_unique<Messages>(Messages{
      core::StripedMap<PartKey, Message, PartKey::Hash>({.capacity = messages, .stripes = 64})});
}

PartStore::~PartStore() = default;

Admission PartStore::admit(const PartKey& key, const Part& part, core::Ticks now,
                           JoinedOctets& joined) noexcept {
  Admission admission;
  for (int attempt = 0;; ++attempt) {
    joined.clear();
    Insertion insertion = Insertion::pool_empty;
    messages_->map.upsert(key, now, keep_, [&](auto& entry) {
      if (entry.fresh) entry.value.start(*pool_);
      entry.deadline = now + keep_;
      admission.blocked_as = entry.value.blocked_as;
      insertion = insert_and_copy(entry.value, part, admission, joined);
      admission.standing = entry.value.blocked            ? Standing::blocked
                           : insertion != Insertion::done ? Standing::no_room
                                                          : Standing::joined;
    });
    if (insertion == Insertion::done) return admission;
    if (insertion == Insertion::too_big || attempt == kRoomAttempts || !make_room(now)) break;
  }
  joined.clear();
  joined.begin_run();
  joined.append(part.coding, part.octets);
  return admission;
}

std::uint64_t PartStore::block(const PartKey& key, core::Ticks now, std::uint64_t as) noexcept {
  messages_->map.upsert(key, now, keep_, [&](auto& entry) {
    if (entry.fresh) entry.value.start(*pool_);
    entry.deadline = now + keep_;
    if (entry.value.blocked) as = entry.value.blocked_as;
    entry.value.blocked = true;
    entry.value.blocked_as = as;
  });
  return as;
}

// The pool is empty: a few messages go, of the next stripe that has any, those unused longest.
bool PartStore::make_room(core::Ticks now) noexcept {
  constexpr std::size_t kAtOnce = 8;
  for (std::size_t tried = 0; tried < messages_->map.stripe_count(); ++tried) {
    const std::size_t stripe =
        next_swept_.fetch_add(1, std::memory_order_relaxed) % messages_->map.stripe_count();
    if (messages_->map.sweep(stripe, now, kAtOnce) > 0) return true;
    const std::size_t gone =
        messages_->map.sweep(stripe, std::numeric_limits<core::Ticks>::max(), kAtOnce);
    made_room_.fetch_add(gone, std::memory_order_relaxed);
    if (gone > 0) return true;
  }
  return false;
}

// For the map those that make_room() lets go have expired.
core::StripedMapCounts PartStore::counts() const noexcept {
  const std::uint64_t made_room = made_room_.load(std::memory_order_relaxed);
  core::StripedMapCounts counts = messages_->map.counts();
  counts.evicted += made_room;
  counts.expired -= std::min(counts.expired, made_room);
  return counts;
}

}  // namespace picket::gsm
