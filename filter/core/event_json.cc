// SPDX-License-Identifier: Apache-2.0
#include "filter/core/event_json.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "filter/core/event_reader_state.h"
#include "filter/core/json_scan.h"

namespace picket::core {
namespace {

static_assert(kJsonPadding >= simdjson::SIMDJSON_PADDING);

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kKeptEvents = 4096;  // memory kept for the next batch

}  // namespace

PaddedText padded(std::string& text) {
  if (text.capacity() - text.size() < kJsonPadding) text.reserve(2 * text.size() + kJsonPadding);
  return {text};
}

void EventBatch::clear() {
  events_.clear();
  if (events_.capacity() > kKeptEvents) {
    events_.shrink_to_fit();
    events_.reserve(kKeptEvents);
  }
  strings_.reset();
}

error_code EventReader::State::iterate(PaddedText padded, ondemand::document& document) {
  const std::string_view text = padded.text;
  if (text.size() > max_bytes) return simdjson::CAPACITY;
  if (parser.capacity() < text.size()) {
    // In powers of two, or a text a little longer than the last would allocate anew each time.
    if (const auto code = parser.allocate(std::bit_ceil(text.size()))) return code;
  }
  return parser.iterate(text.data(), text.size(), text.size() + kJsonPadding).get(document);
}

bool EventReader::State::expect_end(ondemand::document& document) {
  if (document.current_location().error() == simdjson::OUT_OF_BOUNDS) return true;
  return fail(EventFault::trailing_text, "something follows the JSON document");
}

EventReader::EventReader(std::size_t max_bytes) : state_(std::make_unique<State>()) {
  state_->max_bytes = max_bytes;
}
EventReader::~EventReader() = default;
EventReader::EventReader(EventReader&&) noexcept = default;
EventReader& EventReader::operator=(EventReader&&) noexcept = default;

EventReader::State& EventReader::begin(EventBatch& batch) {
  state_->error = {};
  state_->strings = &batch.strings_;
  return *state_;
}

std::expected<void, EventError> EventReader::read(PaddedText text, EventBatch& batch) {
  State& state = begin(batch);
  Event& event = batch.events_.emplace_back();
  ondemand::document document;
  const error_code code = state.iterate(text, document);
  const bool good = code == simdjson::SUCCESS
                        ? state.read_event(document, event) && state.expect_end(document)
                        : state.fail_json(code);
  if (good) return {};
  batch.events_.pop_back();
  return std::unexpected(state.error);
}

std::expected<BodyForm, EventError> EventReader::read_body(PaddedText body, bool ndjson,
                                                           EventBatch& batch) {
  const std::size_t before = batch.events_.size();
  const std::size_t first = body.text.find_first_not_of(kBlanks);
  const bool is_array = first != std::string_view::npos && body.text[first] == '[';
  const BodyForm form = ndjson ? BodyForm::lines : is_array ? BodyForm::array : BodyForm::single;
  const auto result = form == BodyForm::lines   ? read_lines(body, batch)
                      : form == BodyForm::array ? read_array(body, batch)
                                                : read(body, batch);
  if (result) return form;
  batch.events_.resize(before);
  return std::unexpected(result.error());
}

std::expected<void, EventError> EventReader::read_lines(PaddedText body, EventBatch& batch) {
  if (State& state = begin(batch); body.text.size() > state.max_bytes) {
    state.fail_json(simdjson::CAPACITY);
    return std::unexpected(state.error);
  }
  std::string_view rest = body.text;
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.find_first_not_of(kBlanks) == std::string_view::npos) continue;
    if (auto result = read({line}, batch); !result) {
      result.error().line = number;
      return result;
    }
  }
  return {};
}

std::expected<void, EventError> EventReader::read_array(PaddedText body, EventBatch& batch) {
  State& state = begin(batch);
  std::uint32_t number = 0;
  ondemand::document document;
  ondemand::array array;
  error_code code = state.iterate(body, document);
  if (code == simdjson::SUCCESS) code = document.get_array().get(array);
  bool good = code == simdjson::SUCCESS || state.fail_json(code);
  if (good) {
    for (auto result : array) {
      ++number;
      Event& event = batch.events_.emplace_back();  // read_body takes it back where it is bad
      good = result.error() == simdjson::SUCCESS
                 ? state.read_event(std::move(result).value_unsafe(), event)
                 : state.fail_json(result.error());
      if (!good) break;
    }
  }
  if (good && state.expect_end(document)) return {};
  // Tokens are made of the whole body at once: what they say is wrong is to be looked for.
  state.error.line = number == 0 ? faulty_element(body.text) : number;
  return std::unexpected(state.error);
}

std::optional<std::string_view> EventReader::recover_id(PaddedText text, EventBatch& batch) {
  const std::string_view token = find_id(text.text);
  if (token.empty()) return std::nullopt;
  // A string is a JSON document too: what it unescapes to is the parser's business.
  ondemand::document document;
  std::string_view id;
  if (state_->iterate({token}, document) != simdjson::SUCCESS ||
      document.get_string().get(id) != simdjson::SUCCESS || !simdjson::validate_utf8(id)) {
    return std::nullopt;
  }
  return batch.strings_.copy(id);
}

}  // namespace picket::core
