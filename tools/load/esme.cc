// SPDX-License-Identifier: Apache-2.0
#include "tools/load/esme.h"

#include <fmt/format.h>

#include <algorithm>
#include <asio/use_awaitable.hpp>
#include <stdexcept>

namespace picket::load {

namespace {

constexpr std::uint32_t kLastSequence = 0x7FFFFFFF;                           // SMPP 3.4 §3.2
constexpr std::uint64_t kMostSubmits = kLastSequence - kFirstSubmitSequence;  // one is left: unbind
constexpr std::uint8_t kInterfaceVersion = 0x34;
constexpr std::uint8_t kMessageType = 0x3C;  // bits of esm_class, §5.2.12
constexpr std::uint8_t kReceipt = 0x04;

}  // namespace

Esme::Esme(asio::io_context& io, EsmePlan plan, const SubmitPdus& pdus,
           std::atomic<std::uint32_t>& references, const std::atomic<bool>& stop,
           EsmeWatcher watcher)
    : plan_(std::move(plan)),
      pdus_(pdus),
      references_(references),
      stop_(stop),
      watcher_(std::move(watcher)),
      io_(io),
      ticks_(io),
      pace_(io),
      pending_(plan_.window) {}

asio::awaitable<void> Esme::run() {
  for (bool goes_on = true; goes_on;) {
    co_await run_once();
    goes_on = co_await may_reconnect();
  }
  totals_.submitted = pending_.added();
  totals_.lost += pending_.unanswered();
}

// From connecting to the end of the connection, however it ends.
asio::awaitable<void> Esme::run_once() {
  try {
    co_await connect_and_bind();
    while (state_ != State::ended) {
      co_await connection_->read([this](const smpp::Pdu& pdu) {
        read_at_ = Clock::now();
        on_pdu(pdu);
      });
      pump();
    }
  } catch (const std::exception& error) {
    // A peer may close as soon as it has answered an unbind; and a reason known earlier stands.
    if (state_ != State::unbinding && totals_.trouble.empty()) totals_.trouble = error.what();
  }
  state_ = State::ended;
  if (connection_) connection_->close();
  ticks_.cancel();
  pace_.cancel();
}

// Whether there is more to do on a new connection; waits a little before it.
asio::awaitable<bool> Esme::may_reconnect() {
  if (!plan_.reconnect || totals_.trouble.empty()) co_return false;
  (timed_out_ ? totals_.lost : totals_.cut_off) += pending_.forget_all();
  timed_out_ = false;
  totals_.trouble.clear();
  if (submitting_ended(Clock::now())) co_return false;
  ++totals_.reconnects;
  ticks_.expires_after(std::chrono::milliseconds(50));
  co_await ticks_.async_wait(asio::use_awaitable);
  co_return true;
}

asio::awaitable<void> Esme::connect_and_bind() {
  asio::ip::tcp::socket socket(io_);
  co_await socket.async_connect(plan_.to, asio::use_awaitable);
  connection_ = std::make_shared<PduConnection>(std::move(socket), plan_.one_per_send);
  enter(State::binding);
  tick();
  if (plan_.tls) co_await connection_->handshake(*plan_.tls, asio::ssl::stream_base::client);
  smpp::BindView bind;
  bind.system_id = plan_.system_id;
  bind.password = plan_.password;
  bind.interface_version = kInterfaceVersion;
  smpp::append_bind(connection_->out(), plan_.bind, kFirstSubmitSequence - 1, bind);
  connection_->flush();
}

void Esme::enter(State state) {
  state_ = state;
  state_since_ = Clock::now();
}

void Esme::on_pdu(const smpp::Pdu& pdu) {
  const auto& header = pdu.header;
  switch (header.command) {
    case smpp::Command::submit_sm_resp:
    case smpp::Command::generic_nack:
      return on_answer(pdu);
    case smpp::Command::deliver_sm:
      return on_deliver(pdu);
    case smpp::Command::enquire_link:
      return smpp::append_header_only(connection_->out(), smpp::Command::enquire_link_resp,
                                      smpp::Status::ok, header.sequence);
    case smpp::Command::unbind:
      smpp::append_header_only(connection_->out(), smpp::Command::unbind_resp, smpp::Status::ok,
                               header.sequence);
      connection_->flush();
      if (state_ != State::unbinding) totals_.trouble = "the peer ended the session (unbind)";
      state_ = State::ended;
      return;
    case smpp::Command::unbind_resp:
      state_ = State::ended;
      return;
    default:
      if (header.command == smpp::response_to(plan_.bind)) on_bind_answer(pdu);
  }
}

void Esme::on_bind_answer(const smpp::Pdu& pdu) {
  if (pdu.header.status != smpp::Status::ok) {
    throw std::runtime_error(fmt::format("bind refused, command_status {:#04x}",
                                         static_cast<std::uint32_t>(pdu.header.status)));
  }
  enter(State::bound);
  // An open loop goes on at its pace, however often it has to bind.
  if (bound_at_ == Clock::time_point{}) bound_at_ = state_since_;
}

void Esme::on_answer(const smpp::Pdu& pdu) {
  const std::uint64_t ordinal = std::uint64_t{pdu.header.sequence} - kFirstSubmitSequence;
  Clock::time_point since;
  switch (pending_.take(ordinal, since)) {
    case Answer::duplicate:
      ++totals_.duplicate;
      return;
    case Answer::unknown:
      ++totals_.unknown;
      return;
    case Answer::expected:
      break;
  }
  totals_.latency.record(read_at_ - since);
  totals_.last_answer = read_at_;
  const SubmitPdu& sent = pdus_[ordinal % pdus_.size()];
  count_answer(ordinal, sent, pdu.header.status);
  if (watcher_.answered) {
    watcher_.answered(sent, pdu.header.status, smpp::response_message_id(pdu), read_at_ - since);
  }
}

void Esme::count_answer(std::uint64_t ordinal, const SubmitPdu& sent, smpp::Status status) {
  char letter = 'e';
  if (status == smpp::Status::ok) {
    letter = 'a';
    ++totals_.accepted;
  } else if (status == smpp::Status::submit_failed) {
    letter = 'r';
    ++totals_.refused;
  } else {
    ++totals_.errors[static_cast<std::uint32_t>(status)];
  }
  if (plan_.keep_answers) totals_.answers[ordinal] = letter;
  if ((sent.expect == Expectation::accept && letter != 'a') ||
      (sent.expect == Expectation::refuse && letter != 'r')) {
    ++totals_.unexpected;
  }
}

void Esme::on_deliver(const smpp::Pdu& pdu) {
  smpp::append_string_response(connection_->out(), smpp::Command::deliver_sm_resp, smpp::Status::ok,
                               pdu.header.sequence, "");
  const auto message = smpp::parse_message(pdu);
  if (!message) {
    throw std::runtime_error("the peer sent a deliver_sm that cannot be read");
  }
  ++((message->esm_class & kMessageType) == kReceipt ? totals_.receipts : totals_.delivered);
  if (watcher_.delivered) watcher_.delivered(*message);
}

// Whatever may have changed what there is to do ends here: PDUs read, time passed.
void Esme::pump() {
  if (state_ == State::ended) return;
  const auto now = Clock::now();
  if (state_ == State::bound) {
    submit_what_is_due(now);
    if (submitting_ended(now) && everything_arrived(now)) {
      enter(State::unbinding);
      smpp::append_header_only(connection_->out(), smpp::Command::unbind, smpp::Status::ok,
                               static_cast<std::uint32_t>(kFirstSubmitSequence + pending_.added()));
    }
  }
  connection_->flush();
}

void Esme::submit_what_is_due(Clock::time_point now) {
  while (pending_.may_add() && !submitting_ended(now)) {
    // In an open loop a submit counts from when it was due: a slow peer, which keeps us from
    // sending, then shows in the latencies instead of thinning out the load.
    const auto due = plan_.rate > 0 ? due_time() : now;
    if (due > now) return pace(due);
    submit(due);
  }
}

void Esme::submit(Clock::time_point since) {
  const std::uint64_t ordinal = pending_.add(since);
  const std::size_t i = ordinal % pdus_.size();
  if (pdus_[i].first_part && pdus_[i].reference != 0) {
    reference_ = static_cast<std::uint16_t>(references_.fetch_add(1, std::memory_order_relaxed));
  }
  pdus_.append(connection_->out(), i,
               {.sequence = static_cast<std::uint32_t>(kFirstSubmitSequence + ordinal),
                .reference = reference_,
                .mark = static_cast<std::uint32_t>(ordinal)});
  if (plan_.keep_answers) totals_.answers.push_back('-');
  totals_.first_submit = std::min(totals_.first_submit, since);
}

Clock::time_point Esme::due_time() const {
  const std::chrono::duration<double> after(static_cast<double>(pending_.added()) / plan_.rate);
  return bound_at_ + std::chrono::duration_cast<Clock::duration>(after);
}

bool Esme::submitting_ended(Clock::time_point now) const {
  if (plan_.count != 0 && pending_.added() >= plan_.count) return true;
  if (pending_.added() >= kMostSubmits || stop_.load(std::memory_order_relaxed)) return true;
  return (plan_.rate > 0 ? std::max(now, due_time()) : now) >= plan_.until;
}

bool Esme::everything_arrived(Clock::time_point now) {
  if (pending_.unanswered() > 0) return false;
  if (!plan_.wait_for_receipts || totals_.receipts >= totals_.accepted) return true;
  if (now - totals_.last_answer < plan_.response_timeout) return false;
  totals_.trouble = fmt::format("{} receipts never came", totals_.accepted - totals_.receipts);
  return true;
}

void Esme::tick() {
  ticks_.expires_after(std::chrono::milliseconds(100));
  ticks_.async_wait([this](std::error_code error) {
    if (error || state_ == State::ended) return;
    const auto now = Clock::now();
    const auto waiting_since = pending_.unanswered() > 0 ? pending_.oldest()
                               : state_ == State::bound  ? now
                                                         : state_since_;
    if (now - waiting_since > plan_.response_timeout) {
      totals_.trouble = state_ == State::bound ? "a submit was not answered in time"
                                               : "a bind or unbind was not answered in time";
      timed_out_ = true;
      connection_->close();  // which ends the reading
      return;
    }
    pump();
    tick();
  });
}

void Esme::pace(Clock::time_point at) {
  if (paced_) return;
  paced_ = true;
  pace_.expires_at(at);
  pace_.async_wait([this](std::error_code error) {
    paced_ = false;
    if (!error) pump();
  });
}

}  // namespace picket::load
