// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/http_server.h"

#include <openssl/x509.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <asio/steady_timer.hpp>
#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>
#include <restinio/all.hpp>
#include <restinio/tls.hpp>
#include <unordered_map>
#include <utility>

namespace picket::daemon {

// What does not depend on whether there is TLS: the table of connections, kept beside RESTinio's
// own objects, which cannot be asked.
class HttpConnections {
 public:
  struct Connection {
    int socket = -1;     // only ever shut down here, never closed
    bool ready = false;  // TLS handshake done
    unsigned in_hand = 0;
    std::optional<Client> certificate;
  };

  HttpConnections(asio::io_context& context, const Access& guarded, HttpLimits bounds,
                  HttpCallbacks called)
      : io(context),
        access(guarded),
        limits(bounds),
        callbacks(std::move(called)),
        timer_(context) {}
  virtual ~HttpConnections() = default;

  virtual void adopt(asio::ip::tcp::socket socket) = 0;

  void drain(std::function<void()> closed) {
    draining = true;
    on_drained_ = std::move(closed);
    if (table.empty()) return finish_drain();
    // A request may be under way on a connection that looks quiet.
    timer_.expires_after(std::chrono::milliseconds(200));
    timer_.async_wait([this](const asio::error_code& error) {
      if (error) return;
      for (const auto& [id, connection] : table)
        if (connection.in_hand == 0) hang_up(connection);
    });
  }

  void closed(restinio::connection_id_t id) {
    if (table.erase(id) == 0) return;  // RESTinio may say so twice
    callbacks.closed();
    if (table.empty() && draining) finish_drain();
  }

  // Ends a connection from outside: RESTinio then reads the end of the file and cleans up.
  static void hang_up(const Connection& connection) noexcept {
    ::shutdown(connection.socket, SHUT_RDWR);
  }

  asio::io_context& io;
  const Access access;
  const HttpLimits limits;
  const HttpCallbacks callbacks;
  std::unordered_map<restinio::connection_id_t, Connection> table;
  bool draining = false;

 private:
  void finish_drain() {
    timer_.cancel();
    if (auto drained = std::exchange(on_drained_, nullptr)) drained();
  }

