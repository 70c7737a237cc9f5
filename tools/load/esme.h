// SPDX-License-Identifier: Apache-2.0
// One ESME session of a load run: binds, submits at its pace, and checks every answer. Everything
// of a session happens on the one thread that runs its io_context.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ssl/context.hpp>
#include <asio/steady_timer.hpp>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "tools/load/latency.h"
#include "tools/load/pdu_connection.h"
#include "tools/load/pending.h"
#include "tools/load/submit.h"

namespace picket::load {

// Called on the session's thread, for those who want to see each message.
struct EsmeWatcher {
  std::function<void(const SubmitPdu&, smpp::Status, std::string_view message_id,
                     std::chrono::nanoseconds)>
      answered;
  std::function<void(const smpp::MessageView&)> delivered;
};

struct EsmePlan {
  asio::ip::tcp::endpoint to;
  smpp::Command bind = smpp::Command::bind_transceiver;
  std::string system_id = "demo";
  std::string password = "secret";
  std::uint32_t window = 100;
  std::uint64_t count = 0;  // PDUs to submit; 0: until `until`
  Clock::time_point until = Clock::time_point::max();
  double rate = 0;  // PDUs a second, open loop; 0: as fast as the window lets it
  std::shared_ptr<asio::ssl::context> tls = nullptr;  // in the clear
  bool one_per_send = false;                          // one PDU a send(), as simple stacks do
  bool keep_answers = false;                          // fill EsmeTotals::answers
  bool wait_for_receipts = false;  // at the end, one for every submit that was accepted
  bool reconnect = false;          // after a lost connection or a refused bind, until it is done
  std::chrono::milliseconds response_timeout{10'000};
};

// What a session has seen.
struct EsmeTotals {
  std::uint64_t submitted = 0;
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;                      // 0x45
  std::map<std::uint32_t, std::uint64_t> errors;  // any other command_status
  std::uint64_t lost = 0;                         // never answered
  std::uint64_t cut_off = 0;                      // no answer: unanswered as a connection was lost
  std::uint64_t reconnects = 0;
  std::uint64_t duplicate = 0;
  std::uint64_t unknown = 0;     // answers to nothing we sent
  std::uint64_t unexpected = 0;  // answered otherwise than the message expects
  std::uint64_t delivered = 0;   // deliver_sm, receipts not counted
  std::uint64_t receipts = 0;
  LatencyHistogram latency;
  Clock::time_point first_submit = Clock::time_point::max();
  Clock::time_point last_answer = Clock::time_point::min();
  // Character k is the answer to the submit of ordinal k: a accepted, r refused, e another error,
  // - none.
  std::string answers;
  std::string trouble;  // why the session ended early; empty where it did not
};

// Submits carry the sequence numbers from here on; the bind has 1.
inline constexpr std::uint32_t kFirstSubmitSequence = 2;

class Esme {
 public:
  // `pdus` are sent round and round, from the first. `references` numbers messages in parts over
  // all sessions; `stop` ends submitting early. All outlive the session.
  Esme(asio::io_context& io, EsmePlan plan, const SubmitPdus& pdus,
       std::atomic<std::uint32_t>& references, const std::atomic<bool>& stop, EsmeWatcher watcher);

  // To the end of the session; never throws: what went wrong is in the totals.
  asio::awaitable<void> run();

  const std::string& system_id() const noexcept { return plan_.system_id; }
  const EsmeTotals& totals() const noexcept { return totals_; }

 private:
  enum class State { binding, bound, unbinding, ended };

  asio::awaitable<void> run_once();
  asio::awaitable<bool> may_reconnect();
  asio::awaitable<void> connect_and_bind();
  void enter(State state);
  void on_pdu(const smpp::Pdu& pdu);
  void on_bind_answer(const smpp::Pdu& pdu);
  void on_answer(const smpp::Pdu& pdu);
  void count_answer(std::uint64_t ordinal, const SubmitPdu& sent, smpp::Status status);
  void on_deliver(const smpp::Pdu& pdu);

  void pump();
  void submit_what_is_due(Clock::time_point now);
  void submit(Clock::time_point since);
  Clock::time_point due_time() const;
  bool submitting_ended(Clock::time_point now) const;
  bool everything_arrived(Clock::time_point now);
  void tick();
  void pace(Clock::time_point at);

  EsmePlan plan_;
  const SubmitPdus& pdus_;
  std::atomic<std::uint32_t>& references_;
  const std::atomic<bool>& stop_;
  EsmeWatcher watcher_;

  asio::io_context& io_;
  asio::steady_timer ticks_;  // ten a second: looks for time-outs and for the end
  asio::steady_timer pace_;   // open loop: the next submit
  bool paced_ = false;
  bool timed_out_ = false;  // the connection was closed because an answer did not come
  std::shared_ptr<PduConnection> connection_;
  State state_ = State::binding;
  Clock::time_point state_since_{};
  Pending pending_;
  std::uint16_t reference_ = 0;
  Clock::time_point bound_at_{};
  Clock::time_point read_at_{};  // when the PDUs being handled were read
  EsmeTotals totals_;
};

}  // namespace picket::load
