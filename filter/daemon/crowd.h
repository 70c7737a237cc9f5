// SPDX-License-Identifier: Apache-2.0
// How many connections a listener has, and one peer of it: so that no peer can take all the room,
// or all the patience, that there is. Shared by the workers, any thread; touched when a connection
// comes, is let in and goes.
#pragma once

#include <asio/ip/address.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace picket::daemon {

struct CrowdLimits {
  std::uint32_t connections = 20'000;  // of all peers
  std::uint32_t connections_per_peer = 20'000;
  std::uint32_t unbound_per_peer = 1'000;  // of those, not let in yet

  bool operator==(const CrowdLimits&) const = default;
};

class Crowd : public std::enable_shared_from_this<Crowd> {
 public:
  // A connection's place; gives it back when it goes.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept
        : crowd_(std::move(other.crowd_)), peer_(other.peer_), unbound_(other.unbound_) {}
    Place& operator=(Place&& other) noexcept {
      leave();
      crowd_ = std::move(other.crowd_);
      peer_ = other.peer_;
      unbound_ = other.unbound_;
      return *this;
    }
    ~Place() { leave(); }

    explicit operator bool() const noexcept { return crowd_ != nullptr; }
    // It has been let in.
    void bound() noexcept {
      if (crowd_ && std::exchange(unbound_, false)) crowd_->count(peer_, 0, -1);
    }

   private:
    friend Crowd;
    Place(std::shared_ptr<Crowd> crowd, const asio::ip::address& peer) noexcept
        : crowd_(std::move(crowd)), peer_(peer) {}
    void leave() noexcept {
      if (const auto crowd = std::exchange(crowd_, nullptr))
        crowd->count(peer_, -1, unbound_ ? -1 : 0);
    }

    std::shared_ptr<Crowd> crowd_;
    asio::ip::address peer_;
    bool unbound_ = true;
  };

  // A place for a connection of this peer, or none (false) where a limit is reached.
  Place enter(const asio::ip::address& peer, const CrowdLimits& limits) {
    const std::lock_guard lock(mutex_);
    if (connections_ >= limits.connections) return {};
    Counts& counts = peers_[peer];
    if (counts.connections >= limits.connections_per_peer ||
        counts.unbound >= limits.unbound_per_peer) {
      return {};  // it has connections, so its entry is wanted
    }
    ++connections_;
    ++counts.connections;
    ++counts.unbound;
    return Place(shared_from_this(), peer);
  }

 private:
  struct Counts {
    std::uint32_t connections = 0;
    std::uint32_t unbound = 0;
  };

  void count(const asio::ip::address& peer, int connections, int unbound) noexcept {
    const std::lock_guard lock(mutex_);
    const auto entry = peers_.find(peer);
    connections_ += static_cast<std::uint32_t>(connections);
    entry->second.connections += static_cast<std::uint32_t>(connections);
    entry->second.unbound += static_cast<std::uint32_t>(unbound);
    if (entry->second.connections == 0) peers_.erase(entry);
  }

  std::mutex mutex_;
  std::uint32_t connections_ = 0;
  std::map<asio::ip::address, Counts> peers_;  // those that have connections
};

}  // namespace picket::daemon
