// SPDX-License-Identifier: Apache-2.0
// Parts of long messages seen so far (3GPP TS 23.040 §9.2.3.24.1), so that each is judged joined
// with its neighbours. Parts arrive on different sessions and workers, in any order: one store
// serves the whole process, any thread. Nothing is ever held back: an adapter admits a part, judges
// what came out, forwards the part if that is clean; after a block it calls block(), and the key
// stays blocked, so that the message can never complete.
//
// Admitting inserts the part and copies the joined octets out in one step under the key's stripe
// lock. Of two parts that arrive at once the later to be admitted therefore sees the earlier one:
// both can never be judged apart. Judging happens outside the lock.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/gsm/alphabet.h"
#include "adapters/gsm/udh.h"
#include "filter/core/striped_map.h"

namespace picket::gsm {

// How the sender says that a message has parts; parts of different transports do not join.
enum class PartTransport : std::uint8_t { udh8, udh16, sar };

// What a handset joins by: sender, recipient and reference, here with everything that must agree.
// Two keys are equal only if all of that is (addresses beyond the room are folded into a hash).
class PartKey {
 public:
  struct Address {
    std::uint8_t ton = 0;
    std::string_view text;
  };
  // `group`: bind groups whose parts may join; 0 where all routes may.
  PartKey(std::uint32_t group, Address from, Address to, PartTransport transport,
          const Concatenation& part) noexcept;
  PartKey() = default;

  bool operator==(const PartKey&) const = default;

  struct Hash {
    std::size_t operator()(const PartKey& key) const noexcept;
  };

 private:
  static constexpr std::size_t kCapacity = 72;
  void put(Octets octets) noexcept;

  std::array<std::uint8_t, kCapacity> octets_{};
  std::uint64_t overflow_ = 0;
  std::uint32_t size_ = 0;
};

struct Part {
  std::uint8_t number = 0;  // 1..total
  std::uint8_t total = 0;
  Coding coding;  // packed septets are unpacked by the caller
  Octets octets;  // without the user data header
};

// What admit() copied out: the part with the contiguous parts around it that have been seen. Where
// a number was seen with different octets there are several runs, the latest variants first.
class JoinedOctets {
 public:
  struct Stretch {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Coding coding;
    bool starts_run = false;
  };

  static constexpr std::size_t kCapacity = 64 * 1024;  // octets; what is beyond is left out
  JoinedOctets();                                      // allocates, once

  // Neighbouring parts of one coding are one stretch: octets are joined first and decoded after,
  // as senders do cut characters in two.
  std::span<const Stretch> stretches() const noexcept { return stretches_; }
  Octets octets(const Stretch& stretch) const noexcept {
    return Octets(octets_).subspan(stretch.begin, stretch.end - stretch.begin);
  }
  bool truncated() const noexcept { return truncated_; }

  void clear() noexcept;
  void begin_run() noexcept { run_begins_ = true; }
  void append(Coding coding, Octets octets) noexcept;

 private:
  std::vector<std::uint8_t> octets_;
  std::vector<Stretch> stretches_;
  bool run_begins_ = false;
  bool truncated_ = false;
};

enum class Standing : std::uint8_t {
  joined,   // judge the joined octets
  blocked,  // an earlier part was blocked: refuse this one alike, whatever it says
  no_room,  // the message is too big or the memory is full: `joined` holds this part alone
};

struct Admission {
  Standing standing = Standing::joined;
  std::uint64_t blocked_as = 0;  // what block() was told, where it was blocked
  bool duplicate = false;        // the same octets were seen under this number
  bool conflicting = false;  // other octets were seen under this number: a new message that reuses
                             // the reference, or an attack; both are in the joined octets
};

struct PartStoreOptions {
  std::size_t memory = 32u << 20;                       // octets, reserved at construction
  core::Ticks keep = core::Ticks{600} * 1'000'000'000;  // after a message's latest part
};

class PartPool;

class PartStore {
 public:
  // Of one message, all variants of its parts together: 255 parts of 153 septets. Limits what a
  // flood of parts can make us scan, too.
  static constexpr std::size_t kMaxOctets = 255 * 153;
  static constexpr std::size_t kMaxVariants = 4;  // of one part: the first three and the latest

  explicit PartStore(const PartStoreOptions& options);
  ~PartStore();

  // `now` in steady nanoseconds. Allocates nothing.
  Admission admit(const PartKey& key, const Part& part, core::Ticks now,
                  JoinedOctets& joined) noexcept;

  // Every later part of the key is Standing::blocked, until `keep` has passed without one. `as`:
  // what the caller wants to know then, of which the store knows nothing; of several blocks the
  // first counts, and is returned.
  std::uint64_t block(const PartKey& key, core::Ticks now, std::uint64_t as = 0) noexcept;

  // Messages kept, and let go: `evicted` is for want of room, be it of messages or of octets.
  core::StripedMapCounts counts() const noexcept;

 private:
  struct Message;
  struct Messages;

  bool make_room(core::Ticks now) noexcept;

  core::Ticks keep_;
  std::unique_ptr<PartPool> pool_;
  std::unique_ptr<Messages> messages_;
  std::atomic<std::uint32_t> next_swept_{0};
  std::atomic<std::uint64_t> made_room_{0};  // messages let go by make_room()
};

}  // namespace picket::gsm
