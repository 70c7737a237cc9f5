// SPDX-License-Identifier: Apache-2.0
// A TCP connection that does not block, in the clear or under TLS, for adapters that read and write
// when the socket is ready. Lives on one worker.
//
// Over asio::ssl::stream it has that a write the socket does not take is no error and loses
// nothing, and that nothing but OpenSSL's own record buffers is allocated, which idle connections
// give back.
//
// Under TLS what is written and not taken has to be offered again before anything else, the same
// octets (more behind them are welcome): a record may have been made of it.
#pragma once

#include <openssl/ssl.h>

#include <asio/buffer.hpp>
#include <asio/ip/tcp.hpp>
#include <memory>
#include <string>

#include "filter/daemon/tls.h"

namespace picket::daemon {

class Stream {
 public:
  using Wait = asio::ip::tcp::socket::wait_type;

  explicit Stream(asio::ip::tcp::socket socket);

  asio::ip::tcp::socket& socket() noexcept { return socket_; }

  // Before the first read or write: the peer will speak TLS. The handshake is made by the reads
  // that follow; secured() says when it is done. False where OpenSSL has no memory left.
  bool accept_tls(asio::ssl::context& context);

  // The same towards a server, whose certificate must name `tls.server_name`, or `address` where
  // that is empty. handshake() is called until it returns true, or an error: each time after
  // waiting for reading_waits_for().
  bool connect_tls(const ClientTls& tls, const asio::ip::address& address);
  bool handshake(asio::error_code& error);

  // As those of a socket that does not block: would_block where there is nothing to read, or no
  // room to write. A TLS stream that ends without its close_notify has ended all the same.
  std::size_t read_some(asio::mutable_buffer into, asio::error_code& error);
  std::size_t write_some(asio::const_buffer from, asio::error_code& error);

  // Whether reading has something at hand that waiting for the socket would not tell of.
  bool has_more() const noexcept { return more_; }
  // What the socket must be waited for, for the next read or write to get on.
  Wait reading_waits_for() const noexcept { return reading_waits_for_; }
  Wait writing_waits_for() const noexcept { return writing_waits_for_; }

  // Nothing more will be written: says so to the peer, which may still write.
  void shutdown_send() noexcept;
  // Ends TLS too: what explain() is to say of it has to be asked before.
  void close() noexcept;

  bool is_tls() const noexcept { return tls_ != nullptr; }
  bool secured() const noexcept { return tls_ && SSL_is_init_finished(tls_.get()); }
  // The common name of the peer's certificate; empty where it has shown none.
  std::string peer_name() const {
    return tls_ ? common_name(tls_.get()).value_or("") : std::string();
  }
  // `error` in words; where the peer's certificate was not accepted, why.
  std::string explain(const asio::error_code& error) const;

 private:
  struct Free {
    void operator()(SSL* tls) const noexcept { SSL_free(tls); }
  };

  bool make_tls(asio::ssl::context& context);
  // What became of an OpenSSL call: sets `error`, and what to wait for where it would block.
  void judge(int result, Wait& waits_for, asio::error_code& error) noexcept;

  asio::ip::tcp::socket socket_;
  std::unique_ptr<SSL, Free> tls_;  // null: in the clear
  bool more_ = false;
  Wait reading_waits_for_ = asio::ip::tcp::socket::wait_read;
  Wait writing_waits_for_ = asio::ip::tcp::socket::wait_write;
};

}  // namespace picket::daemon
