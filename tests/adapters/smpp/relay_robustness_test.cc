// SPDX-License-Identifier: Apache-2.0
// What peers and networks do to a session.
#include <gtest/gtest.h>

#include <random>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

using Pdus = std::vector<Bytes>;

// A conversation of every kind of PDU, by side.
struct Conversation {
  Bytes esme;
  Bytes smsc;
};

Conversation conversation() {
  Conversation said;
  const auto parts = part_pdus(20, std::string(151, '.') + "fraud" + std::string(200, '.'), 3);
  said.esme = joined({text_pdu(2, "hello"), text_pdu(3, "a fraud"), text_pdu(3, "您好"),
                      header_pdu(Command::enquire_link, 4), parts[0], parts[1], parts[2],
                      text_pdu(5, std::string(160, 'a')), header_pdu(Command::cancel_sm, 6)});
  said.smsc =
      joined({text_pdu(7, "down", Command::deliver_sm), text_pdu(8, "a fraud", Command::deliver_sm),
              header_pdu(Command::alert_notification, 9)});
  return said;
}

std::pair<Pdus, Pdus> relayed_in_pieces(std::size_t size) {
  RelayHarness harness;
  harness.bind();
  const Conversation said = conversation();
  for (const Side side : {Side::esme, Side::smsc}) {
    Octets rest = side == Side::esme ? said.esme : said.smsc;
    while (!rest.empty()) {
      const std::size_t piece = std::min(size, rest.size());
      harness.give(side, rest.first(piece));
      rest = rest.subspan(piece);
    }
  }
  return {harness.take(Side::esme), harness.take(Side::smsc)};
}

TEST(RelayStream, comes_out_the_same_however_it_is_cut) {
  const auto whole = relayed_in_pieces(1 << 20);
  EXPECT_EQ(whole.second.size(), 6u);  // five requests, one a part; the answer to a deliver_sm
  for (const std::size_t size : {1u, 2u, 3u, 4u, 5u, 15u, 16u, 17u, 63u, 64u, 100u}) {
    EXPECT_EQ(relayed_in_pieces(size), whole) << size;
  }
}

TEST(RelayStream, comes_out_the_same_cut_in_two_at_every_octet) {
  const auto whole = relayed_in_pieces(1 << 20);
  const Conversation said = conversation();
  for (std::size_t cut = 1; cut < said.esme.size(); ++cut) {
    RelayHarness harness;
    harness.bind();
    harness.give(Side::esme, Octets(said.esme).first(cut));
    harness.give(Side::esme, Octets(said.esme).subspan(cut));
    harness.give(Side::smsc, said.smsc);
    ASSERT_EQ(harness.take(Side::esme), whole.first) << cut;
    ASSERT_EQ(harness.take(Side::smsc), whole.second) << cut;
  }
}

TEST(RelayStream, a_thousand_pdus_in_one_segment) {
  RelayHarness harness;
  harness.bind();
  Bytes all;
  for (std::uint32_t i = 1; i <= 1000; ++i) {
    const Bytes pdu = text_pdu(i, i % 10 == 0 ? "a fraud" : "hello");
    all.insert(all.end(), pdu.begin(), pdu.end());
  }
  harness.give(Side::esme, all);
  const auto forwarded = harness.take(Side::smsc);
  const auto refused = harness.take(Side::esme);
  ASSERT_EQ(forwarded.size(), 900u);
  ASSERT_EQ(refused.size(), 100u);
  std::uint32_t last = 0;
  for (const Bytes& pdu : forwarded) {
    EXPECT_GT(header_of(pdu).sequence, last);
    last = header_of(pdu).sequence;
  }
}

class RelayBadLength : public testing::TestWithParam<std::uint32_t> {};

