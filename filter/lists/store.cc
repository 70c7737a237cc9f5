// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "filter/core/digest.h"
#include "filter/document/reader.h"
#include "filter/document/typed.h"
#include "filter/lists/entries.h"
#include "filter/lists/host_list.h"
#include "filter/lists/number_list.h"

namespace picket::lists {
namespace {

constexpr std::string_view kListsPrefix = "lists/";
constexpr std::size_t kMaxListBytes = std::size_t{64} << 20;

// lists/NAME, NAME being words of letters, digits, `-`, `_` and `.` between slashes, none of them
// beginning with a dot.
bool is_list_name(std::string_view name) noexcept {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
  };
  return name.starts_with(kListsPrefix) && name.size() > kListsPrefix.size() &&
         name.size() <= 200 && std::ranges::all_of(name, allowed) &&
         name.find("/.") == std::string_view::npos && name.find("//") == std::string_view::npos &&
         !name.ends_with('/');
}

std::string digest_of(std::span<const document::Text> entries) {
  core::Sha256 digest;
  for (const document::Text& entry : entries) digest.update_field(entry.value);
  return core::hex(digest.finish());
}

}  // namespace

template <class List>
struct ListLoader::Family {
  std::map<std::string, std::shared_ptr<const List>>& by_name;
  ListStore::Shared<List>& shared;
  std::shared_ptr<const List> (*make)(std::span<const document::Text>, std::string,
                                      document::Reporter&);

  // The list of this digest, if some ruleset still has it.
  std::shared_ptr<const List> find(const std::string& digest) {
    const auto found = shared.find(digest);
    return found == shared.end() ? nullptr : found->second.lock();
  }

  std::shared_ptr<const List> find_or_make(std::span<const document::Text> entries,
                                           const std::string& digest,
                                           document::Reporter& reporter) {
    if (auto found = find(digest)) return found;
    auto list = make(entries, digest, reporter);
    if (list) shared.insert_or_assign(digest, list);
    return list;
  }
};

ListLoader::ListLoader(ListStore& store, std::string directory, document::Diagnostics& diagnostics)
    : store_(store), directory_(std::move(directory)), diagnostics_(diagnostics) {
  const auto is_gone = [](const auto& entry) { return entry.second.expired(); };
  std::erase_if(store_.numbers_, is_gone);
  std::erase_if(store_.hosts_, is_gone);
}

std::shared_ptr<const NumberList> ListLoader::numbers(const document::Node& node,
                                                      document::Reporter& reporter) {
  return load(node, Family<NumberList>{numbers_, store_.numbers_, make_number_list}, reporter);
}

std::shared_ptr<const HostList> ListLoader::hosts(const document::Node& node,
                                                  document::Reporter& reporter) {
  return load(node, Family<HostList>{hosts_, store_.hosts_, make_host_list}, reporter);
}

template <class List>
std::shared_ptr<const List> ListLoader::load(const document::Node& node, Family<List> family,
                                             document::Reporter& reporter) {
  if (node.kind == document::Node::Kind::list) {
    const auto entries = document::read_texts(node, "an entry of the list", reporter);
    if (!entries) return nullptr;
    return family.find_or_make(*entries, digest_of(*entries), reporter);
  }
  if (node.kind != document::Node::Kind::scalar || !is_list_name(node.scalar)) {
    reporter.error(node.span, "wrong-type", "this must be a list of entries or lists/NAME",
                   "lists/NAME is the file lists/NAME.txt under the rules directory");
    return nullptr;
  }
  const auto known = family.by_name.find(node.scalar);
  if (known != family.by_name.end()) return known->second;
  const std::string file = (std::filesystem::path(directory_) / (node.scalar + ".txt")).string();
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    reporter.error(node.span, "missing-list", fmt::format("there is no file {}", file),
                   "one entry a line, `#` begins a comment");
    return nullptr;
  }
  auto list = load_file(node.scalar, file, family);
  family.by_name.emplace(node.scalar, list);
  return list;
}

template <class List>
std::shared_ptr<const List> ListLoader::load_file(const std::string& name, const std::string& file,
                                                  Family<List> family) {
  const std::optional<std::string> text = document::load_file(file, diagnostics_, kMaxListBytes);
  if (!text) return nullptr;
  const std::string digest = core::sha256_hex(*text);
  files_.insert_or_assign(name, digest);
  if (auto found = family.find(digest)) return found;

  diagnostics_.know(file, *text);
  document::FileReporter in_file(diagnostics_, file);
  const auto entries = read_entries(*text, in_file);
  if (!entries) return nullptr;
  if (entries->empty()) {
    in_file.warning({{1, 1}, {1, 1}}, "empty-list", "there is no entry in this list");
  }
  return family.find_or_make(*entries, digest, in_file);
}

}  // namespace picket::lists
