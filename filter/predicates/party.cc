// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/party.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "filter/core/names.h"
#include "filter/lists/numbering.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

using core::Truth;
using document::Node;

constexpr ValueType kKinds = any_of(core::kNumberKindNames);
constexpr ValueType kPrefixes{
    "digits, or a list (any of)",
    R"({"type": ["string", "number", "array"], "pattern": "^\\+?[1-9][0-9]*$", "minItems": 1,
        "items": {"type": ["string", "number"], "pattern": "^\\+?[1-9][0-9]*$"}})"};
constexpr ValueType kCountries{
    "a calling code, or a list (any of)",
    R"({"type": ["integer", "array"], "minimum": 1, "maximum": 999, "minItems": 1,
        "items": {"type": "integer", "minimum": 1, "maximum": 999}})"};

constexpr std::array kParameters{
    Parameter{"number", &kTexts, "It is this number or name, written in any form."},
    Parameter{"prefix", &kPrefixes, "Its normal form begins so: `+86170`, `1069`."},
    Parameter{"in", &kList, "It is in the list: a number, a name, or a prefix ending in `*`."},
    Parameter{"kind", &kKinds,
              "What it is by the route's numbering profile; `withheld`: missing or anonymous."},
    Parameter{"country", &kCountries, "The calling code of its `+` number."},
};

using PartyOf = const core::Number& (Facts::*)() noexcept;

// What is empty, null or 0 is not asked about.
struct PartyParameters {
  std::vector<std::string> numbers;  // in normal form
  bool names = false;                // one of them is a name
  std::vector<std::string> prefixes;
  std::shared_ptr<const lists::NumberList> list;
  std::uint32_t kinds = 0;               // a bit a core::NumberKind
  std::vector<std::uint16_t> countries;  // calling codes
};

class PartyTest final : public Test {
 public:
  PartyTest(PartyOf party, PartyParameters wanted) : party_(party), wanted_(std::move(wanted)) {}

  Truth evaluate(Facts& facts) const noexcept override {
    const core::Number& number = (facts.*party_)();
    if (!is_as_wanted(number)) return Truth::no;
    return wanted_.list ? wanted_.list->contains(number) : Truth::yes;
  }

  bool met_by_name() const override {
    constexpr auto kName = static_cast<unsigned>(core::NumberKind::alphanumeric);
    return (wanted_.kinds == 0 || (wanted_.kinds >> kName & 1) != 0) &&
           (wanted_.numbers.empty() || wanted_.names) && wanted_.prefixes.empty() &&
           wanted_.countries.empty() && (wanted_.list == nullptr || wanted_.list->has_names());
  }

  // A kind or a country is that of a good part of all events.
  Needs needs() const noexcept override {
    const bool is_named =
        !wanted_.numbers.empty() || !wanted_.prefixes.empty() || wanted_.list != nullptr;
    return is_named ? Needs::a_party : Needs::nothing;
  }

 private:
  bool is_as_wanted(const core::Number& number) const noexcept {
    const bool kind_fits =
        wanted_.kinds == 0 || (wanted_.kinds >> static_cast<unsigned>(number.kind()) & 1) != 0;
    return kind_fits &&
           (wanted_.numbers.empty() ||
            std::ranges::find(wanted_.numbers, number.normal()) != wanted_.numbers.end()) &&
           (wanted_.prefixes.empty() || has_prefix(number.normal())) &&
           (wanted_.countries.empty() ||
            std::ranges::find(wanted_.countries, number.calling_code()) != wanted_.countries.end());
  }

  bool has_prefix(std::string_view normal) const noexcept {
    return std::ranges::any_of(
        wanted_.prefixes, [&](const std::string& prefix) { return normal.starts_with(prefix); });
  }

  PartyOf party_;
  PartyParameters wanted_;
};

void read_numbers(MappingForm& form, PartyParameters& wanted) {
  for (const document::Text& entry : form.texts("number")) {
    const core::Number number = lists::default_profile().normalise(entry.value);
    if (number.kind() != core::NumberKind::invalid && number.kind() != core::NumberKind::withheld) {
      wanted.numbers.emplace_back(number.normal());
      wanted.names |= number.kind() == core::NumberKind::alphanumeric;
      continue;
    }
    form.error(
        entry.span, "bad-number", fmt::format("`{}` is neither a number nor a name", entry.value),
        "numbers as +8613900000001, 95588 or 106...; for the start of a number use `prefix`");
  }
}

void read_prefixes(MappingForm& form, PartyParameters& wanted) {
  for (const document::Text& entry : form.texts("prefix")) {
    std::string_view digits = entry.value;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const bool is_digits =
        !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (is_digits && digits.front() != '0') {
      wanted.prefixes.emplace_back(entry.value);
    } else if (is_digits) {
      form.error(entry.span, "bad-prefix",
                 fmt::format("`{}` begins with 0, as no number in normal form does", entry.value),
                 "write the international form: +8610 for 010");
    } else {
      form.error(entry.span, "bad-prefix", fmt::format("`{}` is no prefix of numbers", entry.value),
                 "digits of the normal form, without `*`: +86170, 1069");
    }
  }
}

void read_countries(MappingForm& form, PartyParameters& wanted) {
  for (const auto& [code, span] : form.integers("country", 1, 999)) {
    if (core::calling_code_of(std::to_string(code)) == code) {
      wanted.countries.push_back(static_cast<std::uint16_t>(code));
    } else {
      form.error(span, "unknown-country", fmt::format("{} is no country's calling code", code),
                 "calling codes as ITU-T assigns them: 86, 852, 1");
    }
  }
}

std::optional<Expression> parse(std::string_view kind, PartyOf party, const Node& value,
                                ParseContext& context) {
  MappingForm form(value, kind, kParameters, context);
  PartyParameters wanted;
  read_numbers(form, wanted);
  read_prefixes(form, wanted);
  wanted.list = form.numbers("in");
  wanted.kinds = form.word_set("kind", core::kNumberKindNames);
  read_countries(form, wanted);
  if (!form.good()) return std::nullopt;
  return leaf(kind, value, std::make_shared<PartyTest>(party, std::move(wanted)));
}

std::optional<Expression> parse_sender(const Node& value, ParseContext& context) {
  return parse("sender", &Facts::sender, value, context);
}

std::optional<Expression> parse_recipient(const Node& value, ParseContext& context) {
  return parse("recipient", &Facts::recipient, value, context);
}

}  // namespace

PredicateKind sender_kind() noexcept {
  return {.key = "sender",
          .help = "Who sends or calls, in normal form by the numbering profile of the route.",
          .example = "sender: {in: lists/bank-senders}",
          .parameters = kParameters,
          .parse = parse_sender};
}

PredicateKind recipient_kind() noexcept {
  return {.key = "recipient",
          .help =
              "Who is written to or called, in normal form by the numbering profile of the "
              "route.",
          .example = "recipient: {kind: mobile, country: 86}",
          .parameters = kParameters,
          .parse = parse_recipient};
}

}  // namespace picket::predicates
