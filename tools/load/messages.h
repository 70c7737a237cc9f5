// SPDX-License-Identifier: Apache-2.0
// The messages a load run sends: from a file, one JSON object a line, or one from the command line.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace picket::load {

// What the receiver is expected to make of a message; checked for every answer.
enum class Expectation { any, accept, refuse };

struct Message {
  std::string text;  // UTF-8
  std::string from;
  std::string to;
  Expectation expect = Expectation::any;
};

// Each line: {"text": …} and optionally "from", "to", "expect" ("any", "accept", "refuse"); other
// fields are ignored, so that labelled data sets can be sent as they are. What a line does not say
// is taken from `defaults`. Throws std::runtime_error ("FILE:LINE: …") at the first bad line, and
// where there is none at all.
std::vector<Message> read_messages(const std::filesystem::path& file, const Message& defaults);

// Throws std::runtime_error for another word.
Expectation parse_expectation(std::string_view word);

}  // namespace picket::load
