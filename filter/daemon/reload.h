// SPDX-License-Identifier: Apache-2.0
// Which ruleset is in force, and how another takes its place. Lives on the control thread. A new
// ruleset is read, compiled, tested and given its workspaces on a thread of low priority, then
// posted to every worker; one that fails leaves the old one serving and says why. Reloads asked for
// while one runs wait for the next one, and share it.
#pragma once

#include <asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "filter/daemon/bundle.h"
#include "filter/daemon/tested_rules.h"
#include "filter/daemon/worker_thread.h"

namespace picket::daemon {

struct ReloadResult {
  bool adopted = false;  // by every worker; otherwise `diagnostics` says why not
  std::string ruleset;   // digest, where adopted
  std::size_t active_rules = 0;
  engine::RuleTestCounts tests;
  document::Diagnostics diagnostics;
};

struct RuleCounts {
  std::uint64_t hits = 0;
  std::uint64_t unknown = 0;
};

class Reloader {
 public:
  using Done = std::function<void(const ReloadResult&)>;

  // `control` and `workers` outlive it.
  Reloader(std::string directory, asio::io_context& control, std::vector<WorkerThread*> workers);
  // Waits for a compile under way. The workers have stopped.
  ~Reloader();

  Reloader(const Reloader&) = delete;
  Reloader& operator=(const Reloader&) = delete;

  // Loads from here from the next time on.
  void set_directory(std::string directory) { directory_ = std::move(directory); }

  // Before the workers run: loads and hands every worker its first bundle.
  ReloadResult load_first();

  // `done` is called on the control thread when every worker has adopted the ruleset that a load
  // begun after this call has made, or that load has failed.
  void reload(Done done);

  // What is in force (of the last one that all workers adopted).
  std::string_view digest() const noexcept;
  std::size_t rule_count() const noexcept;
  std::size_t active_count() const noexcept;
  std::chrono::steady_clock::time_point adopted_at() const noexcept { return adopted_at_; }
  std::uint64_t reloads_adopted() const noexcept { return reloads_adopted_; }
  std::uint64_t reloads_failed() const noexcept { return reloads_failed_; }

  // Counts of every rule that was ever hit or unknown, over all rulesets and workers, by id.
  std::map<std::string, RuleCounts, std::less<>> rule_counts() const;

 private:
  // A ruleset on its way to the workers. Made on the compile thread.
  struct Prepared {
    TestedRules loaded;
    std::vector<std::unique_ptr<Bundle>> bundles;  // one a worker; none where there is no ruleset
  };

  Prepared prepare(const std::string& directory);
  void start_compile();
  void deliver(Prepared prepared);
  void retire(std::unique_ptr<Bundle> old);
  void finish();
  static void add_counts(const Bundle& bundle,
                         std::map<std::string, RuleCounts, std::less<>>& into);

  std::string directory_;
  asio::io_context& control_;
  const std::vector<WorkerThread*> workers_;
  lists::ListStore store_;

  std::thread compile_;
  bool busy_ = false;
  std::vector<Done> waiting_;  // for the next load
  std::vector<Done> served_;   // by the load under way
  ReloadResult result_;        // of the load under way
  std::shared_ptr<const ruleset::Ruleset> next_;
  std::size_t to_adopt_ = 0;  // workers that have not adopted next_ yet

  std::shared_ptr<const ruleset::Ruleset> current_;
  std::chrono::steady_clock::time_point adopted_at_{};
  std::uint64_t reloads_adopted_ = 0;
  std::uint64_t reloads_failed_ = 0;
  std::vector<const Bundle*> live_;  // with a worker, or on the way to or from one
  std::map<std::string, RuleCounts, std::less<>> retired_counts_;
};

}  // namespace picket::daemon
