// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/counting.h"

#include <array>
#include <iterator>
#include <string_view>

namespace picket::smpp {
namespace {

struct Series {
  Count count;
  std::string_view name;
  std::string_view label;
  std::string_view value;
  std::string_view help;
  bool gauge = false;
};

constexpr std::string_view kRefused = "Requests answered by Picket instead of being forwarded.";
constexpr std::string_view kTreated = "Blocks and warnings that were not simply refused, by how.";
constexpr std::string_view kOwnReceipts = "Receipts that Picket made for messages it dropped.";
constexpr std::string_view kTexts = "Messages whose text was unusual, by what was.";
constexpr std::string_view kParts = "Parts of long messages, by what became of them.";
constexpr std::string_view kFlow = "What happened to sequence numbers and windows.";
constexpr std::string_view kTurnedAway = "Connections and binds that were not let in.";
constexpr std::string_view kTls = "TLS handshakes that failed, by leg.";
constexpr std::string_view kEnded = "Sessions that ended, by reason.";

constexpr Series kSeries[] = {
    {Count::blocked_from_esme, "smpp_refused_total", "why", "block_esme", kRefused},
    {Count::blocked_from_smsc, "smpp_refused_total", "why", "block_smsc", kRefused},
    {Count::trouble_from_esme, "smpp_refused_total", "why", "trouble_esme", kRefused},
    {Count::trouble_from_smsc, "smpp_refused_total", "why", "trouble_smsc", kRefused},
    {Count::turned_away_draining, "smpp_refused_total", "why", "draining", kRefused},
    {Count::receipts, "smpp_receipts_total", "", "", "Receipts from the SMSC, passed unjudged."},
    {Count::dropped_from_esme, "smpp_treated_total", "how", "dropped_esme", kTreated},
    {Count::dropped_from_smsc, "smpp_treated_total", "how", "dropped_smsc", kTreated},
    {Count::multi_partly_blocked, "smpp_treated_total", "how", "multi_partly_blocked", kTreated},
    {Count::warned_recorded, "smpp_treated_total", "how", "warned_recorded", kTreated},
    {Count::warned_relabelled, "smpp_treated_total", "how", "warned_relabelled", kTreated},
    {Count::warned_prefixed, "smpp_treated_total", "how", "warned_prefixed", kTreated},
    {Count::warned_unchanged, "smpp_treated_total", "how", "warned_unchanged", kTreated},
    {Count::receipts_sent, "smpp_own_receipts_total", "outcome", "sent", kOwnReceipts},
    {Count::receipts_lost, "smpp_own_receipts_total", "outcome", "lost", kOwnReceipts},
    {Count::text_both_fields, "smpp_texts_total", "kind", "both_fields", kTexts},
    {Count::text_second_reading, "smpp_texts_total", "kind", "second_reading", kTexts},
    {Count::text_undecoded, "smpp_texts_total", "kind", "undecoded", kTexts},
    {Count::text_truncated, "smpp_texts_total", "kind", "truncated", kTexts},
    {Count::text_bad_tlvs, "smpp_texts_total", "kind", "bad_tlvs", kTexts},
    {Count::text_unlabelled, "smpp_texts_total", "kind", "unlabelled", kTexts},
    {Count::parts_joined, "smpp_parts_total", "outcome", "joined", kParts},
    {Count::parts_duplicate, "smpp_parts_total", "outcome", "duplicate", kParts},
    {Count::parts_conflicting, "smpp_parts_total", "outcome", "conflicting", kParts},
    {Count::parts_no_room, "smpp_parts_total", "outcome", "no_room", kParts},
    {Count::parts_blocked, "smpp_parts_total", "outcome", "blocked", kParts},
    {Count::renumbered, "smpp_flow_total", "event", "renumbered", kFlow},
    {Count::answers_unmatched, "smpp_flow_total", "event", "answer_unmatched", kFlow},
    {Count::requests_forgotten, "smpp_flow_total", "event", "request_forgotten", kFlow},
    {Count::requests_held, "smpp_flow_total", "event", "request_held", kFlow},
    {Count::reading_paused, "smpp_flow_total", "event", "reading_paused", kFlow},
    {Count::wrong_state, "smpp_flow_total", "event", "wrong_state", kFlow},
    {Count::wrong_state_dropped, "smpp_flow_total", "event", "wrong_state_dropped", kFlow},
    {Count::sessions_open, "smpp_sessions", "", "", "Sessions open.", true},
    {Count::sessions_bound, "smpp_binds_total", "", "", "Binds that the SMSC accepted."},
    {Count::tls_failed_esme, "smpp_tls_failures_total", "leg", "esme", kTls},
    {Count::tls_failed_smsc, "smpp_tls_failures_total", "leg", "smsc", kTls},
    {Count::refused_address, "smpp_turned_away_total", "why", "address", kTurnedAway},
    {Count::refused_crowd, "smpp_turned_away_total", "why", "crowd", kTurnedAway},
    {Count::refused_proxy_header, "smpp_turned_away_total", "why", "proxy_header", kTurnedAway},
    {Count::refused_bind, "smpp_turned_away_total", "why", "bind", kTurnedAway},
    {Count::upstream_failed, "smpp_upstream_failures_total", "", "",
     "Connections to an SMSC that could not be made."},
    {Count::ended_esme_closed, "smpp_sessions_ended_total", "why", "esme_closed", kEnded},
    {Count::ended_smsc_closed, "smpp_sessions_ended_total", "why", "smsc_closed", kEnded},
    {Count::ended_unbound, "smpp_sessions_ended_total", "why", "unbound", kEnded},
    {Count::ended_bad_frame, "smpp_sessions_ended_total", "why", "bad_frame", kEnded},
    {Count::ended_no_bind, "smpp_sessions_ended_total", "why", "no_bind", kEnded},
    {Count::ended_unreachable, "smpp_sessions_ended_total", "why", "unreachable", kEnded},
    {Count::ended_silent, "smpp_sessions_ended_total", "why", "silent", kEnded},
    {Count::ended_outbind, "smpp_sessions_ended_total", "why", "outbind", kEnded},
    {Count::ended_drained, "smpp_sessions_ended_total", "why", "drained", kEnded},
    {Count::ended_inactive, "smpp_sessions_ended_total", "why", "inactive", kEnded},
};
static_assert(std::size(kSeries) == kCounts);

constexpr bool in_order() {
  for (std::size_t i = 0; i < kCounts; ++i) {
    if (static_cast<std::size_t>(kSeries[i].count) != i) return false;
  }
  return true;
}
static_assert(in_order());

constexpr std::string_view kErrors[] = {
    "length_too_small", "length_too_large", "unterminated_string", "truncated", "message_overrun",
    "bad_destination",  "not_a_message",    "malformed_tlvs",      "no_payload"};
static_assert(std::size(kErrors) == kPduErrors);

// The commands counted by name; the last slot is for all others.
struct NamedCommand {
  Command command;
  std::string_view name;
};
constexpr NamedCommand kCommands[] = {{Command::submit_sm, "submit_sm"},
                                      {Command::submit_sm_resp, "submit_sm_resp"},
                                      {Command::deliver_sm, "deliver_sm"},
                                      {Command::deliver_sm_resp, "deliver_sm_resp"},
                                      {Command::data_sm, "data_sm"},
                                      {Command::data_sm_resp, "data_sm_resp"},
                                      {Command::enquire_link, "enquire_link"},
                                      {Command::enquire_link_resp, "enquire_link_resp"},
                                      {Command::submit_multi, "submit_multi"},
                                      {Command::replace_sm, "replace_sm"},
                                      {Command::broadcast_sm, "broadcast_sm"},
                                      {Command::query_sm, "query_sm"},
                                      {Command::cancel_sm, "cancel_sm"},
                                      {Command::bind_transceiver, "bind_transceiver"},
                                      {Command::bind_transmitter, "bind_transmitter"},
                                      {Command::bind_receiver, "bind_receiver"},
                                      {Command::unbind, "unbind"},
                                      {Command::generic_nack, "generic_nack"}};
constexpr std::size_t kPduSlots = std::size(kCommands) + 1;

std::size_t slot_of(Command command) noexcept {
  for (std::size_t i = 0; i < std::size(kCommands); ++i) {
    if (kCommands[i].command == command) return i;
  }
  return std::size(kCommands);
}

}  // namespace

CounterNames CounterNames::declare(daemon::CounterRegistry& registry) {
  CounterNames names;
  const auto size = [&] { return static_cast<daemon::CounterId>(registry.infos().size()); };
  names.first_ = size();
  for (const Series& series : kSeries) {
    registry.declare({std::string(series.name), std::string(series.help), std::string(series.label),
                      std::string(series.value), series.gauge});
  }
  names.first_error_ = size();
  for (const std::string_view error : kErrors) {
    registry.declare({"smpp_bad_pdus_total", "PDUs that could not be read, by what was wrong.",
                      "error", std::string(error), false});
  }
  names.first_pdu_ = size();
  for (const Side side : {Side::esme, Side::smsc}) {
    const bool esme = side == Side::esme;
    const std::string name = esme ? "smpp_esme_pdus_total" : "smpp_smsc_pdus_total";
    const std::string help = esme ? "PDUs received from ESMEs." : "PDUs received from SMSCs.";
    for (const NamedCommand& named : kCommands) {
      registry.declare({name, help, "command", std::string(named.name), false});
    }
    registry.declare({name, help, "command", "other", false});
  }
  return names;
}

daemon::CounterId CounterNames::id(Side side, Command command) const noexcept {
  const std::size_t from = side == Side::esme ? 0 : kPduSlots;
  return first_pdu_ + static_cast<daemon::CounterId>(from + slot_of(command));
}

}  // namespace picket::smpp
