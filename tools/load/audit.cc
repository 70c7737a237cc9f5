// SPDX-License-Identifier: Apache-2.0
#include "tools/load/audit.h"

#include <fmt/format.h>

#include <cstdint>

#include "tools/load/answers_file.h"
#include "tools/load/tally.h"

namespace picket::load {

namespace {

struct Findings {
  std::uint64_t accepted = 0, refused = 0, errors = 0, unanswered = 0;  // submits
  std::uint64_t unanswered_arrived = 0;
  std::uint64_t missing = 0;          // accepted, but never arrived
  std::uint64_t twice = 0;            // arrived more than once
  std::uint64_t after_a_refusal = 0;  // refused, but arrived
  std::uint64_t invented = 0;         // arrived, but never sent

  std::uint64_t submits() const { return accepted + refused + errors + unanswered; }
  bool is_clean() const {
    return submits() > 0 && missing + twice + after_a_refusal + invented == 0;
  }
};

void check_submit(char answer, char arrivals, Findings& found) {
  const bool arrived = arrivals != '0';
  if (arrivals > '1') ++found.twice;
  switch (answer) {
    case 'a':
      ++found.accepted;
      if (!arrived) ++found.missing;
      return;
    case 'r':
      ++found.refused;
      if (arrived) ++found.after_a_refusal;
      return;
    case '-':
      ++found.unanswered;
      if (arrived) ++found.unanswered_arrived;
      return;
    default:
      ++found.errors;
  }
}

void check_session(const std::string& answers, const std::string& arrivals, Findings& found) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    check_submit(answers[i], i < arrivals.size() ? arrivals[i] : '0', found);
  }
  for (std::size_t i = answers.size(); i < arrivals.size(); ++i) {
    if (arrivals[i] != '0') ++found.invented;
  }
}

}  // namespace

int run_audit(const AuditOptions& options) {
  const Answers answers = read_answers(options.answers);
  const Arrivals arrivals = read_arrivals(options.tally);
  Findings found;
  for (const auto& [system_id, session] : answers) {
    const auto known = arrivals.find(system_id);
    check_session(session.answers, known == arrivals.end() ? "" : known->second, found);
  }
  for (const auto& [system_id, counts] : arrivals) {
    if (!answers.contains(system_id)) check_session("", counts, found);
  }
  fmt::print(
      "{} submits: accepted {}, refused {}, other errors {}, unanswered {} ({} of them arrived)\n",
      found.submits(), found.accepted, found.refused, found.errors, found.unanswered,
      found.unanswered_arrived);
  fmt::print("  missing {}, arrived twice {}, arrived though refused {}, never sent {}\n",
             found.missing, found.twice, found.after_a_refusal, found.invented);
  return found.is_clean() ? 0 : 1;
}

}  // namespace picket::load
