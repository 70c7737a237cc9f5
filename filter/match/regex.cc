// SPDX-License-Identifier: Apache-2.0
#include "filter/match/regex.h"

#include <re2/re2.h>

namespace picket::match {
namespace {

// Program and automata of one regex. RE2's own default is 8 MB; where an automaton needs more it is
// thrown away and begun anew, which is slow but right.
constexpr std::int64_t kMemory = std::int64_t{4} << 20;

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMemory);
  return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

Regex::Regex(std::unique_ptr<RE2> regex) : regex_(std::move(regex)) {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

std::expected<Regex, std::string> Regex::compile(std::string_view regex) {
  auto compiled = std::make_unique<RE2>(piece(regex), options());
  if (!compiled->ok()) return std::unexpected(compiled->error());
  Regex result(std::move(compiled));
  if (result.is_in("")) return std::unexpected(std::string("matches the empty text"));
  return result;
}

bool Regex::is_in(std::string_view utf8) const noexcept {
  return regex_->Match(piece(utf8), 0, utf8.size(), RE2::UNANCHORED, nullptr, 0);
}

std::optional<std::string_view> Regex::find_in(std::string_view utf8) const noexcept {
  re2::StringPiece match;
  if (!regex_->Match(piece(utf8), 0, utf8.size(), RE2::UNANCHORED, &match, 1)) return std::nullopt;
  return std::string_view(match.data(), match.size());
}

}  // namespace picket::match
