// SPDX-License-Identifier: Apache-2.0
#include "tools/load/messages.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace picket::load {

Expectation parse_expectation(std::string_view word) {
  if (word == "any") return Expectation::any;
  if (word == "accept") return Expectation::accept;
  if (word == "refuse") return Expectation::refuse;
  throw std::runtime_error(fmt::format("'{}' is not any, accept or refuse", word));
}

namespace {

Message parse_message(const std::string& line, const Message& defaults) {
  const auto json = nlohmann::json::parse(line);
  Message message = defaults;
  message.text = json.at("text").get<std::string>();
  message.from = json.value("from", defaults.from);
  message.to = json.value("to", defaults.to);
  if (json.contains("expect")) {
    message.expect = parse_expectation(json.at("expect").get<std::string>());
  }
  return message;
}

}  // namespace

std::vector<Message> read_messages(const std::filesystem::path& file, const Message& defaults) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(fmt::format("{}: cannot be read", file.string()));
  std::vector<Message> messages;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    try {
      messages.push_back(parse_message(line, defaults));
    } catch (const std::exception& error) {
      throw std::runtime_error(fmt::format("{}:{}: {}", file.string(), number, error.what()));
    }
  }
  if (messages.empty()) throw std::runtime_error(fmt::format("{}: no messages", file.string()));
  return messages;
}

}  // namespace picket::load
