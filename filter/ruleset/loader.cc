// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "filter/core/digest.h"
#include "filter/document/reader.h"
#include "filter/ruleset/compiler.h"
#include "filter/ruleset/files.h"
#include "filter/ruleset/lint.h"
#include "filter/ruleset/rule_reader.h"

namespace picket::ruleset {
namespace {

class Loader {
 public:
  Loader(const std::string& directory, lists::ListStore& store, document::Diagnostics& diagnostics,
         const LoadOptions& options)
      : directory_(directory),
        diagnostics_(diagnostics),
        errors_before_(diagnostics.error_count()),
        options_(options),
        lists_(store, directory, diagnostics),
        spellings_(text::Spellings::built_in()) {}

  std::shared_ptr<const Ruleset> load() {
    if (const auto why = why_not_rules(directory_)) {
      complain("no-rules", *why);
      return nullptr;
    }
    digest_.update_field("picket ruleset 1");
    read_spellings();
    read_rules();
    check_ids();
    check_mentions();
    warn_of_expired();
    if (diagnostics_.error_count() != errors_before_) return nullptr;
    if (options_.now) lint(rules_, directory_, *options_.now, diagnostics_);
    add_lists_to_digest();
    return compile();
  }

 private:
  void read_spellings() {
    for (const SourceFile& file : find_spelling_files(directory_, diagnostics_)) {
      const auto text = document::load_file(file.path, diagnostics_);
      if (text) spellings_.add_file(file.path, *text, diagnostics_);
    }
    digest_.update_field(spellings_.canonical());
  }

  void read_rules() {
    for (const SourceFile& file : find_rule_files(directory_, diagnostics_)) {
      const auto text = document::load_file(file.path, diagnostics_);
      if (!text) continue;
      digest_.update_field(file.name).update_field(*text);
      Sources sources{lists_, spellings_, diagnostics_};
      for (const document::Node& node : document::read_documents(*text, file.path, diagnostics_)) {
        rules_.push_back(read_rule(node, file.path, sources));
      }
    }
  }

  void complain(std::string_view code, std::string message) {
    document::Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.file = directory_;
    diagnostic.message = std::move(message);
    diagnostics_.add(std::move(diagnostic));
  }

  void check_ids() {
    std::map<std::string_view, const ParsedRule*> first_by_id;
    for (const ParsedRule& parsed : rules_) {
      if (parsed.rule.id.empty()) continue;
      const auto [first, is_new] = first_by_id.emplace(parsed.rule.id, &parsed);
      if (is_new) continue;
      const document::Position at = first->second->id_span.begin;
      document::FileReporter(diagnostics_, parsed.rule.file)
          .error(parsed.id_span, "duplicate-id",
                 fmt::format("another rule has the id `{}`", parsed.rule.id),
                 fmt::format("it is at {}:{}:{}", first->second->rule.file, at.line, at.column));
    }
  }

  void check_mentions() {
    std::vector<std::string_view> ids;
    for (const ParsedRule& parsed : rules_) ids.push_back(parsed.rule.id);
    std::ranges::sort(ids);
    for (const ParsedRule& parsed : rules_) {
      for (const RuleMention& mention : parsed.mentions) {
        if (std::ranges::binary_search(ids, std::string_view(mention.id))) continue;
        const auto meant = document::did_you_mean(mention.id, ids);
        document::FileReporter(diagnostics_, parsed.rule.file)
            .error(mention.span, "unknown-rule", fmt::format("there is no rule `{}`", mention.id),
                   meant ? fmt::format("did you mean `{}`?", *meant) : "");
      }
    }
  }

  void warn_of_expired() {
    if (!options_.now) return;
    for (const ParsedRule& parsed : rules_) {
      if (!parsed.rule.active() || !parsed.rule.expired_at(*options_.now)) continue;
      document::FileReporter(diagnostics_, parsed.rule.file)
          .warning(parsed.expires_span, "expired",
                   fmt::format("`{}` has expired and is as if retired", parsed.rule.id),
                   "retire it, or give it a later date");
    }
  }

  // The pattern engine throws where it cannot run on this machine or has no memory: no ruleset
  // then, and whoever has one goes on with it.
  std::shared_ptr<const Ruleset> compile() {
    try {
      return Compiler(diagnostics_, options_.keep_texts)
          .compile(std::move(rules_), std::move(spellings_), core::hex(digest_.finish()),
                   options_.inactive);
    } catch (const std::runtime_error& error) {
      complain("pattern", error.what());
      return nullptr;
    }
  }

  void add_lists_to_digest() {
    for (const auto& [name, digest] : lists_.files()) {
      digest_.update_field(name).update_field(digest);
    }
  }

  const std::string& directory_;
  document::Diagnostics& diagnostics_;
  std::size_t errors_before_;  // of other rulesets, where several are loaded in one run
  const LoadOptions& options_;
  lists::ListLoader lists_;
  text::Spellings spellings_;
  core::Sha256 digest_;
  std::vector<ParsedRule> rules_;
};

}  // namespace

std::shared_ptr<const Ruleset> load(const std::string& directory, lists::ListStore& store,
                                    document::Diagnostics& diagnostics,
                                    const LoadOptions& options) {
  return Loader(directory, store, diagnostics, options).load();
}

}  // namespace picket::ruleset
