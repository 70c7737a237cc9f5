// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/mapping_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace picket::predicates {

using document::Node;

MappingForm::MappingForm(const Node& value, std::string_view kind,
                         std::span<const Parameter> parameters, ParseContext& context)
    : value_(value), kind_(kind), context_(context) {
  const std::string name = fmt::format("`{}`", kind);
  if (!document::expect_mapping(value, name, context)) {
    good_ = false;
    return;
  }
  std::vector<std::string_view> keys;
  for (const Parameter& parameter : parameters) keys.push_back(parameter.key);
  good_ = document::check_keys(value, keys, name, context);
  for (const Parameter& parameter : parameters) {
    if (!parameter.required) continue;
    if (document::require(value, parameter.key, name, context) == nullptr) good_ = false;
  }
}

const Node* MappingForm::find(std::string_view key) const noexcept {
  return value_.kind == Node::Kind::mapping ? value_.find(key) : nullptr;
}

document::Span MappingForm::key_span(std::string_view key) const noexcept {
  const auto entry = std::ranges::find(value_.entries, key, &Node::Entry::key);
  return entry == value_.entries.end() ? value_.span : entry->key_span;
}

std::string MappingForm::what(std::string_view key) const {
  return fmt::format("`{}` of `{}`", key, kind_);
}

void MappingForm::error(const document::Span& at, std::string_view code, std::string message,
                        std::string help) {
  context_.error(at, code, std::move(message), std::move(help));
  good_ = false;
}

// Anything that converts to false was not read.
template <class Value>
Value MappingForm::kept(Value value) {
  if (!value) good_ = false;
  return value;
}

std::optional<std::string_view> MappingForm::text(std::string_view key) {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  return kept(document::read_text(*node, what(key), context_));
}

std::vector<document::Text> MappingForm::texts(std::string_view key) {
  const Node* node = find(key);
  if (node == nullptr) return {};
  return kept(document::read_texts(*node, what(key), context_))
      .value_or(std::vector<document::Text>{});
}

std::optional<std::int64_t> MappingForm::integer(std::string_view key, std::int64_t min,
                                                 std::int64_t max) {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  return kept(document::read_integer(*node, what(key), min, max, context_));
}

// Calls `read` with the value itself, or with each item where it is a list.
template <class Read>
void MappingForm::read_each(std::string_view key, Read read) {
  const Node* node = find(key);
  if (node == nullptr) return;
  if (node->kind != Node::Kind::list) {
    read(*node);
  } else if (kept(document::expect_list(*node, what(key), context_))) {
    for (const Node& item : node->items) read(item);
  }
}

std::vector<MappingForm::Integer> MappingForm::integers(std::string_view key, std::int64_t min,
                                                        std::int64_t max) {
  std::vector<Integer> values;
  read_each(key, [&](const Node& item) {
    const auto value = kept(document::read_integer(item, what(key), min, max, context_));
    if (value) values.push_back({*value, item.span});
  });
  return values;
}

std::optional<bool> MappingForm::boolean(std::string_view key) {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  return kept(document::read_boolean(*node, what(key), context_));
}

std::optional<std::chrono::seconds> MappingForm::duration(std::string_view key) {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  return kept(document::read_duration(*node, what(key), context_));
}

std::optional<std::size_t> MappingForm::word(std::string_view key,
                                             std::span<const std::string_view> words) {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  return kept(document::read_word(*node, what(key), words, context_));
}

std::uint32_t MappingForm::word_set(std::string_view key, std::span<const std::string_view> words) {
  std::uint32_t set = 0;
  read_each(key, [&](const Node& item) {
    const auto index = kept(document::read_word(item, what(key), words, context_));
    if (index) set |= std::uint32_t{1} << *index;
  });
  return set;
}

std::shared_ptr<const lists::NumberList> MappingForm::numbers(std::string_view key) {
  const Node* node = find(key);
  return node == nullptr ? nullptr : kept(context_.numbers(*node));
}

std::shared_ptr<const lists::HostList> MappingForm::hosts(std::string_view key) {
  const Node* node = find(key);
  return node == nullptr ? nullptr : kept(context_.hosts(*node));
}

}  // namespace picket::predicates