TEST_P(RelayBadLength, is_nacked_after_what_came_before_and_ends_the_session) {
  for (const Side side : {Side::esme, Side::smsc}) {
    RelayHarness harness;
    harness.bind();
    const Command command = side == Side::esme ? Command::submit_sm : Command::deliver_sm;
    const Bytes good = text_pdu(7, "good", command);
    Bytes bad = text_pdu(8, "hello", command);
    write_u32(bad.data(), GetParam());
    EXPECT_EQ(harness.give(side, joined({good, bad, text_pdu(9, "never", command)})),
              Progress::closed);
    EXPECT_EQ(harness.take(other(side)), Pdus{good});
    const auto nack = harness.take(side);
    ASSERT_EQ(nack.size(), 1u);
    EXPECT_EQ(header_of(nack[0]).command, Command::generic_nack);
    EXPECT_EQ(header_of(nack[0]).status, Status::invalid_command_length);
    EXPECT_EQ(header_of(nack[0]).sequence, GetParam() < 16 ? 0u : 8u);
    EXPECT_EQ(harness.relay.ended(), End::bad_frame);
    EXPECT_EQ(harness.give(side, text_pdu(10, "late", command)), Progress::closed);
    EXPECT_EQ(harness.take(other(side)), Pdus{});
  }
}

INSTANTIATE_TEST_SUITE_P(Lengths, RelayBadLength,
                         testing::Values(0u, 1u, 4u, 15u, 128u * 1024 + 1, 0x7FFFFFFFu, 0x80000000u,
                                         0xFFFFFFFFu));

TEST(RelayStream, carries_a_payload_of_64_kib) {
  RelayHarness harness;
  harness.bind();
  const std::string text = std::string(65'530, 'a') + "fraud";
  for (const bool good : {true, false}) {
    Bytes tlvs;
    append_tlv(tlvs, Tag::message_payload,
               octets_of(good ? std::string_view(text).substr(5, 65'000) : text));
    auto message = message_of(Command::submit_sm, {});
    message.tlvs = tlvs;
    const Bytes pdu = message_pdu(5, message);
    harness.give(Side::esme, pdu);
    EXPECT_EQ(harness.take(Side::smsc), good ? Pdus{pdu} : Pdus{});
  }
}

// Whatever two peers say, each request is answered or forwarded exactly once, and what is forwarded
// is what was sent but for its number.
TEST(RelayStream, loses_doubles_and_invents_nothing) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    RelayHarness harness(with_window(1 + random() % 8));
    harness.bind();
    std::size_t sent = 0;
    std::size_t blocked = 0;
    std::vector<std::uint32_t> at_smsc;  // numbers waiting for their answer
    std::size_t forwarded = 0;
    std::size_t answered = 0;
    const auto look = [&] {
      for (const Bytes& pdu : harness.take(Side::smsc)) {
        ++forwarded;
        at_smsc.push_back(header_of(pdu).sequence);
      }
      answered += harness.take(Side::esme).size();
    };
    for (int step = 0; step < 300; ++step) {
      if (random() % 2 == 0) {
        const bool bad = random() % 4 == 0;
        blocked += bad ? 1 : 0;
        ++sent;
        harness.give(Side::esme,
                     text_pdu(static_cast<std::uint32_t>(random() % 6), bad ? "fraud" : "fine"));
      } else if (!at_smsc.empty()) {
        const std::size_t which = random() % at_smsc.size();
        harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, at_smsc[which], "id"));
        at_smsc.erase(at_smsc.begin() + static_cast<std::ptrdiff_t>(which));
      }
      look();
    }
    while (!at_smsc.empty()) {
      harness.give(Side::smsc, response_pdu(Command::submit_sm_resp, at_smsc.back(), "id"));
      at_smsc.pop_back();
      look();
    }
    EXPECT_EQ(forwarded, sent - blocked);
    EXPECT_EQ(answered, sent);
    EXPECT_EQ(harness.relay.outstanding(Side::smsc), 0u);
  }
}

}  // namespace
}  // namespace picket::smpp
