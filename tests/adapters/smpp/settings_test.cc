// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/settings.h"

#include <gtest/gtest.h>

#include "filter/document/reader.h"

namespace picket::smpp {
namespace {

struct Read {
  std::optional<std::vector<ListenerSettings>> settings;
  std::vector<std::string> codes;
};

Read read(std::string_view yaml) {
  document::Diagnostics diagnostics;
  const auto documents = document::read_documents(yaml, "picket.yaml", diagnostics);
  Read result;
  if (!documents.empty()) {
    result.settings = read_settings(documents[0], diagnostics, "picket.yaml");
  }
  for (const auto& diagnostic : diagnostics.all()) result.codes.push_back(diagnostic.code);
  return result;
}

TEST(SmppSettings, read_the_smallest_listener) {
  const auto got = read("[{name: main, listen: 127.0.0.1:2775, upstream: [127.0.0.1:2776]}]");
  ASSERT_TRUE(got.settings);
  ASSERT_EQ(got.settings->size(), 1u);
  EXPECT_EQ(got.settings->front().name, "main");
  EXPECT_EQ(got.settings->front().listen.port(), 2775);
  EXPECT_EQ(got.settings->front().session.upstreams->all().at(0).port(), 2776);
}

TEST(SmppSettings, read_every_key) {
  const auto got = read(
      "- name: main\n"
      "  listen: 192.0.2.1:2775\n"
      "  upstream: [192.0.2.2:2775, '[2001:db8::1]:2775']\n"
      "  peers: [192.0.2.7, 192.0.2.8]\n"
      "  default_alphabet: latin1\n"
      "  window: 50\n"
      "  response_timeout: 90s\n"
      "  session_init: 5s\n"
      "  connect_timeout: 2s\n"
      "  bind_timeout: 20s\n"
      "  close_timeout: 3s\n"
      "  inactivity: 2h\n"
      "  upstream_hold_off: 7s\n"
      "  enquire_link: {esme: 1m, smsc: 20s}\n"
      "  max_pdu: 200000\n");
  ASSERT_TRUE(got.settings);
  const auto& listener = got.settings->front();
  EXPECT_EQ(listener.session.peers.allowed.size(), 2u);
  EXPECT_EQ(listener.session.upstreams->all().size(), 2u);
  EXPECT_EQ(listener.session.relay.mapping.default_alphabet, gsm::Alphabet::latin1);
  for (const Side side : {Side::esme, Side::smsc}) {
    EXPECT_EQ(listener.session.relay.lanes[side].window, 50u);
    EXPECT_EQ(listener.session.relay.lanes[side].response_timeout, 90'000'000'000);
  }
  EXPECT_EQ(listener.session.session_init.count(), 5);
  EXPECT_EQ(listener.session.enquire_link.esme.count(), 60);
  EXPECT_EQ(listener.session.enquire_link.smsc.count(), 20);
  EXPECT_EQ(listener.session.connect.count(), 2);
  EXPECT_EQ(listener.session.bind.count(), 20);
  EXPECT_EQ(listener.session.linger.count(), 3);
  EXPECT_EQ(listener.session.inactivity.count(), 7200);
  EXPECT_EQ(listener.session.upstreams->hold_off().count(), 7);
  EXPECT_EQ(listener.session.relay.max_pdu_size, 200'000u);
}

TEST(SmppSettings, read_what_is_special_of_a_client) {
  const auto got = read(
      "- name: main\n"
      "  listen: 127.0.0.1:2775\n"
      "  upstream: [127.0.0.1:2776]\n"
      "  clients:\n"
      "    - {system_id: dlr-*, receipts: text}\n"
      "    - {system_id: bank, receipts: marked, source: 127.0.0.2}\n"
      "    - {system_id: '*'}\n");
  ASSERT_TRUE(got.settings);
  const Peers& peers = got.settings->front().session.peers;
  EXPECT_TRUE(peers.find("dlr-1")->receipts_by_text);
  EXPECT_FALSE(peers.find("bank")->receipts_by_text);
  EXPECT_TRUE(peers.find("bank")->source);
  EXPECT_FALSE(peers.find("anybody")->receipts_by_text);
}

TEST(SmppSettings, refuse_to_listen_off_loopback_without_peers) {
  EXPECT_EQ(read("[{name: main, listen: 192.0.2.1:2775, upstream: [127.0.0.1:2776]}]").codes,
            std::vector<std::string>{"open-listener"});
}

TEST(SmppSettings, report_everything_that_is_wrong_at_once) {
  const auto got = read(
      "- name: main\n"
      "  listen: nowhere\n"
      "  upstream: []\n"
      "  peers: [host.example]\n"
      "  window: 0\n"
      "  enquire_link: 0s\n"
      "  default_alphabet: gsm8\n"
      "  colour: red\n");
  EXPECT_FALSE(got.settings);
  EXPECT_EQ(got.codes.size(), 7u) << testing::PrintToString(got.codes);
}

TEST(SmppSettings, want_names_that_differ) {
  const auto got = read(
      "- {name: main, listen: 127.0.0.1:1, upstream: [127.0.0.1:2]}\n"
      "- {name: main, listen: 127.0.0.1:3, upstream: [127.0.0.1:4]}\n");
  EXPECT_EQ(got.codes, std::vector<std::string>{"duplicate-name"});
}

}  // namespace
}  // namespace picket::smpp
