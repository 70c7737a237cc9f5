// SPDX-License-Identifier: Apache-2.0
// Some of many examples, each template of message with the same chance: the same ones again for the
// same seed and messages, in whatever order these came. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "filter/core/striped_map.h"

namespace picket::tool {

// `Example` has an `alike`, counted up for each further one of its template.
template <class Example>
class Sample {
 public:
  Sample(std::size_t limit, std::uint64_t seed) : limit_(limit), seed_(seed) {}

  void offer(Example example, std::uint64_t template_hash) {
    ++offered_;
    const std::uint64_t lot = core::mix64(template_hash ^ core::mix64(seed_));
    if (const auto known = kept_.find(lot); known != kept_.end()) {
      ++known->second.example.alike;
      return;
    }
    // Whoever draws one of the lowest lots stays, from the first of its template on.
    if (limit_ == 0 || (kept_.size() == limit_ && lot > kept_.rbegin()->first)) return;
    kept_.emplace(lot, Kept{offered_, std::move(example)});
    if (kept_.size() > limit_) kept_.erase(std::prev(kept_.end()));
  }

  // Leaves nothing; as they came.
  std::vector<Example> take() {
    std::map<std::uint64_t, Example> in_order;
    for (auto& [lot, kept] : kept_) in_order.emplace(kept.place, std::move(kept.example));
    kept_.clear();
    std::vector<Example> examples;
    for (auto& [place, example] : in_order) examples.push_back(std::move(example));
    return examples;
  }

 private:
  struct Kept {
    std::uint64_t place;
    Example example;
  };
  std::size_t limit_;
  std::uint64_t seed_;
  std::uint64_t offered_ = 0;
  std::map<std::uint64_t, Kept> kept_;  // by the lot it drew
};

}  // namespace picket::tool
