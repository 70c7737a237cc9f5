// SPDX-License-Identifier: Apache-2.0
#include "tools/load/tally.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace picket::load {

namespace {
constexpr std::uint32_t kHighestMark = 0x7FFFFFFF;
}

Arrivals read_arrivals(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(fmt::format("{}: cannot be read", file));
  Arrivals arrivals;
  try {
    for (std::string line; std::getline(in, line);) {
      const auto json = nlohmann::json::parse(line);
      arrivals[json.at("system_id").get<std::string>()] = json.at("arrivals").get<std::string>();
    }
  } catch (const nlohmann::json::exception&) {
    throw std::runtime_error(fmt::format("{}: no tally of arrivals", file));
  }
  return arrivals;
}

Tally::Tally(const std::string& path) : path_(path) {
  if (!path_.empty() && std::filesystem::exists(path_)) arrivals_ = read_arrivals(path_);
}

void Tally::arrived(std::string_view system_id, std::uint32_t mark) {
  if (path_.empty() || mark > kHighestMark) return;
  const std::lock_guard lock(mutex_);
  auto known = arrivals_.find(system_id);
  if (known == arrivals_.end()) known = arrivals_.emplace(system_id, "").first;
  std::string& counts = known->second;
  if (counts.size() <= mark) counts.resize(std::size_t{mark} + 1, '0');
  if (counts[mark] < '9') ++counts[mark];
}

void Tally::write() {
  if (path_.empty()) return;
  const std::lock_guard lock(mutex_);
  std::ofstream out(path_, std::ios::trunc);
  for (const auto& [system_id, counts] : arrivals_) {
    out << nlohmann::json{{"system_id", system_id}, {"arrivals", counts}} << '\n';
  }
  if (!out.flush()) throw std::runtime_error(fmt::format("{}: cannot be written", path_));
}

}  // namespace picket::load
