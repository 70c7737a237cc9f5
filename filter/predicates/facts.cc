// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/facts.h"

#include "filter/lists/numbering.h"

namespace picket::predicates {

Facts::Facts(const text::Spellings& spellings) : contact_finder_(spellings) {}

void Facts::begin(const core::Event& event, const text::Views& views) noexcept {
  event_ = &event;
  views_ = &views;
  clock_.reset();
  sender_.reset();
  recipient_.reset();
  links_.reset();
  contacts_.reset();
}

const core::Number& Facts::normalised(const core::Address& address,
                                      std::optional<core::Number>& number) noexcept {
  if (!number) {
    const core::NumberingProfile* profile = event_->profile;
    number = (profile != nullptr ? *profile : lists::default_profile()).normalise(address);
  }
  return *number;
}

const core::Number& Facts::sender() noexcept { return normalised(event_->from, sender_); }
const core::Number& Facts::recipient() noexcept { return normalised(event_->to, recipient_); }

std::span<const text::Link> Facts::links() noexcept {
  if (!links_) {
    links_.emplace();
    if (!event_->text.empty()) links_ = link_finder_.find(*views_);
  }
  return *links_;
}

std::span<const text::Contact> Facts::contacts() noexcept {
  if (!contacts_) {
    contacts_.emplace();
    if (!event_->text.empty()) contacts_ = contact_finder_.find(*views_);
  }
  return *contacts_;
}

}  // namespace picket::predicates
