// SPDX-License-Identifier: Apache-2.0
// A relay with its two sockets: the leg to the ESME, that was accepted, and the leg to the SMSC,
// made when the ESME binds. One coroutine reads and one writes each leg for as long as it lives,
// one keeps the timers. Lives on one worker, both legs with it.
//
// What a turn (one read and what the relay makes of it) produces is written at once, one write a
// leg; only what a socket does not take is put aside for the leg's writer. While a peer leaves too
// much untaken, nothing is read from the other side.
#pragma once

#include <array>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <memory>
#include <optional>

#include "adapters/smpp/host.h"
#include "adapters/smpp/settings.h"
#include "filter/daemon/stream.h"

namespace picket::smpp {

class Session final : public std::enable_shared_from_this<Session>, private RelayOwner {
 public:
  // The host outlives the session.
  Session(Host& host, std::shared_ptr<const SessionOptions> options, asio::ip::tcp::socket esme);

  // Starts the coroutines, which keep the session alive until both legs are closed.
  void start();
  // Takes nothing new, waits for the answers due, unbinds both legs, closes.
  void drain();
  // Gives its ESME receipts of messages dropped in silence, if any wait that it could take.
  void fetch_receipts();
  // Goes on with other limits and timers; what is for a connection's beginning holds from the next
  // one on.
  void adopt(std::shared_ptr<const SessionOptions> options);
  const SessionOptions& options() const noexcept { return *options_; }

 private:
  using Clock = std::chrono::steady_clock;

  struct Leg {
    explicit Leg(asio::ip::tcp::socket taken);

    daemon::Stream stream;
    bool connected = false;
    bool input_over = false;   // the peer has closed, or the leg has failed
    bool output_over = false;  // everything was written and our end is shut, or the leg has failed
    Bytes carry;               // the beginning of a PDU whose rest has not come yet
    Bytes unsent;              // from unsent_from on
    std::size_t unsent_from = 0;
    asio::steady_timer reader_wake;  // never expires: cancelled to wake who waits on it
    asio::steady_timer writer_wake;
    std::unique_ptr<Turn> waiting;  // a turn that waits for a verdict
    bool verdict_came = false;
    bool paused = false;           // the reader waits on reader_wake
    Clock::time_point heard;       // when something was last read
    Clock::time_point enquired{};  // when we asked, if since then nothing was read

    std::size_t left() const noexcept { return unsent.size() - unsent_from; }
  };

  // Coroutines. Each holds `self`.
  static asio::awaitable<void> read(std::shared_ptr<Session> self, Side side);
  static asio::awaitable<void> write(std::shared_ptr<Session> self, Side side);
  static asio::awaitable<void> greet(std::shared_ptr<Session> self);
  static asio::awaitable<void> connect(std::shared_ptr<Session> self);
  static asio::awaitable<asio::error_code> connect_to(std::shared_ptr<Session> self,
                                                      asio::ip::tcp::endpoint upstream);
  static asio::awaitable<void> keep_time(std::shared_ptr<Session> self);

  void decided(Side from) noexcept override;
  BindAdmission admit_bind(Side from, std::string_view system_id) noexcept override;

  void begin();
  void turn_away();

  bool may_read(Side side) const noexcept;
  void wake_readers();
  void take_turn(Side side);
  void go_on(Side side);
  void end_turn(Side side, std::unique_ptr<Turn> turn, Progress progress);
  void discard(Side side);
  void connected(const std::shared_ptr<Session>& self);
  void give_up_upstream(const asio::error_code& why);

  void flush(PerSide<Bytes>& out);
  void send(Side side, const Bytes& out);
  void write_unsent(Side side);

  void lose(Side side, const asio::error_code& why);
  void give_up(End why);
  void end();
  void close_now();
  void wake_all();

  Clock::time_point act_on_time(Clock::time_point now);
  Clock::time_point watch_connect(Clock::time_point now);
  Clock::time_point watch_leg(Side side, Clock::time_point now);
  Clock::time_point watch_activity(Clock::time_point now);
  Clock::time_point watch_unbind(Clock::time_point now);
  void limit_unbind();
  void shrink();

  // Runs use(outputs) with buffers of the host's and sends what came out.
  template <typename Use>
  void with_outputs(Use&& use) {
    auto turn = host_.take_turn(options_->relay.max_pdu_size);
    use(turn->workspace.out);
    flush(turn->workspace.out);
    host_.give_back(std::move(turn));
    wake_readers();
    if (relay_.unbinding()) limit_unbind();
    if (ending()) end();
  }

  bool ending() const noexcept { return relay_.ended() != End::none; }
  bool over() const noexcept;

  Host& host_;
  std::shared_ptr<const SessionOptions> options_;
  Relay relay_;
  PerSide<Leg> legs_;
  asio::steady_timer clock_;        // the one timer that runs
  asio::ip::tcp::endpoint client_;  // the ESME, wherever the connection comes from
  asio::ip::tcp::endpoint called_;  // what it connected to
  daemon::Crowd::Place place_;
  std::optional<asio::ip::address> source_;  // of the SMSC's leg
  bool connecting_ = false;                  // begun, or done
  bool bound_ = false;                       // the clock knows of the bind
  std::shared_ptr<Upstreams> upstreams_;     // from the bind on
  std::size_t upstream_ = 0;                 // of them, the one connected to
  Clock::time_point opened_;
  Clock::time_point bind_asked_{};
  std::optional<Clock::time_point> unbind_until_;  // then we close without an answer
  Clock::time_point connect_until_ = Clock::time_point::max();
  Clock::time_point close_at_ = Clock::time_point::max();
};

}  // namespace picket::smpp
