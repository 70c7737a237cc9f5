// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/route.h"

#include <algorithm>
#include <array>
#include <utility>

#include "filter/core/glob.h"
#include "filter/document/typed.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"

namespace picket::predicates {
namespace {

constexpr std::array<const ValueType*, 1> kShortForms{&kGlobs};

class RouteTest final : public Test {
 public:
  explicit RouteTest(std::vector<std::string> globs) : globs_(std::move(globs)) {}

  core::Truth evaluate(Facts& facts) const noexcept override {
    const std::string_view route = facts.event().route;
    return core::truth_of(!route.empty() && std::ranges::any_of(globs_, [&](const std::string& g) {
      return core::glob_matches(g, route);
    }));
  }

 private:
  std::vector<std::string> globs_;
};

std::optional<Expression> parse(const document::Node& value, ParseContext& context) {
  const auto texts = document::read_texts(value, "`route`", context);
  if (!texts) return std::nullopt;
  std::vector<std::string> globs;
  for (const document::Text& text : *texts) globs.emplace_back(text.value);
  return leaf("route", value, std::make_shared<RouteTest>(std::move(globs)));
}

}  // namespace

PredicateKind route_kind() noexcept {
  return {.key = "route",
          .help =
              "The event came in by this route: `smpp:SYSTEM_ID`, `sip:TRUNK` or "
              "`http:CLIENT`. Case counts.",
          .example = "route: [\"smpp:bulk-*\", \"http:partner\"]",
          .short_forms = kShortForms,
          .parse = parse};
}

}  // namespace picket::predicates
