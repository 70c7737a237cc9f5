// SPDX-License-Identifier: Apache-2.0
// What Scratch holds: the state of one scan.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "filter/match/hit_table.h"
#include "filter/match/hyperscan.h"
#include "filter/match/pattern_set.h"
#include "filter/match/placement.h"
#include "filter/match/tables.h"

namespace picket::match {

struct ScanState {
  explicit ScanState(const Tables& tables);

  // Ready for the next text; what a giant one needed is given back.
  void clear() noexcept;
  bool is_found(ConditionId id) const noexcept { return (bits[id / 64] >> (id % 64) & 1) != 0; }
  void add_found(ConditionId id);

  // The places of these steps, all of them live; valid until the next call.
  std::span<const StepPlaces> places_of(std::span<const ProgramStep> program_steps, Work& allowed);

  ScanScratch scanner;
  HitTable hits;
  Placement placement;
  std::vector<StepPlaces> steps;
  Work work;
  bool cut = false;                 // a scan had too many hits
  std::vector<std::uint64_t> bits;  // by condition: is in `found`
  std::vector<ConditionId> found;
};

// How much placing of steps one text is worth.
std::uint64_t work_for(const text::Views& views) noexcept;

}  // namespace picket::match
