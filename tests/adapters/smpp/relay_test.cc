// SPDX-License-Identifier: Apache-2.0
// Sessions, numbers and windows.
#include <gtest/gtest.h>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

using Pdus = std::vector<Bytes>;

TEST(RelayBind, is_passed_on_unchanged_and_answered_only_by_the_smsc) {
  RelayHarness harness;
  const Bytes bind = bind_pdu(77, "esme7", Command::bind_transmitter);
  EXPECT_FALSE(harness.relay.wants_upstream());
  harness.give(Side::esme, bind);
  EXPECT_TRUE(harness.relay.wants_upstream());
  EXPECT_EQ(harness.take(Side::smsc), Pdus{bind});
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
  EXPECT_FALSE(harness.relay.bound());

  Bytes version;
  append_tlv(version, Tag::sc_interface_version, Bytes{0x34});
  Bytes answer;
  append_string_response(answer, Command::bind_transmitter_resp, Status::ok, 77, "SMSC", version);
  harness.give(Side::smsc, answer);
  EXPECT_EQ(harness.take(Side::esme), Pdus{answer});
  EXPECT_TRUE(harness.relay.bound());
  EXPECT_EQ(harness.relay.route(), "smpp:esme7");
}

// Whatever the ESME says of itself is between it and the SMSC (§4.1).
TEST(RelayBind, of_every_kind_and_version_is_passed_on_byte_for_byte_and_so_is_its_answer) {
  for (const Command command :
       {Command::bind_receiver, Command::bind_transmitter, Command::bind_transceiver}) {
    for (const int version : {0x00, 0x33, 0x34, 0x50}) {
      Bytes tlvs;
      append_tlv(tlvs, static_cast<Tag>(0x1400), octets_of("vendor"));
      const BindView bind{.system_id = "esme7",
                          .password = "secret",
                          .system_type = "VMA",
                          .interface_version = static_cast<std::uint8_t>(version),
                          .address_range = {1, 1, "^1069"},
                          .tlvs = tlvs};
      Bytes pdu;
      append_bind(pdu, command, 9, bind);
      RelayHarness harness;
      harness.give(Side::esme, pdu);
      EXPECT_EQ(harness.take(Side::smsc), Pdus{pdu});
      Bytes answer;
      append_string_response(answer, response_to(command), Status::ok, 9, "SMSC",
                             Bytes{0x02, 0x10, 0, 1, 0x50, 0x14, 0x01, 0, 1, 7});
      harness.give(Side::smsc, answer);
      EXPECT_EQ(harness.take(Side::esme), Pdus{answer});
    }
  }
}

TEST(RelayBind, refused_by_the_smsc_may_be_tried_again_as_another) {
  RelayHarness harness;
  harness.give(Side::esme, bind_pdu(1, "wrong"));
  const Bytes refused = header_pdu(Command::bind_transceiver_resp, 1, Status::invalid_password);
  harness.give(Side::smsc, refused);
  EXPECT_EQ(harness.take(Side::esme), Pdus{refused});
  EXPECT_FALSE(harness.relay.bound());
  harness.give(Side::esme, bind_pdu(2, "right"));
  harness.give(Side::smsc, response_pdu(Command::bind_transceiver_resp, 2, "smsc"));
  EXPECT_TRUE(harness.relay.bound());
  EXPECT_EQ(harness.relay.route(), "smpp:right");
}

TEST(RelayBind, of_a_stranger_is_answered_and_goes_no_further) {
  RelayHarness first;
  EXPECT_EQ(first.give(Side::esme, bind_pdu(9, RelayHarness::stranger)), Progress::closed);
  const Bytes refused = header_pdu(Command::bind_transceiver_resp, 9, Status::bind_failed);
  EXPECT_EQ(first.take(Side::esme), Pdus{refused});
  EXPECT_FALSE(first.relay.wants_upstream());

  RelayHarness again;  // who has come as another
  again.give(Side::esme, bind_pdu(1, "wrong"));
  again.give(Side::smsc, header_pdu(Command::bind_transceiver_resp, 1, Status::invalid_password));
  again.take(Side::esme);
  again.take(Side::smsc);
  again.give(Side::esme, bind_pdu(9, RelayHarness::stranger));
  EXPECT_EQ(again.take(Side::esme), Pdus{refused});
  EXPECT_EQ(again.take(Side::smsc), Pdus{});
}

