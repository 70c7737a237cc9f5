// SPDX-License-Identifier: Apache-2.0
// Layout: Head, then the bytes of route, id, from, to, text and ruleset digest, then one
// {RuleHead, id} a rule. Lengths are in the head; nothing after it is aligned.
#include "filter/record/decision_record.h"

#include <algorithm>
#include <cstring>

namespace picket::record {
namespace {

struct Head {
  core::Instant at;
  std::uint64_t overlay;
  std::uint64_t tag_value;
  const char* tag_key;
  const core::NumberingProfile* profile;
  std::uint32_t score;
  std::uint16_t tag_key_size, route_size, id_size, from_size, to_size, text_size, ruleset_size;
  std::uint8_t from_ton, to_ton;
  std::uint8_t enforced, rules;
  core::Channel channel;
  core::Verdict verdict;
  core::Risk risk;
  core::Bypass bypass;
  bool incomplete, refused, has_id, has_text;
};

struct RuleHead {
  std::uint32_t rev;
  core::Action action;
  std::uint8_t id_size;
};

// At most `limit` bytes, cut before a character rather than inside one.
std::string_view cut(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

std::string_view field(std::string_view text) noexcept { return cut(text, kLongestField); }

std::string_view rule_id(const core::Reason& reason) noexcept { return cut(reason.rule, 255); }

struct Counted {
  std::size_t enforced, shadow;
};

Counted rules_kept(const core::Decision& decision) noexcept {
  const std::size_t enforced = std::min(decision.reasons.size(), kMostRules);
  return {enforced, std::min(decision.shadow.size(), kMostRules - enforced)};
}

template <class T>
T take(std::span<const std::byte>& bytes) noexcept {
  T value;
  std::memcpy(&value, bytes.data(), sizeof value);
  bytes = bytes.subspan(sizeof value);
  return value;
}

std::string_view take_text(std::span<const std::byte>& bytes, std::size_t size) noexcept {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), size);
  bytes = bytes.subspan(size);
  return text;
}

// Appends at `out` and moves it on.
void put(std::byte*& out, const void* data, std::size_t size) noexcept {
  if (size != 0) std::memcpy(out, data, size);
  out += size;
}

void put_rules(std::byte*& out, std::span<const core::Reason> reasons) noexcept {
  for (const core::Reason& reason : reasons) {
    const std::string_view id = rule_id(reason);
    RuleHead head{};
    head.rev = reason.rev;
    head.action = reason.action;
    head.id_size = static_cast<std::uint8_t>(id.size());
    put(out, &head, sizeof head);
    put(out, id.data(), id.size());
  }
}

}  // namespace

std::size_t encoded_size(const Entry& entry) noexcept {
  const core::Event& event = *entry.event;
  const core::Decision& decision = *entry.decision;
  const Counted kept = rules_kept(decision);
  std::size_t size = sizeof(Head) + field(event.route).size() + field(event.from.text).size() +
                     field(event.to.text).size() + field(decision.ruleset).size();
  if (event.id) size += field(*event.id).size();
  if (entry.keep_text) size += cut(event.text, kLongestText).size();
  for (const auto& reason : decision.reasons.first(kept.enforced))
    size += sizeof(RuleHead) + rule_id(reason).size();
  for (const auto& reason : decision.shadow.first(kept.shadow))
    size += sizeof(RuleHead) + rule_id(reason).size();
  return size;
}

void encode(const Entry& entry, std::byte* out) noexcept {
  const core::Event& event = *entry.event;
  const core::Decision& decision = *entry.decision;
  const Counted kept = rules_kept(decision);
  const std::string_view route = field(event.route);
  const std::string_view id = event.id ? field(*event.id) : std::string_view{};
  const std::string_view from = field(event.from.text);
  const std::string_view to = field(event.to.text);
  const std::string_view text =
      entry.keep_text ? cut(event.text, kLongestText) : std::string_view{};
  const std::string_view ruleset = field(decision.ruleset);

  Head head{};
  head.at = entry.at;
  head.overlay = decision.overlay;
  head.tag_key = entry.tag_key.data();
  head.tag_key_size = static_cast<std::uint16_t>(entry.tag_key.size());
  head.tag_value = entry.tag_value;
  head.profile = event.profile;
  head.score = decision.score;
  head.route_size = static_cast<std::uint16_t>(route.size());
  head.id_size = static_cast<std::uint16_t>(id.size());
  head.from_size = static_cast<std::uint16_t>(from.size());
  head.to_size = static_cast<std::uint16_t>(to.size());
  head.text_size = static_cast<std::uint16_t>(text.size());
  head.ruleset_size = static_cast<std::uint16_t>(ruleset.size());
  head.from_ton = event.from.ton;
  head.to_ton = event.to.ton;
  head.enforced = static_cast<std::uint8_t>(kept.enforced);
  head.rules = static_cast<std::uint8_t>(kept.enforced + kept.shadow);
  head.channel = event.channel;
  head.verdict = decision.verdict;
  head.risk = decision.risk;
  head.bypass = decision.bypass;
  head.incomplete = decision.incomplete;
  head.refused = entry.refused;
  head.has_id = event.id.has_value();
  head.has_text = entry.keep_text;
  put(out, &head, sizeof head);
  for (const std::string_view part : {route, id, from, to, text, ruleset})
    put(out, part.data(), part.size());
  put_rules(out, decision.reasons.first(kept.enforced));
  put_rules(out, decision.shadow.first(kept.shadow));
}

Recorded decode(std::span<const std::byte> bytes) noexcept {
  const Head head = take<Head>(bytes);
  Recorded recorded;
  recorded.at = head.at;
  recorded.channel = head.channel;
  recorded.verdict = head.verdict;
  recorded.risk = head.risk;
  recorded.bypass = head.bypass;
  recorded.incomplete = head.incomplete;
  recorded.refused = head.refused;
  recorded.has_id = head.has_id;
  recorded.has_text = head.has_text;
  recorded.score = head.score;
  recorded.overlay = head.overlay;
  recorded.tag_key = {head.tag_key, head.tag_key_size};
  recorded.tag_value = head.tag_value;
  recorded.profile = head.profile;
  recorded.route = take_text(bytes, head.route_size);
  recorded.id = take_text(bytes, head.id_size);
  recorded.from = {take_text(bytes, head.from_size), head.from_ton};
  recorded.to = {take_text(bytes, head.to_size), head.to_ton};
  recorded.text = take_text(bytes, head.text_size);
  recorded.ruleset = take_text(bytes, head.ruleset_size);
  recorded.enforced = head.enforced;
  recorded.rules = head.rules;
  recorded.rule_bytes = bytes;
  return recorded;
}

RecordedRule next_rule(std::span<const std::byte>& rule_bytes) noexcept {
  const auto head = take<RuleHead>(rule_bytes);
  return {take_text(rule_bytes, head.id_size), head.rev, head.action};
}

}  // namespace picket::record
