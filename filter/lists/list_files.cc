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

// A link to nothing is there as well.
bool is_there(const std::string& file) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::symlink_status(file, error));
}

// Empty where there is none.
std::string regular_file(std::string file, std::vector<std::string>& no_files) {
  std::error_code error;
  if (std::filesystem::is_regular_file(file, error)) return file;
  if (is_there(file)) no_files.push_back(std::move(file));
  return {};
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
  const auto find = [&](std::string_view ending) {
    return regular_file(stem + std::string(ending), files.no_files);
  };
  for (const std::string_view ending : kSourceEndings) {
    std::string source = find(ending);
    if (!source.empty()) files.sources.push_back(std::move(source));
  }
  files.base = find(kMapEnding);
  if (files.base.empty() && !files.sources.empty()) files.base = files.sources.front();
  files.added = find(".add.txt");
  files.removed = find(".remove.txt");
  for (const std::string_view overlay : kOverlayEndings) {
    for (const std::string_view ending : {kSourceEndings[1], kMapEnding}) {
      std::string file = stem + std::string(overlay) + std::string(ending);
      if (is_there(file)) files.no_overlays.push_back(std::move(file));
    }
  }
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