TEST(RelayBind, gets_a_temporary_error_where_no_smsc_can_be_reached) {
  RelayHarness harness;
  harness.give(Side::esme, bind_pdu(9));
  harness.with_outputs([&](auto& out) { harness.relay.upstream_unreachable(out.esme); });
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::bind_transceiver_resp, 9, Status::system_error)});
  EXPECT_EQ(harness.relay.ended(), End::unreachable);
}

TEST(RelayBind, comes_before_anything_else) {
  RelayHarness harness;
  harness.give(Side::esme, text_pdu(3, "hello"));
  EXPECT_EQ(harness.take(Side::esme),
            Pdus{header_pdu(Command::submit_sm_resp, 3, Status::invalid_bind_status)});
  EXPECT_EQ(harness.gate.judged, 0u);
  EXPECT_FALSE(harness.relay.wants_upstream());
  harness.give(Side::esme, header_pdu(Command::enquire_link, 4));
  EXPECT_EQ(harness.take(Side::esme), Pdus{header_pdu(Command::enquire_link_resp, 4)});
  harness.give(Side::esme, header_pdu(Command::unbind, 5));
  EXPECT_EQ(harness.take(Side::esme), Pdus{header_pdu(Command::unbind_resp, 5)});
  EXPECT_EQ(harness.relay.ended(), End::unbound);
}

TEST(RelayBind, that_cannot_be_read_ends_the_session) {
  RelayHarness harness;
  Bytes bind = bind_pdu(1);
  bind.resize(kHeaderSize + 3);
  write_u32(bind.data(), static_cast<std::uint32_t>(bind.size()));
  EXPECT_EQ(harness.give(Side::esme, bind), Progress::closed);
  EXPECT_EQ(header_of(harness.take(Side::esme).at(0)).status, Status::invalid_command_length);
}

TEST(RelayOutbind, is_not_taken) {
  RelayHarness harness;
  EXPECT_EQ(harness.give(Side::esme, header_pdu(Command::outbind, 1)), Progress::closed);
  EXPECT_EQ(harness.relay.ended(), End::outbind);
}

TEST(Relay, passes_everything_on_byte_for_byte_and_in_order) {
  RelayHarness harness;
  harness.bind();
  Bytes tlvs;
  append_tlv(tlvs, static_cast<Tag>(0x1400), octets_of("1101234567"));
  append_tlv(tlvs, static_cast<Tag>(0x1401), octets_of("1107654321"));
  auto message = message_of(Command::submit_sm, octets_of("hello"));
  message.tlvs = tlvs;
  Bytes vendor = header_pdu(static_cast<Command>(0x00010203), 4);
  vendor.push_back(0xAB);
  write_u32(vendor.data(), static_cast<std::uint32_t>(vendor.size()));
  const Pdus sent{message_pdu(2, message), response_pdu(Command::query_sm, 3, "id"), vendor,
                  header_pdu(Command::cancel_sm, 5)};
  for (const Bytes& pdu : sent) harness.give(Side::esme, pdu);
  EXPECT_EQ(harness.take(Side::smsc), sent);

  const Pdus answers{response_pdu(Command::submit_sm_resp, 2, "id7"),
                     header_pdu(response_to(Command::query_sm), 3, Status::queue_full),
                     header_pdu(Command::generic_nack, 4, Status::invalid_command_id)};
  for (const Bytes& pdu : answers) harness.give(Side::smsc, pdu);
  EXPECT_EQ(harness.take(Side::esme), answers);
  EXPECT_EQ(harness.relay.outstanding(Side::smsc), 1u);
}

TEST(Relay, answers_enquire_link_on_each_leg_itself) {
  RelayHarness harness;
  harness.bind();
  for (const Side side : {Side::esme, Side::smsc}) {
    harness.give(side, header_pdu(Command::enquire_link, 42));
    EXPECT_EQ(harness.take(side), Pdus{header_pdu(Command::enquire_link_resp, 42)});
    EXPECT_EQ(harness.take(other(side)), Pdus{});
  }
}

