// SPDX-License-Identifier: Apache-2.0
// What a session does when time has passed.
#include <algorithm>

#include "adapters/smpp/session.h"

namespace picket::smpp {
namespace {

constexpr std::chrono::seconds kHousekeeping{30};

}  // namespace

// Does what is due and says when to look again. A deadline that comes earlier than that wakes the
// clock itself.
Session::Clock::time_point Session::act_on_time(Clock::time_point now) {
  if (!ending()) {
    if (!relay_.wants_upstream()) {
      if (now < opened_ + options_->session_init) return opened_ + options_->session_init;
      give_up(End::no_bind);
    } else if (!relay_.bound()) {
      if (now < bind_asked_ + options_->bind) return watch_connect(now);
      give_up(End::no_bind);
    } else {
      with_outputs([&](PerSide<Bytes>& out) { relay_.tick(out, now.time_since_epoch().count()); });
      shrink();
      const auto next = std::min({watch_leg(Side::esme, now), watch_leg(Side::smsc, now),
                                  watch_activity(now), watch_unbind(now)});
      if (!ending()) return std::min(next, now + kHousekeeping);
    }
  }
  if (now >= close_at_) close_now();
  return std::max(close_at_, now + std::chrono::milliseconds(1));
}

// An upstream that does not answer a connection in time is given up for the next.
Session::Clock::time_point Session::watch_connect(Clock::time_point now) {
  if (now >= connect_until_) {
    connect_until_ = Clock::time_point::max();
    legs_.smsc.stream.close();
  }
  return std::min(connect_until_, bind_asked_ + options_->bind);
}

// Each leg is asked on its own: one that lives proves nothing of the other.
Session::Clock::time_point Session::watch_leg(Side side, Clock::time_point now) {
  Leg& leg = legs_[side];
  const auto interval = options_->enquire_link[side];
  if (leg.enquired != Clock::time_point{}) {
    if (now >= leg.enquired + interval) give_up(End::silent);
    return leg.enquired + interval;
  }
  if (now < leg.heard + interval) return leg.heard + interval;
  leg.enquired = now;
  with_outputs([&](PerSide<Bytes>& out) {
    relay_.enquire(side, out[side], now.time_since_epoch().count());
  });
  return now + interval;
}

// Unbinds a session that has had nothing to do for too long.
Session::Clock::time_point Session::watch_activity(Clock::time_point now) {
  if (options_->inactivity.count() == 0 || unbind_until_ || ending())
    return Clock::time_point::max();
  const auto unbind_at =
      Clock::time_point(std::chrono::nanoseconds(relay_.last_transaction())) + options_->inactivity;
  if (now < unbind_at) return unbind_at;
  with_outputs([&](PerSide<Bytes>& out) {
    relay_.drain(out, now.time_since_epoch().count(), End::inactive);
  });
  limit_unbind();  // answers may be due that never come
  return watch_unbind(now);
}

// A peer that does not answer an unbind is closed on.
void Session::limit_unbind() {
  if (unbind_until_) return;
  unbind_until_ = Clock::now() + options_->linger;
  clock_.cancel();
}

Session::Clock::time_point Session::watch_unbind(Clock::time_point now) {
  if (!unbind_until_ || ending()) return Clock::time_point::max();
  if (now >= *unbind_until_) give_up(relay_.drain_reason());
  return *unbind_until_;
}

void Session::give_up(End why) {
  relay_.finish(why);
  end();
}

// A session that has nothing in hand keeps no buffers.
void Session::shrink() {
  relay_.shrink();
  for (const Side side : {Side::esme, Side::smsc}) {
    Leg& leg = legs_[side];
    if (leg.left() == 0) leg.unsent = {};
    if (leg.carry.empty()) leg.carry = {};
  }
}

}  // namespace picket::smpp
