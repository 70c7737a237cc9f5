// SPDX-License-Identifier: Apache-2.0
// Lines of labelled corpora from arbitrary bytes. What is read has the fields that another way of
// parsing finds in it, and reads again from what that parser writes; what is refused is told why in
// one line of ASCII, and is not a labelled message to that parser either, unless a field stands
// there twice.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tools/picket/labelled_message.h"

namespace {

using Json = nlohmann::json;
using picket::tool::LabelledMessage;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// The member's string; `absent` where it is not there or null.
std::string member(const Json& object, const char* name, const std::string& absent = "") {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? absent : found->get<std::string>();
}

bool is_labelled(const Json& line) {
  if (!line.is_object()) return false;
  for (const char* name : {"text", "label", "lang", "sender", "category", "time"}) {
    const auto found = line.find(name);
    if (found != line.end() && !found->is_null() && !found->is_string()) return false;
  }
  if (member(line, "text", "absent") != member(line, "text")) return false;
  const std::string label = member(line, "label");
  return label == "ham" || label == "spam" || label == "fraud";
}

void require_same(const LabelledMessage& message, const Json& line) {
  require(message.text == member(line, "text"), "another text");
  require(name_of(message.label) == member(line, "label"), "another label");
  require(message.lang == member(line, "lang"), "another language");
  require(message.sender == member(line, "sender"), "another sender");
  require(message.category == member(line, "category"), "another category");
  const auto time = picket::core::parse_rfc3339(member(line, "time"));
  require(message.time.has_value() == time.has_value(), "a time lost or won");
  require(!message.time || *message.time == *time, "another time");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto message = picket::tool::read_labelled(line);
  const Json theirs = Json::parse(line, nullptr, false);
  if (!message) {
    require(!message.error().empty(), "no reason given");
    for (const char c : message.error()) require(c >= ' ' && c <= '~', "a reason not in ASCII");
    const bool twice = message.error().ends_with("twice");
    require(twice || !is_labelled(theirs), "a labelled message was refused");
    return 0;
  }
  require(!theirs.is_discarded() && is_labelled(theirs), "what was read is no labelled message");
  require_same(*message, theirs);
  const auto again = picket::tool::read_labelled(theirs.dump());
  require(again.has_value(), "cannot read it again");
  require_same(*again, theirs);
  return 0;
}
