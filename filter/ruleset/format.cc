// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/format.h"

#include <algorithm>
#include <vector>

#include "filter/document/layout.h"
#include "filter/document/reader.h"
#include "filter/document/typed.h"
#include "filter/ruleset/rule_keys.h"

namespace picket::ruleset {
namespace {

using document::KeyOrder;

KeyOrder order_of(std::span<const RuleKey> keys) {
  KeyOrder order;
  for (const RuleKey& key : keys) order.keys.push_back(key.key);
  return order;
}

KeyOrder rule_order() {
  KeyOrder event = order_of(test_event_keys());
  event.beneath.emplace("call", order_of(test_call_keys()));
  event.beneath.emplace("outcome", order_of(test_outcome_keys()));
  KeyOrder test = order_of(test_keys());
  test.beneath = event.beneath;
  test.beneath.emplace("events", std::move(event));
  KeyOrder rule = order_of(rule_keys());
  rule.beneath.emplace("tests", std::move(test));
  return rule;
}

}  // namespace

std::optional<std::string> format_rules(std::string_view text, std::string_view file,
                                        document::Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.error_count();
  const std::vector<document::Node> documents = document::read_documents(text, file, diagnostics);
  document::FileReporter reporter(diagnostics, file);
  for (const document::Node& node : documents) {
    if (document::expect_mapping(node, "a rule", reporter)) {
      document::check_keys(node, rule_key_names(), "a rule", reporter);
    }
  }
  if (diagnostics.error_count() != errors_before) return std::nullopt;
  static const KeyOrder kOrder = rule_order();
  return document::lay_out(text, documents, kOrder, file, diagnostics);
}

}  // namespace picket::ruleset
