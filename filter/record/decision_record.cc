// SPDX-License-Identifier: Apache-2.0
// Layout: the time and the flags; the tag's value and the score; then, each only where a
// flag says so, the route, the ruleset with its overlay, the profile with the tag's key, the id;
// from and to; the text; and the two counts of rules, followed by the rules. Integers are varints
// of seven bits a byte, low ones first; a field has its size before it. Nothing is aligned.
#include "filter/record/decision_record.h"

#include <algorithm>
#include <cstring>

#include "filter/core/utf8.h"

namespace picket::record {
namespace {

// What is bypassed is never cut short, so that one field says both.
enum class Judging : std::uint16_t { whole, incomplete, emergency, overload };

struct Flags {
  std::uint16_t channel : 2, verdict : 2, risk : 3, judging : 2, refused : 1, has_id : 1,
      has_text : 1, has_rules : 1, new_route : 1, new_ruleset : 1, new_frame : 1;
};

constexpr std::size_t kLongestVarint = 10;
constexpr std::size_t kLongestRuleId = 255;

std::string_view field(std::string_view text) noexcept {
  return core::utf8_prefix(text, kLongestField);
}

std::string_view rule_id(const core::Reason& reason) noexcept {
  return core::utf8_prefix(reason.rule, kLongestRuleId);
}

std::string_view text_kept(const Entry& entry) noexcept {
  return entry.keep_text ? core::utf8_prefix(entry.event->text, kLongestText) : std::string_view{};
}

struct Kept {
  std::span<const core::Reason> enforced, shadow;
};

Judging judging_of(const core::Decision& decision) noexcept {
  if (decision.bypass == core::Bypass::emergency) return Judging::emergency;
  if (decision.bypass == core::Bypass::overload) return Judging::overload;
  return decision.incomplete ? Judging::incomplete : Judging::whole;
}

core::Bypass bypass_of(Judging judging) noexcept {
  if (judging == Judging::emergency) return core::Bypass::emergency;
  return judging == Judging::overload ? core::Bypass::overload : core::Bypass::none;
}

Kept rules_kept(const core::Decision& decision) noexcept {
  const std::size_t enforced = std::min(decision.reasons.size(), kMostRules);
  const std::size_t shadow = std::min(decision.shadow.size(), kMostRules - enforced);
  return {decision.reasons.first(enforced), decision.shadow.first(shadow)};
}

// Appends at a place that has room for all that is put.
class Output {
 public:
  explicit Output(std::byte* at) noexcept : begin_(at), at_(at) {}

  void bytes(const void* data, std::size_t size) noexcept {
    if (size != 0) std::memcpy(at_, data, size);
    at_ += size;
  }
  template <class T>
  void plain(const T& value) noexcept {
    bytes(&value, sizeof value);
  }
  void number(std::uint64_t value) noexcept {
    for (; value >= 0x80; value >>= 7) *at_++ = static_cast<std::byte>(value | 0x80);
    *at_++ = static_cast<std::byte>(value);
  }
  void text(std::string_view value) noexcept {
    number(value.size());
    bytes(value.data(), value.size());
  }
  void address(const core::Address& address) noexcept {
    *at_++ = static_cast<std::byte>(address.ton);
    text(field(address.text));
  }
  void rules(std::span<const core::Reason> reasons) noexcept {
    for (const core::Reason& reason : reasons) {
      number(reason.rev);
      *at_++ = static_cast<std::byte>(reason.action);
      text(rule_id(reason));
    }
  }
  std::size_t size() const noexcept { return static_cast<std::size_t>(at_ - begin_); }

 private:
  std::byte* begin_;
  std::byte* at_;
};

// Takes off the front what an Output has put.
class Input {
 public:
  explicit Input(std::span<const std::byte> bytes) noexcept : rest_(bytes) {}

  template <class T>
  T plain() noexcept {
    T value;
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_ = rest_.subspan(sizeof value);
    return value;
  }
  std::uint64_t number() noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = plain<std::uint8_t>();
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
  }
  std::string_view text() noexcept {
    const std::size_t size = number();
    const std::string_view value(reinterpret_cast<const char*>(rest_.data()), size);
    rest_ = rest_.subspan(size);
    return value;
  }
  core::Address address() noexcept {
    const auto ton = plain<std::uint8_t>();
    return {text(), ton};
  }
  std::span<const std::byte> rest() const noexcept { return rest_; }

 private:
  std::span<const std::byte> rest_;
};

Flags flags_of(const Entry& entry, const Shared& before) noexcept {
  const core::Event& event = *entry.event;
  const core::Decision& decision = *entry.decision;
  Flags flags{};
  flags.channel = static_cast<std::uint16_t>(event.channel) & 3;
  flags.verdict = static_cast<std::uint16_t>(decision.verdict) & 3;
  flags.risk = static_cast<std::uint16_t>(decision.risk) & 7;
  flags.judging = static_cast<std::uint16_t>(judging_of(decision)) & 3;
  flags.refused = entry.refused;
  flags.has_id = event.id.has_value();
  flags.has_text = entry.keep_text;
  flags.has_rules = !decision.reasons.empty() || !decision.shadow.empty();
  flags.new_route = field(event.route) != before.route.value();
  flags.new_ruleset =
      field(decision.ruleset) != before.ruleset.value() || decision.overlay != before.overlay;
  // Keys are literals: the same place is the same key.
  flags.new_frame = event.profile != before.profile ||
                    entry.tag_key.data() != before.tag_key.data() ||
                    entry.tag_key.size() != before.tag_key.size();
  return flags;
}

}  // namespace

