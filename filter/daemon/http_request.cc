// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/http_request.h"

#include <nlohmann/json.hpp>

namespace picket::daemon {

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
  // Who may GET may ask for the HEAD alone (RFC 9110 §9.3.2).
  const bool gets = method == "GET";
  if (request.method() == method || (gets && request.method() == "HEAD")) return true;
  answer_error(request, 405, "this path takes " + std::string(method) + " only",
               gets ? "GET, HEAD" : method);
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
