// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/settings.h"

#include <algorithm>
#include <array>

#include "filter/daemon/listener.h"
#include "filter/document/typed.h"

namespace picket::smpp {
namespace {

constexpr std::array<std::string_view, 10> kKeys{
    "name",   "listen",           "upstream",     "peers",        "default_alphabet",
    "window", "response_timeout", "session_init", "enquire_link", "max_pdu"};

constexpr std::array<std::string_view, 5> kAlphabets{"gsm7", "gsm7_packed", "latin1", "ucs2",
                                                     "utf8"};
constexpr std::array<gsm::Alphabet, 5> kAlphabetValues{
    gsm::Alphabet::gsm7, gsm::Alphabet::gsm7_packed, gsm::Alphabet::latin1, gsm::Alphabet::ucs2,
    gsm::Alphabet::utf8};

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
    document::check_keys(node_, kKeys, "smpp", reporter_);
    if (const auto* name = document::require(node_, "name", "a listener of smpp", reporter_)) {
      settings.name = document::read_text(*name, "name", reporter_).value_or("");
    }
    read_upstreams(settings);
    read_peers(settings);
    read_listen(settings);
    read_limits(settings.session);
    return settings;
  }

 private:
  void read_upstreams(ListenerSettings& settings) {
    const auto* upstream = document::require(node_, "upstream", "a listener of smpp", reporter_);
    if (upstream == nullptr || !document::expect_list(*upstream, "upstream", reporter_)) return;
    for (const document::Node& item : upstream->items) {
      if (const auto at = daemon::parse_endpoint(item, diagnostics_, file_)) {
        settings.session.upstreams.push_back(*at);
      }
    }
  }

  void read_peers(ListenerSettings& settings) {
    const auto* peers = node_.find("peers");
    if (peers == nullptr) return;
    const auto texts = document::read_texts(*peers, "peers", reporter_);
    if (!texts) return;
    for (const document::Text& text : *texts) {
      asio::error_code error;
      const auto address = asio::ip::make_address(std::string(text.value), error);
      if (error) {
        reporter_.error(text.span, "bad-address",
                        "'" + std::string(text.value) + "' is not an address",
                        "write the address that an ESME connects from, such as 192.0.2.7");
      } else {
        settings.peers.push_back(address);
      }
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
      if (window) session.relay.lane.window = static_cast<std::size_t>(*window);
    }
    if (const auto* node = node_.find("max_pdu")) {
      const auto size =
          document::read_integer(*node, "max_pdu", kSmallestPdu, kLargestPdu, reporter_);
      if (size) session.relay.max_pdu_size = static_cast<std::size_t>(*size);
    }
    read_time("session_init", session.session_init);
    read_time("enquire_link", session.enquire_link);
    std::chrono::seconds response{60};
    read_time("response_timeout", response);
    session.relay.lane.response_timeout =
        std::chrono::duration_cast<std::chrono::nanoseconds>(response).count();
  }

  void read_time(std::string_view key, std::chrono::seconds& into) {
    const auto* node = node_.find(key);
    if (node == nullptr) return;
    const auto time = document::read_duration(*node, key, reporter_);
    if (!time) return;
    if (time->count() > 0) {
      into = *time;
    } else {
      reporter_.error(node->span, "bad-duration", std::string(key) + " is at least 1s");
    }
  }

  const document::Node& node_;
  document::Diagnostics& diagnostics_;
  std::string_view file_;
  document::FileReporter reporter_;
};

}  // namespace

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
