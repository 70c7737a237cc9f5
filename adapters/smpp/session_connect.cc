// SPDX-License-Identifier: Apache-2.0
// How a session gets its leg to the SMSC, when the ESME binds.
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include "adapters/smpp/session.h"

namespace picket::smpp {

asio::awaitable<void> Session::connect(std::shared_ptr<Session> self) {
  const auto upstreams = self->upstreams_ = self->options_->upstreams;
  for (const std::size_t index : upstreams->order(Clock::now())) {
    self->upstream_ = index;
    const asio::error_code error = co_await connect_to(self, upstreams->all()[index]);
    self->legs_.smsc.connected = !error;
    if (!error || self->ending()) break;
    self->give_up_upstream(error);
  }
  self->connect_until_ = Clock::time_point::max();
  self->connected(self);
}

// One try. watch_connect() closes the socket when it takes too long.
asio::awaitable<asio::error_code> Session::connect_to(std::shared_ptr<Session> self,
                                                      asio::ip::tcp::endpoint upstream) {
  daemon::Stream& stream = self->legs_.smsc.stream;
  asio::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  stream = daemon::Stream(asio::ip::tcp::socket(self->host_.worker().io()));
  self->connect_until_ = Clock::now() + self->options_->connect;
  self->clock_.cancel();  // it has a new deadline to keep
  co_await stream.socket().async_connect(upstream, token);
  if (!error) stream.socket().non_blocking(true, error);
  if (!error) stream.socket().set_option(asio::ip::tcp::no_delay(true), error);
  const daemon::ClientTls& tls = self->options_->upstream_tls;
  if (error || !tls.context) co_return error;
  if (!stream.connect_tls(tls, upstream.address())) co_return asio::error::no_memory;
  while (!error && !stream.handshake(error)) {
    if (!error) co_await stream.socket().async_wait(stream.reading_waits_for(), token);
  }
  co_return error;
}

void Session::give_up_upstream(const asio::error_code& why) {
  upstreams_->failed(upstream_, Clock::now());
  const daemon::Stream& stream = legs_.smsc.stream;
  const bool too_long = why == asio::error::operation_aborted;  // only watch_connect() does that
  const std::string reason = too_long ? "it takes too long" : stream.explain(why);
  if (stream.is_tls()) host_.tls_failed(Side::smsc, reason);
  host_.upstream_failed(upstreams_->all()[upstream_], reason);
}

void Session::connected(const std::shared_ptr<Session>& self) {
  Leg& leg = legs_.smsc;
  if (!leg.connected) {
    with_outputs([this](PerSide<Bytes>& out) { relay_.upstream_unreachable(out.esme); });
    return;
  }
  leg.heard = Clock::now();
  leg.input_over = leg.output_over = false;
  asio::co_spawn(clock_.get_executor(), read(self, Side::smsc), asio::detached);
  asio::co_spawn(clock_.get_executor(), write(self, Side::smsc), asio::detached);
  wake_readers();
}

}  // namespace picket::smpp