TEST(Relay, keeps_the_answers_to_its_own_enquire_link) {
  RelayHarness harness;
  harness.bind();
  harness.with_outputs(
      [&](auto& out) { harness.relay.enquire(Side::smsc, out.smsc, harness.now); });
  const auto sent = harness.take(Side::smsc);
  ASSERT_EQ(sent.size(), 1u);
  harness.give(Side::smsc, header_pdu(Command::enquire_link_resp, header_of(sent[0]).sequence));
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
  EXPECT_EQ(harness.relay.outstanding(Side::smsc), 0u);
}

TEST(RelayNumbers, the_two_directions_do_not_mix) {
  RelayHarness harness;
  harness.bind();
  const Bytes submit = text_pdu(5, "up");
  const Bytes deliver = text_pdu(5, "down", Command::deliver_sm);
  harness.give(Side::esme, submit);
  harness.give(Side::smsc, deliver);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{submit});
  EXPECT_EQ(harness.take(Side::esme), Pdus{deliver});
  const Bytes submit_resp = response_pdu(Command::submit_sm_resp, 5, "id");
  const Bytes deliver_resp = response_pdu(Command::deliver_sm_resp, 5);
  harness.give(Side::smsc, submit_resp);
  harness.give(Side::esme, deliver_resp);
  EXPECT_EQ(harness.take(Side::esme), Pdus{submit_resp});
  EXPECT_EQ(harness.take(Side::smsc), Pdus{deliver_resp});
}

TEST(RelayNumbers, of_ours_in_the_way_are_avoided_and_translated_back) {
  RelayHarness harness;
  harness.bind();
  harness.with_outputs(
      [&](auto& out) { harness.relay.enquire(Side::smsc, out.smsc, harness.now); });
  const std::uint32_t ours = header_of(harness.take(Side::smsc).at(0)).sequence;

  harness.give(Side::esme, text_pdu(ours, "hello"));
  auto sent = harness.take(Side::smsc);
  ASSERT_EQ(sent.size(), 1u);
  const std::uint32_t number = header_of(sent[0]).sequence;
  EXPECT_NE(number, ours);
  harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, number, "id"));
  EXPECT_EQ(harness.take(Side::esme), Pdus{response_pdu(Command::submit_sm_resp, ours, "id")});
}

TEST(RelayNumbers, used_twice_get_each_its_answer) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, joined({text_pdu(5, "one"), text_pdu(5, "two")}));
  const auto sent = harness.take(Side::smsc);
  ASSERT_EQ(sent.size(), 2u);
  harness.give(Side::smsc,
               joined({response_pdu(Command::submit_sm_resp, header_of(sent[1]).sequence, "b"),
                       response_pdu(Command::submit_sm_resp, header_of(sent[0]).sequence, "a")}));
  EXPECT_EQ(harness.take(Side::esme), (Pdus{response_pdu(Command::submit_sm_resp, 5, "b"),
                                            response_pdu(Command::submit_sm_resp, 5, "a")}));
}

TEST(RelayNumbers, out_of_range_are_echoed_as_sent) {
  RelayHarness harness;
  harness.bind();
  for (const std::uint32_t number : {0u, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFFu}) {
    harness.give(Side::esme, text_pdu(number, "hello"));
    EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(number, "hello")});
    const Bytes answer = response_pdu(Command::submit_sm_resp, number, "id");
    harness.give(Side::smsc, answer);
    EXPECT_EQ(harness.take(Side::esme), Pdus{answer});
  }
}

// §3.2, §5.1.4.
TEST(RelayNumbers, wrap_where_their_sender_wraps_them) {
  RelayHarness harness;
  harness.bind();
  for (const std::uint32_t number : {0x7FFFFFFEu, 0x7FFFFFFFu, 1u, 2u}) {
    harness.give(Side::esme, text_pdu(number, "hello"));
    EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(number, "hello")});
  }
  for (const std::uint32_t number : {1u, 0x7FFFFFFFu, 2u, 0x7FFFFFFEu}) {
    const Bytes answer = response_pdu(Command::submit_sm_resp, number, "id");
    harness.give(Side::smsc, answer);
    EXPECT_EQ(harness.take(Side::esme), Pdus{answer});
  }
}

