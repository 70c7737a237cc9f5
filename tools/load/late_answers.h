// SPDX-License-Identifier: Apache-2.0
// Answers of an SMSC that takes its time: each leaves on the connection so long after it was given.
// Lives on the connection's thread.
#pragma once

#include <asio/steady_timer.hpp>
#include <chrono>
#include <deque>
#include <memory>

#include "tools/load/pdu_connection.h"

namespace picket::load {

class LateAnswers : public std::enable_shared_from_this<LateAnswers> {
 public:
  LateAnswers(asio::any_io_executor executor, std::shared_ptr<PduConnection> connection,
              std::chrono::milliseconds delay);

  void add(smpp::Bytes answer);
  // Those that wait are dropped.
  void stop();

 private:
  struct Late {
    std::chrono::steady_clock::time_point due;
    smpp::Bytes answer;
  };

  void wait();

  asio::steady_timer timer_;
  std::shared_ptr<PduConnection> connection_;
  std::chrono::milliseconds delay_;
  std::deque<Late> waiting_;  // by time: all are equally late
};

}  // namespace picket::load
