// SPDX-License-Identifier: Apache-2.0
// Hyperscan as this folder uses it: block mode, databases and scratch owned, no flags to get wrong.
// hyperscan.cc is the only file that includes its headers. A database is immutable and shared by
// threads; a scratch belongs to one.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct hs_database;
struct hs_scratch;

namespace picket::match {

struct DatabaseDeleter {
  void operator()(hs_database* database) const noexcept;
};
using Database = std::unique_ptr<hs_database, DatabaseDeleter>;

// Expressions in PCRE syntax over UTF-8, each reported at most once a scan. Where one of them is
// refused its index is returned. Throws std::runtime_error where Hyperscan cannot run on this
// machine or has no memory.
std::expected<Database, std::size_t> compile_expressions(std::span<const std::string> expressions,
                                                         std::span<const unsigned> ids);

// Whether Hyperscan takes this expression, without compiling it in full: cheap, mostly right.
bool is_acceptable_expression(const std::string& expression);

// Called for each match, with its id; returns 0 to go on.
using OnMatch = int (*)(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                        void* context);

// Working memory for scans with the databases it was grown for.
class ScanScratch {
 public:
  ScanScratch() = default;
  ~ScanScratch();
  ScanScratch(const ScanScratch&) = delete;
  ScanScratch& operator=(const ScanScratch&) = delete;

  // Throws std::bad_alloc.
  void grow_for(const Database& database);

  // `bytes` must be UTF-8.
  void scan(const Database& database, std::string_view bytes, OnMatch on_match,
            void* context) noexcept;

 private:
  hs_scratch* scratch_ = nullptr;
};

}  // namespace picket::match
