// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/reference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>
#include <string_view>
#include <vector>

#include "filter/predicates/predicate.h"
#include "filter/ruleset/diagnostic_codes.h"
#include "filter/ruleset/rule_keys.h"

namespace picket::ruleset {
namespace {

using predicates::Parameter;
using predicates::PredicateKind;
using predicates::ValueType;

// A bar inside a cell would end it.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '|') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string said_of(const ValueType& type) {
  if (type.words.empty()) return std::string(type.help);
  std::vector<std::string> words;
  for (const std::string_view word : type.words) words.push_back(fmt::format("`{}`", word));
  return fmt::format("{}{}", fmt::join(words, " "), type.several ? ", or a list (any of)" : "");
}

std::string_view said_of(Presence presence) {
  switch (presence) {
    case Presence::required:
      return "yes";
    case Presence::optional:
      return "";
    case Presence::unless_allow:
      return "unless `allow`";
    case Presence::with_score:
      return "with `score`";
    case Presence::only_enforced:
      return "only with `enforce`";
    case Presence::unless_inactive:
      return "unless `draft`, `retired`";
  }
  return "";
}

class Page {
 public:
  void conditions() {
    line("### Conditions\n");
    for (const PredicateKind& kind : predicates::registry()) condition(kind);
  }

  void keys(std::string_view title, std::span<const RuleKey> keys) {
    line("### {}\n", title);
    line("| key | value | required | |");
    line("|---|---|---|---|");
    for (const RuleKey& key : keys) {
      line("| `{}` | {} | {} | {} |", key.key, cell(said_of(*key.type)), said_of(key.presence),
           cell(key.help));
    }
    line("");
  }

  // Of tests none is required, but one of two.
  void fields(std::string_view title, std::span<const RuleKey> keys) {
    line("### {}\n", title);
    line("| key | value | |");
    line("|---|---|---|");
    for (const RuleKey& key : keys) {
      line("| `{}` | {} | {} |", key.key, cell(said_of(*key.type)), cell(key.help));
    }
    line("");
  }

  void codes() {
    line("### Diagnostics\n");
    line("| code | | says that |");
    line("|---|---|---|");
    for (const DiagnosticCode& code : diagnostic_codes()) {
      line("| `{}` | {} | {} |", code.code, code.is_warning ? "warning" : "error",
           cell(code.meaning));
    }
  }

  std::string text;

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text), format, std::forward<Args>(args)...);
    text += '\n';
  }

  void condition(const PredicateKind& kind) {
    line("#### `{}`\n\n{}\n", kind.key, kind.help);
    line("```yaml\n{}\n```\n", kind.example);
    for (const ValueType* form : kind.short_forms) line("Its value: {}.\n", said_of(*form));
    if (kind.parameters.empty()) return;
    line("| key | value | required | |");
    line("|---|---|---|---|");
    for (const Parameter& parameter : kind.parameters) {
      line("| `{}` | {} | {} | {} |", parameter.key, cell(said_of(*parameter.type)),
           parameter.required ? "yes" : "", cell(parameter.help));
    }
    line("");
  }
};

}  // namespace

std::string rule_reference() {
  Page page;
  page.keys("Keys of a rule", rule_keys());
  page.fields("Keys of `rollout`", rollout_keys());
  page.conditions();
  page.fields("Keys of a test", test_keys());
  page.fields("Keys of an entry of `events`", test_event_keys());
  page.fields("Keys of `call`", test_call_keys());
  page.fields("Keys of `outcome`", test_outcome_keys());
  page.codes();
  return std::move(page.text);
}

}  // namespace picket::ruleset
