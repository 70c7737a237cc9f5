// SPDX-License-Identifier: Apache-2.0
// What is known of one event beyond its fields. Each fact is computed at most once an event, on
// first use, and costs nothing where no rule asks for it. Part of a worker's workspace: one thread,
// reused from event to event, and in steady state it allocates nothing.
#pragma once

#include <optional>
#include <span>

#include "filter/core/event.h"
#include "filter/core/number.h"
#include "filter/core/time.h"
#include "filter/text/contact.h"
#include "filter/text/link.h"
#include "filter/text/spelling.h"
#include "filter/text/view.h"

namespace picket::predicates {

class Facts {
 public:
  // Reads the spellings now (for contacts) and keeps no reference.
  explicit Facts(const text::Spellings& spellings);
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;

  // The next event; all that was known is forgotten, the clock too. Both must outlive the facts
  // asked of it. Contacts need the squeezed view, everything else the folded one.
  void begin(const core::Event& event, const text::Views& views) noexcept;

  // The time of an event that says none itself. Absent: not known, and conditions on time are
  // false.
  void set_clock(std::optional<core::Instant> now) noexcept { clock_ = now; }

  const core::Event& event() const noexcept { return *event_; }
  const text::Views& views() const noexcept { return *views_; }

  // Of the event, else of the clock.
  std::optional<core::Instant> time() const noexcept {
    return event_->time ? event_->time : clock_;
  }

  // By the numbering profile of the event's route, else by the default one.
  const core::Number& sender() noexcept;
  const core::Number& recipient() noexcept;

  // By place. Views into this object's memory, valid until the next event.
  std::span<const text::Link> links() noexcept;
  std::span<const text::Contact> contacts() noexcept;

 private:
  const core::Number& normalised(const core::Address& address,
                                 std::optional<core::Number>& number) noexcept;

  const core::Event* event_ = nullptr;
  const text::Views* views_ = nullptr;
  std::optional<core::Instant> clock_;
  std::optional<core::Number> sender_;
  std::optional<core::Number> recipient_;
  std::optional<std::span<const text::Link>> links_;
  std::optional<std::span<const text::Contact>> contacts_;
  text::LinkFinder link_finder_;
  text::ContactFinder contact_finder_;
};

}  // namespace picket::predicates
