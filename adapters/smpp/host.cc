// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/host.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "adapters/smpp/session.h"
#include "filter/daemon/listener.h"

namespace picket::smpp {

Host::Host(daemon::Worker& worker, Shared& shared, const CounterNames& names)
    : worker_(worker),
      shared_(shared),
      counting_(worker.counters(), names),
      receipts_timer_(worker.io()) {
  watch_receipts();
}

std::unique_ptr<Turn> Host::take_turn(std::size_t max_pdu_size) {
  if (turns_.empty()) turns_.push_back(std::make_unique<Turn>());
  auto turn = std::move(turns_.back());
  turns_.pop_back();
  const std::size_t wanted = std::max(Turn::kReadSize, 2 * max_pdu_size);
  if (turn->input.size() < wanted) turn->input.resize(wanted);
  return turn;
}

void Host::give_back(std::unique_ptr<Turn> turn) noexcept { turns_.push_back(std::move(turn)); }

void Host::add(Session& session) {
  sessions_.insert(&session);
  counting_.add(Count::sessions_open);
}

void Host::remove(Session& session) noexcept {
  if (sessions_.erase(&session) == 0) return;
  counting_.add(Count::sessions_open, -1);
  worker_.session_closed();
  tell_if_drained();
}

void Host::adopt(std::size_t listener, std::shared_ptr<const SessionOptions> options) {
  if (options_.size() <= listener) options_.resize(listener + 1);
  const auto before = std::exchange(options_[listener], std::move(options));
  for (Session* session : sessions_)
    if (&session->options() == before.get()) session->adopt(options_[listener]);
}

// A receipt may be for a session that has nothing else to do, of this worker or another. Sessions
// are looked at only in a second in which one was queued; what they cannot take then, for want of
// room in the window, they take when answers make some.
void Host::watch_receipts() {
  receipts_timer_.expires_after(std::chrono::seconds(1));
  receipts_timer_.async_wait([this](const asio::error_code& error) {
    if (error) return;
    watch_receipts();
    const std::uint64_t expected = shared_.dropped.expected();
    if (expected == receipts_seen_) return;
    receipts_seen_ = expected;
    for (Session* session : sessions_) session->fetch_receipts();
  });
}

void Host::tls_failed(Side side, const std::string& why) {
  const bool esme = side == Side::esme;
  counting_.add(esme ? Count::tls_failed_esme : Count::tls_failed_smsc);
  if (esme && may_speak()) spdlog::warn("smpp: no TLS with an ESME: {}", why);
}

void Host::upstream_failed(const asio::ip::tcp::endpoint& upstream, const std::string& why) {
  counting_.add(Count::upstream_failed);
  if (may_speak()) spdlog::warn("smpp: no connection to {}: {}", daemon::to_string(upstream), why);
}

// Peers must not be able to fill the log.
bool Host::may_speak() noexcept {
  const auto now = std::chrono::steady_clock::now();
  if (now - spoke_ < std::chrono::seconds(1)) return false;
  spoke_ = now;
  return true;
}

void Host::drain(std::function<void()> drained) {
  draining_ = true;
  drained_ = std::move(drained);
  for (Session* session : sessions_) session->drain();
  tell_if_drained();
}

// Sessions go one by one in their own time, never within drain()'s loop.
void Host::tell_if_drained() {
  if (draining_ && sessions_.empty() && drained_) std::exchange(drained_, nullptr)();
}

}  // namespace picket::smpp
