// SPDX-License-Identifier: Apache-2.0
// Reads the mapping form of a condition by its table of parameters: unknown and missing keys are
// reported when it is opened, each value when it is asked for. Lives in the parser of one
// condition. A value is nullopt or empty where its key is absent or its value bad; good() tells
// these apart once all are read.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/node.h"
#include "filter/document/typed.h"
#include "filter/predicates/predicate.h"

namespace picket::predicates {

class MappingForm {
 public:
  // `kind` names the condition in messages. All three outlive it.
  MappingForm(const document::Node& value, std::string_view kind,
              std::span<const Parameter> parameters, ParseContext& context);

  // Nothing was wrong with what was read so far.
  bool good() const noexcept { return good_; }
  bool has(std::string_view key) const noexcept { return find(key) != nullptr; }
  const document::Node* find(std::string_view key) const noexcept;
  const document::Span& span() const noexcept { return value_.span; }
  // Of a key that is there.
  document::Span key_span(std::string_view key) const noexcept;
  // As messages name a value: "`within` of `text`".
  std::string what(std::string_view key) const;

  void error(const document::Span& at, std::string_view code, std::string message,
             std::string help = {});
  void fail() noexcept { good_ = false; }

  std::optional<std::string_view> text(std::string_view key);
  std::vector<document::Text> texts(std::string_view key);  // one, or a list
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t min, std::int64_t max);
  struct Integer {
    std::int64_t value;
    document::Span span;
  };
  std::vector<Integer> integers(std::string_view key, std::int64_t min, std::int64_t max);
  std::optional<bool> boolean(std::string_view key);
  std::optional<std::chrono::seconds> duration(std::string_view key);
  std::optional<std::size_t> word(std::string_view key, std::span<const std::string_view> words);
  // One word or a list: a bit for each, by its index (at most 32 words); 0 where there is none.
  std::uint32_t word_set(std::string_view key, std::span<const std::string_view> words);
  // An inline list or lists/NAME.
  std::shared_ptr<const lists::NumberList> numbers(std::string_view key);
  std::shared_ptr<const lists::HostList> hosts(std::string_view key);

 private:
  template <class Value>
  Value kept(Value value);
  template <class Read>
  void read_each(std::string_view key, Read read);

  const document::Node& value_;
  std::string_view kind_;
  ParseContext& context_;
  bool good_ = true;
};

}  // namespace picket::predicates
