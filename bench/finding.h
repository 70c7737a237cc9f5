// SPDX-License-Identifier: Apache-2.0
// The frame of benchmarks of what is found in a message's views: one finder after the other over
// the same views, folding not in the figure.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>
#include <utility>

#include "bench/messages.h"

namespace picket::bench {

// What is found, as the counter is called, and how often a message on average.
using Found = std::pair<std::string, double>;

// Finder::find(views) returns a range with a size().
template <class Finder>
void time_finding(benchmark::State& state, const Messages& messages, const KeptViews& views,
                  const Found& found) {
  Finder finder;
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(finder.find(views[next]).size());
    if (++next == views.size()) next = 0;
  }
  state.SetItemsProcessed(state.iterations());
  state.SetLabel(messages.source);
  state.counters[found.first] = found.second;
}

}  // namespace picket::bench
