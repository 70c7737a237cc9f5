// SPDX-License-Identifier: Apache-2.0
// What a verdict becomes on the wire, by route and by the rule that decided: set by the
// configuration (`on_block`, `on_warn`, `treat`), asked for blocks and warnings only. Immutable
// once built; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"
#include "adapters/smpp/side.h"

namespace picket::smpp {

// The receipt that a sender gets for a message that was dropped in silence, where it asked for one.
enum class ReceiptKind : std::uint8_t { none, delivered, undeliverable, rejected };

enum class Warning : std::uint8_t {
  record,   // the message goes on as it is; the decision log has the warning
  relabel,  // the sender is replaced by a label
  prefix,   // words are put before the text
};

// Words to put before a text, in the alphabets that can say them; empty in those that cannot.
struct Prefix {
  explicit Prefix(std::string_view utf8);

  Bytes gsm7;
  Bytes ucs2;
  Bytes ascii;  // in Latin-1, UTF-8 and GB 18030
};

// What becomes of a message that is blocked.
struct Blocking {
  // A refusal, by the side the message came from: final codes only, so that nobody retries.
  PerSide<Status> refusal{Status::submit_failed, Status::rejected_by_app};
  bool drop = false;  // instead: taken, as if by the SMSC, and not passed on
  ReceiptKind receipt = ReceiptKind::none;

  // In one number, which says it whatever the configuration has become since: parts still to come
  // of a long message are treated alike, on this listener or another.
  std::uint64_t packed() const noexcept;
  static Blocking unpacked(std::uint64_t number) noexcept;
};

struct Treatment {
  Blocking block;
  Warning warning = Warning::record;
  std::string label;             // 1-11 characters of the GSM 7-bit alphabet, in ASCII
  std::vector<Prefix> prefixes;  // the first that a message can take is taken
};

// Why a status cannot stand for a block, or empty where it can: temporary codes make peers retry,
// reserved ones mean nothing to them. `from`: the side that the message comes from.
std::string_view objection_to(Status status, Side from) noexcept;

class Treatments {
 public:
  struct Special {
    std::vector<std::string> routes;  // patterns with * and ?; empty: every one
    std::vector<std::string> rules;
    Treatment treatment;
  };

  Treatments() = default;
  Treatments(Treatment standard, std::vector<Special> special)
      : standard_(std::move(standard)), special_(std::move(special)) {}

  // The first special one that fits, or the standard.
  const Treatment& of(std::string_view route, std::string_view rule) const noexcept;
  const Treatment& standard() const noexcept { return standard_; }

 private:
  Treatment standard_;
  std::vector<Special> special_;
};

// `*` any run, `?` one octet.
bool matches_pattern(std::string_view pattern, std::string_view text) noexcept;

}  // namespace picket::smpp
