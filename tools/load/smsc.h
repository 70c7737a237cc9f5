// SPDX-License-Identifier: Apache-2.0
// `picket-load smsc`: an SMSC simulator. Accepts every bind, answers every request, keeps a ledger
// of what reached it, sends receipts where they are asked for and messages of its own where told
// to.
#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tools/load/ledger.h"

namespace picket::load {

struct SmscOptions {
  std::string listen = "127.0.0.1:2776";
  std::string system_id = "picket-smsc";
  std::string ledger;     // file, NDJSON (ledger.h); empty: none
  bool receipts = false;  // answers registered_delivery with a receipt
  std::string deliver;    // a text to send by deliver_sm to each ESME that binds to receive
  std::string deliver_from = "+8613900000002";
  std::string deliver_to = "10690000123";
  std::uint32_t threads = 1;
  bool quiet = false;  // says nothing of single messages
};

// How the simulator behaves towards every session; read-only while it runs, except the counters.
struct SmscShared {
  SmscOptions options;
  Ledger ledger;
  std::atomic<std::uint64_t> sessions{0};
  std::atomic<std::uint64_t> messages{0};
  std::atomic<std::uint64_t> delivered{0};  // deliver_sm of ours answered with status 0
  std::atomic<std::uint64_t> undelivered{0};

  explicit SmscShared(SmscOptions wanted) : options(std::move(wanted)), ledger(options.ledger) {}
};

// Runs on threads of its own from construction to destruction; counters may be read meanwhile.
class Smsc {
 public:
  // Throws std::system_error where the address cannot be had.
  explicit Smsc(SmscOptions options);
  ~Smsc();

  Smsc(const Smsc&) = delete;
  Smsc& operator=(const Smsc&) = delete;

  asio::ip::tcp::endpoint local_endpoint() const;
  const SmscShared& shared() const noexcept { return shared_; }

 private:
  struct Running;
  SmscShared shared_;
  std::unique_ptr<Running> running_;
};

// Until SIGINT or SIGTERM. Returns the exit status; throws std::exception where it cannot run.
int run_smsc(const SmscOptions& options);

}  // namespace picket::load
