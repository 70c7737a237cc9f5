// SPDX-License-Identifier: Apache-2.0
// One core's share of the daemon: an io_context run by one thread, a gate, counter cells. What an
// adapter makes on a worker stays on it. Everything here is used on the worker's own thread, except
// io() to post to it.
#pragma once

#include <asio/io_context.hpp>

#include "filter/daemon/counters.h"
#include "filter/daemon/gate.h"

namespace picket::daemon {

class Worker {
 public:
  virtual unsigned index() const noexcept = 0;  // 0..workers-1
  virtual asio::io_context& io() noexcept = 0;
  virtual Gate& gate() noexcept = 0;
  virtual CounterCells& counters() noexcept = 0;
  // For the listener's choice: sessions now open on this worker. Any thread.
  virtual int sessions() const noexcept = 0;
  virtual void session_opened() noexcept = 0;
  virtual void session_closed() noexcept = 0;

 protected:
  ~Worker() = default;
};

}  // namespace picket::daemon
