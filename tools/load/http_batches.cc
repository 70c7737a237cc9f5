// SPDX-License-Identifier: Apache-2.0
#include "tools/load/http_batches.h"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

namespace picket::load {

void HttpTotals::add(const HttpTotals& other) {
  events += other.events;
  allow += other.allow;
  warn += other.warn;
  block += other.block;
  wrong += other.wrong;
  unexpected += other.unexpected;
  for (const auto& [digest, count] : other.by_ruleset) by_ruleset[digest] += count;
  for (const auto& [status, count] : other.errors) errors[status] += count;
  latency.add(other.latency);
  if (first_wrong.empty()) first_wrong = other.first_wrong;
  if (trouble.empty()) trouble = other.trouble;
}

bool HttpTotals::is_clean() const {
  return wrong + unexpected == 0 && errors.empty() && trouble.empty();
}

EventTexts::EventTexts(std::span<const Message> messages) {
  for (const auto& message : messages) {
    const nlohmann::ordered_json event = {
        {"channel", "sms"}, {"from", message.from}, {"to", message.to}, {"text", message.text}};
    // {"channel": … } behind an id of its own: the opening brace becomes the comma.
    std::string text = event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    text.front() = ',';
    texts_.push_back(std::move(text));
    expected_.push_back(message.expect);
  }
}

HttpBatches::HttpBatches(const EventTexts& events, const Truth& truth, std::uint32_t connection)
    : events_(events), truth_(truth), connection_(connection) {}

std::string HttpBatches::id_of(std::uint64_t event) const {
  return fmt::format("\"{}-{}\"", connection_, event);
}

std::string_view HttpBatches::next(std::size_t count) {
  begin_ = end_;
  end_ += count;
  body_.clear();
  for (auto event = begin_; event < end_; ++event) {
    body_ += "{\"id\":";
    body_ += id_of(event);
    body_ += events_.after_id(event % events_.size());
    body_ += '\n';
  }
  return body_;
}

void HttpBatches::check(std::string_view body, HttpTotals& totals) {
  auto event = begin_;
  while (!body.empty() && event < end_) {
    const auto end = body.find('\n');
    const auto line = body.substr(0, end);
    body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
    if (check_line(event, line, totals)) {
      ++totals.events;
    } else {
      if (totals.first_wrong.empty()) {
        totals.first_wrong = fmt::format("event {} was answered: {}", id_of(event), line);
      }
      ++totals.wrong;
    }
    ++event;
  }
  const std::uint64_t missing = end_ - event;
  if ((missing > 0 || !body.empty()) && totals.first_wrong.empty()) {
    totals.first_wrong = missing > 0 ? fmt::format("{} answers too few", missing)
                                     : fmt::format("more answers than events: {}", body);
  }
  totals.wrong += missing + (body.empty() ? 0 : 1);
}

bool HttpBatches::check_line(std::uint64_t event, std::string_view line, HttpTotals& totals) {
  const auto decision = split_decision(line);
  if (!decision || decision->id != id_of(event)) return false;
  const std::size_t message = event % events_.size();
  if (!truth_.empty() && !truth_.fits(message, *decision)) return false;

  const bool blocked = decision->verdict == "block";
  ++(blocked ? totals.block : decision->verdict == "warn" ? totals.warn : totals.allow);
  const auto expected = events_.expect(message);
  if ((expected == Expectation::accept && blocked) ||
      (expected == Expectation::refuse && !blocked)) {
    ++totals.unexpected;
  }
  auto by_ruleset = totals.by_ruleset.find(decision->ruleset);
  if (by_ruleset == totals.by_ruleset.end()) {
    by_ruleset = totals.by_ruleset.emplace(decision->ruleset, 0).first;
  }
  ++by_ruleset->second;
  return true;
}

}  // namespace picket::load