TEST(RelayAnswers, that_nobody_asked_for_go_no_further) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, 99, "id"));
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
  harness.give(Side::esme, text_pdu(5, "hello"));
  const Bytes answer = response_pdu(Command::submit_sm_resp, 5, "id");
  harness.give(Side::smsc, joined({answer, answer}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{answer});
  EXPECT_EQ(harness.count(Count::answers_unmatched), 2);
}

TEST(RelayAnswers, a_nack_without_a_number_is_passed_on) {
  RelayHarness harness;
  harness.bind();
  const Bytes nack = header_pdu(Command::generic_nack, 0, Status::invalid_command_length);
  harness.give(Side::smsc, nack);
  EXPECT_EQ(harness.take(Side::esme), Pdus{nack});
}

// §4.3: it may answer anything.
TEST(RelayAnswers, a_nack_belongs_to_the_request_of_its_number_be_it_ours) {
  RelayHarness harness(with_window(1));
  harness.bind();
  harness.give(Side::esme, joined({text_pdu(5, "one"), text_pdu(6, "two")}));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(5, "one")});
  const Bytes nack = header_pdu(Command::generic_nack, 5, Status::invalid_command_id);
  harness.give(Side::smsc, nack);
  EXPECT_EQ(harness.take(Side::esme), Pdus{nack});
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(6, "two")});  // there is room again

  harness.with_outputs(
      [&](auto& out) { harness.relay.enquire(Side::esme, out.esme, harness.now); });
  const std::uint32_t ours = header_of(harness.take(Side::esme).at(0)).sequence;
  harness.give(Side::esme, header_pdu(Command::generic_nack, ours, Status::invalid_command_id));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});
  EXPECT_EQ(harness.relay.outstanding(Side::esme), 0u);
}

TEST(RelayAnswers, error_bodies_of_16_and_17_octets_pass_unchanged) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, joined({text_pdu(5, "a"), text_pdu(6, "b")}));
  const Bytes bare = header_pdu(Command::submit_sm_resp, 5, Status::throttled);
  const Bytes with_nul = response_pdu(Command::submit_sm_resp, 6, "", Status::throttled);
  ASSERT_EQ(bare.size(), 16u);
  ASSERT_EQ(with_nul.size(), 17u);
  harness.give(Side::smsc, joined({bare, with_nul}));
  EXPECT_EQ(harness.take(Side::esme), (Pdus{bare, with_nul}));
}

TEST(RelayWindow, holds_requests_but_not_answers_nor_enquire_link) {
  RelayHarness harness(with_window(2));
  harness.bind();
  harness.give(Side::smsc, text_pdu(50, "down", Command::deliver_sm));
  harness.take(Side::esme);
  harness.give(Side::esme, joined({text_pdu(1, "a"), text_pdu(2, "b"), text_pdu(3, "c"),
                                   text_pdu(4, "d"), header_pdu(Command::enquire_link, 5),
                                   response_pdu(Command::deliver_sm_resp, 50)}));
  EXPECT_EQ(harness.take(Side::smsc),
            (Pdus{text_pdu(1, "a"), text_pdu(2, "b"), response_pdu(Command::deliver_sm_resp, 50)}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{header_pdu(Command::enquire_link_resp, 5)});
  harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, 2, "id"));
  EXPECT_EQ(harness.take(Side::smsc), Pdus{text_pdu(3, "c")});
}

TEST(RelayWindow, stops_reading_only_when_too_much_is_held) {
  RelayHarness harness(with_window(1, 300));
  harness.bind();
  std::uint32_t number = 1;
  while (harness.relay.may_read(Side::esme)) harness.give(Side::esme, text_pdu(number++, "hello"));
  EXPECT_GT(number, 4u);
  EXPECT_TRUE(harness.relay.may_read(Side::smsc));
  for (std::uint32_t i = 1; i < number; ++i) {
    harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, i, "id"));
  }
  EXPECT_TRUE(harness.relay.may_read(Side::esme));
  EXPECT_EQ(harness.take(Side::smsc).size(), number - 1);
}

