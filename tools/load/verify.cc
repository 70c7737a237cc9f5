// SPDX-License-Identifier: Apache-2.0
#include "tools/load/verify.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "tools/load/messages.h"
#include "tools/load/truth.h"

namespace picket::load {

namespace {

// What one session was answered, and which of its submits the log has told of.
struct Session {
  std::uint64_t first_sequence = 0;
  std::string answers;  // EsmeTotals::answers
  std::vector<bool> logged;
};
using Sessions = std::map<std::string, Session, std::less<>>;  // by route

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

// The fields of a log line that matter here. Its keys always come in the same order, and a quote
// inside a JSON string is escaped: looking for `"key":` from left to right finds the key.
struct LogLine {
  std::string_view route;
  std::uint64_t sequence = 0;
  std::string_view verdict;
  std::string_view ruleset;
};

std::optional<std::string_view> after(std::string_view& rest, std::string_view key) {
  const auto at = rest.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  rest.remove_prefix(at + key.size());
  return rest.substr(0, rest.find_first_of("\",}"));
}

std::optional<LogLine> parse_log_line(std::string_view line) {
  const auto route = after(line, R"("route":")");
  const auto sequence = after(line, R"("sequence_number":)");
  const auto verdict = after(line, R"("verdict":")");
  const auto ruleset = after(line, R"("ruleset":")");
  if (!route || !sequence || !verdict || !ruleset) return std::nullopt;
  LogLine parsed{.route = *route, .verdict = *verdict, .ruleset = *ruleset};
  const char* end = sequence->data() + sequence->size();
  if (std::from_chars(sequence->data(), end, parsed.sequence).ptr != end) return std::nullopt;
  return parsed;
}

Sessions read_answers(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(fmt::format("{}: cannot be read", file));
  Sessions sessions;
  for (std::string line; std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    Session session;
    session.first_sequence = json.at("first_sequence_number").get<std::uint64_t>();
    session.answers = json.at("answers").get<std::string>();
    session.logged.resize(session.answers.size());
    const auto route = "smpp:" + json.at("system_id").get<std::string>();
    if (!sessions.emplace(route, std::move(session)).second) {
      throw std::runtime_error(fmt::format(
          "{}: two sessions of {}: give each a system_id of its own ({{n}})", file, route));
    }
  }
  return sessions;
}

void check_line(const LogLine& line, const Truth& truth, std::size_t messages, Sessions& sessions,
                Findings& findings) {
  const auto found = sessions.find(line.route);
  if (found == sessions.end()) {
    ++findings.other_lines;
    return;
  }
  ++findings.lines;
  Session& session = found->second;
  const std::uint64_t ordinal = line.sequence - session.first_sequence;
  if (ordinal >= session.answers.size()) {
    ++findings.never_sent;
    return;
  }
  if (session.logged[ordinal]) ++findings.twice;
  session.logged[ordinal] = true;

  if (truth.verdict(ordinal % messages, line.ruleset) != line.verdict) ++findings.untrue;
  const char answered = line.verdict == "block" ? 'r' : 'a';
  if (session.answers[ordinal] != answered) ++findings.contradicted;
  auto by_ruleset = findings.by_ruleset.find(line.ruleset);
  if (by_ruleset == findings.by_ruleset.end()) {
    by_ruleset = findings.by_ruleset.emplace(line.ruleset, 0).first;
  }
  ++by_ruleset->second;
}

}  // namespace

int run_verify(const VerifyOptions& options) {
  const auto messages = read_messages(options.messages, {}).size();
  const Truth truth(options.truth, messages);
  Sessions sessions = read_answers(options.answers);
  Findings findings;
  for (const auto& log : options.logs) {
    std::ifstream in(log);
    if (!in) throw std::runtime_error(fmt::format("{}: cannot be read", log));
    for (std::string line; std::getline(in, line);) {
      if (const auto parsed = parse_log_line(line)) {
        check_line(*parsed, truth, messages, sessions, findings);
      } else {
        ++findings.other_lines;
      }
    }
  }
  for (const auto& [route, session] : sessions) {
    for (const bool logged : session.logged) findings.missing += logged ? 0 : 1;
  }
  fmt::print("{} lines about {} sessions, {} others\n", findings.lines, sessions.size(),
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