void SharedField::assign(std::string_view value) noexcept {
  size_ = std::min(value.size(), bytes_.size());
  std::copy_n(value.begin(), size_, bytes_.begin());
}

std::size_t RecordWriter::most(const Entry& entry) noexcept {
  // Tag, score, overlay, seven sizes, two counts; profile and tag key; two types of number.
  constexpr std::size_t kNumbers = 12 * kLongestVarint + 2 * sizeof(void*) + 2;
  const core::Event& event = *entry.event;
  std::size_t size = sizeof(core::Instant) + sizeof(Flags) + kNumbers + field(event.route).size() +
                     field(event.id.value_or("")).size() + field(event.from.text).size() +
                     field(event.to.text).size() + text_kept(entry).size() +
                     field(entry.decision->ruleset).size();
  const Kept kept = rules_kept(*entry.decision);
  for (const auto reasons : {kept.enforced, kept.shadow})
    for (const core::Reason& reason : reasons) {
      size += 2 * kLongestVarint + sizeof(core::Action) + rule_id(reason).size();
    }
  return size;
}

std::size_t RecordWriter::write(const Entry& entry, std::byte* at) noexcept {
  const core::Event& event = *entry.event;
  const core::Decision& decision = *entry.decision;
  const Flags flags = flags_of(entry, before_);
  Output out(at);
  out.plain(entry.at);
  out.plain(flags);
  out.number(entry.tag_value);
  out.number(decision.score);
  if (flags.new_route) {
    before_.route.assign(field(event.route));
    out.text(before_.route.value());
  }
  if (flags.new_ruleset) {
    before_.ruleset.assign(field(decision.ruleset));
    before_.overlay = decision.overlay;
    out.text(before_.ruleset.value());
    out.number(before_.overlay);
  }
  if (flags.new_frame) {
    before_.profile = event.profile;
    before_.tag_key = entry.tag_key;
    out.plain(before_.profile);
    out.plain(before_.tag_key.data());
    out.number(before_.tag_key.size());
  }
  if (flags.has_id) out.text(field(*event.id));
  out.address(event.from);
  out.address(event.to);
  if (flags.has_text) out.text(text_kept(entry));
  if (flags.has_rules) {
    const Kept kept = rules_kept(decision);
    out.number(kept.enforced.size());
    out.number(kept.shadow.size());
    out.rules(kept.enforced);
    out.rules(kept.shadow);
  }
  return out.size();
}

Recorded RecordReader::read(std::span<const std::byte> bytes) noexcept {
  Input in(bytes);
  Recorded recorded;
  recorded.at = in.plain<core::Instant>();
  const auto flags = in.plain<Flags>();
  recorded.channel = static_cast<core::Channel>(flags.channel);
  recorded.verdict = static_cast<core::Verdict>(flags.verdict);
  recorded.risk = static_cast<core::Risk>(flags.risk);
  const auto judging = static_cast<Judging>(flags.judging);
  recorded.bypass = bypass_of(judging);
  recorded.incomplete = judging == Judging::incomplete;
  recorded.refused = flags.refused;
  recorded.has_id = flags.has_id;
  recorded.has_text = flags.has_text;
  recorded.tag_value = in.number();
  recorded.score = in.number();
  if (flags.new_route) before_.route.assign(in.text());
  if (flags.new_ruleset) {
    before_.ruleset.assign(in.text());
    before_.overlay = in.number();
  }
  if (flags.new_frame) {
    before_.profile = in.plain<const core::NumberingProfile*>();
    const auto* key = in.plain<const char*>();
    before_.tag_key = {key, in.number()};
  }
  recorded.route = before_.route.value();
  recorded.ruleset = before_.ruleset.value();
  recorded.overlay = before_.overlay;
  recorded.profile = before_.profile;
  recorded.tag_key = before_.tag_key;
  if (flags.has_id) recorded.id = in.text();
  recorded.from = in.address();
  recorded.to = in.address();
  if (flags.has_text) recorded.text = in.text();
  if (flags.has_rules) {
    recorded.enforced = in.number();
    recorded.rules = recorded.enforced + in.number();
    recorded.rule_bytes = in.rest();
  }
  return recorded;
}

RecordedRule next_rule(std::span<const std::byte>& rule_bytes) noexcept {
  Input in(rule_bytes);
  RecordedRule rule;
  rule.rev = static_cast<std::uint32_t>(in.number());
  rule.action = static_cast<core::Action>(in.plain<std::uint8_t>());
  rule.id = in.text();
  rule_bytes = in.rest();
  return rule;
}

}  // namespace picket::record
