// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/daemon.h"

#include <spdlog/spdlog.h>

#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "filter/daemon/file_limit.h"
#include "filter/daemon/metrics.h"
#include "filter/daemon/privileges.h"
#include "filter/daemon/say.h"
#include "filter/lists/numbering.h"
#include "filter/record/number_key.h"

namespace picket::daemon {
namespace {

void make_folder_of(const std::string& file) {
  const auto folder = std::filesystem::path(file).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder);
}

void say_adopted(const ReloadResult& result) {
  spdlog::info("ruleset {}: {} active rules, {} tests passed, {} of {} rules with memory skipped",
               result.ruleset, result.active_rules, result.tests.passed, result.tests.skipped,
               result.tests.skipped_rules);
}

void say_reloaded(const ReloadResult& result) {
  say(result.diagnostics);
  if (result.adopted) {
    say_adopted(result);
  } else {
    spdlog::error("rules not reloaded: {}; the ruleset in force stays",
                  document::count_errors(result.diagnostics));
  }
}

}  // namespace

Daemon::Daemon(Config config, std::span<const AdapterKind> kinds)
    : config_(std::move(config)),
      kinds_(kinds),
      books_{config_.routes},
      adapters_(std::move(config_.adapters)) {
  // A peer that went away, or a log at its size limit, is an error of one call and not our end.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGHUP, SIG_IGN);  // until run() listens for it
  const auto files = raise_file_limit();
  if (files < kManyFiles)
    spdlog::warn(
        "at most {} open files: too few for ten thousand SMPP sessions; raise the hard limit",
        files);
}

Daemon::~Daemon() { stop(); }

void Daemon::open_log() {
  if (!config_.log) return;
  const LogSettings& settings = *config_.log;
  make_folder_of(settings.file.path);
  make_folder_of(settings.number_key);
  record::LineRenderer renderer(
      lists::default_profile(),
      core::NumberTokens(record::read_or_make_number_key(settings.number_key)));
  log_ = std::make_unique<record::DecisionLog>(config_.workers, settings.ring, std::move(renderer),
                                               std::make_unique<record::FileSink>(settings.file));
}

void Daemon::make_workers() {
  for (const ConfiguredAdapter& configured : adapters_) configured.adapter->declare(counters_);
  std::vector<WorkerThread*> workers;
  for (unsigned index = 0; index < config_.workers; ++index) {
    workers_.push_back(std::make_unique<WorkerThread>(
        index, config_.routes->policy, config_.max_routes, memory_,
        log_ ? &log_->writer(index) : nullptr, counters_.infos().size()));
    workers_.back()->post_overload_after(config_.overload_after);
    workers.push_back(workers_.back().get());
  }
  rules_.emplace(config_.rules, control_, std::move(workers));
}

ReloadResult Daemon::load_rules() {
  ReloadResult result = rules_->load_first();
  if (result.adopted) say_adopted(result);
  return result;
}

void Daemon::start_workers() {
  for (const auto& worker : workers_) worker->start();
}

void Daemon::open_listeners() {
  // Before any traffic: a signal that comes meanwhile is waited for by run().
  signals_.add(SIGHUP);
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  std::vector<Worker*> workers;
  for (const auto& worker : workers_) workers.push_back(worker.get());
  for (const ConfiguredAdapter& configured : adapters_)
    configured.adapter->start(workers, config_.limits);
  if (config_.admin) {
    admin_.emplace(
        control_, *config_.admin,
        Admin::Callbacks{
            .metrics =
                [this] { return render_metrics({workers_, &counters_, &*rules_, log_.get()}); },
            .ready = [this] { return ready(); },
            .reload = [this](Reloader::Done done) { reload(std::move(done)); }});
  }
}

void Daemon::drop_privileges() {
  if (config_.user.empty()) return;
  std::vector<std::string> files;
  if (config_.log) files = {config_.log->file.path, config_.log->number_key};
  become_user(config_.user, files);
}

bool Daemon::ready() const { return !draining_ && !rules_->digest().empty(); }

