// SPDX-License-Identifier: Apache-2.0
// How long one event takes from JSON, as a line of its own and as one of a hundred in an array,
// against nlohmann's parser reading the same text into its tree. Both readings are compared before
// anything is timed.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "filter/core/decision_json.h"
#include "filter/core/event_json.h"

namespace {

using namespace picket::core;

constexpr int kBatch = 100;

const std::string& line() {
  static const std::string text =
      R"({"channel":"sms","id":"m-000001","from":"+8613900000001","to":"+8613900000002",)"
      R"("route":"http:bench","time":"2026-01-05T12:00:00+08:00",)"
      R"("text":"【示例银行】您的积分已满一万，将于今日到期，请登录 bank.example/jf 兑换，回T退订"})";
  return text;
}

std::string array() {
  std::string text = "[";
  for (int i = 0; i < kBatch; ++i) text += (i == 0 ? "" : ",") + line();
  return text + ']';
}

bool reads_as_nlohmann_does(EventReader& reader) {
  std::string text = line();
  EventBatch batch;
  const auto json = nlohmann::json::parse(text);
  if (!reader.read(padded(text), batch)) return false;
  const Event& event = batch.events()[0];
  return event.text == json["text"] && event.id == json["id"].get<std::string>() &&
         event.from.text == json["from"] && event.to.text == json["to"] &&
         event.route == json["route"] &&
         event.time == parse_rfc3339(json["time"].get<std::string>());
}

// A reader whose answers have been checked.
EventReader checked_reader() {
  EventReader reader;
  if (!reads_as_nlohmann_does(reader)) std::abort();
  return reader;
}

void event_line(benchmark::State& state) {
  EventReader reader = checked_reader();
  EventBatch batch;
  std::string text = line();
  const PaddedText input = padded(text);
  for (auto _ : state) {
    batch.clear();
    benchmark::DoNotOptimize(reader.read(input, batch));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(event_line);

void event_in_array(benchmark::State& state) {
  EventReader reader = checked_reader();
  EventBatch batch;
  std::string text = array();
  const PaddedText input = padded(text);
  for (auto _ : state) {
    batch.clear();
    benchmark::DoNotOptimize(reader.read_body(input, false, batch));
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(event_in_array);

void nlohmann_line(benchmark::State& state) {
  const std::string text = line();
  for (auto _ : state) benchmark::DoNotOptimize(nlohmann::json::parse(text));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(nlohmann_line);

void decision(benchmark::State& state) {
  const Matched matched[] = {{"积分", 9}, {"登录", 27}, {"兑换", 44}};
  const Reason reasons[] = {
      {"sms.bank.points-redeem", 1, Action::block, Basis::analytics, matched}};
  const std::string digest(64, 'a');
  Decision decision;
  decision.verdict = Verdict::block;
  decision.risk = Risk::high;
  decision.reasons = reasons;
  decision.ruleset = digest;
  JsonBuffer out;
  for (auto _ : state) {
    out.clear();
    append_decision(out, "m-000001", decision);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decision);

}  // namespace
