// SPDX-License-Identifier: Apache-2.0
#include "tools/load/smpp_run.h"

#include <fmt/format.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <csignal>
#include <memory>
#include <stdexcept>
#include <thread>

#include "tools/load/answers_file.h"
#include "tools/load/endpoint.h"
#include "tools/load/smpp_report.h"

namespace picket::load {

namespace {

// Ctrl-C: submit no more, wait for what is unanswered, report.
std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);

std::vector<Message> messages_of(const SmppOptions& options) {
  const Message one{.text = options.text,
                    .from = options.from,
                    .to = options.to_number,
                    .expect = parse_expectation(options.expect)};
  if (!options.messages.empty()) return read_messages(options.messages, one);
  return {one};
}

smpp::Command bind_command(const std::string& word) {
  if (word == "transceiver") return smpp::Command::bind_transceiver;
  if (word == "transmitter") return smpp::Command::bind_transmitter;
  if (word == "receiver") return smpp::Command::bind_receiver;
  throw std::runtime_error(fmt::format("'{}' is not transceiver, transmitter or receiver", word));
}

std::string with_number(std::string pattern, std::uint32_t number) {
  if (const auto at = pattern.find("{n}"); at != std::string::npos) {
    pattern.replace(at, 3, std::to_string(number));
  }
  return pattern;
}

// The share of session `i` in a count that is dealt out evenly.
std::uint64_t share(std::uint64_t count, std::uint32_t sessions, std::uint32_t i) {
  return count / sessions + (i < count % sessions ? 1 : 0);
}

// What one session of the run is to do.
EsmePlan plan_of(const SmppOptions& options, std::uint64_t count, std::uint32_t i,
                 std::shared_ptr<asio::ssl::context> tls) {
  EsmePlan plan;
  plan.tls = std::move(tls);
  plan.to = parse_endpoint(options.to);
  plan.bind = bind_command(options.bind);
  plan.system_id = with_number(options.system_id, i + 1);
  plan.password = options.password;
  plan.window = options.window;
  plan.count = share(count, options.sessions, i);
  if (options.duration_s > 0) {
    plan.until = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                    std::chrono::duration<double>(options.duration_s));
  }
  plan.rate = options.rate / options.sessions;
  plan.one_per_send = options.one_per_send;
  plan.keep_answers = !options.answers.empty();
  plan.wait_for_receipts = options.receipts;
  plan.reconnect = options.reconnect;
  plan.response_timeout = std::chrono::milliseconds(options.timeout_ms);
  return plan;
}

// Says each message's fate on the terminal as it comes.
EsmeWatcher narrator() {
  return {
      .answered =
          [](const SubmitPdu& sent, smpp::Status status, std::string_view id,
             std::chrono::nanoseconds latency) {
            const std::string_view what = sent.reference != 0 ? "part " : "";
            fmt::print("{}{}\n", what, describe_answer(status, id, latency));
          },
      .delivered =
          [](const smpp::MessageView& message) { fmt::print("{}\n", describe_delivery(message)); }};
}

// A thread of the run: an io_context whose sessions it alone touches.
void run_all(std::span<const std::unique_ptr<asio::io_context>> ios) {
  std::vector<std::jthread> threads;
  for (const auto& io : ios) {
    threads.emplace_back([&io] { io->run(); });
  }
}

}  // namespace

int run_smpp(const SmppOptions& options) {
  const auto messages = messages_of(options);
  const SubmitPdus pdus(
      messages,
      {.long_texts = options.long_texts == "payload" ? LongTexts::payload : LongTexts::parts,
       .ask_receipt = options.receipts,
       .marked = options.marked});
  const bool each_once = options.count == 0 && options.duration_s <= 0;
  const bool narrate = !options.text.empty() && each_once && !options.json;
  const std::uint64_t count = each_once ? pdus.size() * options.sessions : options.count;
  if (count != 0 && count < options.sessions) {
    throw std::runtime_error("fewer messages than sessions");
  }

  std::atomic<std::uint32_t> references{0};
  std::signal(SIGINT, [](int) { interrupted = true; });
  std::vector<std::unique_ptr<asio::io_context>> ios;
  for (std::uint32_t i = 0; i < options.threads; ++i) {
    ios.push_back(std::make_unique<asio::io_context>(1));
  }
  const auto tls = options.tls ? client_tls(options.tls_files) : nullptr;
  std::vector<std::unique_ptr<Esme>> sessions;
  std::vector<const EsmeTotals*> totals;
  for (std::uint32_t i = 0; i < options.sessions; ++i) {
    auto& io = *ios[i % ios.size()];
    sessions.push_back(std::make_unique<Esme>(io, plan_of(options, count, i, tls), pdus, references,
                                              interrupted, narrate ? narrator() : EsmeWatcher{}));
    totals.push_back(&sessions.back()->totals());
    asio::co_spawn(io, sessions.back()->run(), asio::detached);
  }
  run_all(ios);

  const EsmeTotals sum = add_up(totals);
  if (!options.answers.empty()) write_answers(options.answers, sessions);
  if (options.json) {
    fmt::print("{}", report_as_json(sum));
  } else if (!narrate) {
    fmt::print("{}", report_in_words(sum));
  } else if (!sum.trouble.empty()) {
    fmt::print(stderr, "picket-load: {}: {}\n", options.to, sum.trouble);
  }
  return is_clean(sum) ? 0 : 1;
}

}  // namespace picket::load
