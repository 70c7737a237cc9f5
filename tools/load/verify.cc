// SPDX-License-Identifier: Apache-2.0
#include "tools/load/verify.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <stdexcept>

#include "tools/load/answers_file.h"
#include "tools/load/log_notes.h"
#include "tools/load/messages.h"
#include "tools/load/truth.h"

namespace picket::load {

namespace {

const std::string kRoute = "smpp:";  // and the system_id

struct Findings {
  std::uint64_t lines = 0;         // of the log, about our sessions
  std::uint64_t other_lines = 0;   // about anything else
  std::uint64_t missing = 0;       // submits without a line
  std::uint64_t twice = 0;         // with more than one
  std::uint64_t never_sent = 0;    // lines about submits there were not
  std::uint64_t untrue = 0;        // not what the named ruleset says of the message
  std::uint64_t contradicted = 0;  // the ESME was answered something else
  std::map<std::string, std::uint64_t, std::less<>> by_ruleset;

  bool is_clean() const {
    return lines > 0 && missing + twice + never_sent + untrue + contradicted == 0;
  }
};

struct Measure {
  const LogNotes& notes;
  const Truth& truth;
  std::size_t messages;
};

// What the log has said of one submit, against the ruleset it names and the answer.
void check_note(std::uint8_t note, std::uint64_t ordinal, char answer, const Measure& measure,
                Findings& findings) {
  ++findings.lines;
  const auto [verdict, ruleset] = measure.notes.said(note);
  if (measure.truth.verdict(ordinal % measure.messages, ruleset) != verdict) ++findings.untrue;
  if (answer != (verdict == "block" ? 'r' : 'a')) ++findings.contradicted;
  auto by_ruleset = findings.by_ruleset.find(ruleset);
  if (by_ruleset == findings.by_ruleset.end()) {
    by_ruleset = findings.by_ruleset.emplace(ruleset, 0).first;
  }
  ++by_ruleset->second;
}

void check_session(const SessionAnswers& session, const LogNotes::Route& logged,
                   const Measure& measure, Findings& findings) {
  findings.twice += logged.twice;
  findings.lines += logged.twice;
  std::uint64_t found = 0;
  for (std::uint64_t sequence = 0; sequence < logged.by_sequence.size(); ++sequence) {
    const std::uint8_t note = logged.by_sequence[sequence];
    if (note == 0) continue;
    const std::uint64_t ordinal = sequence - session.first_sequence;
    if (ordinal >= session.answers.size()) {
      ++findings.lines;
      ++findings.never_sent;
      continue;
    }
    ++found;
    check_note(note, ordinal, session.answers[ordinal], measure, findings);
  }
  findings.missing += session.answers.size() - found;
}

Findings check(const Answers& answers, const Measure& measure) {
  Findings findings;
  findings.other_lines = measure.notes.other_lines();
  const auto& logged = measure.notes.routes();
  static const LogNotes::Route kNothing;
  for (const auto& [system_id, session] : answers) {
    const auto found = logged.find(kRoute + system_id);
    check_session(session, found == logged.end() ? kNothing : found->second, measure, findings);
  }
  for (const auto& [route, notes] : logged) {
    if (route.starts_with(kRoute) && answers.contains(route.substr(kRoute.size()))) continue;
    findings.other_lines += notes.twice;
    findings.other_lines += static_cast<std::uint64_t>(
        std::ranges::count_if(notes.by_sequence, [](auto note) { return note != 0; }));
  }
  return findings;
}

}  // namespace

int run_verify(const VerifyOptions& options) {
  LogNotes notes;
  for (const auto& log : options.logs) notes.read(log);
  if (!options.take.empty()) take_log(options.take, STDIN_FILENO, notes);
  const auto messages = read_messages(options.messages, {}).size();
  const Truth truth(options.truth, messages);
  const Answers answers = read_answers(options.answers);
  const Findings findings = check(answers, {notes, truth, messages});
  fmt::print("{} lines about {} sessions, {} others\n", findings.lines, answers.size(),
             findings.other_lines);
  fmt::print("  missing {}, twice {}, never sent {}, untrue {}, contradicted by the answer {}\n",
             findings.missing, findings.twice, findings.never_sent, findings.untrue,
             findings.contradicted);
  for (const auto& [digest, count] : findings.by_ruleset) {
    fmt::print("  ruleset {}: {}\n", digest, count);
  }
  return findings.is_clean() ? 0 : 1;
}

}  // namespace picket::load
