// SPDX-License-Identifier: Apache-2.0
#include "filter/text/everyday.h"

#include <set>
#include <sstream>
#include <string>

#include "filter/text/embedded.h"
#include "filter/text/fold.h"

namespace picket::text {
namespace {

// Squeezed, so that a phrase is found in whatever view it is looked for.
std::set<std::string> read_phrases() {
  std::set<std::string> phrases;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.starts_with("everyday/")) continue;
    std::istringstream lines{std::string(file.content)};
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with('#')) phrases.insert(fold_phrase(line, ViewKind::squeezed));
    }
  }
  phrases.erase("");
  return phrases;
}

}  // namespace

bool is_everyday(std::string_view phrase) {
  static const std::set<std::string> kPhrases = read_phrases();
  return kPhrases.contains(fold_phrase(phrase, ViewKind::squeezed));
}

}  // namespace picket::text
