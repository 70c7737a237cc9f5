// SPDX-License-Identifier: Apache-2.0
// A regex as its author wrote it, run by RE2: what every shorter way of finding it is measured by.
// Immutable; any thread.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace picket::match {

class Regex {
 public:
  // RE2's words where the syntax is wrong or the regex too large; or that it matches the empty
  // text, which would make it match everywhere.
  static std::expected<Regex, std::string> compile(std::string_view regex);

  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  // Anywhere in `utf8`. Allocates only while RE2 still discovers states of its automaton, which it
  // keeps up to a limit.
  bool is_in(std::string_view utf8) const noexcept;

  // The leftmost match, as a part of `utf8`.
  std::optional<std::string_view> find_in(std::string_view utf8) const noexcept;

 private:
  explicit Regex(std::unique_ptr<re2::RE2> regex);
  std::unique_ptr<re2::RE2> regex_;
};

}  // namespace picket::match
