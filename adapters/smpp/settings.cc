// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/settings.h"

#include <algorithm>
#include <array>

#include "adapters/smpp/treatment_settings.h"
#include "filter/daemon/listener.h"
#include "filter/document/typed.h"

namespace picket::smpp {
namespace {

constexpr std::array<std::string_view, 23> kKeys{"name",
                                                 "listen",
                                                 "tls",
                                                 "peers",
                                                 "proxy_from",
                                                 "clients",
                                                 "max_connections",
                                                 "max_connections_per_peer",
                                                 "max_unbound_per_peer",
                                                 "upstream",
                                                 "upstream_tls",
                                                 "upstream_proxy",
                                                 "upstream_hold_off",
                                                 "default_alphabet",
                                                 "window",
                                                 "max_pdu",
                                                 "session_init",
                                                 "connect_timeout",
                                                 "bind_timeout",
                                                 "enquire_link",
                                                 "inactivity",
                                                 "response_timeout",
                                                 "close_timeout"};

// All keys of a listener.
constexpr auto all_keys() {
  std::array<std::string_view, kKeys.size() + kTreatmentKeys.size()> all;
  std::copy(kTreatmentKeys.begin(), kTreatmentKeys.end(),
            std::copy(kKeys.begin(), kKeys.end(), all.begin()));
  return all;
}
constexpr auto kAllKeys = all_keys();
constexpr std::array<std::string_view, 2> kLegs{"esme", "smsc"};

constexpr std::array<std::string_view, 6> kAlphabets{"gsm7", "gsm7_packed", "latin1",
                                                     "ucs2", "utf8",        "gb18030"};
constexpr std::array<gsm::Alphabet, 6> kAlphabetValues{
    gsm::Alphabet::gsm7, gsm::Alphabet::gsm7_packed, gsm::Alphabet::latin1,
    gsm::Alphabet::ucs2, gsm::Alphabet::utf8,        gsm::Alphabet::gb18030};

constexpr std::int64_t kLargestWindow = 100'000;
constexpr std::int64_t kLargestPdu = 1024 * 1024;
constexpr std::int64_t kSmallestPdu = 1024;

// Reads one listener's mapping; keeps what it is reading and where complaints go.
class ListenerReader {
 public:
  ListenerReader(const document::Node& node, document::Diagnostics& diagnostics,
                 std::string_view file)
      : node_(node), diagnostics_(diagnostics), file_(file), reporter_(diagnostics, file) {}

  ListenerSettings read() {
    ListenerSettings settings;
    if (!document::expect_mapping(node_, "a listener of smpp", reporter_)) return settings;
    document::check_keys(node_, kAllKeys, "smpp", reporter_);
    if (const auto* name = document::require(node_, "name", "a listener of smpp", reporter_)) {
      settings.name = document::read_text(*name, "name", reporter_).value_or("");
    }
    read_upstreams(settings);
    settings.session.peers = read_peers(node_, reporter_);
    if (const auto* proxy = node_.find("upstream_proxy")) {
      settings.session.proxy_upstream =
          document::read_boolean(*proxy, "upstream_proxy", reporter_).value_or(false);
    }
    read_listen(settings);
    read_tls(settings.session);
    read_limits(settings.session);
    read_timers(settings.session);
    read_treatments(node_, settings.session.relay, reporter_);
    return settings;
  }

 private:
  void read_upstreams(ListenerSettings& settings) {
    const auto* upstream = document::require(node_, "upstream", "a listener of smpp", reporter_);
    if (upstream == nullptr || !document::expect_list(*upstream, "upstream", reporter_)) return;
    std::vector<asio::ip::tcp::endpoint> in_order;
    for (const document::Node& item : upstream->items) {
      if (const auto at = daemon::parse_endpoint(item, diagnostics_, file_)) {
        in_order.push_back(*at);
      }
    }
    std::chrono::seconds hold_off{5};
    read_time("upstream_hold_off", hold_off);
    settings.session.upstreams = std::make_shared<Upstreams>(std::move(in_order), hold_off);
  }

  void read_tls(SessionOptions& session) {
    if (const auto* node = node_.find("tls")) {
      session.tls =
          daemon::read_server_tls(*node, daemon::ClientCertificate::required, reporter_, file_);
    }
    if (const auto* node = node_.find("upstream_tls")) {
      session.upstream_tls = daemon::read_client_tls(*node, "upstream_tls", reporter_, file_);
    }
  }

  void read_listen(ListenerSettings& settings) {
    const auto* listen = document::require(node_, "listen", "a listener of smpp", reporter_);
    if (listen == nullptr) return;
    const auto at = daemon::parse_endpoint(*listen, diagnostics_, file_);
    if (!at) return;
    settings.listen = *at;
    if (!at->address().is_loopback() && node_.find("peers") == nullptr) {
      reporter_.error(listen->span, "open-listener",
                      "an smpp listener off loopback needs the list of its peers",
                      "add peers: [ADDRESS, ...], the addresses that ESMEs connect from");
    }
  }

