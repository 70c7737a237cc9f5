// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/explain_code.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "filter/document/typed.h"
#include "filter/ruleset/diagnostic_codes.h"
#include "tools/picket/commands.h"
#include "tools/picket/output.h"
#include "tools/picket/terminal_text.h"

namespace picket::tool {
namespace {

using ruleset::CodeExample;
using ruleset::DiagnosticCode;

constexpr std::size_t kColumns = 78;

std::string in_lines(std::string_view text) {
  std::string out;
  for (std::string_view line : wrapped(text, kColumns)) {
    while (line.ends_with(' ')) line.remove_suffix(1);
    out += fmt::format("{}\n", line);
  }
  return out;
}

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    out += line.empty() ? "\n" : fmt::format("    {}\n", line);
  }
  return out;
}

// Where the example would stand.
std::string_view place_of(CodeExample::Kind kind) noexcept {
  switch (kind) {
    case CodeExample::Kind::rule:
      return " (in a rule)";
    case CodeExample::Kind::numbers:
    case CodeExample::Kind::hosts:
      return " (lists/NAME.txt)";
    case CodeExample::Kind::csv:
      return " (lists/NAME.csv)";
    case CodeExample::Kind::spelling:
      return " (spellings/NAME.txt)";
    case CodeExample::Kind::prose:
      break;
  }
  return "";
}

std::string_view severity_of(const DiagnosticCode& code) noexcept {
  return code.is_warning ? "warning" : "error";
}

std::string as_text(const DiagnosticCode& code) {
  const CodeExample& example = code.example;
  return fmt::format("{} ({}): {}\n\n{}\nbad{}:\n{}\ngood:\n{}", code.code, severity_of(code),
                     code.meaning, in_lines(code.help), place_of(example.kind),
                     indented(example.bad), indented(example.good));
}

std::string as_json(const DiagnosticCode& code) {
  using Json = nlohmann::ordered_json;
  const Json json{{"code", code.code},       {"severity", severity_of(code)},
                  {"meaning", code.meaning}, {"help", code.help},
                  {"bad", code.example.bad}, {"good", code.example.good}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// The nearest, and those that it is a part of.
std::vector<std::string_view> meant_by(std::string_view word) {
  std::vector<std::string_view> all, meant;
  for (const DiagnosticCode& code : ruleset::diagnostic_codes()) all.push_back(code.code);
  if (const auto nearest = document::did_you_mean(word, all)) meant.push_back(*nearest);
  for (const std::string_view code : all) {
    const bool known = std::ranges::find(meant, code) != meant.end();
    if (word.size() >= 3 && !known && code.find(word) != std::string_view::npos) {
      meant.push_back(code);
    }
  }
  return meant;
}

}  // namespace

int explain_code(const std::string& name, bool json) {
  const DiagnosticCode* code = ruleset::find_code(name);
  if (code == nullptr) {
    const auto meant = meant_by(name);
    throw std::runtime_error(
        fmt::format("there is no diagnostic `{}`{}", name,
                    meant.empty() ? " (rules/README.md has a table of all)"
                                  : fmt::format("; did you mean {}?", fmt::join(meant, ", "))));
  }
  Output output;
  output.write(json ? as_json(*code) : as_text(*code));
  output.flush();
  return kFine;
}

}  // namespace picket::tool
