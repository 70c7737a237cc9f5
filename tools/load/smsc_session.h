// SPDX-License-Identifier: Apache-2.0
// One session of the SMSC simulator, on the one thread that runs its socket's io_context.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <string>

#include "tools/load/late_answers.h"
#include "tools/load/pdu_connection.h"
#include "tools/load/smsc.h"

namespace picket::load {

class SmscSession {
 public:
  SmscSession(asio::ip::tcp::socket socket, SmscShared& shared);

  // To the end of the session; never throws.
  asio::awaitable<void> run();

 private:
  void on_pdu(const smpp::Pdu& pdu);
  void on_bind(const smpp::Pdu& pdu);
  void on_message(const smpp::Pdu& pdu);
  void take(const smpp::MessageView& message, const std::string& id, std::uint32_t sequence);
  void send_answer(smpp::Bytes bytes, std::uint64_t number);
  void disconnect();
  void send_receipt(const smpp::MessageView& message, std::string_view message_id);
  void send_message(std::string_view text);
  void on_deliver_answer(smpp::Status status);

  SmscShared& shared_;
  std::shared_ptr<PduConnection> connection_;
  std::shared_ptr<LateAnswers> late_;
  std::uint64_t number_;
  std::string system_id_;
  bool receives_ = false;  // bound as receiver or transceiver
  bool ended_ = false;
  std::uint32_t next_sequence_ = 1;
};

}  // namespace picket::load
