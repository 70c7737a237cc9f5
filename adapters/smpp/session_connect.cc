// SPDX-License-Identifier: Apache-2.0
// How a session gets its leg to the SMSC, when the ESME binds.
#include <netinet/in.h>

#include <algorithm>
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/error.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <cerrno>
#include <iterator>

#include "adapters/smpp/session.h"
#include "filter/daemon/proxy_protocol.h"

namespace picket::smpp {
namespace {

// The port is chosen when the connection is made, so that one address serves many of them.
asio::error_code bind_to(asio::ip::tcp::socket& socket, const asio::ip::address& source) {
  using NoPort = asio::detail::socket_option::boolean<IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT>;
  asio::error_code error;
  const asio::ip::tcp::endpoint from(source, 0);
  socket.open(from.protocol(), error);
  if (!error) socket.set_option(NoPort(true), error);
  if (!error) socket.bind(from, error);
  return error;
}

// Whether a connection could not be made because of us: a source address that is not ours or of
// another family than the SMSC's, no room for one more file. That says nothing of the SMSC.
bool is_our_trouble(const asio::error_code& error) noexcept {
  constexpr asio::error::basic_errors kOurs[] = {
      asio::error::address_family_not_supported, asio::error::invalid_argument,
      asio::error::no_descriptors, asio::error::no_buffer_space, asio::error::no_memory};
  return error == asio::error_code(EADDRNOTAVAIL, asio::error::get_system_category()) ||
         std::any_of(std::begin(kOurs), std::end(kOurs),
                     [&](asio::error::basic_errors ours) { return error == ours; });
}

}  // namespace

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
  if (self->source_) error = bind_to(stream.socket(), *self->source_);
  if (!error) co_await stream.socket().async_connect(upstream, token);
  if (!error) stream.socket().non_blocking(true, error);
  if (!error) stream.socket().set_option(asio::ip::tcp::no_delay(true), error);
  if (!error && self->options_->proxy_upstream) {
    // A connection just made has room for it.
    const daemon::ProxyHeaderBytes header(self->client_, self->called_);
    stream.socket().write_some(asio::buffer(header.bytes().data(), header.bytes().size()), error);
  }
  const daemon::ClientTls& tls = self->options_->upstream_tls;
  if (error || !tls.context) co_return error;
  if (!stream.connect_tls(tls, upstream.address())) co_return asio::error::no_memory;
  while (!error && !stream.handshake(error)) {
    if (!error) co_await stream.socket().async_wait(stream.reading_waits_for(), token);
  }
  co_return error;
}

void Session::give_up_upstream(const asio::error_code& why) {
  if (!is_our_trouble(why)) upstreams_->failed(upstream_, Clock::now());
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
