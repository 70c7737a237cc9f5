// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/session.h"

#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/error.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <utility>

namespace picket::smpp {
namespace {

core::Ticks ticks(std::chrono::steady_clock::time_point at) noexcept {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(at.time_since_epoch()).count();
}

bool is_would_block(const asio::error_code& error) noexcept {
  return error == asio::error::would_block || error == asio::error::try_again;
}

}  // namespace

Session::Leg::Leg(asio::ip::tcp::socket taken)
    : stream(std::move(taken)),
      reader_wake(stream.socket().get_executor(), asio::steady_timer::time_point::max()),
      writer_wake(stream.socket().get_executor(), asio::steady_timer::time_point::max()),
      heard(Clock::now()) {}

Session::Session(Host& host, std::shared_ptr<const SessionOptions> options,
                 asio::ip::tcp::socket esme)
    : host_(host),
      options_(std::move(options)),
      relay_(options_->relay, host.worker().gate(), host.shared(), host.counting(), *this),
      legs_{Leg(std::move(esme)), Leg(asio::ip::tcp::socket(host.worker().io()))},
      clock_(host.worker().io()),
      opened_(Clock::now()) {
  legs_.esme.connected = true;
  legs_.smsc.input_over = legs_.smsc.output_over = true;  // until it is made
}

void Session::start() {
  host_.add(*this);
  const auto self = shared_from_this();
  asio::co_spawn(clock_.get_executor(), keep_time(self), asio::detached);
  asio::error_code gone;
  client_ = legs_.esme.stream.socket().remote_endpoint(gone);
  called_ = legs_.esme.stream.socket().local_endpoint(gone);
  if (gone) return turn_away();
  if (options_->peers.proxy_from.contains(client_.address())) {
    asio::co_spawn(clock_.get_executor(), greet(self), asio::detached);
  } else {
    begin();
  }
  if (host_.draining()) drain();
}

void Session::adopt(std::shared_ptr<const SessionOptions> options) {
  options_ = std::move(options);
  relay_.adopt(options_->relay);
  clock_.cancel();
}

void Session::drain() {
  with_outputs([this](PerSide<Bytes>& out) { relay_.drain(out, ticks(Clock::now())); });
}

void Session::fetch_receipts() {
  if (!relay_.may_take_receipts()) return;
  with_outputs([this](PerSide<Bytes>& out) { relay_.send_receipts(out, ticks(Clock::now())); });
}

// Reads until the leg's input is over, be it only to discard what a peer still says while the
// session ends: closing a socket with unread octets would make the kernel drop what we wrote last.
asio::awaitable<void> Session::read(std::shared_ptr<Session> self, Side side) {
  Leg& leg = self->legs_[side];
  asio::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  while (!leg.input_over || leg.waiting) {
    if (leg.waiting && leg.verdict_came) {
      self->go_on(side);
    } else if (leg.waiting || !self->may_read(side)) {
      if (self->relay_.bound() && !leg.waiting) self->host_.counting().add(Count::reading_paused);
      leg.paused = true;
      co_await leg.reader_wake.async_wait(token);
      leg.paused = false;
    } else {
      if (leg.stream.has_more()) {
        co_await asio::post(token);  // the socket might never tell; others have their turn first
      } else {
        co_await leg.stream.socket().async_wait(leg.stream.reading_waits_for(), token);
      }
      if (leg.input_over || error == asio::error::operation_aborted) continue;
      if (self->ending()) {
        self->discard(side);
      } else {
        self->take_turn(side);
      }
    }
  }
  self->clock_.cancel();
}

asio::awaitable<void> Session::write(std::shared_ptr<Session> self, Side side) {
  Leg& leg = self->legs_[side];
  asio::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  while (!leg.output_over) {
    if (leg.left() > 0) {
      co_await leg.stream.socket().async_wait(leg.stream.writing_waits_for(), token);
      if (leg.output_over || error == asio::error::operation_aborted) continue;
      self->write_unsent(side);
    } else if (self->ending()) {
      leg.stream.shutdown_send();
      leg.output_over = true;
    } else {
      co_await leg.writer_wake.async_wait(token);
    }
  }
  self->clock_.cancel();
}

// The clock of a session: every timer it has, one at a time.
asio::awaitable<void> Session::keep_time(std::shared_ptr<Session> self) {
  asio::error_code error;
  while (!self->over()) {
    self->clock_.expires_at(self->act_on_time(Clock::now()));
    if (self->over()) break;
    co_await self->clock_.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }
  self->close_now();
  self->host_.remove(*self);
}

// One read, and what the relay makes of it.
void Session::take_turn(Side side) {
  Leg& leg = legs_[side];
  // What is carried may be longer than a PDU may be by now.
  auto turn = host_.take_turn(std::max(options_->relay.max_pdu_size, leg.carry.size()));
  std::copy(leg.carry.begin(), leg.carry.end(), turn->input.begin());
  asio::error_code error;
  const std::size_t read = leg.stream.read_some(
      asio::buffer(turn->input.data() + leg.carry.size(), turn->input.size() - leg.carry.size()),
      error);
  if (error) {
    host_.give_back(std::move(turn));
    if (!is_would_block(error)) lose(side, error);
    return;
  }
  if (side == Side::smsc && !bound_) upstreams_->worked(upstream_);
  const auto now = Clock::now();
  leg.heard = now;
  leg.enquired = {};
  leg.verdict_came = false;
  turn->size = leg.carry.size() + read;
  leg.carry.clear();
  const Octets buffered(turn->input.data(), turn->size);
  const Progress progress = relay_.receive(side, buffered, turn->workspace, ticks(now));
  end_turn(side, std::move(turn), progress);
}

// The verdict that a turn was waiting for is there.
void Session::go_on(Side side) {
  Leg& leg = legs_[side];
  leg.verdict_came = false;
  auto turn = std::move(leg.waiting);
  const Progress progress = relay_.resume(side, ticks(Clock::now()));
  end_turn(side, std::move(turn), progress);
}

void Session::end_turn(Side side, std::unique_ptr<Turn> turn, Progress progress) {
  Leg& leg = legs_[side];
  flush(turn->workspace.out);
  if (progress == Progress::waiting) {
    leg.waiting = std::move(turn);
  } else {
    const auto input = turn->input.begin();
    if (progress == Progress::more) {
      leg.carry.assign(input + static_cast<std::ptrdiff_t>(relay_.consumed(side)),
                       input + static_cast<std::ptrdiff_t>(turn->size));
    }
    host_.give_back(std::move(turn));
  }
  if (relay_.wants_upstream() && !connecting_) {
    connecting_ = true;
    bind_asked_ = Clock::now();
    asio::co_spawn(clock_.get_executor(), connect(shared_from_this()), asio::detached);
  }
  if (relay_.bound() && !bound_) {
    bound_ = true;
    place_.bound();
    clock_.cancel();  // other deadlines hold from here on
  }
  if (relay_.unbinding()) limit_unbind();
  wake_readers();
  if (ending()) end();
}

void Session::decided(Side from) noexcept {
  legs_[from].verdict_came = true;
  legs_[from].reader_wake.cancel();
}

void Session::flush(PerSide<Bytes>& out) {
  for (const Side side : {Side::esme, Side::smsc}) {
    if (out[side].empty()) continue;
    send(side, out[side]);
    out[side].clear();
  }
}

void Session::send(Side side, const Bytes& out) {
  Leg& leg = legs_[side];
  std::size_t sent = 0;
  if (leg.connected && leg.left() == 0) {
    if (leg.output_over) return;
    asio::error_code error;
    sent = leg.stream.write_some(asio::buffer(out), error);
    if (error && !is_would_block(error)) return lose(side, error);
    if (sent == out.size()) return;
    leg.unsent.clear();
    leg.unsent_from = 0;
    leg.writer_wake.cancel();
  }
  leg.unsent.insert(leg.unsent.end(), out.begin() + static_cast<std::ptrdiff_t>(sent), out.end());
}

void Session::write_unsent(Side side) {
  Leg& leg = legs_[side];
  asio::error_code error;
  const std::size_t sent =
      leg.stream.write_some(asio::buffer(leg.unsent.data() + leg.unsent_from, leg.left()), error);
  if (error) {
    if (!is_would_block(error)) lose(side, error);
    return;
  }
  leg.unsent_from += sent;
  if (leg.left() == 0) {
    leg.unsent.clear();
    leg.unsent_from = 0;
  } else if (leg.unsent_from > options_->unsent) {
    leg.unsent.erase(leg.unsent.begin(),
                     leg.unsent.begin() + static_cast<std::ptrdiff_t>(leg.unsent_from));
    leg.unsent_from = 0;
  }
  wake_readers();
}

// While the SMSC's leg is being made its ESME waits: nothing could be passed on.
bool Session::may_read(Side side) const noexcept {
  if (ending()) return true;
  if (side == Side::esme && relay_.wants_upstream() && !legs_.smsc.connected) return false;
  const bool taken = legs_.esme.left() <= options_->unsent && legs_.smsc.left() <= options_->unsent;
  return taken && relay_.may_read(side);
}

void Session::wake_readers() {
  for (const Side side : {Side::esme, Side::smsc}) {
    if (legs_[side].paused && may_read(side)) legs_[side].reader_wake.cancel();
  }
}

void Session::discard(Side side) {
  Leg& leg = legs_[side];
  std::array<char, 4096> nowhere;
  asio::error_code error;
  while (!error) leg.stream.read_some(asio::buffer(nowhere), error);
  if (!is_would_block(error)) leg.input_over = true;
}

// The peer has closed its end (it may still take what we have for it), or the leg has failed.
void Session::lose(Side side, const asio::error_code& why) {
  Leg& leg = legs_[side];
  leg.input_over = true;
  if (why != asio::error::eof) {
    leg.output_over = true;
    if (leg.stream.is_tls() && !leg.stream.secured())
      host_.tls_failed(side, leg.stream.explain(why));
    leg.stream.close();
  }
  if (side == Side::smsc && !bound_) upstreams_->failed(upstream_, Clock::now());
  relay_.finish(side == Side::esme ? End::esme_closed : End::smsc_closed);
  end();
}

// Nothing new from here on: what is unsent is sent, our ends are shut, peers have `linger` to
// close.
void Session::end() {
  if (close_at_ != Clock::time_point::max()) return;
  close_at_ = Clock::now() + options_->linger;
  wake_all();
}

void Session::close_now() {
  for (const Side side : {Side::esme, Side::smsc}) {
    Leg& leg = legs_[side];
    leg.stream.close();
    leg.input_over = leg.output_over = true;
  }
  wake_all();
}

void Session::wake_all() {
  asio::error_code ignored;
  for (const Side side : {Side::esme, Side::smsc}) {
    Leg& leg = legs_[side];
    leg.reader_wake.cancel();
    leg.writer_wake.cancel();
    if (leg.stream.socket().is_open()) leg.stream.socket().cancel(ignored);
  }
  clock_.cancel();
}

bool Session::over() const noexcept {
  const Leg& esme = legs_.esme;
  const Leg& smsc = legs_.smsc;
  return ending() && esme.input_over && esme.output_over && smsc.input_over && smsc.output_over &&
         !esme.waiting && !smsc.waiting;
}

}  // namespace picket::smpp
