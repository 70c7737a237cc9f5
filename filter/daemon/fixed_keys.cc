// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/fixed_keys.h"

#include <algorithm>
#include <string>

namespace picket::daemon {

using document::Node;

namespace {

const Node* find(const Node* mapping, std::string_view key) noexcept {
  return mapping != nullptr ? mapping->find(key) : nullptr;
}

// Where `key` stands in the changed file, or `otherwise`.
const document::Span& place_of(const Node* next, std::string_view key,
                               const document::Span& otherwise) {
  if (next == nullptr) return otherwise;
  for (const Node::Entry& entry : next->entries)
    if (entry.key == key) return entry.key_span;
  return next->span;
}

}  // namespace

bool same_value(const Node& one, const Node& other) noexcept {
  const auto same = [](const Node& a, const Node& b) { return same_value(a, b); };
  return one.kind == other.kind && one.scalar == other.scalar &&
         std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end(),
                    same) &&
         one.entries.size() == other.entries.size() &&
         std::all_of(one.entries.begin(), one.entries.end(), [&](const Node::Entry& entry) {
           return same_value(&entry.value, other.find(entry.key));
         });
}

bool same_value(const Node* one, const Node* other) noexcept {
  if (one == nullptr || other == nullptr) return one == other;
  return same_value(*one, *other);
}

void report_fixed(const Node* now, const Node* next, std::span<const std::string_view> keys,
                  const document::Span& at, document::Reporter& reporter) {
  for (const std::string_view key : keys)
    if (!same_value(find(now, key), find(next, key)))
      report_fixed_key(key, place_of(next, key, at), reporter);
}

void report_fixed_presence(const Node* now, const Node* next,
                           std::span<const std::string_view> keys, const document::Span& at,
                           document::Reporter& reporter) {
  for (const std::string_view key : keys)
    if ((find(now, key) == nullptr) != (find(next, key) == nullptr))
      report_fixed_key(key, place_of(next, key, at), reporter);
}

void report_fixed_key(std::string_view key, const document::Span& at,
                      document::Reporter& reporter) {
  reporter.error(at, "fixed-key", "`" + std::string(key) + "` cannot change while picketd runs",
                 "restart picketd, or put back what it was: nothing of the file is taken so");
}

}  // namespace picket::daemon
