// SPDX-License-Identifier: Apache-2.0
#include "tools/load/late_answers.h"

namespace picket::load {

LateAnswers::LateAnswers(asio::any_io_executor executor, std::shared_ptr<PduConnection> connection,
                         std::chrono::milliseconds delay)
    : timer_(std::move(executor)), connection_(std::move(connection)), delay_(delay) {}

void LateAnswers::add(smpp::Bytes answer) {
  waiting_.push_back({std::chrono::steady_clock::now() + delay_, std::move(answer)});
  if (waiting_.size() == 1) wait();
}

void LateAnswers::stop() {
  waiting_.clear();
  timer_.cancel();
}

void LateAnswers::wait() {
  timer_.expires_at(waiting_.front().due);
  timer_.async_wait([self = shared_from_this()](std::error_code) {
    const auto now = std::chrono::steady_clock::now();
    auto& waiting = self->waiting_;
    auto& out = self->connection_->out();
    for (; !waiting.empty() && waiting.front().due <= now; waiting.pop_front()) {
      out.insert(out.end(), waiting.front().answer.begin(), waiting.front().answer.end());
    }
    self->connection_->flush();
    if (!waiting.empty()) self->wait();
  });
}

}  // namespace picket::load
