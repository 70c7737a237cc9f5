// SPDX-License-Identifier: Apache-2.0
// Readers of typed values: each takes a node, says what is wrong with it in the author's words and
// gives nullopt then. `what` names the value in messages: "rev", "the key `within` of `rate`".
// Control thread and tools.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::document {

// A piece of text with its place. The view lives as long as the node.
struct Text {
  std::string_view value;
  Span span;
};

// Text as written; not empty. A plain `yes no on off y n true false null ~` in any case is an error
// (quoted-text): YAML readers disagree on what those are.
std::optional<std::string_view> read_text(const Node& node, std::string_view what,
                                          Reporter& reporter);

// One text, or a list of them; an empty list is an error (empty-list). All bad entries are
// reported.
std::optional<std::vector<Text>> read_texts(const Node& node, std::string_view what,
                                            Reporter& reporter);

// A plain decimal integer, min..max.
std::optional<std::int64_t> read_integer(const Node& node, std::string_view what, std::int64_t min,
                                         std::int64_t max, Reporter& reporter);

// `true` or `false`, unquoted and in lower case.
std::optional<bool> read_boolean(const Node& node, std::string_view what, Reporter& reporter);

// An integer and s, m, h or d: `3s 10m 2h 1d`; 0s..3650d.
std::optional<std::chrono::seconds> read_duration(const Node& node, std::string_view what,
                                                  Reporter& reporter);

// `YYYY-MM-DD`, quoted or not.
std::optional<std::chrono::year_month_day> read_date(const Node& node, std::string_view what,
                                                     Reporter& reporter);

// One of `words`: its index. Names the words, and the nearest one, where it is none.
std::optional<std::size_t> read_word(const Node& node, std::string_view what,
                                     std::span<const std::string_view> words, Reporter& reporter);

// False and an error (wrong-type) where the node is no mapping / no list, or is an empty one.
bool expect_mapping(const Node& node, std::string_view what, Reporter& reporter);
bool expect_list(const Node& node, std::string_view what, Reporter& reporter);

// The value under `key`; null and an error (missing-key) at the mapping where there is none.
const Node* require(const Node& mapping, std::string_view key, std::string_view what,
                    Reporter& reporter);

// Reports every key of the mapping that is not one of `known` (unknown-key), with the nearest one
// that is. True where there was none.
bool check_keys(const Node& mapping, std::span<const std::string_view> known, std::string_view what,
                Reporter& reporter);

// The nearest of `words` to a word that is none of them, where one is near enough to be meant.
std::optional<std::string_view> did_you_mean(std::string_view word,
                                             std::span<const std::string_view> words);

// `a mapping`, `a list`, `text`, `nothing`: for messages about a wrong type.
std::string_view describe(const Node& node) noexcept;

}  // namespace picket::document
