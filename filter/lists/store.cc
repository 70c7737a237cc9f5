// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/store.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "filter/core/digest.h"
#include "filter/document/typed.h"
#include "filter/lists/host_list.h"
#include "filter/lists/list_builder.h"
#include "filter/lists/list_entry.h"
#include "filter/lists/list_reader.h"
#include "filter/lists/number_list.h"

namespace picket::lists {
namespace {

std::string digest_of(std::span<const document::Text> entries) {
  core::Sha256 digest;
  for (const document::Text& entry : entries) digest.update_field(entry.value);
  return core::hex(digest.finish());
}

}  // namespace

template <class List>
struct ListLoader::Family {
  ListKind kind;
  std::map<std::string, std::shared_ptr<const List>>& by_name;
  ListStore::Shared<List>& shared;
  std::shared_ptr<const List> (*make)(ListParts);

  // The list of this digest, if some ruleset still has it.
  std::shared_ptr<const List> find(const std::string& digest) const {
    const auto found = shared.find(digest);
    return found == shared.end() ? nullptr : found->second.lock();
  }

  std::shared_ptr<const List> find_or_make(ListParts parts) const {
    if (auto found = find(parts.digest)) return found;
    const std::string digest = parts.digest;
    auto list = make(std::move(parts));
    shared.insert_or_assign(digest, list);
    return list;
  }
};

ListLoader::ListLoader(ListStore& store, std::string directory, document::Diagnostics& diagnostics)
    : store_(store), directory_(std::move(directory)), diagnostics_(diagnostics) {
  const auto is_gone = [](const auto& entry) { return entry.second.expired(); };
  std::erase_if(store_.numbers_, is_gone);
  std::erase_if(store_.hosts_, is_gone);
  store_.images_.forget_gone();
}

std::shared_ptr<const NumberList> ListLoader::numbers(const document::Node& node,
                                                      document::Reporter& reporter) {
  return load(node,
              Family<NumberList>{ListKind::numbers, numbers_, store_.numbers_, make_number_list},
              reporter);
}

std::shared_ptr<const HostList> ListLoader::hosts(const document::Node& node,
                                                  document::Reporter& reporter) {
  return load(node, Family<HostList>{ListKind::hosts, hosts_, store_.hosts_, make_host_list},
              reporter);
}

template <class List>
std::shared_ptr<const List> ListLoader::load(const document::Node& node, Family<List> family,
                                             document::Reporter& reporter) {
  if (node.kind == document::Node::Kind::list) return load_inline(node, family, reporter);
  if (node.kind != document::Node::Kind::scalar || !is_list_name(node.scalar)) {
    reporter.error(node.span, "wrong-type", "this must be a list of entries or lists/NAME",
                   "lists/NAME is the file lists/NAME.txt, .csv or .map under the rules directory");
    return nullptr;
  }
  const auto known = family.by_name.find(node.scalar);
  if (known != family.by_name.end()) return known->second;
  const std::string stem = (std::filesystem::path(directory_) / node.scalar).string();
  const ListFiles files = find_list_files(stem);
  if (files.base.empty() && files.no_files.empty() && files.no_overlays.empty()) {
    reporter.error(node.span, "missing-list",
                   fmt::format("there is no file {}.txt, .csv or .map", stem),
                   "in a text file one entry a line, `#` begins a comment");
    return nullptr;
  }
  auto list = load_files(node.scalar, files, family);
  family.by_name.emplace(node.scalar, list);
  return list;
}

template <class List>
std::shared_ptr<const List> ListLoader::load_inline(const document::Node& node, Family<List> family,
                                                    document::Reporter& reporter) {
  const auto entries = document::read_texts(node, "an entry of the list", reporter);
  if (!entries) return nullptr;
  std::string digest = digest_of(*entries);
  if (auto found = family.find(digest)) return found;
  ListBuilder builder(family.kind);
  bool good = true;
  for (const document::Text& text : *entries) {
    auto entry = read_entry(family.kind, text, reporter);
    if (entry) builder.add(*std::move(entry));
    good = good && entry;
  }
  if (!good) return nullptr;
  auto image = builder.build(digest);
  return family.find_or_make({std::move(image), nullptr, nullptr, std::move(digest)});
}

template <class List>
std::shared_ptr<const List> ListLoader::load_files(const std::string& name, const ListFiles& files,
                                                   Family<List> family) {
  auto parts = read_list(family.kind, files, store_.images_, diagnostics_);
  if (!parts) return nullptr;
  files_.insert_or_assign(name, parts->digest);
  return family.find_or_make(*std::move(parts));
}

}  // namespace picket::lists
