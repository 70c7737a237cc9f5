// SPDX-License-Identifier: Apache-2.0
#include "tools/load/smpp_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tools/load/message_text.h"

namespace picket::load {

namespace {

double milliseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

double seconds_of(const EsmeTotals& totals) {
  if (totals.last_answer <= totals.first_submit) return 0;
  return std::chrono::duration<double>(totals.last_answer - totals.first_submit).count();
}

double per_second(const EsmeTotals& totals) {
  const double seconds = seconds_of(totals);
  return seconds > 0 ? static_cast<double>(totals.latency.count()) / seconds : 0;
}

std::string_view name_of(smpp::Status status) {
  switch (status) {
    case smpp::Status::submit_failed:
      return " (ESME_RSUBMITFAIL)";
    case smpp::Status::throttled:
      return " (ESME_RTHROTTLED)";
    case smpp::Status::queue_full:
      return " (ESME_RMSGQFUL)";
    case smpp::Status::system_error:
      return " (ESME_RSYSERR)";
    default:
      return "";
  }
}

}  // namespace

EsmeTotals add_up(std::span<const EsmeTotals* const> sessions) {
  EsmeTotals sum;
  for (const EsmeTotals* one : sessions) {
    sum.submitted += one->submitted;
    sum.accepted += one->accepted;
    sum.refused += one->refused;
    for (const auto& [status, count] : one->errors) sum.errors[status] += count;
    sum.lost += one->lost;
    sum.cut_off += one->cut_off;
    sum.reconnects += one->reconnects;
    sum.duplicate += one->duplicate;
    sum.unknown += one->unknown;
    sum.unexpected += one->unexpected;
    sum.delivered += one->delivered;
    sum.receipts += one->receipts;
    sum.latency.add(one->latency);
    sum.first_submit = std::min(sum.first_submit, one->first_submit);
    sum.last_answer = std::max(sum.last_answer, one->last_answer);
    if (sum.trouble.empty()) sum.trouble = one->trouble;
  }
  return sum;
}

bool is_clean(const EsmeTotals& totals) {
  return totals.lost + totals.duplicate + totals.unknown + totals.unexpected == 0 &&
         totals.trouble.empty();
}

std::string report_in_words(const EsmeTotals& totals) {
  std::string text = fmt::format("submitted {} in {:.2f} s, {:.0f} answers/s\n", totals.submitted,
                                 seconds_of(totals), per_second(totals));
  text += fmt::format("  accepted {}, refused (0x45) {}", totals.accepted, totals.refused);
  for (const auto& [status, count] : totals.errors) {
    text += fmt::format(", {:#04x} {}", status, count);
  }
  text += fmt::format("\n  lost {}, duplicate {}, unknown {}, not as expected {}\n", totals.lost,
                      totals.duplicate, totals.unknown, totals.unexpected);
  if (totals.reconnects > 0) {
    text += fmt::format("  reconnected {} times, {} submits unanswered as a connection was lost\n",
                        totals.reconnects, totals.cut_off);
  }
  if (totals.delivered + totals.receipts > 0) {
    text += fmt::format("  delivered {}, receipts {}\n", totals.delivered, totals.receipts);
  }
  const auto& latency = totals.latency;
  text += fmt::format("  latency ms: p50 {:.3f}, p99 {:.3f}, p99.9 {:.3f}, max {:.3f}\n",
                      milliseconds(latency.quantile(0.5)), milliseconds(latency.quantile(0.99)),
                      milliseconds(latency.quantile(0.999)), milliseconds(latency.max()));
  if (!totals.trouble.empty()) text += fmt::format("  a session ended early: {}\n", totals.trouble);
  return text;
}

std::string report_as_json(const EsmeTotals& totals) {
  nlohmann::ordered_json json = {
      {"submitted", totals.submitted},    {"seconds", seconds_of(totals)},
      {"per_second", per_second(totals)}, {"accepted", totals.accepted},
      {"refused", totals.refused},        {"lost", totals.lost},
      {"duplicate", totals.duplicate},    {"unknown", totals.unknown},
      {"unexpected", totals.unexpected},  {"delivered", totals.delivered},
      {"receipts", totals.receipts},      {"cut_off", totals.cut_off},
      {"reconnects", totals.reconnects}};
  json["errors"] = nlohmann::ordered_json::object();
  for (const auto& [status, count] : totals.errors) {
    json["errors"][fmt::format("{:#04x}", status)] = count;
  }
  json["latency_ms"] = {{"p50", milliseconds(totals.latency.quantile(0.5))},
                        {"p99", milliseconds(totals.latency.quantile(0.99))},
                        {"p99.9", milliseconds(totals.latency.quantile(0.999))},
                        {"max", milliseconds(totals.latency.max())}};
  json["trouble"] = totals.trouble;
  return json.dump() + "\n";
}

std::string describe_answer(smpp::Status status, std::string_view message_id,
                            std::chrono::nanoseconds latency) {
  if (status == smpp::Status::ok) {
    return fmt::format("accepted, message_id {} ({:.2f} ms)", message_id, milliseconds(latency));
  }
  return fmt::format("{}, command_status {:#04x}{} ({:.2f} ms)",
                     status == smpp::Status::submit_failed ? "refused" : "not accepted",
                     static_cast<std::uint32_t>(status), name_of(status), milliseconds(latency));
}

std::string describe_delivery(const smpp::MessageView& message) {
  return fmt::format("received from {}: {}", message.source.text, text_of(message));
}

}  // namespace picket::load
