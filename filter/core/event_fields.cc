// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "filter/core/event_reader_state.h"
#include "filter/core/names.h"
#include "filter/core/time.h"

namespace picket::core {
namespace {

constexpr std::size_t kLongestQuote = 64;  // bytes of the sender's text repeated in a message

constexpr std::array<FieldName, 9> kEventFields{"channel", "text", "from", "to",     "id",
                                                "route",   "time", "call", "outcome"};
enum EventField : std::size_t { kChannel, kText, kFrom, kTo, kId, kRoute, kTime, kCall, kOutcome };
constexpr std::array<FieldName, 3> kCallFields{"attestation", "diverted", "user_agent"};
enum CallField : std::size_t { kAttestation, kDiverted, kUserAgent };
constexpr std::array<FieldName, 5> kOutcomeFields{"phase", "answered", "ring_s", "duration_s",
                                                  "released_by"};
enum OutcomeField : std::size_t { kPhase, kAnswered, kRing, kDuration, kReleasedBy };

}  // namespace

template <std::size_t N, class Read>
bool EventReader::State::read_fields(ondemand::object object, const std::array<FieldName, N>& names,
                                     std::string_view of, unsigned& seen, Read read) {
  for (auto result : object) {
    if (result.error()) return fail_json(result.error());
    // Used where it is: the parser writes fields in pieces, and a copy would wait for its stores.
    ondemand::field&& field = std::move(result).value_unsafe();
    const char* const written = field.key().raw();
    auto index = static_cast<std::size_t>(
        std::ranges::find_if(names, [&](const FieldName& name) { return name.is_key(written); }) -
        names.begin());
    if (index == N) {
      // Unknown, or a name that is written with escapes.
      std::string_view key;
      if (const auto code = field.unescaped_key().get(key)) return fail_json(code);
      index =
          static_cast<std::size_t>(std::ranges::find(names, key, &FieldName::text) - names.begin());
      if (index == N) {
        if (!simdjson::validate_utf8(key)) return fail(EventFault::malformed, "a lone surrogate");
        return fail(EventFault::unknown_field, "unknown field `{}` of {}",
                    utf8_prefix(key, kLongestQuote), of);
      }
    }
    if ((seen & (1u << index)) != 0) {
      return fail(EventFault::duplicate_field, "field `{}` of {} comes twice", names[index].text(),
                  of);
    }
    seen |= 1u << index;
    if (!read(index, field.value())) return false;
  }
  return true;
}

bool EventReader::State::read_event_object(ondemand::object object, Event& event) {
  unsigned seen = 0;
  const bool read = read_fields(object, kEventFields, "the event", seen,
                                [&](std::size_t field, ondemand::value& value) {
                                  return read_event_field(field, value, event);
                                });
  if (!read) return false;
  if ((seen & (1u << kChannel)) == 0) {
    return fail(EventFault::missing_field, "`channel` is missing");
  }
  if (event.channel == Channel::sms && (seen & (1u << kText)) == 0) {
    return fail(EventFault::missing_field, "`text` is missing, which an sms must have");
  }
  return true;
}

bool EventReader::State::read_event_field(std::size_t field, ondemand::value& value, Event& event) {
  const std::string_view name = kEventFields[field].text();
  switch (field) {
    case kChannel: {
      std::optional<Channel> channel;
      if (!read_word(value, name, parse_channel, "sms, call or outcome", channel)) return false;
      event.channel = *channel;
      return true;
    }
    case kText:
      return read_string(value, name, event.text);
    case kFrom:
      return read_string(value, name, event.from.text);
    case kTo:
      return read_string(value, name, event.to.text);
    case kId:
      return read_string(value, name, event.id.emplace());
    case kRoute:
      return read_string(value, name, event.route);
    case kTime:
      return read_time(value, event.time);
    case kCall:
      return read_object(value, name, [&](ondemand::object object) {
        unsigned seen = 0;
        return read_fields(object, kCallFields, "`call`", seen,
                           [&](std::size_t inner, ondemand::value& of_call) {
                             return read_call_field(inner, of_call, event.call);
                           });
      });
    default:
      return read_object(value, name, [&](ondemand::object object) {
        unsigned seen = 0;
        return read_fields(object, kOutcomeFields, "`outcome`", seen,
                           [&](std::size_t inner, ondemand::value& of_outcome) {
                             return read_outcome_field(inner, of_outcome, event.outcome);
                           });
      });
  }
}

bool EventReader::State::read_call_field(std::size_t field, ondemand::value& value,
                                         CallFacts& call) {
  const std::string_view name = kCallFields[field].text();
  switch (field) {
    case kAttestation:
      return read_word(value, name, parse_attestation, "A, B, C or none", call.attestation);
    case kDiverted:
      return read_boolean(value, name, call.diverted);
    default:
      return read_string(value, name, call.user_agent.emplace());
  }
}

bool EventReader::State::read_outcome_field(std::size_t field, ondemand::value& value,
                                            OutcomeFacts& outcome) {
  const std::string_view name = kOutcomeFields[field].text();
  switch (field) {
    case kPhase: {
      std::optional<Phase> phase;
      if (!read_word(value, name, parse_phase, "answered or ended", phase)) return false;
      outcome.phase = *phase;
      return true;
    }
    case kAnswered:
      return read_boolean(value, name, outcome.answered);
    case kRing:
      return read_seconds(value, name, outcome.ring_s);
    case kDuration:
      return read_seconds(value, name, outcome.duration_s);
    default:
      return read_word(value, name, parse_party, "caller, callee or network", outcome.released_by);
  }
}

template <class Read>
bool EventReader::State::read_object(ondemand::value& value, std::string_view name, Read read) {
  ondemand::object object;
  const auto code = value.get_object().get(object);
  if (code == simdjson::INCORRECT_TYPE) {
    return fail(EventFault::wrong_type, "`{}` must be an object", name);
  }
  if (code) return fail_json(code);
  return read(object);
}

bool EventReader::State::read_string(ondemand::value& value, std::string_view name,
                                     std::string_view& out) {
  const std::string_view token = value.raw_json_token();
  if (!token.starts_with('"')) {
    return fail(EventFault::wrong_type, "`{}` must be a string", name);
  }
  if (std::memchr(token.data(), '\\', token.size()) != nullptr) return unescape(value, out);
  // Without escapes the text itself will do: from quote to quote, only blanks follow in the token.
  const std::string_view raw = token.substr(1, token.rfind('"') - 1);
  ondemand::raw_json_string consumed;
  if (const auto code = value.get_raw_json_string().get(consumed)) return fail_json(code);
  out = raw;
  return true;
}

bool EventReader::State::unescape(ondemand::value& value, std::string_view& out) {
  std::string_view unescaped;
  if (const auto code = value.get_string().get(unescaped)) return fail_json(code);
  // The parser lets some lone surrogates through as bytes that are not UTF-8.
  if (!simdjson::validate_utf8(unescaped)) return fail(EventFault::malformed, "a lone surrogate");
  out = strings->copy(unescaped);
  return true;
}

bool EventReader::State::read_boolean(ondemand::value& value, std::string_view name,
                                      std::optional<bool>& out) {
  if (value.get_bool().get(out.emplace()) == simdjson::SUCCESS) return true;
  return fail(EventFault::wrong_type, "`{}` must be true or false", name);
}

bool EventReader::State::read_seconds(ondemand::value& value, std::string_view name,
                                      std::optional<double>& out) {
  double seconds = 0;
  if (value.get_double().get(seconds) != simdjson::SUCCESS) {
    return fail(EventFault::wrong_type, "`{}` must be a number", name);
  }
  if (!(seconds >= 0 && seconds <= kMaxSeconds)) {
    return fail(EventFault::bad_value, "`{}` must be from 0 to {} seconds", name, kMaxSeconds);
  }
  out = seconds;
  return true;
}

template <class Enum>
bool EventReader::State::read_word(ondemand::value& value, std::string_view name,
                                   std::optional<Enum> (*parse)(std::string_view) noexcept,
                                   std::string_view words, std::optional<Enum>& out) {
  std::string_view word;
  if (!read_string(value, name, word)) return false;
  out = parse(word);
  if (out) return true;
  return fail(EventFault::bad_value, "`{}` must be {}, not `{}`", name, words,
              utf8_prefix(word, kLongestQuote));
}

bool EventReader::State::read_time(ondemand::value& value, std::optional<Instant>& out) {
  std::string_view text;
  if (!read_string(value, "time", text)) return false;
  const auto at = parse_rfc3339(text);
  if (at) {
    out = *at;
    return true;
  }
  const std::string_view quote = utf8_prefix(text, kLongestQuote);
  switch (at.error()) {
    case TimeError::no_offset:
      return fail(EventFault::bad_value, "`time` needs an offset (`Z`, `+08:00`), not `{}`", quote);
    case TimeError::out_of_range:
      return fail(EventFault::bad_value, "`time` is no time of the years 1970 to 9999: `{}`",
                  quote);
    default:
      return fail(EventFault::bad_value, "`time` must be RFC 3339, not `{}`", quote);
  }
}

}  // namespace picket::core
