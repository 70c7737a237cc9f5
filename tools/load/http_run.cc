// SPDX-License-Identifier: Apache-2.0
#include "tools/load/http_run.h"

#include <fmt/format.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <atomic>
#include <csignal>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "tools/load/endpoint.h"
#include "tools/load/http_batches.h"
#include "tools/load/http_client.h"

namespace picket::load {

namespace {

// Ctrl-C: send no more batches, report.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

constexpr unsigned kOk = 200;

// What all connections share; read-only but for the count of batches handed out.
struct Plan {
  asio::ip::tcp::endpoint to;
  std::size_t events = 100;
  std::uint64_t count = 0;
  Clock::time_point until = Clock::time_point::max();
  std::atomic<std::uint64_t> begun{0};

  bool begin_another() {
    if (interrupted.load(std::memory_order_relaxed) || Clock::now() >= until) return false;
    return begun.fetch_add(1, std::memory_order_relaxed) < count || count == 0;
  }
};

asio::awaitable<void> run_connection(asio::io_context& io, Plan& plan, HttpBatches batches,
                                     HttpTotals& totals) {
  HttpClient client(io);
  try {
    co_await client.connect(plan.to);
    while (plan.begin_another()) {
      const auto body = batches.next(plan.events);
      const auto since = Clock::now();
      const auto answer = co_await client.post("/v1/decisions", "application/x-ndjson", body);
      totals.latency.record(Clock::now() - since);
      if (answer.status == kOk) {
        batches.check(answer.body, totals);
      } else {
        ++totals.errors[answer.status];
      }
    }
  } catch (const std::exception& error) {
    totals.trouble = error.what();
  }
  client.close();
}

void report(const HttpTotals& totals, double seconds, bool as_json) {
  const auto ms = [&](double q) {
    return std::chrono::duration<double, std::milli>(totals.latency.quantile(q)).count();
  };
  const double rate = seconds > 0 ? static_cast<double>(totals.events) / seconds : 0;
  if (as_json) {
    nlohmann::ordered_json json = {{"events", totals.events},
                                   {"seconds", seconds},
                                   {"per_second", rate},
                                   {"batches", totals.latency.count()},
                                   {"allow", totals.allow},
                                   {"warn", totals.warn},
                                   {"block", totals.block},
                                   {"wrong", totals.wrong},
                                   {"unexpected", totals.unexpected},
                                   {"by_ruleset", totals.by_ruleset}};
    json["errors"] = nlohmann::ordered_json::object();
    for (const auto& [status, count] : totals.errors)
      json["errors"][std::to_string(status)] = count;
    json["latency_ms"] = {{"p50", ms(0.5)}, {"p99", ms(0.99)}, {"p99.9", ms(0.999)}};
    json["first_wrong"] = totals.first_wrong;
    json["trouble"] = totals.trouble;
    fmt::print("{}\n", json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return;
  }
  fmt::print("{} events in {} batches, {:.2f} s, {:.0f} events/s\n", totals.events,
             totals.latency.count(), seconds, rate);
  fmt::print("  allow {}, warn {}, block {}; wrong {}, not as expected {}\n", totals.allow,
             totals.warn, totals.block, totals.wrong, totals.unexpected);
  for (const auto& [digest, count] : totals.by_ruleset) {
    fmt::print("  ruleset {}: {}\n", digest, count);
  }
  for (const auto& [status, count] : totals.errors) {
    fmt::print("  HTTP {}: {} batches\n", status, count);
  }
  fmt::print("  latency of a batch, ms: p50 {:.3f}, p99 {:.3f}, p99.9 {:.3f}\n", ms(0.5), ms(0.99),
             ms(0.999));
  if (!totals.first_wrong.empty()) fmt::print("  {}\n", totals.first_wrong);
  if (!totals.trouble.empty()) fmt::print("  a connection ended early: {}\n", totals.trouble);
}

std::vector<Message> messages_of(const HttpOptions& options) {
  const Message one{.text = options.text,
                    .from = options.from,
                    .to = options.to_number,
                    .expect = parse_expectation(options.expect)};
  if (!options.messages.empty()) return read_messages(options.messages, one);
  return {one};
}

}  // namespace

int run_http(const HttpOptions& options) {
  std::signal(SIGINT, [](int) { interrupted = true; });
  const auto messages = messages_of(options);
  const EventTexts events(messages);
  const Truth truth(options.truth, messages.size());

  Plan plan;
  plan.to = parse_endpoint(options.to);
  plan.events = options.events;
  plan.count = options.count;
  const auto begin = Clock::now();
  if (options.count == 0) {
    plan.until = begin + std::chrono::duration_cast<Clock::duration>(
                             std::chrono::duration<double>(options.duration_s));
  }
  std::vector<std::unique_ptr<asio::io_context>> ios;
  for (std::uint32_t i = 0; i < options.threads; ++i) {
    ios.push_back(std::make_unique<asio::io_context>(1));
  }
  std::vector<HttpTotals> totals(options.connections);
  for (std::uint32_t i = 0; i < options.connections; ++i) {
    auto& io = *ios[i % ios.size()];
    asio::co_spawn(io, run_connection(io, plan, HttpBatches(events, truth, i + 1), totals[i]),
                   asio::detached);
  }
  {
    std::vector<std::jthread> threads;
    for (const auto& io : ios) {
      threads.emplace_back([&io] { io->run(); });
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  HttpTotals sum;
  for (const auto& one : totals) sum.add(one);
  report(sum, seconds, options.json);
  return sum.is_clean() ? 0 : 1;
}

}  // namespace picket::load
