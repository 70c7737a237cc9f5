// SPDX-License-Identifier: Apache-2.0
// One thing to judge or remember: an SMS, a call attempt, or a call's outcome. Adapters fill it in
// on a worker, the engine reads it there. Every view points into memory of whoever made the event
// (a wire buffer, a JSON document) and is valid only until Gate::judge's waiter has been called: an
// Event is never kept across a co_await, and owns nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "filter/core/time.h"

namespace picket::core {

class NumberingProfile;

enum class Channel : std::uint8_t { sms, call, outcome };

// How strongly the originating carrier vouches for the caller's number (SHAKEN, RFC 8588); `none`:
// the call carries no attestation.
enum class Attestation : std::uint8_t { none, a, b, c };

enum class Phase : std::uint8_t { answered, ended };  // `answered`: and still up

enum class Party : std::uint8_t { caller, callee, network };

// An address as received. `ton` is the type of number of SMPP 3.4 §5.2.5, where the protocol has
// one: 0 unknown, 1 international, 2 national, 3 network specific, 4 subscriber, 5 alphanumeric,
// 6 abbreviated.
struct Address {
  std::string_view text;  // UTF-8
  std::uint8_t ton = 0;
};

struct CallFacts {
  std::optional<Attestation> attestation;  // absent: the input has no such field
  std::optional<bool> diverted;
  std::optional<std::string_view> user_agent;
};

struct OutcomeFacts {
  Phase phase = Phase::ended;
  std::optional<bool> answered;
  std::optional<double> ring_s;
  std::optional<double> duration_s;
  std::optional<Party> released_by;
};

struct Event {
  Channel channel = Channel::sms;
  std::optional<std::string_view> id;
  std::string_view text;  // UTF-8; bytes that are not read as U+FFFD. Empty where there is none.
  Address from;
  Address to;
  std::string_view route;  // smpp:SYSTEM_ID, sip:TRUNK, http:CLIENT
  std::optional<Instant> time;
  CallFacts call;
  OutcomeFacts outcome;
  const NumberingProfile* profile = nullptr;  // of the route; null: the default, home country China
};

}  // namespace picket::core
