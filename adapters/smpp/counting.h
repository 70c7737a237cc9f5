// SPDX-License-Identifier: Apache-2.0
// What the adapter counts, one enumerator a time series. Declared once on the control thread,
// counted on the workers.
#pragma once

#include <cstdint>

#include "adapters/smpp/pdu.h"
#include "adapters/smpp/side.h"
#include "filter/daemon/counters.h"

namespace picket::smpp {

enum class Count : std::uint8_t {
  // Refused by verdict; for trouble; requests we would not take while draining.
  blocked_from_esme,
  blocked_from_smsc,
  trouble_from_esme,
  trouble_from_smsc,
  turned_away_draining,
  receipts,  // passed unjudged
  // Other treatments of verdicts.
  dropped_from_esme,
  dropped_from_smsc,
  multi_partly_blocked,
  warned_recorded,
  warned_relabelled,
  warned_prefixed,
  warned_unchanged,
  receipts_sent,
  receipts_lost,
  // What a text was like.
  text_both_fields,
  text_second_reading,
  text_undecoded,
  text_truncated,
  text_bad_tlvs,
  text_unlabelled,
  // Parts of long messages.
  parts_joined,
  parts_duplicate,
  parts_conflicting,
  parts_no_room,
  parts_blocked,
  // Numbers and windows.
  renumbered,
  answers_unmatched,
  requests_forgotten,
  requests_held,
  reading_paused,
  wrong_state,          // answered so
  wrong_state_dropped,  // what has no answer
  // Sessions: how many there are, and how they ended.
  sessions_open,
  sessions_bound,
  tls_failed_esme,  // no handshake
  tls_failed_smsc,
  refused_address,
  refused_crowd,
  refused_proxy_header,
  refused_bind,     // by clients
  upstream_failed,  // an SMSC that could not be connected to, its TLS included
  ended_esme_closed,
  ended_smsc_closed,
  ended_unbound,
  ended_bad_frame,
  ended_no_bind,
  ended_unreachable,
  ended_silent,
  ended_outbind,
  ended_drained,
  ended_inactive,
};
inline constexpr std::size_t kCounts = static_cast<std::size_t>(Count::ended_inactive) + 1;

// The time series of one adapter.
class CounterNames {
 public:
  static CounterNames declare(daemon::CounterRegistry& registry);

  daemon::CounterId id(Count count) const noexcept {
    return first_ + static_cast<daemon::CounterId>(count);
  }
  daemon::CounterId id(PduError error) const noexcept {
    return first_error_ + static_cast<daemon::CounterId>(error);
  }
  // PDUs received from `side`.
  daemon::CounterId id(Side side, Command command) const noexcept;

 private:
  daemon::CounterId first_ = 0;
  daemon::CounterId first_error_ = 0;
  daemon::CounterId first_pdu_ = 0;
};

// One worker's hand on them.
class Counting {
 public:
  Counting(daemon::CounterCells& cells, const CounterNames& names) noexcept
      : cells_(&cells), names_(&names) {}

  void add(Count count, std::int64_t delta = 1) const noexcept {
    cells_->add(names_->id(count), delta);
  }
  void add(PduError error) const noexcept { cells_->add(names_->id(error)); }
  void received(Side from, Command command) const noexcept {
    cells_->add(names_->id(from, command));
  }

 private:
  daemon::CounterCells* cells_;
  const CounterNames* names_;
};

}  // namespace picket::smpp
