// SPDX-License-Identifier: Apache-2.0
// Batches of events for POST /v1/decisions, and the check of what comes back: as many answers as
// events, each with its event's id, in order, in the shape of a decision, and (where the truth is
// known) saying what the ruleset it names says. One per connection; not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/load/latency.h"
#include "tools/load/messages.h"
#include "tools/load/truth.h"

namespace picket::load {

// What a connection has seen.
struct HttpTotals {
  std::uint64_t events = 0;  // answered with a decision that passed every check
  std::uint64_t allow = 0;
  std::uint64_t warn = 0;
  std::uint64_t block = 0;
  std::uint64_t wrong = 0;       // events without their one good answer
  std::uint64_t unexpected = 0;  // verdicts other than the message expects
  std::map<std::string, std::uint64_t, std::less<>> by_ruleset;
  std::map<unsigned, std::uint64_t> errors;  // batches by HTTP status, but 200
  LatencyHistogram latency;                  // of batches
  std::string first_wrong;                   // what the first of `wrong` was
  std::string trouble;                       // why the connection ended early

  void add(const HttpTotals& other);
  bool is_clean() const;
};

// Events are rendered once, all but their ids.
class EventTexts {
 public:
  explicit EventTexts(std::span<const Message> messages);

  std::size_t size() const noexcept { return texts_.size(); }
  std::string_view after_id(std::size_t message) const noexcept { return texts_[message]; }
  Expectation expect(std::size_t message) const noexcept { return expected_[message]; }

 private:
  std::vector<std::string> texts_;  // ,"channel":"sms", … }
  std::vector<Expectation> expected_;
};

class HttpBatches {
 public:
  // `connection` is part of every id, so that no two events of a run share one.
  HttpBatches(const EventTexts& events, const Truth& truth, std::uint32_t connection);

  // The next `count` events as NDJSON; valid until the next call.
  std::string_view next(std::size_t count);
  // `body` answers the batch that next() gave last.
  void check(std::string_view body, HttpTotals& totals);

 private:
  bool check_line(std::uint64_t event, std::string_view line, HttpTotals& totals);
  std::string id_of(std::uint64_t event) const;

  const EventTexts& events_;
  const Truth& truth_;
  std::uint32_t connection_;
  std::uint64_t begin_ = 0;  // of the batch under way
  std::uint64_t end_ = 0;
  std::string body_;
};

}  // namespace picket::load
