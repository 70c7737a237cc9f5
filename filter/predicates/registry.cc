// SPDX-License-Identifier: Apache-2.0
// The table of conditions: a new kind is one line here.
#include <algorithm>
#include <array>

#include "filter/predicates/after.h"
#include "filter/predicates/call.h"
#include "filter/predicates/combine.h"
#include "filter/predicates/contact.h"
#include "filter/predicates/link.h"
#include "filter/predicates/outcome.h"
#include "filter/predicates/party.h"
#include "filter/predicates/predicate.h"
#include "filter/predicates/rate.h"
#include "filter/predicates/route.h"
#include "filter/predicates/text.h"
#include "filter/predicates/time.h"

namespace picket::predicates {

std::span<const PredicateKind> registry() noexcept {
  static const std::array kKinds{
      text_kind(),       //
      link_kind(),       //
      contact_kind(),    //
      sender_kind(),     //
      recipient_kind(),  //
      route_kind(),      //
      call_kind(),       //
      outcome_kind(),    //
      time_kind(),       //
      rate_kind(),       //
      after_kind(),      //
      all_kind(),        //
      any_kind(),        //
      not_kind(),        //
      at_least_kind(),   //
  };
  return kKinds;
}

const PredicateKind* find_predicate(std::string_view key) noexcept {
  const auto kinds = registry();
  const auto kind = std::ranges::find(kinds, key, &PredicateKind::key);
  return kind == kinds.end() ? nullptr : &*kind;
}

}  // namespace picket::predicates
