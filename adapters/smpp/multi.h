// SPDX-License-Identifier: Apache-2.0
// submit_multi, of which some destinations may be refused and the others not (SMPP 3.4 §4.5): what
// is left of the request, and what its sender is told of the rest. Lives on one worker.
#pragma once

#include <cstdint>
#include <vector>

#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"

namespace picket::smpp {

// The destinations of one request as they are judged, one after another.
struct JudgedDestinations {
  Bytes allowed;  // as they stood in the request
  Bytes refused;  // as unsuccess_sme (§4.5.2.1)
  std::uint8_t allowed_count = 0;
  std::uint8_t refused_count = 0;

  void clear() noexcept;
  void allow(const Destination& destination);
  void refuse(const Destination& destination, Status status);
};

// The refused destinations of requests that were forwarded without them, until the answer comes. A
// flood of requests never answered lets the oldest go: their answers then pass as they are.
class RefusedDestinations {
 public:
  static constexpr std::size_t kMost = 256;

  void keep(std::uint32_t ticket, const JudgedDestinations& judged);

  // Appends the answer to request `ticket`, with its refused destinations added where it says that
  // the others were taken. An answer that fits no submit_multi_resp, or that is an error, is
  // appended as it is.
  void append_answer(Bytes& out, const Pdu& answer, std::uint32_t ticket);

 private:
  struct Entry {
    std::uint32_t ticket = 0;
    std::uint8_t count = 0;
    Bytes refused;
  };
  std::vector<Entry> entries_;  // oldest first
};

}  // namespace picket::smpp
