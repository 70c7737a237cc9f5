// SPDX-License-Identifier: Apache-2.0
// Events from arbitrary bytes. Whatever is read is JSON to another parser too, with the same
// fields; written out and read again it is the same event; as a line and as an array it is judged
// alike.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "filter/core/decision_json.h"
#include "filter/core/event_json.h"
#include "filter/core/names.h"

namespace {

using picket::core::Event;
using Json = nlohmann::json;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// The event as the rule language writes it.
Json json_of(const Event& event) {
  Json json{{"channel", name_of(event.channel)}};
  if (event.id) json["id"] = *event.id;
  json["text"] = event.text;
  json["from"] = event.from.text;
  json["to"] = event.to.text;
  json["route"] = event.route;
  if (event.time) json["time"] = picket::core::format_rfc3339(*event.time);
  Json call = Json::object();
  if (event.call.attestation) call["attestation"] = name_of(*event.call.attestation);
  if (event.call.diverted) call["diverted"] = *event.call.diverted;
  if (event.call.user_agent) call["user_agent"] = *event.call.user_agent;
  json["call"] = call;
  Json outcome{{"phase", name_of(event.outcome.phase)}};
  if (event.outcome.answered) outcome["answered"] = *event.outcome.answered;
  if (event.outcome.ring_s) outcome["ring_s"] = *event.outcome.ring_s;
  if (event.outcome.duration_s) outcome["duration_s"] = *event.outcome.duration_s;
  if (event.outcome.released_by) outcome["released_by"] = name_of(*event.outcome.released_by);
  json["outcome"] = outcome;
  return json;
}

// Every field of the input is in the event with the same value (times aside: they are normalised).
void require_fields(const Json& input, const Json& event) {
  for (const auto& [key, value] : input.items()) {
    require(event.contains(key), "a field was lost");
    if (value.is_object()) {
      require_fields(value, event[key]);
    } else if (key != "time") {
      require(event[key] == value, "a field has another value");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static picket::core::EventReader reader(1 << 16);
  picket::core::EventBatch batch, again, others;
  std::string text(reinterpret_cast<const char*>(data), size);
  const bool is_read = reader.read(picket::core::padded(text), batch).has_value();

  std::string array = '[' + text + ']', lines = text + "\n\n" + text;
  const auto in_array = reader.read_body(picket::core::padded(array), false, others);
  const bool is_one = in_array && others.events().size() == 1;
  require(!is_read || is_one, "an event is none in an array");
  if (text.find('\n') == std::string::npos && is_read) {
    require(reader.read_body(picket::core::padded(lines), true, others).has_value(),
            "an event is none on a line");
  }
  if (!is_read) {
    const auto id = reader.recover_id(picket::core::padded(text), batch);
    picket::core::JsonBuffer out;
    picket::core::append_bad_line(out, id, 1, "");
    require(Json::accept(std::string(out.data(), out.size())), "a bad line is no JSON");
    return 0;
  }

  const Json theirs = Json::parse(text, nullptr, false);
  require(!theirs.is_discarded(), "what was read is no JSON");
  const Json ours = json_of(batch.events()[0]);
  require_fields(theirs, ours);
  std::string written = ours.dump();
  require(reader.read(picket::core::padded(written), again).has_value(), "cannot read it again");
  require(json_of(again.events()[0]) == ours, "reads as another event");
  return 0;
}
