// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/http_server.h"

#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <restinio/all.hpp>
#include <restinio/tls.hpp>
#include <type_traits>
#include <utility>

#include "filter/daemon/http_connections.h"
#include "filter/daemon/restinio_request.h"
#include "filter/daemon/tls.h"

namespace picket::daemon {

namespace {

using ConnectionId = restinio::connection_id_t;

// Bytes of a whole header at which the parser under RESTinio closes the connection. RESTinio's own
// limits do the same, so they lie there, and ours are answered by RestinioRequest.
constexpr std::size_t kParsersHeader = 80u << 10;

// RESTinio tells here of handshakes done and connections closed.
class StateListener {
 public:
  explicit StateListener(std::weak_ptr<HttpConnections> server) : server_(std::move(server)) {}

  void state_changed(const restinio::connection_state::notice_t& notice) noexcept {
    const auto server = server_.lock();
    if (!server) return;
    const ConnectionId id = notice.connection_id();
    if (restinio::holds_alternative<restinio::connection_state::closed_t>(notice.cause()))
      return server->closed(id);
    const auto entry = server->table.find(id);
    const auto cause = notice.cause();
    const auto* accepted = restinio::get_if<restinio::connection_state::accepted_t>(&cause);
    if (entry == server->table.end() || accepted == nullptr) return;
    entry->second.ready = true;
    if (!server->access.client_certificates) return;
    accepted->try_inspect_tls([&](const restinio::connection_state::tls_accessor_t& tls) {
      if (auto name = common_name(tls.native_handle()))
        entry->second.certificate = Client{std::move(*name), server->access.default_roles};
    });
  }

 private:
  std::weak_ptr<HttpConnections> server_;
};

template <class Socket>
struct Traits : restinio::traits_t<
                    restinio::asio_timer_manager_t, restinio::null_logger_t,
                    std::function<restinio::request_handling_status_t(restinio::request_handle_t)>,
                    restinio::noop_strand_t, Socket> {
  using connection_state_listener_t = StateListener;
};

// Connections are made with RESTinio's own factory from sockets that the daemon accepted:
// RESTinio's acceptor would tie a port to one io_context, or spread it by hash rather than by load.
template <class Socket>
class ConnectionsOver final : public HttpConnections {
 public:
  using HttpConnections::HttpConnections;

  // Apart from the constructor because the callbacks hold weak pointers to this.
  void prepare(const std::shared_ptr<HttpConnections>& self) {
    using T = Traits<Socket>;
    const std::weak_ptr<HttpConnections> weak = self;
    restinio::server_settings_t<T> settings;
    settings.connection_state_listener(std::make_shared<StateListener>(weak));
    // Handled in a turn of its own: where an answer is there before its handler returns, RESTinio
    // 0.6.16 reads the connection's next request twice once max_pipelined_requests are in hand.
    settings.request_handler([weak](restinio::request_handle_t request) {
      if (const auto server = weak.lock())
        asio::post(server->io, [weak, taken = std::make_shared<RestinioRequest>(std::move(request),
                                                                                weak)]() mutable {
          const auto alive = weak.lock();
          if (alive && !taken->answer_oversized(alive->limits))
            alive->callbacks.request(std::move(taken));
        });
      return restinio::request_accepted();
    });
    settings.buffer_size(16u << 10);
    settings.read_next_http_message_timelimit(limits.read_timeout);
    settings.write_http_response_timelimit(limits.write_timeout);
    settings.handle_request_timeout(limits.handle_timeout);
    settings.max_pipelined_requests(1);
    settings.incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}
                                          .max_url_size(kParsersHeader)
                                          .max_field_name_size(kParsersHeader)
                                          .max_field_value_size(kParsersHeader)
                                          .max_field_count(kParsersHeader)
                                          .max_body_size(4 * limits.max_body));
    auto timers = restinio::asio_timer_manager_t::factory_t{}.create(io);
    auto options = settings.socket_options_setter();
    auto shared = std::make_shared<restinio::impl::connection_settings_t<T>>(
        std::move(settings),
        restinio::impl::create_parser_settings<typename T::http_methods_mapper_t>(),
        std::move(timers));
    factory_ = std::make_unique<restinio::impl::connection_factory_t<T>>(std::move(shared),
                                                                         std::move(options));
  }

  void adopt(asio::ip::tcp::socket socket) override {
    asio::error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (error) return callbacks.closed();  // gone already
    const int handle = socket.native_handle();
    auto made = factory_->create_new_connection(wrap(std::move(socket)), peer, {nullptr});
    const ConnectionId id = made->connection_id();
    table[id].socket = handle;
    if constexpr (std::is_same_v<Socket, restinio::impl::tls_socket_t>) limit_handshake(id);
    made->init();
  }

 private:
  Socket wrap(asio::ip::tcp::socket socket) {
    if constexpr (std::is_same_v<Socket, restinio::impl::tls_socket_t>) {
      Socket wrapped(io, access.tls);
      wrapped.asio_ssl_stream().next_layer() = std::move(socket);
      return wrapped;
    } else {
      return socket;
    }
  }

  // RESTinio's timers start after the handshake.
  void limit_handshake(ConnectionId id) {
    auto timer = std::make_shared<asio::steady_timer>(io, limits.read_timeout);
    timer->async_wait([this, id, timer](const asio::error_code& error) {
      const auto entry = table.find(id);
      if (!error && entry != table.end() && !entry->second.ready) hang_up(entry->second);
    });
  }

  std::unique_ptr<restinio::impl::connection_factory_t<Traits<Socket>>> factory_;
};

template <class Socket>
std::shared_ptr<HttpConnections> make_connections(asio::io_context& io, const Access& access,
                                                  HttpLimits limits, HttpCallbacks callbacks) {
  auto made = std::make_shared<ConnectionsOver<Socket>>(io, access, limits, std::move(callbacks));
  made->prepare(made);
  return made;
}

}  // namespace

HttpServer::HttpServer(asio::io_context& io, const Access& access, HttpLimits limits,
                       HttpCallbacks callbacks)
    : connections_(access.tls ? make_connections<restinio::impl::tls_socket_t>(io, access, limits,
                                                                               std::move(callbacks))
                              : make_connections<asio::ip::tcp::socket>(io, access, limits,
                                                                        std::move(callbacks))) {}

HttpServer::~HttpServer() = default;

void HttpServer::adopt(asio::ip::tcp::socket socket) { connections_->adopt(std::move(socket)); }

void HttpServer::guard(Access access) { connections_->access = std::move(access); }

void HttpServer::drain(std::function<void()> closed) { connections_->drain(std::move(closed)); }

}  // namespace picket::daemon
