// SPDX-License-Identifier: Apache-2.0
// A request of RESTinio's as an HttpRequest: who asks, and how it is answered.
#pragma once

#include <memory>
#include <optional>
#include <restinio/all.hpp>
#include <string>

#include "filter/daemon/http_connections.h"
#include "filter/daemon/http_request.h"

namespace picket::daemon {

class RestinioRequest final : public HttpRequest {
 public:
  RestinioRequest(restinio::request_handle_t request, std::weak_ptr<HttpConnections> server);
  ~RestinioRequest() override;

  std::string_view method() const noexcept override;
  std::string_view path() const noexcept override;
  std::string_view content_type() const noexcept override { return content_type_; }
  std::string_view body() const noexcept override { return request_->body(); }
  const Client* client() const noexcept override { return client_ ? &*client_ : nullptr; }

  // Answers 414 or 431 where the target or a field is beyond the limits; else false.
  bool answer_oversized(const HttpLimits& limits);

  void answer(unsigned status, std::string_view content_type, std::string body,
              std::string_view allow) override;

 private:
  void identify();
  // The header fields of an answer whose length is set, and its sending.
  template <class Response>
  void finish(Response& response, unsigned status, std::string_view content_type,
              std::string_view allow);

  restinio::request_handle_t request_;
  std::weak_ptr<HttpConnections> server_;
  std::string content_type_;
  std::optional<Client> client_;
  bool counted_ = false;  // in hand, and not answered
};

}  // namespace picket::daemon
