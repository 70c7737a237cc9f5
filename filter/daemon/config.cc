// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

#include "filter/daemon/listener.h"
#include "filter/daemon/numbering_section.h"
#include "filter/daemon/relative_path.h"
#include "filter/document/reader.h"
#include "filter/document/typed.h"
#include "filter/lists/numbering.h"

namespace picket::daemon {
namespace {

using document::Node;

constexpr std::array<std::string_view, 10> kOwnKeys{
    "rules",          "workers", "user", "drain_timeout", "limits",
    "overload_after", "admin",   "log",  "numbering",     "routes"};
constexpr std::array<std::string_view, 3> kAdminKeys{"listen", "tls", "tokens"};
constexpr std::array<std::string_view, 6> kLogKeys{"decisions",   "number_key", "rotate_size",
                                                   "rotate_keep", "sync",       "ring"};
constexpr std::array<std::string_view, 5> kRouteKeys{"route", "numbering", "trouble", "overload",
                                                     "log_text"};
constexpr std::array<std::string_view, 3> kLimitKeys{"routes", "part_memory", "part_time"};
constexpr std::array<std::string_view, 3> kSyncWords{"never", "second", "write"};
constexpr std::array<std::string_view, 2> kTroubleWords{"pass", "refuse"};
constexpr std::array<std::string_view, 3> kOverloadWords{"hold", "pass", "refuse"};
constexpr std::array<std::string_view, 3> kLogTextWords{"never", "acted", "always"};

class ConfigReader {
 public:
  ConfigReader(const std::string& file, std::span<const AdapterKind> kinds,
               document::Diagnostics& diagnostics)
      : kinds_(kinds), diagnostics_(diagnostics), reporter_(diagnostics, file) {
    config_.file = file;
    config_.workers = std::max(1u, std::thread::hardware_concurrency());
  }

  Config read(Node document) {
    book_->profiles.emplace("china", lists::default_profile());
    if (document::expect_mapping(document, "the configuration", reporter_)) {
      check_top(document);
      read_plain(document);
      if (const Node* node = document.find("numbering"))
        read_numbering(*node, book_->profiles, reporter_);
      read_routes(document.find("routes"));
      if (const Node* node = document.find("admin")) read_admin(*node);
      if (const Node* node = document.find("log")) read_log(*node);
      read_adapters(document);
    }
    config_.routes = std::move(book_);
    config_.document = std::move(document);
    return std::move(config_);
  }

 private:
  void check_top(const Node& top) {
    std::vector<std::string_view> known(kOwnKeys.begin(), kOwnKeys.end());
    for (const AdapterKind& kind : kinds_) known.push_back(kind.key);
    document::check_keys(top, known, "the configuration", reporter_);
  }

  void read_path(const Node& node, std::string_view what, std::string& into) {
    if (const auto path = document::read_text(node, what, reporter_))
      into = beside(config_.file, *path);
  }

  void read_plain(const Node& top) {
    if (const Node* node = document::require(top, "rules", "the configuration", reporter_))
      read_path(*node, "rules", config_.rules);
    if (const Node* node = top.find("workers"))
      if (const auto count = document::read_integer(*node, "workers", 1, 256, reporter_))
        config_.workers = static_cast<unsigned>(*count);
    if (const Node* node = top.find("user"))
      if (const auto user = document::read_text(*node, "user", reporter_)) config_.user = *user;
    if (const Node* node = top.find("drain_timeout"))
      if (const auto time = document::read_duration(*node, "drain_timeout", reporter_))
        config_.drain_timeout = *time;
    if (const Node* node = top.find("overload_after")) read_overload_after(*node);
    if (const Node* node = top.find("limits")) read_limits(*node);
  }

  void read_limits(const Node& limits) {
    if (!document::expect_mapping(limits, "limits", reporter_)) return;
    document::check_keys(limits, kLimitKeys, "limits", reporter_);
    if (const Node* node = limits.find("routes"))
      if (const auto count = document::read_integer(*node, "routes", 1, 4096, reporter_))
        config_.max_routes = static_cast<std::uint32_t>(*count);
    if (const Node* node = limits.find("part_memory"))
      read_bytes(*node, "part_memory", 1u << 20, config_.limits.part_memory);
    if (const Node* node = limits.find("part_time")) {
      const auto time = document::read_duration(*node, "part_time", reporter_);
      if (!time) return;
      if (*time >= std::chrono::seconds(1) && *time <= std::chrono::days(1)) {
        config_.limits.part_time = *time;
      } else {
        reporter_.error(node->span, "bad-duration", "part_time is a time from 1s to 1d");
      }
    }
  }

  // `100ms` or `2s`, at most 60s; `0s`: never.
  void read_overload_after(const Node& node) {
    const auto text = document::read_text(node, "overload_after", reporter_);
    if (!text) return;
    constexpr unsigned kMost = 60'000;
    unsigned value = 0;
    const char* end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, value);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    const unsigned scale = unit == "ms" ? 1 : unit == "s" ? 1000 : 0;
    if (error == std::errc{} && scale != 0 && value <= kMost / scale) {
      config_.overload_after = std::chrono::milliseconds(value * scale);
    } else {
      reporter_.error(node.span, "bad-duration", "overload_after is a time from 1ms to 60s, or 0s",
                      "write 100ms or 2s; 0s: never");
    }
  }

