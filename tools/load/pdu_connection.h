// SPDX-License-Identifier: Apache-2.0
// One SMPP connection of a load tool: whole PDUs in, coalesced writes out. What is appended while
// PDUs are handled leaves in one write; while the socket is full it gathers and follows in the
// next. In the clear or under TLS. Lives on the one thread that runs the socket's io_context.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ssl/stream.hpp>
#include <functional>
#include <memory>

#include "adapters/smpp/pdu_writer.h"

namespace picket::load {

class PduConnection : public std::enable_shared_from_this<PduConnection> {
 public:
  // `one_per_send`: each PDU by a send() of its own, as simple stacks do.
  explicit PduConnection(asio::ip::tcp::socket socket, bool one_per_send = false);

  // Before anything is read or written: all of it will be under TLS. `context` outlives the
  // connection. Throws std::system_error.
  asio::awaitable<void> handshake(asio::ssl::context& context,
                                  asio::ssl::stream_base::handshake_type side);

  // Waits for bytes and hands over every PDU that is now complete; its views die with the call.
  // Throws std::system_error when the connection is lost, its code asio::error::eof where the peer
  // closed it; std::runtime_error for a command_length that cannot be.
  asio::awaitable<void> read(const std::function<void(const smpp::Pdu&)>& on_pdu);

  // Append PDUs here, then flush(). Errors of writing show up as errors of read().
  smpp::Bytes& out() noexcept { return out_; }
  void flush();

  asio::any_io_executor executor() { return socket_.get_executor(); }

  // Discards what is not yet written; a read() under way ends with an error.
  void close() noexcept;

 private:
  using Tls = asio::ssl::stream<asio::ip::tcp::socket&>;

  asio::awaitable<std::size_t> read_some_tls();
  void write_tls();
  std::size_t write_some(smpp::Octets bytes);
  std::size_t write_one_by_one();
  void write_rest();

  asio::ip::tcp::socket socket_;
  std::unique_ptr<Tls> tls_;  // over socket_; null: in the clear
  bool one_per_send_;
  smpp::Bytes in_;
  std::size_t in_used_ = 0;  // octets of in_ that were read and not yet handed over
  smpp::Bytes out_;
  smpp::Bytes writing_;          // what the socket did not take at once; under TLS, all
  std::size_t tls_written_ = 0;  // octets of it
  bool write_pending_ = false;
};

}  // namespace picket::load
