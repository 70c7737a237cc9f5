// SPDX-License-Identifier: Apache-2.0
// The ESME and the SMSC simulator under TLS, over real sockets.
#include "tools/load/tls.h"

#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/tools/load/temp_file.h"
#include "tools/load/esme.h"
#include "tools/load/smsc.h"

namespace picket::load {
namespace {

// A certificate that is its own CA, made by openssl(1).
struct Certificate {
  TempFile certificate;
  TempFile key;

  Certificate() {
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        "-subj /CN=smsc.example -keyout " +
        key.path() + " -out " + certificate.path() + " 2>/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl req failed");
  }
};

const Certificate& ours() {
  static const Certificate certificate;
  return certificate;
}

SmscOptions secured_smsc() {
  SmscOptions options;
  options.listen = "127.0.0.1:0";
  options.quiet = true;
  options.tls_certificate = ours().certificate.path();
  options.tls_key = ours().key.path();
  return options;
}

EsmeTotals run(const Smsc& smsc, EsmePlan plan, const SubmitOptions& how = {}) {
  const SubmitPdus pdus(std::vector{Message{.text = "明天下午三点开会", .from = "1", .to = "1"}},
                        how);
  asio::io_context io(1);
  std::atomic<std::uint32_t> references{0};
  const std::atomic<bool> stop{false};
  plan.to = smsc.local_endpoint();
  plan.response_timeout = std::chrono::seconds(20);  // whatever the machine does besides
  Esme esme(io, plan, pdus, references, stop, {});
  asio::co_spawn(io, esme.run(), asio::detached);
  io.run();
  return esme.totals();
}

TEST(LoadTls, has_every_submit_answered_exactly_once) {
  const auto tls = client_tls({.ca = ours().certificate.path(), .certificate = {}, .key = {}});
  for (const bool one_per_send : {false, true}) {
    auto options = secured_smsc();
    options.one_per_send = one_per_send;
    const Smsc smsc(options);
    for (const std::uint32_t window : {1u, 7u, 500u}) {
      const auto totals = run(smsc, {.to = {},
                                     .window = window,
                                     .count = 5'001,
                                     .tls = tls,
                                     .one_per_send = one_per_send,
                                     .keep_answers = true});
      EXPECT_EQ(totals.trouble, "");
      EXPECT_EQ(totals.answers, std::string(5'001, 'a'));
      EXPECT_EQ(totals.lost + totals.duplicate + totals.unknown, 0u);
    }
    EXPECT_EQ(smsc.shared().messages, 3u * 5'001u);
  }
}

TEST(LoadTls, carries_what_the_simulator_sends_by_itself) {
  auto options = secured_smsc();
  options.receipts = true;
  options.deliver = "回复TD退订";
  const Smsc smsc(options);
  const auto totals =
      run(smsc, {.to = {}, .count = 300, .tls = client_tls({}), .wait_for_receipts = true},
          {.ask_receipt = true});
  EXPECT_EQ(totals.receipts, 300u);
  EXPECT_EQ(totals.delivered, 1u);
  EXPECT_EQ(totals.trouble, "");
}

TEST(LoadTls, binds_again_after_a_lost_connection) {
  auto options = secured_smsc();
  options.troubles.disconnect_every = 10;
  const Smsc smsc(options);
  const auto totals = run(smsc, {.to = {},
                                 .window = 1,
                                 .count = 25,
                                 .tls = client_tls({}),
                                 .keep_answers = true,
                                 .reconnect = true});
  EXPECT_EQ(totals.answers, "aaaaaaaaa-aaaaaaaaa-aaaaa");
  EXPECT_EQ(totals.reconnects, 2u);
}

TEST(LoadTls, sends_nothing_to_a_server_of_another_ca) {
  const Certificate another;
  const Smsc smsc(secured_smsc());
  const auto tls = client_tls({.ca = another.certificate.path(), .certificate = {}, .key = {}});
  const auto totals = run(smsc, {.to = {}, .count = 1, .tls = tls});
  EXPECT_NE(totals.trouble.find("certificate verify failed"), std::string::npos) << totals.trouble;
  EXPECT_EQ(smsc.shared().messages, 0u);
}

TEST(LoadTls, is_needed_on_both_ends) {
  const Smsc secured(secured_smsc());
  EXPECT_NE(run(secured, {.to = {}, .count = 1}).trouble, "");
  EXPECT_EQ(secured.shared().messages, 0u);

  auto options = secured_smsc();
  options.tls_certificate.clear();
  const Smsc in_the_clear(options);
  EXPECT_NE(run(in_the_clear, {.to = {}, .count = 1, .tls = client_tls({})}).trouble, "");
  EXPECT_EQ(in_the_clear.shared().messages, 0u);
}

TEST(LoadTls, gives_up_on_a_peer_that_never_shakes_hands) {
  asio::io_context io;
  asio::ip::tcp::acceptor mute(io, {asio::ip::address_v4::loopback(), 0});
  const SubmitPdus pdus(std::vector{Message{.text = "a", .from = "1", .to = "1"}}, {});
  std::atomic<std::uint32_t> references{0};
  const std::atomic<bool> stop{false};
  asio::io_context running(1);
  Esme esme(running,
            {.to = mute.local_endpoint(),
             .count = 1,
             .tls = client_tls({}),
             .response_timeout = std::chrono::milliseconds(200)},
            pdus, references, stop, {});
  asio::co_spawn(running, esme.run(), asio::detached);
  running.run();
  EXPECT_EQ(esme.totals().trouble, "a bind or unbind was not answered in time");
}

TEST(LoadTls, names_the_file_it_cannot_use) {
  const TempFile nonsense("no certificate");
  const auto reason = [](auto make) -> std::string {
    try {
      make();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
    return "";
  };
  const auto names = [&](const std::string& what) {
    return what.find(nonsense.path()) != std::string::npos;
  };
  const auto& [certificate, key] = ours();
  EXPECT_TRUE(names(
      reason([&] { return client_tls({.ca = nonsense.path(), .certificate = {}, .key = {}}); })));
  EXPECT_TRUE(names(reason([&] { return server_tls(nonsense.path(), key.path()); })));
  EXPECT_TRUE(names(reason([&] { return server_tls(certificate.path(), nonsense.path()); })));
}

}  // namespace
}  // namespace picket::load
