// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/session_state.h"

namespace picket::smpp {
namespace {

// What an ESME is bound as; a transceiver is both.
constexpr unsigned kTransmitter = 1;
constexpr unsigned kReceiver = 2;
constexpr unsigned kEither = kTransmitter | kReceiver;

// In sessions bound as what each side may send a request.
struct Rights {
  unsigned esme = 0;
  unsigned smsc = 0;
};

std::optional<Rights> rights_to(Command request) noexcept {
  switch (request) {
    case Command::submit_sm:
    case Command::submit_multi:
    case Command::query_sm:
    case Command::cancel_sm:
    case Command::replace_sm:
    case Command::broadcast_sm:
    case Command::query_broadcast_sm:
    case Command::cancel_broadcast_sm:
      return Rights{.esme = kTransmitter, .smsc = 0};
    case Command::deliver_sm:
    case Command::alert_notification:
      return Rights{.esme = 0, .smsc = kReceiver};
    case Command::data_sm:
    case Command::enquire_link:
    case Command::unbind:
      return Rights{.esme = kEither, .smsc = kEither};
    case Command::bind_receiver:
    case Command::bind_transmitter:
    case Command::bind_transceiver:
    case Command::outbind:
      return Rights{};
    default:
      return std::nullopt;
  }
}

unsigned bound_as(Command bind) noexcept {
  if (bind == Command::bind_transmitter) return kTransmitter;
  return bind == Command::bind_receiver ? kReceiver : kEither;
}

}  // namespace

bool is_known_request(Command request) noexcept { return rights_to(request).has_value(); }

bool may_send(Side role, Command request, Command bind) noexcept {
  const auto rights = rights_to(request);
  if (!rights) return true;
  const unsigned needed = role == Side::esme ? rights->esme : rights->smsc;
  return (needed & bound_as(bind)) != 0;
}

}  // namespace picket::smpp