TEST(RelayUnbind, is_passed_on_and_ends_the_session_with_its_answer) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, joined({text_pdu(5, "hello"), header_pdu(Command::unbind, 6)}));
  EXPECT_EQ(harness.take(Side::smsc), (Pdus{text_pdu(5, "hello"), header_pdu(Command::unbind, 6)}));
  EXPECT_EQ(harness.take(Side::esme), Pdus{});
  const Bytes answer = response_pdu(Command::submit_sm_resp, 5, "id");
  EXPECT_EQ(harness.give(Side::smsc, answer), Progress::more);
  EXPECT_EQ(harness.give(Side::smsc, header_pdu(Command::unbind_resp, 6)), Progress::closed);
  EXPECT_EQ(harness.take(Side::esme), (Pdus{answer, header_pdu(Command::unbind_resp, 6)}));
  EXPECT_EQ(harness.relay.ended(), End::unbound);
}

TEST(RelayUnbind, of_the_smsc_with_requests_pending_lets_their_answers_through) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, text_pdu(5, "hello"));
  harness.take(Side::smsc);
  harness.give(Side::smsc, header_pdu(Command::unbind, 9));
  EXPECT_EQ(harness.take(Side::esme), Pdus{header_pdu(Command::unbind, 9)});
  const Bytes answer = response_pdu(Command::submit_sm_resp, 5, "id");
  harness.give(Side::smsc, answer);
  EXPECT_EQ(harness.take(Side::esme), Pdus{answer});
  EXPECT_EQ(harness.give(Side::esme, header_pdu(Command::unbind_resp, 9)), Progress::closed);
  EXPECT_EQ(harness.take(Side::smsc), Pdus{header_pdu(Command::unbind_resp, 9)});
  EXPECT_EQ(harness.relay.ended(), End::unbound);
}

TEST(RelayDrain, waits_for_answers_then_unbinds_both_legs) {
  RelayHarness harness;
  harness.bind();
  harness.give(Side::esme, text_pdu(5, "hello"));
  harness.take(Side::smsc);
  harness.with_outputs([&](auto& out) { harness.relay.drain(out, harness.now); });
  EXPECT_EQ(harness.take(Side::smsc), Pdus{});

  // New requests are turned away with what peers take as temporary, enquire_link is still answered.
  harness.give(Side::esme, joined({text_pdu(6, "hello"), header_pdu(Command::enquire_link, 7)}));
  harness.give(Side::smsc, text_pdu(8, "down", Command::deliver_sm));
  EXPECT_EQ(harness.take(Side::esme),
            (Pdus{header_pdu(Command::submit_sm_resp, 6, Status::throttled),
                  header_pdu(Command::enquire_link_resp, 7)}));
  EXPECT_EQ(harness.take(Side::smsc),
            Pdus{header_pdu(Command::deliver_sm_resp, 8, Status::temporary_app_error)});
  EXPECT_EQ(harness.gate.judged, 1u);

  harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, 5, "id"));
  const auto to_esme = harness.take(Side::esme);
  const auto to_smsc = harness.take(Side::smsc);
  ASSERT_EQ(to_esme.size(), 2u);
  EXPECT_EQ(to_esme[0], response_pdu(Command::submit_sm_resp, 5, "id"));
  EXPECT_EQ(header_of(to_esme[1]).command, Command::unbind);
  ASSERT_EQ(to_smsc.size(), 1u);
  EXPECT_EQ(header_of(to_smsc[0]).command, Command::unbind);

  harness.give(Side::esme, header_pdu(Command::unbind_resp, header_of(to_esme[1]).sequence));
  EXPECT_EQ(harness.relay.ended(), End::none);
  harness.give(Side::smsc, header_pdu(Command::unbind_resp, header_of(to_smsc[0]).sequence));
  EXPECT_EQ(harness.relay.ended(), End::drained);
}

TEST(RelayDrain, ends_a_session_at_once_that_never_bound) {
  RelayHarness harness;
  harness.with_outputs([&](auto& out) { harness.relay.drain(out, harness.now); });
  EXPECT_EQ(harness.relay.ended(), End::drained);
}

}  // namespace
}  // namespace picket::smpp
