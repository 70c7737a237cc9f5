// SPDX-License-Identifier: Apache-2.0
// What all sessions of the process share, whatever worker they live on. Any thread.
#pragma once

#include "adapters/gsm/parts.h"
#include "adapters/smpp/coding_memory.h"
#include "adapters/smpp/dropped.h"

namespace picket::smpp {

struct SharedOptions {
  gsm::PartStoreOptions parts;
  std::size_t codings = CodingMemory::kSlots;
  std::size_t dropped = DroppedMessages::kRemembered;
};

struct Shared {
  explicit Shared(const SharedOptions& options)
      : parts(options.parts), codings(options.codings), dropped(options.dropped) {}

  gsm::PartStore parts;
  CodingMemory codings;
  DroppedMessages dropped;
};

}  // namespace picket::smpp
