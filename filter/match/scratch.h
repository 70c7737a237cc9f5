// SPDX-License-Identifier: Apache-2.0
// What Scratch holds: the state of one scan.
#pragma once

#include <array>
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
  explicit ScanState(const Tables& tables_of_set);

  // Ready for the next text; what a giant one needed is given back.
  void clear() noexcept;
  bool is_found(ConditionId id) const noexcept { return (bits[id / 64] >> (id % 64) & 1) != 0; }
  void add_found(ConditionId id);

  // The places of a program's steps, all of them live; valid until the next call.
  std::span<const StepPlaces> places_of(std::uint32_t program, Work& allowed);
  std::span<const Place> places_of(const ProgramStep& step) const noexcept;

  const Tables& tables;
  const text::Views* views = nullptr;  // those last scanned
  ScanScratch scanner;
  HitTable hits;
  Placement placement;
  std::vector<std::uint32_t> chosen;  // programs to look at; room for all of them, and one
  std::vector<StepPlaces> steps;
  std::vector<Reach> reaches;       // of those steps whose gap may not cover everything
  std::array<Place, 2> ends{};      // of the text, places of their own
  Work work;                        // of the scan
  Work evidence_work;               // of all occurrences() asked for after it
  bool cut = false;                 // a scan had too many hits
  std::vector<std::uint64_t> bits;  // by condition: is in `found`
  std::vector<ConditionId> found;
};

// How much placing of steps one text is worth, and again how much telling where they were placed.
std::uint64_t work_for(const text::Views& views) noexcept;

}  // namespace picket::match