  void read_limits(SessionOptions& session) {
    if (const auto* node = node_.find("default_alphabet")) {
      const auto word = document::read_word(*node, "default_alphabet", kAlphabets, reporter_);
      if (word) session.relay.mapping.default_alphabet = kAlphabetValues[*word];
    }
    if (const auto* node = node_.find("window")) {
      const auto window = document::read_integer(*node, "window", 1, kLargestWindow, reporter_);
      if (window) {
        session.relay.lanes.esme.window = session.relay.lanes.smsc.window =
            static_cast<std::size_t>(*window);
      }
    }
    if (const auto* node = node_.find("max_pdu")) {
      const auto size =
          document::read_integer(*node, "max_pdu", kSmallestPdu, kLargestPdu, reporter_);
      if (size) session.relay.max_pdu_size = static_cast<std::size_t>(*size);
    }
  }

  void read_timers(SessionOptions& session) {
    read_time("session_init", session.session_init);
    read_time("connect_timeout", session.connect);
    read_time("bind_timeout", session.bind);
    read_time("close_timeout", session.linger);
    read_times("enquire_link", session.enquire_link);
    PerSide<std::chrono::seconds> response{std::chrono::seconds{60}, std::chrono::seconds{60}};
    read_times("response_timeout", response);
    for (const Side side : {Side::esme, Side::smsc}) {
      session.relay.lanes[side].response_timeout =
          std::chrono::duration_cast<std::chrono::nanoseconds>(response[side]).count();
    }
    // 0s says that there is none.
    if (const auto* node = node_.find("inactivity")) {
      session.inactivity =
          document::read_duration(*node, "inactivity", reporter_).value_or(std::chrono::seconds{0});
    }
  }

  void read_time(std::string_view key, std::chrono::seconds& into) {
    if (const auto* node = node_.find(key)) read_time(*node, key, into);
  }

  void read_time(const document::Node& node, std::string_view key, std::chrono::seconds& into) {
    const auto time = document::read_duration(node, key, reporter_);
    if (!time) return;
    if (time->count() > 0) {
      into = *time;
    } else {
      reporter_.error(node.span, "bad-duration", std::string(key) + " is at least 1s");
    }
  }

  // `30s` for both legs, or `{esme: 30s, smsc: 60s}`.
  void read_times(std::string_view key, PerSide<std::chrono::seconds>& into) {
    const auto* node = node_.find(key);
    if (node == nullptr) return;
    if (node->kind != document::Node::Kind::mapping) {
      read_time(*node, key, into.esme);
      into.smsc = into.esme;
      return;
    }
    document::check_keys(*node, kLegs, key, reporter_);
    if (const auto* leg = node->find("esme")) read_time(*leg, key, into.esme);
    if (const auto* leg = node->find("smsc")) read_time(*leg, key, into.smsc);
  }

  const document::Node& node_;
  document::Diagnostics& diagnostics_;
  std::string_view file_;
  document::FileReporter reporter_;
};

}  // namespace

daemon::CredentialsNews reread_tls(SessionOptions& session, const document::Node& listener,
                                   document::Diagnostics& diagnostics, std::string_view file) {
  daemon::CredentialsReport report(diagnostics);
  if (const auto* node = listener.find("tls")) {
    document::Diagnostics faults;
    document::FileReporter reporter(faults, file);
    auto tls = daemon::read_server_tls(*node, daemon::ClientCertificate::required, reporter, file);
    tls ? report.taken("certificate") : report.kept("certificate", faults);
    if (tls) session.tls = std::move(tls);
  }
  if (const auto* node = listener.find("upstream_tls")) {
    document::Diagnostics faults;
    document::FileReporter reporter(faults, file);
    auto tls = daemon::read_client_tls(*node, "upstream_tls", reporter, file);
    tls.context ? report.taken("upstream_tls") : report.kept("upstream_tls", faults);
    if (tls.context) session.upstream_tls = std::move(tls);
  }
  return report.take();
}

std::optional<std::vector<ListenerSettings>> read_settings(const document::Node& section,
                                                           document::Diagnostics& diagnostics,
                                                           std::string_view file) {
  const std::size_t errors = diagnostics.error_count();
  document::FileReporter reporter(diagnostics, file);
  std::vector<ListenerSettings> listeners;
  if (!document::expect_list(section, "smpp", reporter)) return std::nullopt;
  for (const document::Node& item : section.items) {
    ListenerSettings settings = ListenerReader(item, diagnostics, file).read();
    const bool taken =
        std::any_of(listeners.begin(), listeners.end(),
                    [&](const ListenerSettings& earlier) { return earlier.name == settings.name; });
    if (taken && !settings.name.empty()) {
      reporter.error(item.span, "duplicate-name",
                     "there is a listener named '" + settings.name + "' already");
    }
    listeners.push_back(std::move(settings));
  }
  if (diagnostics.error_count() != errors) return std::nullopt;
  return listeners;
}

}  // namespace picket::smpp
