// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/contact.h"

#include <algorithm>
#include <array>

#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

constexpr ValueType kKinds = any_of(text::kContactNames);
constexpr std::array kParameters{
    Parameter{"kind", &kKinds,
              "`phone`: a mobile, fixed, 400/800 or `+` number; `wechat`, `qq`, `telegram`: an id "
              "soon after that word or a spelling of it; `email`; `card`: 13 to 19 digits with a "
              "valid check digit.",
              true},
};

class ContactTest final : public Test {
 public:
  explicit ContactTest(std::uint32_t kinds) : kinds_(kinds) {}

  core::Truth evaluate(Facts& facts) const noexcept override {
    return core::truth_of(evidence(facts).has_value());
  }

  std::optional<text::Stretch> evidence(Facts& facts) const noexcept override {
    const auto contacts = facts.contacts();
    const auto contact = std::ranges::find_if(contacts, [&](const text::Contact& candidate) {
      return (kinds_ >> static_cast<unsigned>(candidate.kind) & 1) != 0;
    });
    if (contact == contacts.end()) return std::nullopt;
    return contact->at;
  }

  Needs needs() const noexcept override { return Needs::a_contact; }

 private:
  std::uint32_t kinds_;  // a bit a text::ContactKind
};

std::optional<Expression> parse(const document::Node& value, ParseContext& context) {
  MappingForm form(value, "contact", kParameters, context);
  const std::uint32_t kinds = form.word_set("kind", text::kContactNames);
  if (!form.good()) return std::nullopt;
  return leaf("contact", value, std::make_shared<ContactTest>(kinds));
}

}  // namespace

PredicateKind contact_kind() noexcept {
  return {.key = "contact",
          .help =
              "The text gives a way to reach somebody. Digits may be disguised: `壹`, `③`, "
              "spaces.",
          .example = "contact: {kind: [wechat, qq]}",
          .parameters = kParameters,
          .parse = parse};
}

}  // namespace picket::predicates
