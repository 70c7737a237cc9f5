// SPDX-License-Identifier: Apache-2.0
#include "tools/load/truth.h"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace picket::load {

Truth::Truth(std::span<const std::string> files, std::size_t messages) {
  for (const auto& file : files) read(file, messages);
}

void Truth::read(const std::string& file, std::size_t messages) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(fmt::format("{}: cannot be read", file));
  std::string digest;
  std::vector<Said> said;
  std::string line;
  while (std::getline(in, line)) {
    const auto decision = split_decision(line);
    if (!decision) {
      throw std::runtime_error(fmt::format("{}:{}: not a decision", file, said.size() + 1));
    }
    if (digest.empty()) digest = decision->ruleset;
    if (digest != decision->ruleset) {
      throw std::runtime_error(fmt::format("{}:{}: a second ruleset", file, said.size() + 1));
    }
    said.push_back({std::string(decision->verdict), std::string(decision->judged)});
  }
  if (said.size() != messages) {
    throw std::runtime_error(
        fmt::format("{}: {} decisions for {} messages", file, said.size(), messages));
  }
  rulesets_[digest] = std::move(said);
}

const Truth::Said* Truth::find(std::size_t message, std::string_view digest) const {
  const auto ruleset = rulesets_.find(digest);
  if (ruleset == rulesets_.end() || message >= ruleset->second.size()) return nullptr;
  return &ruleset->second[message];
}

bool Truth::fits(std::size_t message, const DecisionLine& decision) const {
  const Said* said = find(message, decision.ruleset);
  return said != nullptr && said->judged == decision.judged;
}

std::string_view Truth::verdict(std::size_t message, std::string_view digest) const {
  const Said* said = find(message, digest);
  return said != nullptr ? std::string_view(said->verdict) : std::string_view();
}

}  // namespace picket::load
