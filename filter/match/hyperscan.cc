// SPDX-License-Identifier: Apache-2.0
#include "filter/match/hyperscan.h"

#include <hs/hs.h>

#include <cassert>
#include <new>
#include <stdexcept>
#include <vector>

namespace picket::match {
namespace {

// No CASELESS: texts and phrases are folded alike. No UCP: classes of RE2 are ASCII.
constexpr unsigned kExpressionFlags = HS_FLAG_UTF8 | HS_FLAG_SINGLEMATCH;

struct Refusal {
  int index;  // of the expression; -1 if none is to blame
  std::string message;
};

Refusal take(hs_compile_error_t* error) {
  Refusal refusal{error->expression, error->message};
  hs_free_compile_error(error);
  return refusal;
}

void require_valid_platform() {
  if (hs_valid_platform() != HS_SUCCESS) {
    throw std::runtime_error("Hyperscan needs a processor with SSSE3");
  }
}

}  // namespace

void DatabaseDeleter::operator()(hs_database* database) const noexcept {
  hs_free_database(database);
}

std::expected<Database, std::size_t> compile_expressions(std::span<const std::string> expressions,
                                                         std::span<const unsigned> ids) {
  require_valid_platform();
  std::vector<const char*> texts;
  for (const std::string& expression : expressions) texts.push_back(expression.c_str());
  const std::vector<unsigned> flags(expressions.size(), kExpressionFlags);
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(texts.data(), flags.data(), ids.data(),
                       static_cast<unsigned>(expressions.size()), HS_MODE_BLOCK, nullptr, &database,
                       &error) != HS_SUCCESS) {
    const Refusal refusal = take(error);
    if (refusal.index < 0) throw std::runtime_error("Hyperscan: " + refusal.message);
    return std::unexpected(static_cast<std::size_t>(refusal.index));
  }
  return Database(database);
}

bool is_acceptable_expression(const std::string& expression) {
  hs_expr_info_t* info = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_expression_info(expression.c_str(), kExpressionFlags, &info, &error) != HS_SUCCESS) {
    take(error);
    return false;
  }
  // What can match nothing would be refused.
  const bool acceptable = info->min_width > 0;
  std::free(info);
  return acceptable;
}

ScanScratch::~ScanScratch() { hs_free_scratch(scratch_); }

void ScanScratch::grow_for(const Database& database) {
  if (hs_alloc_scratch(database.get(), &scratch_) != HS_SUCCESS) throw std::bad_alloc();
}

void ScanScratch::scan(const Database& database, std::string_view bytes, OnMatch on_match,
                       void* context) noexcept {
  [[maybe_unused]] const hs_error_t result =
      hs_scan(database.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0, scratch_,
              on_match, context);
  assert(result == HS_SUCCESS);
}

}  // namespace picket::match
