// SPDX-License-Identifier: Apache-2.0
// Generated rules as UTF-8 regexes in Hyperscan: the peer that Picket's matching is measured
// against.
#pragma once

#include <hs.h>

#include <memory>
#include <vector>

#include "bench/generated_rules.h"

namespace picket::bench {

struct FreeDatabase {
  void operator()(hs_database_t* database) const noexcept { hs_free_database(database); }
};
using HyperscanDatabase = std::unique_ptr<hs_database_t, FreeDatabase>;

// Ids are the rules' indices; each is reported once. Throws std::runtime_error.
HyperscanDatabase compile_regexes(const std::vector<GeneratedRule>& rules);

// The same, read back from the build directory where these rules were compiled before, by this
// Hyperscan for this processor.
HyperscanDatabase kept_regexes(const std::vector<GeneratedRule>& rules);

class HyperscanScratch {
 public:
  explicit HyperscanScratch(const HyperscanDatabase& database);
  ~HyperscanScratch() { hs_free_scratch(scratch_); }
  HyperscanScratch(const HyperscanScratch&) = delete;
  HyperscanScratch& operator=(const HyperscanScratch&) = delete;
  hs_scratch_t* get() const noexcept { return scratch_; }

 private:
  hs_scratch_t* scratch_ = nullptr;
};

}  // namespace picket::bench
