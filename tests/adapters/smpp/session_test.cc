// SPDX-License-Identifier: Apache-2.0
// Sessions with real sockets.
#include "adapters/smpp/session.h"

#include "tests/adapters/smpp/live_relay.h"

namespace picket::smpp {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_F(LiveRelay, relays_both_ways_and_refuses_fraud) {
  auto [esme, smsc] = bound();
  esme.send(joined({text_pdu(2, "hello"), text_pdu(3, "a fraud"), text_pdu(4, "您好")}));
  EXPECT_EQ(smsc.receive(), text_pdu(2, "hello"));
  EXPECT_EQ(smsc.receive(), text_pdu(4, "您好"));
  EXPECT_EQ(esme.receive(), header_pdu(Command::submit_sm_resp, 3, Status::submit_failed));
  smsc.send(joined({response_pdu(Command::submit_sm_resp, 4, "b"),
                    text_pdu(9, "down", Command::deliver_sm),
                    response_pdu(Command::submit_sm_resp, 2, "a")}));
  EXPECT_EQ(esme.receive(), response_pdu(Command::submit_sm_resp, 4, "b"));
  EXPECT_EQ(esme.receive(), text_pdu(9, "down", Command::deliver_sm));
  EXPECT_EQ(esme.receive(), response_pdu(Command::submit_sm_resp, 2, "a"));
}

TEST_F(LiveRelay, knows_receipts_by_their_text_for_a_client_that_gets_nothing_else) {
  options_.peers.clients.resize(1);
  options_.peers.clients[0].system_id = "esm?";
  options_.peers.clients[0].receipts_by_text = true;
  auto [esme, smsc] = bound();
  const Bytes receipt =
      text_pdu(9, "id:1 submit date:2601051200 done date:2601051201 stat:DELIVRD text:a fraud",
               Command::deliver_sm);
  smsc.send(joined({text_pdu(8, "a fraud", Command::deliver_sm), receipt}));
  EXPECT_EQ(esme.receive(), receipt);
}

TEST_F(LiveRelay, takes_octets_one_by_one) {
  auto [esme, smsc] = bound();
  for (const std::uint8_t octet : joined({text_pdu(2, "hello"), text_pdu(3, "world")})) {
    esme.send({octet});
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  EXPECT_EQ(smsc.receive(), text_pdu(2, "hello"));
  EXPECT_EQ(smsc.receive(), text_pdu(3, "world"));
}

TEST_F(LiveRelay, an_esme_that_closes_takes_its_smsc_leg_along) {
  auto [esme, smsc] = bound();
  esme.send(text_pdu(2, "last words"));
  esme.close();
  EXPECT_EQ(smsc.receive(), text_pdu(2, "last words"));
  EXPECT_TRUE(smsc.closed());
  smsc.close();
  EXPECT_TRUE(all_sessions_gone());
  EXPECT_EQ(count(Count::ended_esme_closed), 1);
  EXPECT_EQ(count(Count::sessions_open), 0);
}

TEST_F(LiveRelay, an_smsc_that_is_lost_with_500_pending_gets_no_fake_answers) {
  auto [esme, smsc] = bound();
  Bytes all;
  for (std::uint32_t i = 1; i <= 500; ++i) {
    const Bytes pdu = text_pdu(i, "hello");
    all.insert(all.end(), pdu.begin(), pdu.end());
  }
  esme.send(all);
  for (int i = 0; i < 500; ++i) ASSERT_FALSE(smsc.receive().empty());
  smsc.send(response_pdu(Command::submit_sm_resp, 7, "id"));
  EXPECT_EQ(esme.receive(), response_pdu(Command::submit_sm_resp, 7, "id"));
  smsc.reset();
  EXPECT_EQ(esme.receive(), Bytes{});
  EXPECT_TRUE(esme.closed());
  esme.close();
  EXPECT_TRUE(all_sessions_gone());
  EXPECT_EQ(count(Count::ended_smsc_closed), 1);
}

TEST_F(LiveRelay, what_an_smsc_said_before_it_closed_still_arrives) {
  auto [esme, smsc] = bound();
  esme.send(joined({text_pdu(2, "a"), text_pdu(3, "b")}));
  smsc.receive();
  smsc.receive();
  smsc.send(joined({response_pdu(Command::submit_sm_resp, 2, "a"),
                    response_pdu(Command::submit_sm_resp, 3, "b")}));
  smsc.close();
  EXPECT_EQ(esme.receive(), response_pdu(Command::submit_sm_resp, 2, "a"));
  EXPECT_EQ(esme.receive(), response_pdu(Command::submit_sm_resp, 3, "b"));
  EXPECT_TRUE(esme.closed());
}

TEST_F(LiveRelay, a_bind_without_a_reachable_smsc_is_refused_as_temporary) {
  upstream_.close();
  Peer esme = connect();
  esme.send(bind_pdu(5));
  EXPECT_EQ(esme.receive(), header_pdu(Command::bind_transceiver_resp, 5, Status::system_error));
  EXPECT_TRUE(esme.closed());
  esme.close();
  EXPECT_TRUE(all_sessions_gone());
}

TEST_F(LiveRelay, the_next_upstream_is_tried_where_one_refuses) {
  tcp::acceptor gone(test_io_, {asio::ip::address_v4::loopback(), 0});
  upstreams({gone.local_endpoint(), upstream_.local_endpoint()});
  gone.close();
  auto [esme, smsc] = bound();
  esme.send(text_pdu(2, "hello"));
  EXPECT_EQ(smsc.receive(), text_pdu(2, "hello"));
}

TEST_F(LiveRelay, nobody_is_connected_to_for_a_client_that_does_not_bind) {
  options_.session_init = seconds(1);
  Peer esme = connect();
  esme.send({0, 0, 0});  // and never more
  EXPECT_TRUE(esme.closed());
  esme.close();
  EXPECT_TRUE(all_sessions_gone());
  EXPECT_EQ(count(Count::ended_no_bind), 1);
  upstream_.non_blocking(true);
  asio::error_code error;
  upstream_.accept(error);
  EXPECT_EQ(error, asio::error::would_block);
}

TEST_F(LiveRelay, a_bind_that_the_smsc_never_answers_ends) {
  options_.bind = seconds(1);
  Peer esme = connect();
  esme.send(bind_pdu(1));
  Peer smsc = accept();
  EXPECT_EQ(smsc.receive(), bind_pdu(1));
  EXPECT_EQ(esme.receive(), Bytes{});
  EXPECT_TRUE(esme.closed());
  EXPECT_TRUE(smsc.closed());
}

TEST_F(LiveRelay, a_silent_leg_is_asked_and_given_up_and_the_other_closed) {
  options_.enquire_link = {seconds(1), seconds(1)};
  auto [esme, smsc] = bound();
  const auto answer = [](Peer& peer) {
    const Bytes asked = peer.receive();
    EXPECT_EQ(header_of(asked).command, Command::enquire_link);
    peer.send(header_pdu(Command::enquire_link_resp, header_of(asked).sequence));
  };
  answer(esme);  // alive, and no proof that the SMSC is
  EXPECT_EQ(header_of(smsc.receive()).command, Command::enquire_link);
  EXPECT_TRUE(esme.closed());
  EXPECT_TRUE(smsc.closed());
  esme.close();
  smsc.close();
  EXPECT_TRUE(all_sessions_gone());
  EXPECT_EQ(count(Count::ended_silent), 1);
}

TEST_F(LiveRelay, legs_that_answer_enquire_link_live_on) {
  options_.enquire_link = {seconds(2), seconds(2)};
  auto [esme, smsc] = bound();
  for (int i = 0; i < 2; ++i) {
    for (Peer* peer : {&esme, &smsc}) {
      const Bytes asked = peer->receive();
      ASSERT_EQ(header_of(asked).command, Command::enquire_link);
      peer->send(header_pdu(Command::enquire_link_resp, header_of(asked).sequence));
    }
  }
  esme.send(text_pdu(2, "hello"));
  EXPECT_EQ(smsc.receive(), text_pdu(2, "hello"));
}

TEST_F(LiveRelay, a_bad_length_is_nacked_before_the_connection_closes) {
  auto [esme, smsc] = bound();
  Bytes bad = text_pdu(8, "hello");
  write_u32(bad.data(), 0x7FFFFFFF);
  bad.resize(200'000);  // much that nobody will read
  esme.send(joined({text_pdu(7, "good"), bad}));
  EXPECT_EQ(esme.receive(), header_pdu(Command::generic_nack, 8, Status::invalid_command_length));
  EXPECT_TRUE(esme.closed());
  EXPECT_EQ(smsc.receive(), text_pdu(7, "good"));
  EXPECT_TRUE(smsc.closed());
}

TEST_F(LiveRelay, unbind_goes_through_and_closes_both) {
  auto [esme, smsc] = bound();
  esme.send(header_pdu(Command::unbind, 2));
  EXPECT_EQ(smsc.receive(), header_pdu(Command::unbind, 2));
  smsc.send(header_pdu(Command::unbind_resp, 2));
  EXPECT_EQ(esme.receive(), header_pdu(Command::unbind_resp, 2));
  EXPECT_TRUE(esme.closed());
  EXPECT_TRUE(smsc.closed());
  esme.close();
  smsc.close();
  EXPECT_TRUE(all_sessions_gone());
  EXPECT_EQ(count(Count::ended_unbound), 1);
}

TEST_F(LiveRelay, a_slow_smsc_slows_the_esme_down_and_loses_nothing) {
  options_.unsent = 64 * 1024;
  options_.relay.lanes.smsc.window = 1'000'000;
  auto [esme, smsc] = bound();
  constexpr std::uint32_t kMessages = 100'000;
  const Bytes text(250, 'a');
  std::thread sender([&esme, &text] {
    Bytes batch;
    for (std::uint32_t i = 1; i <= kMessages; ++i) {
      const Bytes pdu = message_pdu(i, message_of(Command::submit_sm, text));
      batch.insert(batch.end(), pdu.begin(), pdu.end());
      if (i % 1000 == 0) {
        esme.send(batch);
        batch.clear();
      }
    }
  });
  EXPECT_TRUE(in_time([&] { return count(Count::reading_paused) != 0; }));
  for (std::uint32_t i = 1; i <= kMessages; ++i) {
    ASSERT_EQ(header_of(smsc.receive()).sequence, i);
  }
  sender.join();
}

TEST_F(LiveRelay, an_esme_that_takes_no_answers_does_not_grow_us) {
  options_.unsent = 64 * 1024;
  auto [esme, smsc] = bound();
  // Refusals to a peer that does not read: at some point we stop reading from it, too.
  Bytes batch;
  for (std::uint32_t i = 1; i <= 1000; ++i) {
    const Bytes pdu = text_pdu(i, "fraud");
    batch.insert(batch.end(), pdu.begin(), pdu.end());
  }
  esme.socket().non_blocking(true);
  asio::error_code error;
  std::size_t at = 0;
  EXPECT_TRUE(in_time([&] {
    do {
      at += esme.socket().write_some(asio::buffer(batch) + at, error);
      if (at == batch.size()) at = 0;
    } while (!error);
    return count(Count::reading_paused) != 0;
  }));
  EXPECT_EQ(count(Count::ended_bad_frame), 0);
  esme.reset();
  EXPECT_TRUE(smsc.closed());
}

TEST_F(LiveRelay, drains_by_answering_what_is_due_and_unbinding) {
  auto [esme, smsc] = bound();
  esme.send(text_pdu(2, "hello"));
  EXPECT_EQ(smsc.receive(), text_pdu(2, "hello"));
  std::promise<void> drained;
  on_worker([&] { host_.drain([&] { drained.set_value(); }); });
  auto done = drained.get_future();
  EXPECT_EQ(done.wait_for(milliseconds(50)), std::future_status::timeout);

  smsc.send(response_pdu(Command::submit_sm_resp, 2, "id"));
  EXPECT_EQ(esme.receive(), response_pdu(Command::submit_sm_resp, 2, "id"));
  for (Peer* peer : {&esme, &smsc}) {
    const Bytes unbind = peer->receive();
    EXPECT_EQ(header_of(unbind).command, Command::unbind);
    peer->send(header_pdu(Command::unbind_resp, header_of(unbind).sequence));
  }
  EXPECT_TRUE(esme.closed());
  EXPECT_TRUE(smsc.closed());
  esme.close();
  smsc.close();
  EXPECT_EQ(done.wait_for(kPatience), std::future_status::ready);
  EXPECT_TRUE(all_sessions_gone());
}

TEST_F(LiveRelay, a_connection_made_while_draining_is_closed_at_once) {
  std::promise<void> drained;
  on_worker([&] { host_.drain([&] { drained.set_value(); }); });
  drained.get_future().wait();
  Peer esme = connect();
  EXPECT_TRUE(esme.closed());
}

TEST_F(LiveRelay, verdicts_may_come_later) {
  auto [esme, smsc] = bound();
  on_worker([&] { worker_.gate().later = true; });
  esme.send(joined({text_pdu(2, "hello"), text_pdu(3, "a fraud"), text_pdu(4, "world")}));
  EXPECT_EQ(smsc.receive(milliseconds(50)), Bytes{});
  for (int i = 0; i < 3; ++i) give_verdict();
  EXPECT_EQ(smsc.receive(), text_pdu(2, "hello"));
  EXPECT_EQ(smsc.receive(), text_pdu(4, "world"));
  EXPECT_EQ(esme.receive(), header_pdu(Command::submit_sm_resp, 3, Status::submit_failed));
}

TEST_F(LiveRelay, a_verdict_that_comes_after_the_peers_are_gone_harms_nobody) {
  auto [esme, smsc] = bound();
  on_worker([&] { worker_.gate().later = true; });
  esme.send(text_pdu(2, "hello"));
  for (bool asked = false; !asked;) on_worker([&] { asked = !worker_.gate().waiting.empty(); });
  smsc.close();
  EXPECT_TRUE(esme.closed());
  esme.close();
  give_verdict();
  EXPECT_TRUE(all_sessions_gone());
}

TEST_F(LiveRelay, many_sessions_come_and_go) {
  for (int i = 0; i < 200; ++i) {
    auto [esme, smsc] = bound();
    esme.send(text_pdu(2, "hello"));
    EXPECT_EQ(smsc.receive(), text_pdu(2, "hello"));
    if (i % 3 == 0) esme.reset();
    if (i % 3 == 1) smsc.reset();
  }
  EXPECT_TRUE(all_sessions_gone());
}

}  // namespace
}  // namespace picket::smpp
