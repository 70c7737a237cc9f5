// SPDX-License-Identifier: Apache-2.0
#include "tools/load/pdu_connection.h"

#include <fmt/format.h>

#include <asio/buffer.hpp>
#include <asio/redirect_error.hpp>
#include <asio/ssl/error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <cstring>
#include <stdexcept>

namespace picket::load {

namespace {
// Thousands of idle sessions have little to read; those that fill their buffer get a larger one.
constexpr std::size_t kReadBufferAtFirst = 16 * 1024;
constexpr std::size_t kReadBufferAtMost = 2 * smpp::kDefaultMaxPduSize;
}  // namespace

PduConnection::PduConnection(asio::ip::tcp::socket socket, bool one_per_send)
    : socket_(std::move(socket)), one_per_send_(one_per_send), in_(kReadBufferAtFirst) {
  socket_.set_option(asio::ip::tcp::no_delay(true));
  socket_.non_blocking(true);
}

asio::awaitable<void> PduConnection::handshake(asio::ssl::context& context,
                                               asio::ssl::stream_base::handshake_type side) {
  tls_ = std::make_unique<Tls>(socket_, context);
  co_await tls_->async_handshake(side, asio::use_awaitable);
}

asio::awaitable<void> PduConnection::read(const std::function<void(const smpp::Pdu&)>& on_pdu) {
  // Never starts a read with a PDU complete in the buffer, which at most holds two of the longest.
  if (tls_) {
    in_used_ += co_await read_some_tls();
  } else {
    in_used_ += co_await socket_.async_read_some(
        asio::buffer(in_.data() + in_used_, in_.size() - in_used_), asio::use_awaitable);
  }
  const bool filled = in_used_ == in_.size();
  std::size_t at = 0;
  while (true) {
    const auto pdu =
        smpp::next_pdu(smpp::Octets(in_).subspan(at, in_used_ - at), smpp::kDefaultMaxPduSize);
    if (!pdu) throw std::runtime_error("the peer sent a command_length that cannot be");
    if (!*pdu) break;
    on_pdu(**pdu);
    at += (*pdu)->bytes.size();
  }
  in_used_ -= at;
  std::memmove(in_.data(), in_.data() + at, in_used_);
  if (filled && in_.size() < kReadBufferAtMost) in_.resize(2 * in_.size());
}

asio::awaitable<std::size_t> PduConnection::read_some_tls() {
  std::error_code error;
  const auto read =
      co_await tls_->async_read_some(asio::buffer(in_.data() + in_used_, in_.size() - in_used_),
                                     asio::redirect_error(asio::use_awaitable, error));
  // Many peers close without TLS's own farewell.
  if (error == asio::ssl::error::stream_truncated) error = asio::error::eof;
  if (error) throw std::system_error(error);
  co_return read;
}

void PduConnection::flush() {
  if (write_pending_ || out_.empty() || !socket_.is_open()) return;
  if (tls_) {
    writing_.swap(out_);
    out_.clear();
    tls_written_ = 0;
    return write_tls();
  }
  const std::size_t written = one_per_send_ ? write_one_by_one() : write_some(out_);
  if (written == out_.size()) {
    out_.clear();
    return;
  }
  writing_.assign(out_.begin() + static_cast<std::ptrdiff_t>(written), out_.end());
  out_.clear();
  write_rest();
}

// What is left of `writing_`, or its next PDU, in one write; and so on to the end.
void PduConnection::write_tls() {
  const auto left = smpp::Octets(writing_).subspan(tls_written_);
  const std::size_t size = one_per_send_ ? smpp::read_header(left.data()).length : left.size();
  write_pending_ = true;
  asio::async_write(*tls_, asio::buffer(left.data(), size),
                    [self = shared_from_this()](std::error_code error, std::size_t written) {
                      self->write_pending_ = false;
                      if (error) return;
                      self->tls_written_ += written;
                      if (self->tls_written_ < self->writing_.size()) return self->write_tls();
                      self->flush();
                    });
}

std::size_t PduConnection::write_some(smpp::Octets bytes) {
  std::error_code error;
  return socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
}

std::size_t PduConnection::write_one_by_one() {
  std::size_t at = 0;
  while (at < out_.size()) {
    const std::size_t size = smpp::read_header(out_.data() + at).length;
    const std::size_t written = write_some(smpp::Octets(out_).subspan(at, size));
    at += written;
    if (written < size) break;
  }
  return at;
}

void PduConnection::write_rest() {
  write_pending_ = true;
  asio::async_write(socket_, asio::buffer(writing_),
                    [self = shared_from_this()](std::error_code error, std::size_t) {
                      self->write_pending_ = false;
                      if (!error) self->flush();
                    });
}

void PduConnection::close() noexcept {
  std::error_code ignored;
  socket_.close(ignored);
}

}  // namespace picket::load
