// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/bench_report.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

namespace picket::tool {
namespace {

using nlohmann::ordered_json;

// To what can be meant: a tenth of a nanosecond.
double rounded(double ns) { return std::round(ns * 10) / 10; }

ordered_json json_of(const Distribution& distribution) {
  return {{"mean", rounded(distribution.mean)},
          {"p50", distribution.p50},
          {"p99", distribution.p99},
          {"p999", distribution.p999}};
}

ordered_json json_of(const Machine& machine) {
  return {
      {"cpu", machine.cpu},       {"cores", machine.cores},     {"memory_mb", machine.memory_mb},
      {"kernel", machine.kernel}, {"load", machine.load},       {"compiler", machine.compiler},
      {"build", machine.build},   {"version", machine.version}, {"commit", machine.commit}};
}

engine::Stage stage(std::size_t index) { return static_cast<engine::Stage>(index); }

double bytes_per_event(const BenchReport& report) {
  return static_cast<double>(report.file.bytes()) /
         static_cast<double>(report.file.events().size());
}

class Text {
 public:
  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }
  const std::string& str() const noexcept { return text_; }

 private:
  std::string text_;
};

void head(const BenchReport& report, Text& text) {
  const Machine& machine = report.machine;
  text.line("picket {} ({}, {}), {}", machine.version, machine.commit, machine.build,
            machine.compiler);
  text.line("{}, {} cores, {} MiB, {}, load {:.2f}", machine.cpu, machine.cores, machine.memory_mb,
            machine.kernel, machine.load);
  text.line("");
  text.line("rules     {} ({} active), compiled in {:.3f} s", report.rules.rules().size(),
            report.rules.active_count(), report.compile_s);
  const Verdicts& verdicts = report.verdicts;
  text.line("events    {} of {}{}: {} allow, {} warn, {} block{}", report.file.events().size(),
            report.file.path(), report.file.left_out() ? " (its beginning)" : "", verdicts.allow,
            verdicts.warn, verdicts.block,
            verdicts.incomplete == 0 ? "" : fmt::format(", {} incomplete", verdicts.incomplete));
  text.line("measured  {} decisions in {:.1f} s on {} thread{}", report.measured.decisions,
            report.measured.seconds, report.threads, report.threads == 1 ? "" : "s");
}

void figures(const BenchReport& report, Text& text) {
  const Measured& measured = report.measured;
  text.line("");
  text.line("decisions a second   {:>12.0f}   {:.1f} MB/s of events", measured.events_per_s,
            measured.events_per_s * bytes_per_event(report) / 1e6);
  text.line("allocations a decision {:>10.3g}", measured.allocations_per_event);
  text.line("resident memory, MiB {:>12.1f}", report.rss_mb);
  text.line("");
  text.line("{:<12}{:>10}{:>10}{:>10}{:>10}", "ns", "mean", "p50", "p99", "p99.9");
  const auto row = [&](std::string_view name, const Distribution& times) {
    text.line("{:<12}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.0f}", name, times.mean, times.p50, times.p99,
              times.p999);
  };
  row("a decision", measured.decision);
  row("matching", measured.match);
}

void stages(const Measured& measured, Text& text) {
  double all = 0;
  for (const double ns : measured.stages) all += ns;
  text.line("");
  text.line("{:<12}{:>10}{:>10}", "stage", "ns", "share");
  for (std::size_t i = 0; i < engine::kStages; ++i) {
    text.line("{:<12}{:>10.1f}{:>9.1f}%", engine::name_of(stage(i)), measured.stages[i],
              100 * measured.stages[i] / all);
  }
  text.line("(a reading of the clock, {:.1f} ns, is taken off)", measured.ns_per_reading);
}

}  // namespace

void print_text(const BenchReport& report, Output& output) {
  Text text;
  head(report, text);
  figures(report, text);
  stages(report.measured, text);
  output.write(text.str());
}

void print_json(const BenchReport& report, Output& output) {
  const Measured& measured = report.measured;
  ordered_json json{
      {"rules", report.rules.rules().size()},  {"active_rules", report.rules.active_count()},
      {"ruleset", report.rules.digest()},      {"compile_s", report.compile_s},
      {"events", report.file.events().size()}, {"bytes", report.file.bytes()},
      {"left_out", report.file.left_out()},    {"bad_lines", report.file.bad_lines().size()}};
  json["verdicts"] = {{"allow", report.verdicts.allow},
                      {"warn", report.verdicts.warn},
                      {"block", report.verdicts.block},
                      {"incomplete", report.verdicts.incomplete}};
  json["threads"] = report.threads;
  json["seconds"] = measured.seconds;
  json["decisions"] = measured.decisions;
  json["events_per_s"] = std::round(measured.events_per_s);
  json["decision_ns"] = json_of(measured.decision);
  json["match_ns"] = json_of(measured.match);
  for (std::size_t i = 0; i < engine::kStages; ++i) {
    json["stages_ns"][engine::name_of(stage(i))] = rounded(measured.stages[i]);
  }
  json["clock_ns"] = rounded(measured.ns_per_reading);
  json["rss_mb"] = rounded(report.rss_mb);
  json["allocations_per_event"] = measured.allocations_per_event;
  json["machine"] = json_of(report.machine);
  output.write(json.dump(2) + "\n");
}

}  // namespace picket::tool
