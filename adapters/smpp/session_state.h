// SPDX-License-Identifier: Apache-2.0
// The state table of a session (3.4 §2.3; v5 §2.3, with its broadcasts): who may send which
// request, by the kind of the bind. Pure functions; the relay asks them for every request.
#pragma once

#include "adapters/smpp/pdu.h"
#include "adapters/smpp/side.h"

namespace picket::smpp {

// Whether the table has such a request at all; what it has not is vendors' (§5.1.2.1).
bool is_known_request(Command request) noexcept;

// Whether the peer in that role may send such a request once `bind`, one of the three, is accepted:
// never another bind, nor an outbind. What the table has not it does not forbid.
bool may_send(Side role, Command request, Command bind) noexcept;

}  // namespace picket::smpp
