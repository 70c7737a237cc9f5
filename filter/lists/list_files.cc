// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/list_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace picket::lists {
namespace {

constexpr std::string_view kListsPrefix = "lists/";
constexpr std::array<std::string_view, 2> kSourceEndings{".txt", ".csv"};
constexpr std::array<std::string_view, 2> kOverlayEndings{".add", ".remove"};

bool is_overlay_stem(std::string_view stem) noexcept {
  return std::ranges::any_of(kOverlayEndings,
                             [&](std::string_view ending) { return stem.ends_with(ending); });
}

std::string if_there(std::string file) {
  std::error_code error;
  return std::filesystem::is_regular_file(file, error) ? file : std::string();
}

}  // namespace

bool is_list_name(std::string_view name) noexcept {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
  };
  return name.starts_with(kListsPrefix) && name.size() > kListsPrefix.size() &&
         name.size() <= 200 && std::ranges::all_of(name, allowed) &&
         name.find("/.") == std::string_view::npos && name.find("//") == std::string_view::npos &&
         !name.ends_with('/') && !is_overlay_stem(name);
}

ListFiles find_list_files(const std::string& stem) {
  ListFiles files;
  for (const std::string_view ending : kSourceEndings) {
    std::string source = if_there(stem + std::string(ending));
    if (!source.empty()) files.sources.push_back(std::move(source));
  }
  files.base = if_there(stem + std::string(kMapEnding));
  if (files.base.empty() && !files.sources.empty()) files.base = files.sources.front();
  files.added = if_there(stem + ".add.txt");
  files.removed = if_there(stem + ".remove.txt");
  return files;
}

std::optional<std::string> stem_of(std::string_view file) {
  for (const std::string_view ending : {kSourceEndings[0], kSourceEndings[1], kMapEnding}) {
    if (!file.ends_with(ending)) continue;
    const std::string_view stem = file.substr(0, file.size() - ending.size());
    if (is_overlay_stem(stem) || stem.empty() || stem.ends_with('/')) return std::nullopt;
    return std::string(stem);
  }
  return std::nullopt;
}

}  // namespace picket::lists
