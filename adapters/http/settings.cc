// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/settings.h"

#include <array>

#include "filter/daemon/listener.h"
#include "filter/document/typed.h"

namespace picket::http {
namespace {

constexpr std::array<std::string_view, 7> kKeys{
    "listen", "tls", "tokens", "max_body", "max_connections", "read_timeout", "write_timeout"};
constexpr std::int64_t kLargestBody = 64 << 20;

void read_timeout(const document::Node& section, std::string_view key,
                  std::chrono::milliseconds& into, document::Reporter& reporter) {
  const document::Node* node = section.find(key);
  if (node == nullptr) return;
  const auto time = document::read_duration(*node, key, reporter);
  if (!time) return;
  if (time->count() > 0) {
    into = *time;
  } else {
    reporter.error(node->span, "bad-duration", std::string(key) + " is at least 1s");
  }
}

}  // namespace

std::optional<Settings> read_settings(const document::Node& section,
                                      document::Diagnostics& diagnostics, std::string_view file) {
  document::FileReporter reporter(diagnostics, file);
  const std::size_t errors = diagnostics.error_count();
  if (!document::expect_mapping(section, "http", reporter)) return std::nullopt;
  document::check_keys(section, kKeys, "http", reporter);
  Settings settings;
  if (const auto* node = section.find("max_body"))
    if (const auto bytes = document::read_integer(*node, "max_body", 1024, kLargestBody, reporter))
      settings.limits.max_body = static_cast<std::uint64_t>(*bytes);
  if (const auto* node = section.find("max_connections"))
    if (const auto most = document::read_integer(*node, "max_connections", 1, 1'000'000, reporter))
      settings.max_connections = *most;
  read_timeout(section, "read_timeout", settings.limits.read_timeout, reporter);
  read_timeout(section, "write_timeout", settings.limits.write_timeout, reporter);
  if (const auto* listen = document::require(section, "listen", "http", reporter)) {
    if (const auto at = daemon::parse_endpoint(*listen, diagnostics, file)) {
      settings.listen = *at;
      if (auto access = daemon::read_access(*listen, *at, section.find("tls"),
                                            section.find("tokens"), diagnostics, file))
        settings.access = std::move(*access);
    }
  }
  if (diagnostics.error_count() != errors) return std::nullopt;
  return settings;
}

}  // namespace picket::http
