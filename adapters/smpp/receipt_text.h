// SPDX-License-Identifier: Apache-2.0
// Receipts that only their text tells (3.4 appendix B): asked for deliver_sm of binds that are
// configured to have nothing else. Pure.
#pragma once

#include "adapters/smpp/field.h"
#include "adapters/smpp/pdu.h"

namespace picket::smpp {

// Whether a message from the SMSC is one: a deliver_sm of no type, whole and without a user data
// header, all of whose text is, in an alphabet that has ASCII,
//   id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E
//   Text: . . .
// in that order, with dates to the minute or the second, at most twenty characters of text and
// nothing else. SMSCs that leave out sub, dlvrd, err or text, or write the names in other case,
// are understood.
bool is_receipt_by_text(const MessageView& message, const TlvFacts& tlvs) noexcept;

}  // namespace picket::smpp
