// SPDX-License-Identifier: Apache-2.0
// `picket-load smsc`: an SMSC simulator. Accepts every bind, answers every request, keeps a ledger
// of what reached it, sends receipts where they are asked for and messages of its own where told
// to.
#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ssl/context.hpp>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tools/load/ledger.h"
#include "tools/load/tally.h"

namespace picket::load {

// What goes wrong, on demand: each with every how-manieth message over all sessions, 0 for never.
struct SmscTroubles {
  std::uint32_t fail_every = 0;  // answered with `status`; the message has not been taken
  std::uint32_t status = 0x58;
  std::uint32_t delay_every = 0;  // answered `delay_ms` late
  std::uint32_t delay_ms = 100;
  std::uint32_t mute_every = 0;        // never answered
  std::uint32_t disconnect_every = 0;  // the connection is closed instead
};

struct SmscOptions {
  std::string listen = "127.0.0.1:2776";
  std::string system_id = "picket-smsc";
  std::string tls_certificate;  // PEM file; empty: in the clear
  std::string tls_key;
  std::string ledger;     // file, NDJSON (ledger.h); empty: none
  std::string tally;      // file of how often each marked submit came (tally.h); empty: none
  bool receipts = false;  // answers registered_delivery with a receipt
  std::string deliver;    // a text to send by deliver_sm to each ESME that binds to receive
  std::string deliver_from = "+8613900000002";
  std::string deliver_to = "10690000123";
  std::uint32_t threads = 1;
  bool one_per_send = false;  // one PDU a send(), as simple stacks do
  SmscTroubles troubles;
  bool quiet = false;  // says nothing of single messages
};

// How the simulator behaves towards every session; read-only while it runs, except the counters.
struct SmscShared {
  SmscOptions options;
  std::shared_ptr<asio::ssl::context> tls = nullptr;  // in the clear
  Ledger ledger;
  Tally tally;
  std::atomic<std::uint64_t> sessions{0};
  std::atomic<std::uint64_t> messages{0};
  std::atomic<std::uint64_t> delivered{0};  // deliver_sm of ours answered with status 0
  std::atomic<std::uint64_t> undelivered{0};

  // Throws std::runtime_error where a file cannot be used.
  explicit SmscShared(SmscOptions wanted);
};

// Runs on threads of its own from construction to destruction; counters may be read meanwhile.
class Smsc {
 public:
  // Throws std::system_error where the address cannot be had, std::runtime_error where a file
  // cannot be used.
  explicit Smsc(SmscOptions options);
  ~Smsc();

  Smsc(const Smsc&) = delete;
  Smsc& operator=(const Smsc&) = delete;

  asio::ip::tcp::endpoint local_endpoint() const;
  const SmscShared& shared() const noexcept { return shared_; }
  // Ends all sessions. Then writes the tally, which nothing is added to any more. Throws
  // std::runtime_error where that cannot be written.
  void stop();

 private:
  struct Running;
  SmscShared shared_;
  std::unique_ptr<Running> running_;
};

// Until SIGINT or SIGTERM. Returns the exit status; throws std::exception where it cannot run.
int run_smsc(const SmscOptions& options);

}  // namespace picket::load