  void read_routes(const Node* list) {
    RouteSettings defaults;
    defaults.numbering = &book_->profiles.find("china")->second;
    book_->policy = RoutePolicy(defaults);
    if (list == nullptr || !document::expect_list(*list, "routes", reporter_)) return;
    for (const Node& item : list->items) {
      if (!document::expect_mapping(item, "a route", reporter_)) continue;
      document::check_keys(item, kRouteKeys, "a route", reporter_);
      RouteSettings settings = defaults;
      const Node* name = document::require(item, "route", "a route", reporter_);
      const auto glob =
          name != nullptr ? document::read_text(*name, "route", reporter_) : std::nullopt;
      if (const Node* node = item.find("numbering")) read_profile_name(*node, settings);
      if (const Node* node = item.find("trouble"))
        if (const auto word = document::read_word(*node, "trouble", kTroubleWords, reporter_))
          settings.trouble = static_cast<Trouble>(*word);
      if (const Node* node = item.find("overload"))
        if (const auto word = document::read_word(*node, "overload", kOverloadWords, reporter_))
          settings.overload = static_cast<Overload>(*word);
      if (const Node* node = item.find("log_text"))
        if (const auto word = document::read_word(*node, "log_text", kLogTextWords, reporter_))
          settings.log_text = static_cast<LogText>(*word);
      if (glob) book_->policy.add(std::string(*glob), settings);
    }
  }

  void read_profile_name(const Node& node, RouteSettings& settings) {
    const auto name = document::read_text(node, "numbering", reporter_);
    if (!name) return;
    const auto profile = book_->profiles.find(*name);
    if (profile != book_->profiles.end()) {
      settings.numbering = &profile->second;
    } else {
      reporter_.error(node.span, "unknown-numbering",
                      "there is no numbering profile '" + std::string(*name) + "'",
                      "profiles are named under `numbering`; `china` is always there");
    }
  }

  void read_admin(const Node& node) {
    if (!document::expect_mapping(node, "admin", reporter_)) return;
    document::check_keys(node, kAdminKeys, "admin", reporter_);
    const Node* listen = document::require(node, "listen", "admin", reporter_);
    if (listen == nullptr) return;
    const auto at = parse_endpoint(*listen, diagnostics_, config_.file);
    if (!at) return;
    auto access = read_access(*listen, *at, node.find("tls"), node.find("tokens"), diagnostics_,
                              config_.file);
    if (access) config_.admin = AdminSettings{*at, std::move(*access)};
  }

  void read_log(const Node& node) {
    if (!document::expect_mapping(node, "log", reporter_)) return;
    document::check_keys(node, kLogKeys, "log", reporter_);
    LogSettings log;
    if (const Node* file = document::require(node, "decisions", "log", reporter_))
      read_path(*file, "decisions", log.file.path);
    log.number_key = log.file.path + ".key";
    if (const Node* key = node.find("number_key")) read_path(*key, "number_key", log.number_key);
    if (const Node* size = node.find("rotate_size"))
      read_bytes(*size, "rotate_size", 0, log.file.rotate_size);
    if (const Node* keep = node.find("rotate_keep"))
      if (const auto count = document::read_integer(*keep, "rotate_keep", 0, 1000, reporter_))
        log.file.keep = static_cast<unsigned>(*count);
    if (const Node* sync = node.find("sync"))
      if (const auto word = document::read_word(*sync, "sync", kSyncWords, reporter_))
        log.file.sync = static_cast<record::Sync>(*word);
    if (const Node* ring = node.find("ring"))
      read_bytes(*ring, "ring", record::ByteRing::kMinimum, log.ring);
    config_.log = std::move(log);
  }

  // `4096`, `64KiB`, `8MiB`, `1GiB`; at most 64 GiB.
  void read_bytes(const Node& node, std::string_view what, std::uint64_t min, std::uint64_t& into) {
    const auto text = document::read_text(node, what, reporter_);
    if (!text) return;
    std::uint64_t value = 0;
    const char* end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, value);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    constexpr std::array<std::string_view, 4> kUnits{"", "KiB", "MiB", "GiB"};
    const auto found = std::find(kUnits.begin(), kUnits.end(), unit);
    constexpr std::uint64_t kMost = std::uint64_t{64} << 30;
    if (error == std::errc{} && found != kUnits.end() && value <= kMost) {
      value <<= 10 * (found - kUnits.begin());
      if (value >= min && value <= kMost) {
        into = value;
        return;
      }
    }
    reporter_.error(
        node.span, "bad-size",
        std::string(what) + " is a number of bytes from " + std::to_string(min) + " to 64GiB",
        "write 65536, 64KiB, 8MiB or 1GiB");
  }

  void read_adapters(const Node& top) {
    for (const AdapterKind& kind : kinds_) {
      const Node* section = top.find(kind.key);
      if (section == nullptr) continue;
      if (auto adapter = kind.configure(*section, diagnostics_, config_.file))
        config_.adapters.push_back({kind.key, std::move(adapter)});
    }
  }

  std::span<const AdapterKind> kinds_;
  document::Diagnostics& diagnostics_;
  document::FileReporter reporter_;
  Config config_;
  std::shared_ptr<RouteBook> book_ = std::make_shared<RouteBook>();
};

}  // namespace

std::optional<Config> read_config(const std::string& file, std::span<const AdapterKind> kinds,
                                  document::Diagnostics& diagnostics) {
  auto document = document::read_single_document(file, diagnostics);
  if (!document) return std::nullopt;
  return read_config(std::move(*document), file, kinds, diagnostics);
}

std::optional<Config> read_config(Node document, const std::string& file,
                                  std::span<const AdapterKind> kinds,
                                  document::Diagnostics& diagnostics) {
  Config config = ConfigReader(file, kinds, diagnostics).read(std::move(document));
  if (diagnostics.has_errors()) return std::nullopt;
  return config;
}

}  // namespace picket::daemon
