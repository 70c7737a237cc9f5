// SPDX-License-Identifier: Apache-2.0
#include "tools/load/smsc.h"

#include <fmt/format.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/signal_set.hpp>
#include <asio/use_awaitable.hpp>
#include <system_error>
#include <thread>

#include "tools/load/endpoint.h"
#include "tools/load/smsc_session.h"
#include "tools/load/tls.h"

namespace picket::load {

namespace {

using Contexts = std::vector<std::unique_ptr<asio::io_context>>;

Contexts make_contexts(std::uint32_t count) {
  Contexts contexts;
  for (std::uint32_t i = 0; i < count; ++i) {
    contexts.push_back(std::make_unique<asio::io_context>(1));
  }
  return contexts;
}

// The coroutine owns its session: what is named in a coroutine lives in its frame.
asio::awaitable<void> serve(asio::ip::tcp::socket socket, SmscShared& shared) {
  SmscSession session(std::move(socket), shared);
  co_await session.run();
}

}  // namespace

SmscShared::SmscShared(SmscOptions wanted)
    : options(std::move(wanted)), ledger(options.ledger), tally(options.tally) {
  if (!options.tls_certificate.empty()) tls = server_tls(options.tls_certificate, options.tls_key);
}

struct Smsc::Running {
  Contexts contexts;
  asio::ip::tcp::acceptor acceptor;
  std::vector<std::jthread> threads;

  explicit Running(const SmscOptions& options)
      : contexts(make_contexts(options.threads)),
        acceptor(*contexts[0], parse_endpoint(options.listen)) {}

  void end() {
    for (auto& io : contexts) io->stop();
    threads.clear();
  }

  // On the first thread; connections are dealt to the threads in turn.
  asio::awaitable<void> accept(SmscShared& shared) {
    for (std::size_t turn = 0;; ++turn) {
      auto& io = *contexts[turn % contexts.size()];
      asio::ip::tcp::socket socket(io);
      co_await acceptor.async_accept(socket, asio::use_awaitable);
      asio::co_spawn(io, serve(std::move(socket), shared), asio::detached);
    }
  }
};

Smsc::Smsc(SmscOptions options) : shared_(std::move(options)) {
  try {
    running_ = std::make_unique<Running>(shared_.options);
  } catch (const std::system_error& error) {
    throw std::system_error(error.code(), shared_.options.listen);
  }
  asio::co_spawn(*running_->contexts[0], running_->accept(shared_), asio::detached);
  for (auto& io : running_->contexts) {
    running_->threads.emplace_back([&io] {
      // A context without sessions yet must not return.
      const auto work = asio::make_work_guard(*io);
      io->run();
    });
  }
}

Smsc::~Smsc() { running_->end(); }

void Smsc::stop() {
  running_->end();
  shared_.tally.write();
}

asio::ip::tcp::endpoint Smsc::local_endpoint() const { return running_->acceptor.local_endpoint(); }

int run_smsc(const SmscOptions& options) {
  asio::io_context io(1);
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([](std::error_code, int) {});

  Smsc smsc(options);
  const auto at = smsc.local_endpoint();
  fmt::print("SMSC simulator on {}:{}\n", at.address().to_string(), at.port());
  std::fflush(stdout);
  io.run();

  smsc.stop();
  const auto& shared = smsc.shared();
  fmt::print("SMSC: {} messages in {} sessions; {} deliver_sm accepted, {} refused\n",
             shared.messages.load(), shared.sessions.load(), shared.delivered.load(),
             shared.undelivered.load());
  return 0;
}

}  // namespace picket::load
