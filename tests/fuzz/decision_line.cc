// SPDX-License-Identifier: Apache-2.0
// Any bytes as route, id, numbers and text of an event: its line in the decision log is one line of
// JSON that says the same, with the subscriber's number in full nowhere.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "filter/lists/numbering.h"
#include "filter/record/decision_line.h"
#include "filter/record/decision_record.h"

namespace {

// Takes the next stretch, whose length the first byte gives.
std::string_view take(std::string_view& bytes) {
  if (bytes.empty()) return {};
  const std::size_t size = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  const auto taken = bytes.substr(0, size);
  bytes.remove_prefix(taken.size());
  return taken;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace picket;
  static constexpr std::string_view kSubscriber = "13987654321";
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  core::Event event;
  event.route = take(bytes);
  event.id = take(bytes);
  event.from.text = take(bytes);
  event.to.text = kSubscriber;
  core::Reason reason;
  reason.rule = take(bytes);
  event.text = bytes;
  core::Decision decision;
  decision.reasons = {&reason, 1};
  decision.ruleset = "0";
  record::Entry entry;
  entry.event = &event;
  entry.decision = &decision;
  entry.keep_text = true;

  std::vector<std::byte> room(record::RecordWriter::most(entry));
  record::RecordWriter writer;
  record::RecordReader reader;
  record::LineRenderer renderer(lists::default_profile(), core::NumberTokens("0123456789abcdef"));
  core::JsonBuffer first, line;
  for (core::JsonBuffer* out : {&first, &line}) {  // the second leaves out what the first has said
    const std::size_t written = writer.write(entry, room.data());
    if (written > room.size()) std::abort();
    renderer.append(reader.read({room.data(), written}), *out);
  }
  if (std::string_view(first.data(), first.size()) != std::string_view(line.data(), line.size()))
    std::abort();

  const std::string_view text(line.data(), line.size());
  if (text.find('\n') != text.size() - 1) std::abort();
  const auto json = nlohmann::json::parse(text);  // throws, so aborts, where it is none
  if (json["rules"].size() != 1 || json["to"] != "+86139****4321") std::abort();
  return 0;
}
