// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

#include "filter/ruleset/loader.h"

namespace picket::ruleset {
namespace {

namespace fs = std::filesystem;

// At the top of a rules directory these hold something else than rules.
constexpr std::array<std::string_view, 2> kOtherFolders{"lists", "schema"};
constexpr std::string_view kOtherFile = "policy.yaml";
constexpr std::string_view kRuleEnding = ".yaml";

class Walk {
 public:
  Walk(std::string_view extension, document::Diagnostics& diagnostics)
      : extension_(extension), diagnostics_(diagnostics) {}

  // Links are followed, files and directories alike (a mounted configuration is often made of
  // them), so a directory may come up again: once is enough, and a circle never ends.
  void read(const fs::path& directory, const std::string& name) {
    std::error_code error;
    const fs::path real = fs::canonical(directory, error);
    if (!error && !seen_.insert(real).second) {
      complain(directory, "directory-twice", "this directory is reached twice, by a link");
      return;
    }
    fs::directory_iterator at(directory, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      take(*at, name);
    }
    if (error) complain(directory, "unreadable-directory", error.message());
  }

  std::vector<SourceFile> sorted() && {
    std::ranges::sort(files_, {}, &SourceFile::name);
    return std::move(files_);
  }

 private:
  void take(const fs::directory_entry& entry, const std::string& folder) {
    const std::string file = entry.path().filename().string();
    if (file.starts_with('.')) return;  // an editor's, or what links of a mount point to
    const bool at_top = folder.empty();
    const std::string name = at_top ? file : folder + '/' + file;
    std::error_code error;
    if (entry.is_directory(error)) {
      if (at_top && std::ranges::find(kOtherFolders, file) != kOtherFolders.end()) return;
      read(entry.path(), name);
    } else if (file.ends_with(extension_) && !(at_top && file == kOtherFile)) {
      files_.push_back({entry.path().string(), name});
    }
  }

  void complain(const fs::path& where, std::string_view code, std::string message) {
    document::Diagnostic diagnostic;
    diagnostic.code = code;
    diagnostic.file = where.string();
    diagnostic.message = std::move(message);
    diagnostics_.add(std::move(diagnostic));
  }

  std::string_view extension_;
  document::Diagnostics& diagnostics_;
  std::vector<SourceFile> files_;
  std::set<fs::path> seen_;
};

}  // namespace

bool is_rule_file(std::string_view name) noexcept {
  const std::string_view first = name.substr(0, name.find('/'));
  const bool is_at_top = first.size() == name.size();
  return name.ends_with(kRuleEnding) && name != kOtherFile &&
         (is_at_top || std::ranges::find(kOtherFolders, first) == kOtherFolders.end());
}

std::vector<SourceFile> find_rule_files(const std::string& directory,
                                        document::Diagnostics& diagnostics) {
  Walk walk(kRuleEnding, diagnostics);
  walk.read(directory, "");
  return std::move(walk).sorted();
}

std::vector<SourceFile> find_spelling_files(const std::string& directory,
                                            document::Diagnostics& diagnostics) {
  const fs::path folder = fs::path(directory) / "spellings";
  std::error_code error;
  if (!fs::is_directory(folder, error)) return {};
  Walk walk(".txt", diagnostics);
  walk.read(folder, "spellings");
  return std::move(walk).sorted();
}

std::optional<std::string> why_not_rules(const std::string& directory) {
  std::error_code error;
  const fs::file_status status = fs::status(directory, error);
  if (status.type() == fs::file_type::not_found) {
    return fmt::format("there is no rules directory {}", directory);
  }
  if (error) return fmt::format("{}: {}", directory, error.message());
  if (status.type() != fs::file_type::directory) {
    return fmt::format("{} is not a directory", directory);
  }
  document::Diagnostics trouble;
  if (find_rule_files(directory, trouble).empty() && !trouble.has_errors()) {
    return fmt::format("{} holds no rules: no *.yaml under it", directory);
  }
  return std::nullopt;
}

}  // namespace picket::ruleset
