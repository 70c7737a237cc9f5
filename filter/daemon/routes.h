// SPDX-License-Identifier: Apache-2.0
// What the configuration says of routes: how their numbers are read, what happens in trouble, what
// text is logged. Immutable; any thread. Another book takes the place of one when the config file
// is read anew.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/decision.h"
#include "filter/core/number.h"
#include "filter/daemon/numbering_section.h"

namespace picket::daemon {

// When an event of this route cannot be judged as it should be (a budget exceeded, an internal
// error): let it pass, or refuse it for now. Refusing for trouble never looks like a block.
enum class Trouble : std::uint8_t { pass, refuse };

// While the worker that has an event of this route is overloaded (lag_meter.h): judge it all the
// same, and let its peers wait; let it pass unjudged; or refuse it for now.
enum class Overload : std::uint8_t { hold, pass, refuse };

// Which texts go to the decision log: none, those of events that were not allowed, all.
enum class LogText : std::uint8_t { never, acted, always };

struct RouteSettings {
  const core::NumberingProfile* numbering = nullptr;  // never null once configured
  Trouble trouble = Trouble::pass;
  Overload overload = Overload::hold;
  LogText log_text = LogText::never;

  bool keeps_text(core::Verdict verdict) const noexcept {
    return log_text == LogText::always ||
           (log_text == LogText::acted && verdict != core::Verdict::allow);
  }
};

// The `routes` section: the first entry whose glob fits decides, else the default.
class RoutePolicy {
 public:
  explicit RoutePolicy(RouteSettings otherwise) : otherwise_(otherwise) {}

  // `glob`: `*` any run, `?` one character; case counts.
  void add(std::string glob, RouteSettings settings);
  const RouteSettings& of(std::string_view route) const noexcept;

 private:
  struct Entry {
    std::string glob;
    RouteSettings settings;
  };
  std::vector<Entry> entries_;
  RouteSettings otherwise_;
};

// What the sections `numbering` and `routes` say. Lives as long as the process once in force:
// records on their way to the log point to its profiles.
struct RouteBook {
  NumberingProfiles profiles;
  RoutePolicy policy{{}};  // points into `profiles`
};

}  // namespace picket::daemon
