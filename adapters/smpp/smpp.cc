// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/smpp.h"

#include <array>
#include <asio/post.hpp>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

#include "adapters/smpp/host.h"
#include "adapters/smpp/session.h"
#include "adapters/smpp/settings.h"
#include "filter/daemon/fixed_keys.h"
#include "filter/daemon/listener.h"

namespace picket::smpp {
namespace {

constexpr std::array<std::string_view, 2> kFixed{"name", "listen"};

class SmppAdapter final : public daemon::Adapter {
 public:
  SmppAdapter(std::vector<ListenerSettings> settings, document::Node section, std::string_view file)
      : settings_(std::move(settings)), section_(std::move(section)), file_(file) {}

  void declare(daemon::CounterRegistry& registry) override {
    names_ = CounterNames::declare(registry);
    declare_parts(registry);
  }

  void start(std::span<daemon::Worker* const> workers,
             const daemon::AdapterLimits& limits) override {
    const auto keep = std::chrono::nanoseconds(limits.part_time).count();
    shared_.emplace(SharedOptions{.parts = {.memory = limits.part_memory, .keep = keep}});
    for (daemon::Worker* worker : workers) {
      hosts_.push_back(std::make_unique<Host>(*worker, *shared_, names_));
    }
    for (std::size_t i = 0; i < settings_.size(); ++i) {
      post_options(i);
      listeners_.push_back(std::make_unique<daemon::TcpListener>(
          settings_[i].listen, settings_[i].session.peers.accepted(), workers,
          [this, i](daemon::Worker& worker, asio::ip::tcp::socket socket) {
            Host& host = *hosts_[worker.index()];
            std::make_shared<Session>(host, host.options(i), std::move(socket))->start();
          }));
    }
    for (const auto& listener : listeners_) listener->start();
  }

  std::vector<std::string> listening() const override {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
      lines.push_back("smpp " + settings_[i].name + " on " +
                      daemon::to_string(listeners_[i]->local_endpoint()));
    }
    return lines;
  }

  std::vector<daemon::CredentialsNews> reread_credentials(
      document::Diagnostics& diagnostics) override {
    std::vector<daemon::CredentialsNews> all;
    for (std::size_t i = 0; i < settings_.size(); ++i) {
      auto news = reread_tls(settings_[i].session, section_.items[i], diagnostics, file_);
      if (news.text.empty()) continue;
      post_options(i);
      all.push_back({"smpp " + settings_[i].name + ": " + news.text, news.whole});
    }
    return all;
  }

  // Ports are opened once; all else of a listener may change.
  void check_change(const daemon::Adapter& adapter,
                    document::Diagnostics& diagnostics) const override {
    const document::Node& next = static_cast<const SmppAdapter&>(adapter).section_;
    document::FileReporter reporter(diagnostics, file_);
    if (next.items.size() != section_.items.size())
      return daemon::report_fixed_key("smpp", next.span, reporter);
    for (std::size_t i = 0; i < next.items.size(); ++i) {
      daemon::report_fixed(&section_.items[i], &next.items[i], kFixed, next.items[i].span,
                           reporter);
    }
  }

  void change(daemon::Adapter& adapter) override {
    auto& next = static_cast<SmppAdapter&>(adapter);
    for (std::size_t i = 0; i < settings_.size(); ++i) {
      // Which of them are down is remembered.
      auto& upstreams = next.settings_[i].session.upstreams;
      const auto& known = settings_[i].session.upstreams;
      if (upstreams->all() == known->all() && upstreams->hold_off() == known->hold_off())
        upstreams = known;
      next.settings_[i].session.peers.crowd = settings_[i].session.peers.crowd;
      settings_[i] = std::move(next.settings_[i]);
      listeners_[i]->set_peers(settings_[i].session.peers.accepted());
      post_options(i);
    }
    section_ = std::move(next.section_);
  }

  void drain(std::function<void()> drained) override {
    for (const auto& listener : listeners_) listener->stop();
    auto left = std::make_shared<std::atomic<std::size_t>>(hosts_.size());
    const auto one_done = [left, done = std::move(drained)] {
      if (left->fetch_sub(1) == 1) done();
    };
    for (const auto& host : hosts_) {
      asio::post(host->worker().io(), [host = host.get(), one_done] { host->drain(one_done); });
    }
  }

 private:
  // Of the store that all workers share.
  void declare_parts(daemon::CounterRegistry& registry) {
    const auto count = [this](auto core::StripedMapCounts::* what) {
      return [this, what]() -> std::int64_t {
        return shared_ ? static_cast<std::int64_t>(shared_->parts.counts().*what) : 0;
      };
    };
    registry.declare({"smpp_part_messages", "Long messages of which parts are kept.", "", "", true,
                      count(&core::StripedMapCounts::entries)});
    const std::string name = "smpp_part_messages_forgotten_total";
    const std::string help = "Long messages whose parts are kept no more, by why.";
    registry.declare({name, help, "why", "time", false, count(&core::StripedMapCounts::expired)});
    registry.declare({name, help, "why", "memory", false, count(&core::StripedMapCounts::evicted)});
  }

  // Gives every worker what sessions of a listener go by from now on.
  void post_options(std::size_t listener) {
    const auto options = std::make_shared<const SessionOptions>(settings_[listener].session);
    for (const auto& host : hosts_) {
      asio::post(host->worker().io(),
                 [host = host.get(), listener, options] { host->adopt(listener, options); });
    }
  }

  std::vector<ListenerSettings> settings_;  // in force; control thread
  document::Node section_;                  // what they were read from
  const std::string file_;                  // the config file
  CounterNames names_;
  std::optional<Shared> shared_;              // reserves its memory: made when started
  std::vector<std::unique_ptr<Host>> hosts_;  // by worker
  std::vector<std::unique_ptr<daemon::TcpListener>> listeners_;
};

std::unique_ptr<daemon::Adapter> configure(const document::Node& section,
                                           document::Diagnostics& diagnostics,
                                           std::string_view file) {
  auto settings = read_settings(section, diagnostics, file);
  if (!settings) return nullptr;
  return std::make_unique<SmppAdapter>(std::move(*settings), section, file);
}

}  // namespace

const daemon::AdapterKind kAdapter{
    .key = "smpp",
    .help = "inline between ESMEs and an SMSC: [{name, listen, upstream, ...}]",
    .configure = configure,
};

}  // namespace picket::smpp
