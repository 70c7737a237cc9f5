// SPDX-License-Identifier: Apache-2.0
// One HTTP request as handlers see it, and the answers that all of them give alike. Lives on its
// server's thread (http_server.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "filter/daemon/access.h"

namespace picket::daemon {

// One request until it is answered.
class HttpRequest {
 public:
  virtual ~HttpRequest() = default;

  virtual std::string_view method() const noexcept = 0;        // GET
  virtual std::string_view path() const noexcept = 0;          // without the query
  virtual std::string_view content_type() const noexcept = 0;  // lower case, no parameters
  virtual std::string_view body() const noexcept = 0;
  // Who asks; null where tokens are asked for and this request carries no valid one.
  virtual const Client* client() const noexcept = 0;

  // Exactly once. `allow` is the Allow field of a 405, else empty.
  virtual void answer(unsigned status, std::string_view content_type, std::string body,
                      std::string_view allow = {}) = 0;
};

using HttpRequestPtr = std::shared_ptr<HttpRequest>;

// Answers `{"error":…}`.
void answer_error(HttpRequest& request, unsigned status, std::string_view error,
                  std::string_view allow = {});

// Whether the client may; where not, answers 401 (nobody known) or 403.
bool require(Role role, HttpRequest& request);

// Answers a 405 where the method is not the only one that is allowed here (GET: or HEAD); true
// where it is.
bool expect_method(std::string_view method, HttpRequest& request);

// Answers GET /healthz (200) and GET /readyz (200 or 503), which ask for no client; false where the
// path is neither.
bool answer_probe(HttpRequest& request, bool ready);

}  // namespace picket::daemon
