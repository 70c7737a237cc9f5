// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/restinio_request.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace picket::daemon {
namespace {

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
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 431:
      return "Request Header Fields Too Large";
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

// Of `Bearer TOKEN`; the scheme in any case (RFC 9110 §11.1).
std::optional<std::string_view> bearer_token(std::string_view field) {
  static constexpr std::string_view kScheme = "bearer ";
  if (field.size() < kScheme.size()) return std::nullopt;
  const bool bearer = std::equal(kScheme.begin(), kScheme.end(), field.begin(), [](char a, char b) {
    return a == std::tolower(static_cast<unsigned char>(b));
  });
  if (!bearer) return std::nullopt;
  return field.substr(kScheme.size());
}

}  // namespace

RestinioRequest::RestinioRequest(restinio::request_handle_t request,
                                 std::weak_ptr<HttpConnections> server)
    : request_(std::move(request)),
      server_(std::move(server)),
      content_type_(bare_media_type(
          request_->header().get_field_or(restinio::http_field::content_type, ""))) {
  identify();
}

RestinioRequest::~RestinioRequest() {
  if (!counted_) return;
  if (const auto server = server_.lock()) server->leave_hand(request_->connection_id());
}

std::string_view RestinioRequest::method() const noexcept {
  return request_->header().method().c_str();
}

std::string_view RestinioRequest::path() const noexcept {
  const auto path = request_->header().path();
  return {path.data(), path.size()};
}

bool RestinioRequest::answer_oversized(const HttpLimits& limits) {
  const auto& header = request_->header();
  if (header.request_target().size() > limits.max_header) {
    answer_error(*this, 414, "the target is too long");
    return true;
  }
  std::size_t longest = 0;
  header.for_each_field([&](const restinio::http_header_field_t& field) {
    longest = std::max({longest, field.name().size(), field.value().size()});
  });
  if (longest <= limits.max_header && header.fields_count() <= limits.max_fields) return false;
  answer_error(*this, 431, "a header field is too long, or there are too many");
  return true;
}

void RestinioRequest::answer(unsigned status, std::string_view content_type, std::string body,
                             std::string_view allow) {
  restinio::http_status_line_t line{
      restinio::http_status_code_t{static_cast<std::uint16_t>(status)},
      std::string(reason_phrase(status))};
  if (request_->header().method() == restinio::http_method_head()) {
    // The length that the body left out would have had (RFC 9110 §8.6).
    auto response = request_->create_response<restinio::user_controlled_output_t>(std::move(line));
    response.set_content_length(body.size());
    finish(response, status, content_type, allow);
  } else {
    auto response = request_->create_response(std::move(line));
    response.set_body(std::move(body));
    finish(response, status, content_type, allow);
  }
}

template <class Response>
void RestinioRequest::finish(Response& response, unsigned status, std::string_view content_type,
                             std::string_view allow) {
  response.append_header_date_field();
  response.append_header(restinio::http_field::content_type, std::string(content_type));
  if (!allow.empty()) response.append_header(restinio::http_field::allow, std::string(allow));
  if (status == 401) response.append_header(restinio::http_field::www_authenticate, "Bearer");
  const auto server = server_.lock();
  if (server && server->draining) response.connection_close();
  // In hand until it is written: a drain must not cut an answer short.
  counted_ = false;
  response.done([server = server_, id = request_->connection_id()](const auto&) {
    if (const auto connections = server.lock()) connections->leave_hand(id);
  });
  if (server) server->callbacks.answered(status);
}

void RestinioRequest::identify() {
  const auto server = server_.lock();
  if (!server) return;
  const auto entry = server->table.find(request_->connection_id());
  if (entry == server->table.end()) return;
  ++entry->second.in_hand;
  counted_ = true;
  const Access& access = server->access;
  if (!access.tokens && !access.client_certificates) {
    client_ = Client{"local", access.default_roles};
    return;
  }
  const auto field = request_->header().get_field_or(restinio::http_field::authorization, "");
  const auto token = access.tokens ? bearer_token(field) : std::nullopt;
  if (!token) {
    client_ = entry->second.certificate;
  } else if (const Client* known = access.tokens->find(*token)) {
    client_ = *known;
  }
}

}  // namespace picket::daemon
