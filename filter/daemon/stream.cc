// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/stream.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <asio/error.hpp>
#include <asio/ssl/error.hpp>
#include <cerrno>
#include <climits>
#include <utility>

namespace picket::daemon {
namespace {

using asio::ip::tcp;

// OpenSSL reads a socket by a whole record, 16 KiB, at most. What is less than this, taken out of
// its records, was hardly as much as would have fitted.
constexpr std::size_t kLittle = 4096;

int size_for_openssl(std::size_t size) noexcept {
  return static_cast<int>(std::min<std::size_t>(size, INT_MAX));
}

// SSL_get_error() looks into the thread's queue of errors, where others may have left some.
// Emptying it takes a while even where it is empty.
void forget_errors() noexcept {
  if (ERR_peek_error() != 0) ERR_clear_error();
}

}  // namespace

Stream::Stream(tcp::socket socket) : socket_(std::move(socket)) {
  asio::error_code ignored;
  if (socket_.is_open()) socket_.non_blocking(true, ignored);
}

bool Stream::make_tls(asio::ssl::context& context) {
  tls_.reset(SSL_new(context.native_handle()));
  if (!tls_ || SSL_set_fd(tls_.get(), socket_.native_handle()) != 1) return false;
  // A record is as much as is written at a time; what is offered again may have moved. Without
  // read-ahead each record would take two reads of the socket.
  SSL_set_mode(tls_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                               SSL_MODE_RELEASE_BUFFERS);
  SSL_set_read_ahead(tls_.get(), 1);
  return true;
}

bool Stream::accept_tls(asio::ssl::context& context) {
  if (!make_tls(context)) return false;
  SSL_set_accept_state(tls_.get());
  return true;
}

bool Stream::connect_tls(const ClientTls& tls, const asio::ip::address& address) {
  if (!make_tls(*tls.context)) return false;
  SSL* native = tls_.get();
  SSL_set_connect_state(native);
  if (tls.server_name.empty()) {
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(native), address.to_string().c_str()) == 1;
  }
  // As SSL_set_tlsext_host_name() does, without its cast of the name's const away.
  std::string name = tls.server_name;
  return SSL_ctrl(native, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) ==
             1 &&
         SSL_set1_host(native, name.c_str()) == 1;
}

bool Stream::handshake(asio::error_code& error) {
  if (!tls_) {  // closed meanwhile
    error = asio::error::operation_aborted;
    return false;
  }
  error.clear();
  forget_errors();
  const int result = SSL_do_handshake(tls_.get());
  if (result != 1) judge(result, reading_waits_for_, error);
  if (error == asio::error::would_block) error.clear();
  return result == 1;
}

std::size_t Stream::read_some(asio::mutable_buffer into, asio::error_code& error) {
  if (!tls_) return socket_.read_some(into, error);
  error.clear();
  forget_errors();
  reading_waits_for_ = tcp::socket::wait_read;
  std::size_t read = 0;
  // Where little came and OpenSSL has nothing left, neither has the socket: to ask it would be a
  // system call more for each message of a peer that sends one at a time. If it has, waiting for it
  // returns at once.
  while (read < into.size() && (read == 0 || read >= kLittle || SSL_has_pending(tls_.get()) == 1)) {
    const int result = SSL_read(tls_.get(), static_cast<char*>(into.data()) + read,
                                size_for_openssl(into.size() - read));
    if (result <= 0) {
      judge(result, reading_waits_for_, error);
      break;
    }
    read += static_cast<std::size_t>(result);
  }
  // Records may be waiting inside OpenSSL, or an end that has been seen: the socket knows neither.
  more_ = read == into.size() || (error && error != asio::error::would_block);
  if (read > 0) error.clear();
  return read;
}

std::size_t Stream::write_some(asio::const_buffer from, asio::error_code& error) {
  if (!tls_) return socket_.write_some(from, error);
  error.clear();
  forget_errors();
  std::size_t written = 0;
  while (written < from.size()) {
    const int result = SSL_write(tls_.get(), static_cast<const char*>(from.data()) + written,
                                 size_for_openssl(from.size() - written));
    if (result <= 0) {
      judge(result, writing_waits_for_, error);
      break;
    }
    written += static_cast<std::size_t>(result);
  }
  if (written > 0 && error == asio::error::would_block) error.clear();
  return written;
}

void Stream::judge(int result, Wait& waits_for, asio::error_code& error) noexcept {
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      waits_for = tcp::socket::wait_read;
      error = asio::error::would_block;
      break;
    case SSL_ERROR_WANT_WRITE:
      waits_for = tcp::socket::wait_write;
      error = asio::error::would_block;
      break;
    case SSL_ERROR_ZERO_RETURN:
      error = asio::error::eof;
      break;
    case SSL_ERROR_SYSCALL:
      error = errno != 0 ? asio::error_code(errno, asio::error::get_system_category())
                         : asio::error_code(asio::error::eof);
      break;
    default:
      // Said once: a stream that has failed only fails from then on.
      if (const unsigned long code = ERR_get_error(); code != 0) {
        error = asio::error_code(static_cast<int>(code), asio::error::get_ssl_category());
      } else {
        error = asio::error::connection_aborted;
      }
      break;
  }
}

void Stream::shutdown_send() noexcept {
  asio::error_code ignored;
  if (secured()) {
    forget_errors();
    SSL_shutdown(tls_.get());  // a socket that is full takes no farewell
  }
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Stream::close() noexcept {
  asio::error_code ignored;
  tls_.reset();  // it knows the socket by a number that the next connection may get
  socket_.close(ignored);
}

std::string Stream::explain(const asio::error_code& error) const {
  const long verdict = tls_ ? SSL_get_verify_result(tls_.get()) : X509_V_OK;
  if (verdict == X509_V_OK) return error.message();
  return std::string("its certificate: ") + X509_verify_cert_error_string(verdict);
}

}  // namespace picket::daemon
