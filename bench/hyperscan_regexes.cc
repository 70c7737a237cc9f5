// SPDX-License-Identifier: Apache-2.0
#include "bench/hyperscan_regexes.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <string>

#include "filter/core/digest.h"

namespace picket::bench {
namespace {

// Under a name that tells rules and library apart; that it was made for this processor Hyperscan
// checks itself.
std::filesystem::path place_of(const std::vector<GeneratedRule>& rules) {
  core::Sha256 digest;
  digest.update_field(hs_version());
  for (const GeneratedRule& rule : rules) digest.update_field(regex_of(rule));
  return std::filesystem::path(PICKET_BENCH_CACHE) / (core::hex(digest.finish()) + ".hs");
}

HyperscanDatabase read(const std::filesystem::path& place) {
  std::ifstream file(place, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  hs_database_t* database = nullptr;
  if (bytes.empty() ||
      hs_deserialize_database(bytes.data(), bytes.size(), &database) != HS_SUCCESS) {
    return nullptr;
  }
  return HyperscanDatabase(database);
}

void write(const std::filesystem::path& place, const HyperscanDatabase& database) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (hs_serialize_database(database.get(), &bytes, &size) != HS_SUCCESS) return;
  std::filesystem::create_directories(place.parent_path());
  const std::filesystem::path unfinished = place.string() + ".new";
  std::ofstream(unfinished, std::ios::binary).write(bytes, static_cast<std::streamsize>(size));
  std::filesystem::rename(unfinished, place);
  std::free(bytes);
}

}  // namespace

HyperscanDatabase compile_regexes(const std::vector<GeneratedRule>& rules) {
  std::vector<std::string> regexes;
  for (const GeneratedRule& rule : rules) regexes.push_back(regex_of(rule));
  std::vector<const char*> texts;
  for (const std::string& regex : regexes) texts.push_back(regex.c_str());
  std::vector<unsigned> ids(rules.size());
  std::iota(ids.begin(), ids.end(), 0u);
  const std::vector<unsigned> flags(rules.size(), HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH);
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()),
                       HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS) {
    throw std::runtime_error(error->message);
  }
  return HyperscanDatabase(database);
}

HyperscanDatabase kept_regexes(const std::vector<GeneratedRule>& rules) {
  const std::filesystem::path place = place_of(rules);
  HyperscanDatabase database = read(place);
  if (database) return database;
  database = compile_regexes(rules);
  write(place, database);
  return database;
}

HyperscanScratch::HyperscanScratch(const HyperscanDatabase& database) {
  if (hs_alloc_scratch(database.get(), &scratch_) != HS_SUCCESS) {
    throw std::runtime_error("Hyperscan has no scratch");
  }
}

}  // namespace picket::bench
