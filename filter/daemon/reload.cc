// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/reload.h"

#include <pthread.h>
#include <sys/resource.h>

#include <algorithm>
#include <asio/post.hpp>
#include <exception>
#include <utility>

namespace picket::daemon {
namespace {

// A compile may take a tenth of a busy core, not more; nice is a thread's own on Linux.
constexpr int kCompileNice = 10;

}  // namespace

Reloader::Reloader(std::string directory, asio::io_context& control,
                   std::vector<WorkerThread*> workers)
    : directory_(std::move(directory)), control_(control), workers_(std::move(workers)) {}

Reloader::~Reloader() {
  if (compile_.joinable()) compile_.join();
}

Reloader::Prepared Reloader::prepare(const std::string& directory) {
  Prepared prepared;
  prepared.loaded = load_tested_rules(directory, store_);
  if (!prepared.loaded.rules) return prepared;
  try {
    for (std::size_t i = 0; i < workers_.size(); ++i)
      prepared.bundles.push_back(std::make_unique<Bundle>(prepared.loaded.rules));
  } catch (const std::exception& error) {
    prepared.bundles.clear();
    prepared.loaded.rules.reset();
    document::Diagnostic diagnostic;
    diagnostic.code = "not-loaded";
    diagnostic.file = directory;
    diagnostic.message = error.what();
    prepared.loaded.diagnostics.add(std::move(diagnostic));
  }
  return prepared;
}

ReloadResult Reloader::load_first() {
  Prepared prepared = prepare(directory_);
  ReloadResult result;
  result.tests = prepared.loaded.tests;
  result.diagnostics = std::move(prepared.loaded.diagnostics);
  if (!prepared.loaded.rules) return result;
  current_ = std::move(prepared.loaded.rules);
  adopted_at_ = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    live_.push_back(prepared.bundles[i].get());
    workers_[i]->gate().adopt(std::move(prepared.bundles[i]));
  }
  result.adopted = true;
  result.ruleset = current_->digest();
  result.active_rules = current_->active_count();
  return result;
}

void Reloader::reload(Done done) {
  waiting_.push_back(std::move(done));
  if (!busy_) start_compile();
}

void Reloader::start_compile() {
  busy_ = true;
  served_ = std::exchange(waiting_, {});
  if (compile_.joinable()) compile_.join();  // it has nothing left to do
  compile_ = std::thread([this, directory = directory_] {
    pthread_setname_np(pthread_self(), "picket-compile");
    ::setpriority(PRIO_PROCESS, 0, kCompileNice);
    auto prepared = std::make_unique<Prepared>(prepare(directory));
    asio::post(control_, [this, made = std::move(prepared)] { deliver(std::move(*made)); });
  });
}

void Reloader::deliver(Prepared prepared) {
  result_ = {};
  result_.tests = prepared.loaded.tests;
  result_.diagnostics = std::move(prepared.loaded.diagnostics);
  next_ = std::move(prepared.loaded.rules);
  if (!next_) return finish();
  to_adopt_ = workers_.size();
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    live_.push_back(prepared.bundles[i].get());
    workers_[i]->post(std::move(prepared.bundles[i]), [this](std::unique_ptr<Bundle> old) {
      asio::post(control_, [this, retired = std::move(old)]() mutable {
        retire(std::move(retired));
        if (--to_adopt_ == 0) finish();
      });
    });
  }
}

void Reloader::retire(std::unique_ptr<Bundle> old) {
  std::erase(live_, old.get());
  add_counts(*old, retired_counts_);
}

void Reloader::finish() {
  if (next_) {
    current_ = std::exchange(next_, nullptr);
    adopted_at_ = std::chrono::steady_clock::now();
    ++reloads_adopted_;
    result_.adopted = true;
    result_.ruleset = current_->digest();
    result_.active_rules = current_->active_count();
  } else {
    ++reloads_failed_;
  }
  busy_ = false;
  for (const Done& done : std::exchange(served_, {})) done(result_);
  if (!waiting_.empty()) start_compile();
}

std::string_view Reloader::digest() const noexcept {
  return current_ ? current_->digest() : std::string_view{};
}

std::size_t Reloader::rule_count() const noexcept {
  return current_ ? current_->rules().size() : 0;
}

std::size_t Reloader::active_count() const noexcept {
  return current_ ? current_->active_count() : 0;
}

void Reloader::add_counts(const Bundle& bundle,
                          std::map<std::string, RuleCounts, std::less<>>& into) {
  const ruleset::Ruleset& rules = bundle.workspace.rules();
  for (ruleset::RuleIndex i = 0; i < rules.rules().size(); ++i) {
    const std::uint64_t hits = bundle.hits.value(i);
    const std::uint64_t unknown = bundle.unknown.value(i);
    if (hits == 0 && unknown == 0) continue;
    RuleCounts& counts = into[rules.rule(i).id];
    counts.hits += hits;
    counts.unknown += unknown;
  }
}

std::map<std::string, RuleCounts, std::less<>> Reloader::rule_counts() const {
  auto counts = retired_counts_;
  for (const Bundle* bundle : live_) add_counts(*bundle, counts);
  return counts;
}

}  // namespace picket::daemon
