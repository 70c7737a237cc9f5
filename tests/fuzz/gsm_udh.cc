// SPDX-License-Identifier: Apache-2.0
// User data headers: what parses ends inside the message, a concatenation is a possible one, and a
// message made of a found concatenation and the same text has that concatenation again.
#include <cstdlib>
#include <vector>

#include "adapters/gsm/udh.h"

using namespace picket::gsm;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto header = parse_udh({data, size});
  if (!header) {
    require(size == 0 || std::size_t{data[0]} + 1 > size);
    return 0;
  }
  require(header->size >= 1 && header->size <= size);
  require(header->size == std::size_t{data[0]} + 1);
  require((header->size * 8 + header->fill_bits()) % 7 == 0);
  if (!header->concatenation) return 0;
  const Concatenation& part = *header->concatenation;
  require(part.number >= 1 && part.number <= part.total);
  std::vector<std::uint8_t> again{
      5, 0, 3, static_cast<std::uint8_t>(part.reference), part.total, part.number};
  if (part.reference_bits == 16) {
    again = {6,
             8,
             4,
             static_cast<std::uint8_t>(part.reference >> 8),
             static_cast<std::uint8_t>(part.reference),
             part.total,
             part.number};
  }
  again.insert(again.end(), data + header->size, data + size);
  const auto second = parse_udh(again);
  require(second && second->concatenation && !second->malformed);
  require(second->concatenation->reference == part.reference);
  require(second->concatenation->number == part.number);
  return 0;
}
