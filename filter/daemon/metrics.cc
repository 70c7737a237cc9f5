// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/metrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <chrono>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "filter/core/names.h"

namespace picket::daemon {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;
using Families = std::vector<MetricFamily>;

MetricFamily& family(Families& families, std::string name, std::string help, MetricType type) {
  families.push_back({"picket_" + std::move(name), std::move(help), type, {}});
  return families.back();
}

void sample(MetricFamily& into, Labels labels, double value) {
  ClientMetric metric;
  metric.label = std::move(labels);
  if (into.type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  into.metric.push_back(std::move(metric));
}

constexpr std::array kAllChannels{core::Channel::sms, core::Channel::call, core::Channel::outcome};
constexpr std::array kAllVerdicts{core::Verdict::allow, core::Verdict::warn, core::Verdict::block};

using Cells = std::array<std::array<std::uint64_t, kVerdicts>, kChannels>;

void add(const RouteCounters& counters, Cells& into) {
  for (std::size_t channel = 0; channel < kChannels; ++channel)
    for (std::size_t verdict = 0; verdict < kVerdicts; ++verdict)
      into[channel][verdict] += counters.value(kAllChannels[channel], kAllVerdicts[verdict]);
}

// All verdicts of every channel that a route has used, so that a rate is there from the first one.
void verdicts(const MetricSources& sources, Families& families) {
  std::map<std::string, Cells> by_route;
  for (const auto& worker : sources.workers) {
    const RouteTable& routes = worker->gate().routes();
    for (std::size_t i = 0; i < routes.size(); ++i)
      add(routes.route(i).counters, by_route[std::string(routes.route(i).name())]);
    add(routes.others(), by_route["other"]);
  }
  auto& verdicts = family(families, "verdicts_total", "Events judged.", MetricType::Counter);
  for (const auto& [route, cells] : by_route) {
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
      const auto& counts = cells[channel];
      if (counts == std::array<std::uint64_t, kVerdicts>{}) continue;
      for (std::size_t verdict = 0; verdict < kVerdicts; ++verdict)
        sample(verdicts,
               {{"route", route},
                {"channel", std::string(core::name_of(kAllChannels[channel]))},
                {"verdict", std::string(core::name_of(kAllVerdicts[verdict]))}},
               static_cast<double>(counts[verdict]));
    }
  }
}

// Of routes that have any.
void unjudged(const MetricSources& sources, Families& families) {
  constexpr std::array kWhat{Unjudged::passed, Unjudged::refused};
  std::map<std::string, std::array<std::uint64_t, kUnjudged>> by_route;
  const auto add_up = [&](const RouteCounters& counters, std::string_view route) {
    auto& counts = by_route[std::string(route)];
    for (std::size_t i = 0; i < kUnjudged; ++i) counts[i] += counters.value(kWhat[i]);
  };
  for (const auto& worker : sources.workers) {
    const RouteTable& routes = worker->gate().routes();
    for (std::size_t i = 0; i < routes.size(); ++i)
      add_up(routes.route(i).counters, routes.route(i).name());
    add_up(routes.others(), "other");
  }
  auto& unjudged = family(families, "unjudged_total",
                          "Events not judged because their worker was overloaded, by what became "
                          "of them.",
                          MetricType::Counter);
  for (const auto& [route, counts] : by_route) {
    if (counts == std::array<std::uint64_t, kUnjudged>{}) continue;
    sample(unjudged, {{"route", route}, {"outcome", "passed"}}, static_cast<double>(counts[0]));
    sample(unjudged, {{"route", route}, {"outcome", "refused"}}, static_cast<double>(counts[1]));
  }
}

// A sample a worker of something that its lag meter says.
template <typename Value>
void by_worker(const MetricSources& sources, MetricFamily& into, Value value) {
  for (const auto& worker : sources.workers)
    sample(into, {{"worker", std::to_string(worker->index())}},
           static_cast<double>(value(worker->gate().lag())));
}

void lags(const MetricSources& sources, Families& families) {
  by_worker(sources,
            family(families, "worker_lag_seconds", "How far behind the worker's loop is.",
                   MetricType::Gauge),
            [](const LagMeter& lag) { return std::chrono::duration<double>(lag.lag()).count(); });
  by_worker(
      sources,
      family(families, "worker_overloaded", "1 while the worker is overloaded.", MetricType::Gauge),
      [](const LagMeter& lag) { return lag.overloaded(); });
  by_worker(sources,
            family(families, "worker_overloads_total", "How often the worker became overloaded.",
                   MetricType::Counter),
            [](const LagMeter& lag) { return lag.overloads(); });
}

void rules(const MetricSources& sources, Families& families) {
  const Reloader& rules = *sources.rules;
  const auto counts = rules.rule_counts();
  auto& hits = family(families, "rule_hits_total", "Events a rule has hit, in shadow too.",
                      MetricType::Counter);
  for (const auto& [rule, count] : counts)
    if (count.hits != 0) sample(hits, {{"rule", rule}}, static_cast<double>(count.hits));
  auto& unknown =
      family(families, "rule_unknown_total",
             "Events for which a rule ended unknown, so did not act.", MetricType::Counter);
  for (const auto& [rule, count] : counts)
    if (count.unknown != 0) sample(unknown, {{"rule", rule}}, static_cast<double>(count.unknown));

  sample(
      family(families, "ruleset_info", "The ruleset in force, by its digest.", MetricType::Gauge),
      {{"digest", std::string(rules.digest())}}, 1);
  const std::chrono::duration<double> age = std::chrono::steady_clock::now() - rules.adopted_at();
  sample(
      family(families, "ruleset_age_seconds", "Since all workers adopted it.", MetricType::Gauge),
      {}, age.count());
  auto& sizes =
      family(families, "ruleset_rules", "Rules of the ruleset in force.", MetricType::Gauge);
  sample(sizes, {{"state", "active"}}, static_cast<double>(rules.active_count()));
  sample(sizes, {{"state", "inactive"}},
         static_cast<double>(rules.rule_count() - rules.active_count()));
  auto& reloads =
      family(families, "reloads_total", "Rulesets loaded since start.", MetricType::Counter);
  sample(reloads, {{"result", "adopted"}}, static_cast<double>(rules.reloads_adopted()));
  sample(reloads, {{"result", "failed"}}, static_cast<double>(rules.reloads_failed()));
}

void latency(const MetricSources& sources, Families& families) {
  ClientMetric metric;
  auto& histogram = metric.histogram;
  for (std::size_t bucket = 0; bucket < LatencyHistogram::kBuckets; ++bucket) {
    for (const auto& worker : sources.workers)
      histogram.sample_count += worker->gate().latency().count(bucket);
    if (bucket + 1 < LatencyHistogram::kBuckets)
      histogram.bucket.push_back(
          {histogram.sample_count, LatencyHistogram::upper_bound_seconds(bucket)});
  }
  for (const auto& worker : sources.workers)
    histogram.sample_sum += static_cast<double>(worker->gate().latency().sum_nanoseconds()) * 1e-9;
  family(families, "decision_seconds", "From an event's arrival at the gate to its decision.",
         MetricType::Histogram)
      .metric.push_back(std::move(metric));
}

void troubles(const MetricSources& sources, Families& families) {
  std::uint64_t incomplete = 0;
  std::uint64_t refused = 0;
  for (const auto& worker : sources.workers) {
    incomplete += worker->gate().incomplete();
    refused += worker->gate().refused();
  }
  auto& errors =
      family(families, "errors_total", "What went wrong while judging.", MetricType::Counter);
  sample(errors, {{"kind", "incomplete"}}, static_cast<double>(incomplete));
  sample(errors, {{"kind", "refused"}}, static_cast<double>(refused));
  if (sources.log == nullptr) return;
  const record::DecisionLog& log = *sources.log;
  auto& lines =
      family(families, "log_lines_total", "Lines of the decision log.", MetricType::Counter);
  sample(lines, {{"result", "written"}}, static_cast<double>(log.written()));
  sample(lines, {{"result", "lost"}}, static_cast<double>(log.lost()));
  auto& dropped =
      family(families, "log_dropped_total",
             "Lines of the decision log dropped because a ring was full.", MetricType::Counter);
  sample(dropped, {{"class", "allow"}}, static_cast<double>(log.dropped_allowed()));
  sample(dropped, {{"class", "decisive"}}, static_cast<double>(log.dropped_decisive()));
}

// Counters of the same name are one family, whatever the order in which they were declared.
void adapters(const MetricSources& sources, Families& families) {
  std::map<std::string, MetricFamily> by_name;
  const auto infos = sources.adapters->infos();
  for (CounterId id = 0; id < infos.size(); ++id) {
    const CounterInfo& info = infos[id];
    std::int64_t value = 0;
    if (info.read) {
      value = info.read();
    } else {
      for (const auto& worker : sources.workers) value += worker->counters().value(id);
    }
    MetricFamily& into = by_name[info.name];
    if (into.metric.empty())
      into = {"picket_" + info.name,
              info.help,
              info.gauge ? MetricType::Gauge : MetricType::Counter,
              {}};
    sample(into, info.label.empty() ? Labels{} : Labels{{info.label, info.value}},
           static_cast<double>(value));
  }
  for (auto& [name, made] : by_name) families.push_back(std::move(made));
}

}  // namespace

std::string render_metrics(const MetricSources& sources) {
  Families families;
  verdicts(sources, families);
  unjudged(sources, families);
  lags(sources, families);
  rules(sources, families);
  latency(sources, families);
  troubles(sources, families);
  adapters(sources, families);
  std::ostringstream out;
  out.precision(17);
  prometheus::TextSerializer().Serialize(out, families);
  return std::move(out).str();
}

}  // namespace picket::daemon
