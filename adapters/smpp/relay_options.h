// SPDX-License-Identifier: Apache-2.0
// What the configuration says of sessions, as far as the relay is concerned.
#pragma once

#include <cstddef>
#include <memory>

#include "adapters/smpp/lane.h"
#include "adapters/smpp/mapping.h"
#include "adapters/smpp/pdu.h"
#include "adapters/smpp/side.h"
#include "adapters/smpp/treatment.h"

namespace picket::smpp {

struct RelayOptions {
  std::size_t max_pdu_size = kDefaultMaxPduSize;
  PerSide<LaneOptions> lanes;  // of requests towards that side
  MappingOptions mapping;
  std::shared_ptr<const Treatments> treatments = std::make_shared<const Treatments>();
  bool refuse_both_fields = false;  // a message with text in several fields; else judged by all
  bool in_order = false;            // answers to ESMEs in the order of their requests
  // What the kind of bind does not allow is judged and passed on, for the peer to say; else it is
  // answered ESME_RINVBNDSTS.
  bool pass_wrong_state = false;
  bool outbind = false;  // an SMSC may connect and say outbind (§2.2.1)
};

}  // namespace picket::smpp
