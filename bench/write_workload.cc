// SPDX-License-Identifier: Apache-2.0
// What the daemon is measured with: DIR/rules, so many generated rules that warn, and the messages
// they were drawn from: DIR/hot.jsonl as they are, most of which hit several; DIR/ordinary.jsonl
// with their characters shuffled over the whole set.
//
//   write_workload DIR RULES                   PICKET_MESSAGES=FILE: JSONL with "text"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bench/generated_ruleset.h"
#include "bench/messages.h"

namespace picket::bench {
namespace {

void write_messages(const std::filesystem::path& file, const std::vector<std::string>& texts) {
  std::ofstream out(file);
  for (const std::string& text : texts) {
    // What is not UTF-8 in a message would be no JSON.
    const nlohmann::json line{{"text", text}};
    out << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
  }
  if (!out.flush()) throw std::runtime_error(file.string() + ": cannot be written");
}

void write_workload(const std::filesystem::path& directory, std::size_t rules) {
  std::filesystem::create_directories(directory / "rules");
  const std::vector<std::string> texts = load_messages().texts;
  write_rules(directory / "rules", plain_rules(texts, rules));
  write_messages(directory / "hot.jsonl", texts);
  write_messages(directory / "ordinary.jsonl", shuffled(texts));
}

}  // namespace
}  // namespace picket::bench

int main(int argc, char** argv) {
  const long rules = argc == 3 ? std::strtol(argv[2], nullptr, 10) : 0;
  if (rules <= 0) {
    std::fputs("usage: write_workload DIR RULES\n", stderr);
    return 2;
  }
  try {
    picket::bench::write_workload(argv[1], static_cast<std::size_t>(rules));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "write_workload: %s\n", error.what());
    return 2;
  }
}
