// SPDX-License-Identifier: Apache-2.0
// The part of the relay that deals with binds, and with what is allowed before and after them.
#include <algorithm>

#include "adapters/smpp/relay.h"
#include "adapters/smpp/session_state.h"

namespace picket::smpp {

// What a request is answered that the state of the session does not allow (§2.3); ok where it does.
// A second bind could make the session another's behind our back, so it never goes on, whatever is
// configured. While a bind has no answer yet its kind is taken for granted: the SMSC has the bind
// before what follows it, and says 0x04 itself where it refused it.
Status Relay::check_state(Side from, Command command) const noexcept {
  const bool unbound = state_ == State::open || state_ == State::connected;
  const Side role = role_of(from);
  if (is_bind(command)) {
    if (role == Side::smsc) return Status::invalid_bind_status;
    return unbound ? Status::ok : Status::already_bound;
  }
  if (unbound) {
    const bool outbind =
        command == Command::outbind && (state_ == State::open || (reversed_ && role == Side::smsc));
    if (outbind || command == Command::unbind) return Status::ok;
    return is_known_request(command) ? Status::invalid_bind_status : Status::invalid_command_id;
  }
  if (options_.pass_wrong_state || may_send(role, command, bind_command_)) return Status::ok;
  return Status::invalid_bind_status;
}

void Relay::refuse_state(Side from, const Pdu& pdu, Status status) {
  if (wants_answer(pdu.header.command)) {
    counting_.add(Count::wrong_state);
    answer(from, pdu, status);
  } else {
    counting_.add(Count::wrong_state_dropped);
  }
}

// Before a bind there is no SMSC to ask. Only what check_state() allows comes here.
void Relay::handle_unbound(const Pdu& pdu, core::Ticks now) {
  switch (pdu.header.command) {
    case Command::unbind:
      answer(Side::esme, pdu, Status::ok);
      finish(End::unbound);
      break;
    case Command::outbind:  // an SMSC that wants an ESME to bind (§2.2.1)
      if (options_.outbind) {
        reversed_ = true;
        state_ = State::connected;
        forward(Side::esme, pdu.bytes, now);
      } else {
        finish(End::outbind);
      }
      break;
    default:
      if (start_bind(Side::esme, pdu)) {
        forward(Side::esme, pdu.bytes, now);
      } else {
        finish(End::no_bind);
      }
      break;
  }
}

// False where it was answered: it cannot be read, or may not bind.
bool Relay::start_bind(Side from, const Pdu& pdu) {
  const auto bind = parse_bind(pdu);
  if (!bind) {
    counting_.add(bind.error());
    answer(from, pdu, malformed_status(bind.error()));
    return false;
  }
  const BindAdmission admission = owner_.admit_bind(from, bind->system_id);
  if (admission.status != Status::ok) {
    answer(from, pdu, admission.status);
    return false;
  }
  state_ = State::binding;
  route_ = route_of(bind->system_id);
  route_key_ = shared_.codings.route_key(route_);
  version_ = bind->interface_version;
  receipts_by_text_ = admission.receipts_by_text;
  bind_sequence_ = pdu.header.sequence;
  bind_command_ = pdu.header.command;
  return true;
}

// Refused by the SMSC, it may be tried again, perhaps as another system_id.
void Relay::watch_bind_answer(const Pdu& pdu, const PendingRequest& request) {
  if (state_ != State::binding || !is_bind(request.command)) return;
  const bool accepted =
      pdu.header.command == response_to(request.command) && pdu.header.status == Status::ok;
  if (!accepted) {
    state_ = State::connected;
    return;
  }
  state_ = State::bound;
  if (const auto of_smsc = sc_interface_version(pdu)) version_ = std::min(version_, *of_smsc);
  counting_.add(Count::sessions_bound);
}

}  // namespace picket::smpp
