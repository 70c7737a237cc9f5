// SPDX-License-Identifier: Apache-2.0
// The ESME against the SMSC simulator, both over real sockets, and against a peer that misbehaves.
#include "tools/load/esme.h"

#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/write.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/tools/load/temp_file.h"
#include "tools/load/smsc.h"

namespace picket::load {
namespace {

// Where an answer never comes; elsewhere the default, whatever the machine does besides.
constexpr std::chrono::milliseconds kSoon{1000};

const std::vector<Message> kMessages{{.text = "明天下午三点开会", .from = "1069", .to = "1"},
                                     {.text = "see you at 3", .from = "1069", .to = "1"}};

SmscOptions quiet_smsc() {
  SmscOptions options;
  options.listen = "127.0.0.1:0";
  options.quiet = true;
  return options;
}

EsmeTotals run(EsmePlan plan, const SubmitPdus& pdus, const EsmeWatcher& watcher = {}) {
  asio::io_context io(1);
  std::atomic<std::uint32_t> references{0};
  const std::atomic<bool> stop{false};
  Esme esme(io, std::move(plan), pdus, references, stop, watcher);
  asio::co_spawn(io, esme.run(), asio::detached);
  io.run();
  return esme.totals();
}

TEST(Esme, has_every_submit_answered_exactly_once) {
  const Smsc smsc(quiet_smsc());
  const SubmitPdus pdus(kMessages, {});
  for (const std::uint32_t window : {1u, 7u, 500u}) {
    for (const bool one_per_send : {false, true}) {
      const auto totals = run({.to = smsc.local_endpoint(),
                               .window = window,
                               .count = 20'001,
                               .one_per_send = one_per_send,
                               .keep_answers = true},
                              pdus);
      EXPECT_EQ(totals.trouble, "");
      EXPECT_EQ(totals.submitted, 20'001u);
      EXPECT_EQ(totals.accepted, 20'001u);
      EXPECT_EQ(totals.latency.count(), 20'001u);
      EXPECT_EQ(totals.lost + totals.duplicate + totals.unknown, 0u);
      EXPECT_EQ(totals.answers, std::string(20'001, 'a'));
    }
  }
  EXPECT_EQ(smsc.shared().messages, 6u * 20'001u);
}

TEST(Esme, keeps_the_rate_of_an_open_loop) {
  const Smsc smsc(quiet_smsc());
  const SubmitPdus pdus(kMessages, {});
  const auto totals = run({.to = smsc.local_endpoint(), .count = 200, .rate = 1000}, pdus);
  EXPECT_EQ(totals.accepted, 200u);
  const std::chrono::duration<double> took = totals.last_answer - totals.first_submit;
  EXPECT_GE(took.count(), 0.19);
}

TEST(Esme, waits_for_a_receipt_of_each_message) {
  auto options = quiet_smsc();
  options.receipts = true;
  const Smsc smsc(options);
  const SubmitPdus pdus(kMessages, {.ask_receipt = true});
  const auto totals =
      run({.to = smsc.local_endpoint(), .count = 300, .wait_for_receipts = true}, pdus);
  EXPECT_EQ(totals.receipts, 300u);
  EXPECT_EQ(totals.trouble, "");
}

TEST(Esme, misses_receipts_that_never_come) {
  const Smsc smsc(quiet_smsc());  // sends none
  const SubmitPdus pdus(kMessages, {.ask_receipt = true});
  const auto totals = run({.to = smsc.local_endpoint(),
                           .count = 3,
                           .wait_for_receipts = true,
                           .response_timeout = kSoon},
                          pdus);
  EXPECT_EQ(totals.trouble, "3 receipts never came");
}

TEST(Esme, receives_what_the_simulator_delivers) {
  auto options = quiet_smsc();
  options.deliver = "回复TD退订";
  const Smsc smsc(options);
  const SubmitPdus pdus(kMessages, {});
  std::size_t seen = 0;
  const auto totals = run({.to = smsc.local_endpoint(), .count = 1}, pdus,
                          {.answered = {}, .delivered = [&](const smpp::MessageView&) { ++seen; }});
  EXPECT_EQ(totals.delivered, 1u);
  EXPECT_EQ(seen, 1u);
}

TEST(Esme, says_when_nobody_listens) {
  asio::io_context io;
  asio::ip::tcp::acceptor closed(io, {asio::ip::address_v4::loopback(), 0});
  const auto nowhere = closed.local_endpoint();
  closed.close();
  const SubmitPdus pdus(kMessages, {});
  EXPECT_NE(run({.to = nowhere, .count = 1}, pdus).trouble, "");
}

// A peer that accepts the bind and then does as the test says with what it reads.
class OddPeer {
 public:
  using Answer = std::function<void(const smpp::Pdu&, smpp::Bytes&)>;

  explicit OddPeer(Answer answer, int answers = 1 << 20)
      : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}),
        thread_([this, answer = std::move(answer), answers] { serve(answer, answers); }) {}
  ~OddPeer() { thread_.join(); }

  asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

 private:
  void serve(const Answer& answer, int answers) {
    auto socket = acceptor_.accept();
    smpp::Bytes in(1 << 16);
    std::size_t used = 0;
    std::error_code error;
    while (answers > 0) {
      used += socket.read_some(asio::buffer(in.data() + used, in.size() - used), error);
      if (error) return;
      smpp::Bytes out;
      std::size_t at = 0;
      while (const auto pdu = *smpp::next_pdu(smpp::Octets(in).subspan(at, used - at), in.size())) {
        at += pdu->bytes.size();
        if (pdu->header.command == smpp::Command::submit_sm && answers-- <= 0) break;
        respond(*pdu, answer, out);
      }
      used = 0;  // the tests here send little: what is read ends with a PDU
      asio::write(socket, asio::buffer(out), error);
    }
  }
  static void respond(const smpp::Pdu& pdu, const Answer& answer, smpp::Bytes& out) {
    if (pdu.header.command == smpp::Command::submit_sm) {
      answer(pdu, out);
    } else {
      smpp::append_string_response(out, smpp::response_to(pdu.header.command), smpp::Status::ok,
                                   pdu.header.sequence, "");
    }
  }

  asio::io_context io_;
  asio::ip::tcp::acceptor acceptor_;
  std::thread thread_;
};

void accept(const smpp::Pdu& pdu, smpp::Bytes& out, std::uint32_t sequence) {
  smpp::append_string_response(out, smpp::response_to(pdu.header.command), smpp::Status::ok,
                               sequence, "1");
}

TEST(Esme, counts_a_second_answer_as_a_duplicate) {
  OddPeer peer([](const smpp::Pdu& pdu, smpp::Bytes& out) {
    accept(pdu, out, pdu.header.sequence);
    accept(pdu, out, pdu.header.sequence);
  });
  const SubmitPdus pdus(kMessages, {});
  const auto totals = run({.to = peer.endpoint(), .window = 1, .count = 5}, pdus);
  EXPECT_EQ(totals.accepted, 5u);
  EXPECT_GE(totals.duplicate, 4u);
}

TEST(Esme, counts_an_answer_to_nothing_as_unknown_and_the_unanswered_as_lost) {
  OddPeer peer([](const smpp::Pdu& pdu, smpp::Bytes& out) {
    accept(pdu, out, pdu.header.sequence + 1'000'000);
  });
  const SubmitPdus pdus(kMessages, {});
  const auto totals =
      run({.to = peer.endpoint(), .window = 1, .count = 5, .response_timeout = kSoon}, pdus);
  EXPECT_EQ(totals.unknown, 1u);
  EXPECT_EQ(totals.lost, 1u);
  EXPECT_EQ(totals.trouble, "a submit was not answered in time");
}

TEST(Esme, counts_refusals_and_errors_and_what_was_not_expected) {
  OddPeer peer([](const smpp::Pdu& pdu, smpp::Bytes& out) {
    const auto status =
        pdu.header.sequence % 2 == 0 ? smpp::Status::submit_failed : smpp::Status::throttled;
    smpp::append_header_only(out, smpp::Command::submit_sm_resp, status, pdu.header.sequence);
  });
  const SubmitPdus pdus(
      std::vector{Message{.text = "a", .from = "1", .to = "1", .expect = Expectation::accept}}, {});
  const auto totals =
      run({.to = peer.endpoint(), .window = 1, .count = 4, .keep_answers = true}, pdus);
  EXPECT_EQ(totals.refused, 2u);
  EXPECT_EQ(totals.errors.at(0x58), 2u);
  EXPECT_EQ(totals.unexpected, 4u);
  EXPECT_EQ(totals.answers, "rere");
}

TEST(Esme, counts_what_a_closing_peer_left_unanswered_as_lost) {
  OddPeer peer(
      [](const smpp::Pdu& pdu, smpp::Bytes& out) { accept(pdu, out, pdu.header.sequence); }, 10);
  const SubmitPdus pdus(kMessages, {});
  const auto totals = run({.to = peer.endpoint(), .window = 3, .count = 100}, pdus);
  EXPECT_NE(totals.trouble, "");
  EXPECT_GE(totals.lost, 1u);
  EXPECT_LE(totals.accepted, 10u);
}

TEST(Smsc, keeps_a_ledger_of_what_reached_it) {
  const TempFile file;
  {
    auto options = quiet_smsc();
    options.ledger = file.path();
    const Smsc smsc(options);
    const SubmitPdus pdus(kMessages, {});
    run({.to = smsc.local_endpoint(), .count = 2}, pdus);
  }
  std::istringstream lines(file.content());
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  const auto first = nlohmann::json::parse(line);
  EXPECT_EQ(first["text"], "明天下午三点开会");
  EXPECT_EQ(first["system_id"], "demo");
  EXPECT_EQ(first["sequence_number"], kFirstSubmitSequence);
  EXPECT_EQ(first["data_coding"], 8);
  EXPECT_EQ(first["octets"], "660e59294e0b53484e0970b95f004f1a");
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(nlohmann::json::parse(line)["text"], "see you at 3");
}

EsmeTotals run_against(const SmscTroubles& troubles, EsmePlan plan) {
  auto options = quiet_smsc();
  options.troubles = troubles;
  const Smsc smsc(options);
  const SubmitPdus pdus(kMessages, {});
  plan.to = smsc.local_endpoint();
  return run(plan, pdus);
}

TEST(Smsc, fails_every_nth_message_on_demand) {
  const auto totals =
      run_against({.fail_every = 3, .status = 0x14}, {.to = {}, .count = 9, .keep_answers = true});
  EXPECT_EQ(totals.answers, "aaeaaeaae");
  EXPECT_EQ(totals.errors.at(0x14), 3u);
}

TEST(Smsc, answers_every_nth_message_late_on_demand) {
  const auto totals =
      run_against({.delay_every = 2, .delay_ms = 60}, {.to = {}, .window = 1, .count = 6});
  EXPECT_EQ(totals.accepted, 6u);
  EXPECT_GE(totals.last_answer - totals.first_submit, std::chrono::milliseconds(180));
  EXPECT_EQ(totals.lost + totals.duplicate + totals.unknown, 0u);
}

TEST(Smsc, leaves_every_nth_message_unanswered_on_demand) {
  const auto totals = run_against(
      {.mute_every = 4}, {.to = {}, .count = 4, .keep_answers = true, .response_timeout = kSoon});
  EXPECT_EQ(totals.answers, "aaa-");
  EXPECT_EQ(totals.lost, 1u);
}

TEST(Smsc, closes_the_connection_at_every_nth_message_on_demand) {
  const auto totals = run_against({.disconnect_every = 3}, {.to = {}, .window = 1, .count = 9});
  EXPECT_EQ(totals.accepted, 2u);
  EXPECT_NE(totals.trouble, "");
}

TEST(Esme, binds_again_after_a_lost_connection_and_goes_on) {
  const auto totals =
      run_against({.disconnect_every = 10},
                  {.to = {}, .window = 1, .count = 35, .keep_answers = true, .reconnect = true});
  EXPECT_EQ(totals.answers, "aaaaaaaaa-aaaaaaaaa-aaaaaaaaa-aaaaa");
  EXPECT_EQ(totals.reconnects, 3u);
  EXPECT_EQ(totals.cut_off, 3u);
  EXPECT_EQ(totals.lost, 0u);
  EXPECT_EQ(totals.trouble, "");
}

TEST(Esme, does_not_take_a_missing_answer_for_a_lost_connection) {
  const auto totals = run_against(
      {.mute_every = 10}, {.to = {}, .count = 15, .reconnect = true, .response_timeout = kSoon});
  EXPECT_EQ(totals.lost, 1u);
  EXPECT_EQ(totals.cut_off, 0u);
}

TEST(Smsc, names_an_address_it_cannot_have) {
  const Smsc first(quiet_smsc());
  auto options = quiet_smsc();
  options.listen = "127.0.0.1:" + std::to_string(first.local_endpoint().port());
  try {
    const Smsc second(options);
    FAIL() << "two simulators on one port";
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find(options.listen), std::string::npos);
  }
}

}  // namespace
}  // namespace picket::load
