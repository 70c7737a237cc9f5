// SPDX-License-Identifier: Apache-2.0
// The text of a message as a person reads it: for ledgers and for the terminal.
#pragma once

#include <string>

#include "adapters/smpp/pdu.h"

namespace picket::load {

// The octets of short_message, or of message_payload where short_message is empty.
smpp::Octets octets_of(const smpp::MessageView& message) noexcept;

// Decoded to UTF-8 by data_coding, without a user data header; empty for binary data.
std::string text_of(const smpp::MessageView& message);

}  // namespace picket::load
