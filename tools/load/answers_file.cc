// SPDX-License-Identifier: Apache-2.0
#include "tools/load/answers_file.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace picket::load {

void write_answers(const std::string& file, std::span<const std::unique_ptr<Esme>> sessions) {
  std::ofstream out(file);
  for (const auto& session : sessions) {
    out << nlohmann::json{{"system_id", session->system_id()},
                          {"first_sequence_number", kFirstSubmitSequence},
                          {"answers", session->totals().answers}}
        << '\n';
  }
  if (!out.flush()) throw std::runtime_error(fmt::format("{}: cannot be written", file));
}

Answers read_answers(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(fmt::format("{}: cannot be read", file));
  Answers sessions;
  for (std::string line; std::getline(in, line);) {
    const auto json = nlohmann::json::parse(line);
    SessionAnswers session;
    session.first_sequence = json.at("first_sequence_number").get<std::uint64_t>();
    session.answers = json.at("answers").get<std::string>();
    const auto system_id = json.at("system_id").get<std::string>();
    if (!sessions.emplace(system_id, std::move(session)).second) {
      throw std::runtime_error(fmt::format(
          "{}: two sessions of {}: give each a system_id of its own ({{n}})", file, system_id));
    }
  }
  return sessions;
}

}  // namespace picket::load
