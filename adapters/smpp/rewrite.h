// SPDX-License-Identifier: Apache-2.0
// A warning that the recipient sees: another sender, or words before the text. Rewrites only what
// it is sure to leave readable and to bill the same: one text, as it is labelled, neither binary
// nor a registered template, of as many parts as before; never part 2 and later of a long message.
// Lives on one worker.
#pragma once

#include "adapters/smpp/field.h"
#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"
#include "adapters/smpp/treatment.h"

namespace picket::smpp {

// What a rewritten message's views point to.
struct RewriteBuffers {
  Bytes text;
  Bytes tlvs;
};

// Whether `message` was changed, as `treatment` asks for. `default_alphabet` of data_coding 0.
bool rewrite(MessageView& message, const TlvFacts& tlvs, const Treatment& treatment,
             gsm::Alphabet default_alphabet, RewriteBuffers& buffers);

}  // namespace picket::smpp
