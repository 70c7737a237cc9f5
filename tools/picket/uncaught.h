// SPDX-License-Identifier: Apache-2.0
// The messages of a labelled corpus that rules let through, one of each template, parted into those
// to search and those held out to see what a finding is worth on messages that it was not made
// from. Which part a template falls into depends on it and the seed alone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "filter/ruleset/ruleset.h"
#include "tools/picket/labelled_file.h"
#include "tools/picket/labelled_message.h"

namespace picket::tool {

struct UncaughtMessage {
  std::string text;
  std::uint64_t alike = 1;  // messages of its template
  bool held_out = false;    // a third of the templates
};

struct Uncaught {
  // So many templates of a label are kept at most, each with the same chance: a bound on memory,
  // most of which is for the fraud that is searched.
  static constexpr std::size_t max_templates(Label label) noexcept {
    return label == Label::fraud ? 20'000 : 200'000;
  }

  ByLabel<std::vector<UncaughtMessage>> messages;
  ByLabel<std::uint64_t> all;       // messages of the corpus
  ByLabel<std::uint64_t> uncaught;  // of them, let through
  bool left_out = false;            // some label has more than max_templates()
  BadLines bad_lines;
};

// Throws std::system_error where a file cannot be read.
Uncaught read_uncaught(const std::shared_ptr<const ruleset::Ruleset>& rules,
                       const std::vector<std::string>& files, unsigned threads, std::uint64_t seed);

}  // namespace picket::tool
