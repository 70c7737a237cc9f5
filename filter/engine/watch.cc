// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/watch.h"

namespace picket::engine {

std::string_view name_of(Stage stage) noexcept {
  switch (stage) {
    case Stage::fold:
      return "fold";
    case Stage::match:
      return "match";
    case Stage::links:
      return "links";
    case Stage::choose:
      return "choose";
    case Stage::exchange:
      return "exchange";
    case Stage::evaluate:
      return "evaluate";
    case Stage::decide:
      break;
  }
  return "decide";
}

}  // namespace picket::engine
