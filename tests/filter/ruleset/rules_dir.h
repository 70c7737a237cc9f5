// SPDX-License-Identifier: Apache-2.0
// A rules directory of a test's own, and rules written short.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "filter/ruleset/loader.h"
#include "tests/scratch_folder.h"

namespace picket::test {

class RulesDir {
 public:
  const std::string& path() const noexcept { return path_; }

  RulesDir& add(std::string_view name, std::string_view content) {
    const std::filesystem::path file = std::filesystem::path(path_) / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return *this;
  }

  // Null where there are errors; `diagnostics` holds the latest load's.
  std::shared_ptr<const ruleset::Ruleset> load(const ruleset::LoadOptions& options = {}) {
    diagnostics = {};
    auto rules = ruleset::load(path_, store, diagnostics, options);
    diagnostics.sort();
    return rules;
  }

  // "a.yaml:3:7 unknown-key", one a diagnostic.
  std::vector<std::string> places() const {
    std::vector<std::string> all;
    for (const document::Diagnostic& diagnostic : diagnostics.all()) {
      std::string place =
          diagnostic.file.substr(std::min(path_.size() + 1, diagnostic.file.size()));
      place += ':' + std::to_string(diagnostic.span.begin.line) + ':' +
               std::to_string(diagnostic.span.begin.column) + ' ' + diagnostic.code;
      all.push_back(std::move(place));
    }
    return all;
  }

  std::string rendered() const {
    std::string all;
    for (const document::Diagnostic& diagnostic : diagnostics.all()) {
      all += document::render(diagnostic);
    }
    return all;
  }

  lists::ListStore store;
  document::Diagnostics diagnostics;

 private:
  ScratchFolder folder_;
  std::string path_ = folder_.path().string();
};

// A rule with all that is required; `rest` adds keys, `match` (and `unless`) among them.
struct RuleText {
  std::string id = "t.rule";
  std::string status = "enforce";
  std::string channel = "sms";
  std::string action = "block";
  std::string risk = "high";
  std::string rest = "match:\n  text: abc\n";

  std::string yaml() const {
    return "id: " + id + "\nrev: 1\ntitle: t\nstatus: " + status + "\nchannel: " + channel +
           "\ncategory: t.t\nrisk: " + risk + "\naction: " + action + "\nwhy: t\n" + rest +
           (rest.find("tests:") == std::string::npos
                ? "tests:\n  - hit: a\n    text: a\n  - miss: b\n    text: b\n"
                : "");
  }
};

}  // namespace picket::test