  asio::steady_timer timer_;
  std::function<void()> on_drained_;
};

namespace {

using ConnectionId = restinio::connection_id_t;

std::string common_name(SSL* tls) {
  X509* certificate = SSL_get1_peer_certificate(tls);
  if (certificate == nullptr) return {};
  std::array<char, 256> name{};
  const int length = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                               name.data(), static_cast<int>(name.size()));
  X509_free(certificate);
  return length > 0 ? std::string(name.data(), static_cast<std::size_t>(length)) : std::string();
}

std::string_view reason_phrase(unsigned status) noexcept {
  switch (status) {
    case 200:
      return "OK";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

// `Application/JSON; charset=utf-8` -> `application/json`.
std::string bare_media_type(std::string_view field) {
  field = field.substr(0, field.find(';'));
  while (!field.empty() && field.back() == ' ') field.remove_suffix(1);
  std::string type(field);
  std::transform(type.begin(), type.end(), type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return type;
}

class Request final : public HttpRequest {
 public:
  Request(restinio::request_handle_t request, std::weak_ptr<HttpConnections> server)
      : request_(std::move(request)),
        server_(std::move(server)),
        content_type_(bare_media_type(
            request_->header().get_field_or(restinio::http_field::content_type, ""))) {
    identify();
  }

  ~Request() override { leave(); }

  std::string_view method() const noexcept override { return request_->header().method().c_str(); }
  std::string_view path() const noexcept override {
    const auto path = request_->header().path();
    return {path.data(), path.size()};
  }
  std::string_view content_type() const noexcept override { return content_type_; }
  std::string_view body() const noexcept override { return request_->body(); }
  const Client* client() const noexcept override { return client_ ? &*client_ : nullptr; }

  void answer(unsigned status, std::string_view content_type, std::string body,
              std::string_view allow) override {
    auto response = request_->create_response(restinio::http_status_line_t{
        restinio::http_status_code_t{static_cast<std::uint16_t>(status)},
        std::string(reason_phrase(status))});
    response.append_header_date_field();
    response.append_header(restinio::http_field::content_type, std::string(content_type));
    if (!allow.empty()) response.append_header(restinio::http_field::allow, std::string(allow));
    if (status == 401) response.append_header(restinio::http_field::www_authenticate, "Bearer");
    const auto server = server_.lock();
    if (server && server->draining) response.connection_close();
    if (request_->header().method() != restinio::http_method_head())
      response.set_body(std::move(body));
    response.done();
    if (server) server->callbacks.answered(status);
    leave();
  }

 private:
  void identify() {
    const auto server = server_.lock();
    if (!server) return;
    const auto entry = server->table.find(request_->connection_id());
    if (entry == server->table.end()) return;
    ++entry->second.in_hand;
    counted_ = true;
    if (const Tokens* tokens = server->access.tokens.get()) {
      static constexpr std::string_view kScheme = "Bearer ";
      const auto field = request_->header().get_field_or(restinio::http_field::authorization, "");
      if (!field.starts_with(kScheme)) return;
      const Client* known = tokens->find(std::string_view(field).substr(kScheme.size()));
      if (known != nullptr) client_ = *known;
    } else if (server->access.client_certificates) {
      client_ = entry->second.certificate;
    } else {
      client_ = Client{"local", server->access.default_roles};
    }
  }

  // Not in hand any more.
  void leave() noexcept {
    if (!std::exchange(counted_, false)) return;
    const auto server = server_.lock();
    if (!server) return;
    const auto entry = server->table.find(request_->connection_id());
    if (entry != server->table.end()) --entry->second.in_hand;
  }

  restinio::request_handle_t request_;
  std::weak_ptr<HttpConnections> server_;
  std::string content_type_;
  std::optional<Client> client_;
  bool counted_ = false;
};

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
      entry->second.certificate =
          Client{common_name(tls.native_handle()), server->access.default_roles};
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
    settings.request_handler([weak](restinio::request_handle_t request) {
      if (const auto server = weak.lock())
        server->callbacks.request(std::make_shared<Request>(std::move(request), weak));
      return restinio::request_accepted();
    });
    settings.buffer_size(16u << 10);
    settings.read_next_http_message_timelimit(limits.read_timeout);
    settings.write_http_response_timelimit(limits.write_timeout);
    settings.handle_request_timeout(limits.handle_timeout);
    settings.max_pipelined_requests(limits.max_pipelined);
    settings.incoming_http_msg_limits(restinio::incoming_http_msg_limits_t{}
                                          .max_url_size(limits.max_header)
                                          .max_field_name_size(limits.max_header)
                                          .max_field_value_size(limits.max_header)
                                          .max_field_count(limits.max_fields)
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

void HttpServer::drain(std::function<void()> closed) { connections_->drain(std::move(closed)); }

void answer_error(HttpRequest& request, unsigned status, std::string_view error,
                  std::string_view allow) {
  request.answer(status, "application/json", nlohmann::json{{"error", error}}.dump(), allow);
}

bool require(Role role, HttpRequest& request) {
  if (request.client() == nullptr) {
    answer_error(request, 401, "a valid bearer token or client certificate is needed");
    return false;
  }
  if (!request.client()->roles.may(role)) {
    answer_error(request, 403, "this client's roles do not allow it");
    return false;
  }
  return true;
}

bool expect_method(std::string_view method, HttpRequest& request) {
  if (request.method() == method) return true;
  answer_error(request, 405, "this path takes " + std::string(method) + " only", method);
  return false;
}

bool answer_probe(HttpRequest& request, bool ready) {
  const bool asks_ready = request.path() == "/readyz";
  if (!asks_ready && request.path() != "/healthz") return false;
  if (!expect_method("GET", request)) return true;
  if (asks_ready && !ready) {
    request.answer(503, "application/json", R"({"status":"not ready"})");
  } else {
    request.answer(200, "application/json",
                   asks_ready ? R"({"status":"ready"})" : R"({"status":"ok"})");
  }
  return true;
}

}  // namespace picket::daemon
