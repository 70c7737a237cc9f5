// SPDX-License-Identifier: Apache-2.0
// Where rules get their lists from: entries written inline, or the files of lists/NAME under the
// rules directory (list_files.h). A ListStore lives as long as the process and shares equal lists
// between successive rulesets by the digest of their content; a file that did not change (device,
// inode, size, times) is not read again. A ListLoader lives while one ruleset is read, reads each
// list once and reports what is wrong with it once, at its own lines. Control thread and tools.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "filter/document/diagnostic.h"
#include "filter/document/node.h"
#include "filter/lists/image_cache.h"
#include "filter/lists/list.h"
#include "filter/lists/list_files.h"

namespace picket::lists {

class ListStore {
 private:
  friend class ListLoader;
  // Lists that some ruleset still uses, by digest.
  template <class List>
  using Shared = std::map<std::string, std::weak_ptr<const List>, std::less<>>;
  Shared<NumberList> numbers_;
  Shared<HostList> hosts_;
  ImageCache images_;
};

class ListLoader {
 public:
  // `directory` is the rules directory as reached from the argument; list files are reported under
  // that name. Store and diagnostics outlive the loader.
  ListLoader(ListStore& store, std::string directory, document::Diagnostics& diagnostics);

  // The list that a rule names (`lists/NAME`) or spells out (a YAML list of entries). Null where
  // there are errors: those of the node go to `reporter` (a file that is missing among them), those
  // of the file to the loader's diagnostics, once; a rule that names a faulty file again gets null
  // without a word.
  std::shared_ptr<const NumberList> numbers(const document::Node& node,
                                            document::Reporter& reporter);
  std::shared_ptr<const HostList> hosts(const document::Node& node, document::Reporter& reporter);

  // Name (lists/bank-hosts) and digest (SHA-256 hex of the content, overlay included) of every list
  // that was asked for: part of a ruleset's digest.
  const std::map<std::string, std::string>& files() const noexcept { return files_; }

 private:
  template <class List>
  struct Family;  // what the loader needs to know of a kind of list

  template <class List>
  std::shared_ptr<const List> load(const document::Node& node, Family<List> family,
                                   document::Reporter& reporter);
  template <class List>
  std::shared_ptr<const List> load_inline(const document::Node& node, Family<List> family,
                                          document::Reporter& reporter);
  template <class List>
  std::shared_ptr<const List> load_files(const std::string& name, const ListFiles& files,
                                         Family<List> family);

  ListStore& store_;
  std::string directory_;
  document::Diagnostics& diagnostics_;
  std::map<std::string, std::shared_ptr<const NumberList>> numbers_;  // by name; null: faulty
  std::map<std::string, std::shared_ptr<const HostList>> hosts_;
  std::map<std::string, std::string> files_;
};

}  // namespace picket::lists