std::vector<std::string> Daemon::listening() const {
  std::vector<std::string> all;
  for (const ConfiguredAdapter& configured : adapters_)
    for (std::string& one : configured.adapter->listening()) all.push_back(std::move(one));
  if (admin_) all.push_back(admin_->listening());
  return all;
}

void Daemon::run() {
  for (const std::string& one : listening()) spdlog::info("listening: {}", one);
  spdlog::info("ready: {} workers, {} active rules, ruleset {}", config_.workers,
               rules_->active_count(), rules_->digest());
  const auto work = asio::make_work_guard(control_);
  tell_service_manager();
  watch_overload();
  wait_for_signal();
  control_.run();
  stop();
}

void Daemon::tell_service_manager() {
  service_manager_.ready();
  if (!service_manager_.watchdog()) return;
  std::vector<Worker*> workers;
  for (const auto& worker : workers_) workers.push_back(worker.get());
  // A third of it: one that is late is no harm.
  watchdog_.emplace(control_, workers, *service_manager_.watchdog() / 3,
                    [this] { service_manager_.alive(); });
}

void Daemon::watch_overload() {
  std::vector<const WorkerGate*> gates;
  for (const auto& worker : workers_) gates.push_back(&worker->gate());
  overload_watch_.emplace(control_, gates, [](bool overloaded, const std::string& line) {
    spdlog::log(overloaded ? spdlog::level::warn : spdlog::level::info, "{}", line);
  });
}

void Daemon::wait_for_signal() {
  signals_.async_wait([this](const asio::error_code& error, int signal) {
    if (error) return;
    wait_for_signal();
    if (signal == SIGHUP) {
      spdlog::info("SIGHUP: reading config, credentials and rules anew, reopening the log");
      if (log_) log_->reopen();
      reread_config();
      reread_credentials();
      return reload([](const ReloadResult&) {});
    }
    if (draining_) {
      spdlog::warn("a second signal: not waiting any longer");
      return control_.stop();
    }
    drain();
  });
}

void Daemon::reload(Reloader::Done done) {
  rules_->reload([tell = std::move(done)](const ReloadResult& result) {
    say_reloaded(result);
    tell(result);
  });
}

void Daemon::reread_credentials() {
  document::Diagnostics diagnostics;
  std::vector<CredentialsNews> news;
  for (const ConfiguredAdapter& configured : adapters_)
    for (CredentialsNews& one : configured.adapter->reread_credentials(diagnostics))
      news.push_back(std::move(one));
  if (admin_) {
    const document::Node& section = *config_.document.find("admin");
    Access& access = config_.admin->access;
    auto anew = reread_access(access, section.find("tls"), section.find("tokens"), diagnostics,
                              config_.file);
    admin_->guard(access);
    if (!anew.text.empty()) news.push_back({"admin: " + anew.text, anew.whole});
  }
  say(diagnostics);
  for (const CredentialsNews& one : news)
    spdlog::log(one.whole ? spdlog::level::info : spdlog::level::err, "{}", one.text);
}

void Daemon::drain() {
  spdlog::info("draining: at most {} s", config_.drain_timeout.count());
  draining_ = true;
  service_manager_.stopping();
  for (const auto& worker : workers_) worker->gate().set_draining();
  if (admin_) admin_->stop_accepting();
  draining_adapters_ = adapters_.size();
  if (draining_adapters_ == 0) return control_.stop();
  drain_timer_.expires_after(config_.drain_timeout);
  drain_timer_.async_wait([this](const asio::error_code& error) {
    if (error) return;
    spdlog::warn("drain_timeout is over with sessions still open");
    control_.stop();
  });
  for (const ConfiguredAdapter& configured : adapters_)
    configured.adapter->drain([this] { asio::post(control_, [this] { adapter_drained(); }); });
}

void Daemon::adapter_drained() {
  if (--draining_adapters_ != 0) return;
  spdlog::info("drained");
  control_.stop();
}

// Workers first, so that nothing is judged, recorded or posted any more.
void Daemon::stop() {
  for (const auto& worker : workers_) worker->stop();
}

}  // namespace picket::daemon
