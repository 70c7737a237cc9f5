// SPDX-License-Identifier: Apache-2.0
// What systemd is told, where it started us (Type=notify, WatchdogSec=): a datagram to the socket
// that NOTIFY_SOCKET names, as sd_notify(3) describes it and declares stable. Spoken here because
// it is ten lines, and libsystemd would bring compression and cryptography into a process at the
// edge of a carrier's network. Control thread. Does nothing where nobody listens.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace picket::daemon {

class ServiceManager {
 public:
  // Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID.
  ServiceManager();

  void ready() noexcept { tell("READY=1"); }
  void stopping() noexcept { tell("STOPPING=1\nSTATUS=draining"); }
  void alive() noexcept { tell("WATCHDOG=1"); }

  // How often alive() is expected at the latest; absent where it is not.
  std::optional<std::chrono::microseconds> watchdog() const noexcept { return watchdog_; }

 private:
  void tell(std::string_view state) noexcept;

  std::string socket_;  // a path, or @ and an abstract name
  std::optional<std::chrono::microseconds> watchdog_;
};

}  // namespace picket::daemon
