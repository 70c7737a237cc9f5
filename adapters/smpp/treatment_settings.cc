// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/treatment_settings.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "filter/document/typed.h"

namespace picket::smpp {
namespace {

using document::Node;
using document::Reporter;

constexpr std::array<std::string_view, 3> kBlockKeys{"submit", "deliver", "drop"};
constexpr std::array<std::string_view, 2> kWarnKeys{"relabel", "prefix"};
constexpr std::array<std::string_view, 4> kTreatKeys{"routes", "rules", "on_block", "on_warn"};
constexpr std::array<std::string_view, 4> kReceipts{"none", "delivrd", "undeliv", "rejectd"};
constexpr std::array<std::string_view, 2> kBothFields{"judge", "refuse"};
constexpr std::array<std::string_view, 2> kWrongState{"refuse", "pass"};
constexpr std::array<std::string_view, 2> kOutbind{"refuse", "proxy"};
constexpr std::size_t kLongestLabel = 11;  // of an alphanumeric address, TS 23.040 §9.1.2.5
constexpr std::size_t kMostTreatments = 1000;

// FNV-1a; never 0, which is the group of listeners without a name for it.
std::uint32_t group_of(std::string_view name) noexcept {
  std::uint32_t hash = 0x811C9DC5;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193;
  return hash | 1;
}

// A command_status, decimal or 0x....
std::optional<std::uint32_t> number_of(std::string_view text) noexcept {
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

void read_status(const Node& mapping, std::string_view key, Side from, Blocking& block,
                 Reporter& reporter) {
  const Node* node = mapping.find(key);
  if (node == nullptr) return;
  const auto text = document::read_text(*node, key, reporter);
  if (!text) return;
  const auto number = number_of(*text);
  if (!number) {
    reporter.error(node->span, "bad-status", "'" + std::string(*text) + "' is not a command_status",
                   "write a number, such as 0x45");
    return;
  }
  const std::string_view objection = objection_to(static_cast<Status>(*number), from);
  if (objection.empty()) {
    block.refusal[from] = static_cast<Status>(*number);
    return;
  }
  reporter.error(node->span, "bad-status",
                 std::string(*text) + " cannot stand for a block: " + std::string(objection),
                 from == Side::esme ? "use 0x45, 0x0A, 0x0B, 0x66, 0x101, 0x103 or 0x400-0x4FF"
                                    : "use 0x66, 0x0A, 0x0B or 0x400-0x4FF");
}

void read_on_block(const Node& node, Blocking& block, Reporter& reporter) {
  if (!document::expect_mapping(node, "on_block", reporter)) return;
  document::check_keys(node, kBlockKeys, "on_block", reporter);
  read_status(node, "submit", Side::esme, block, reporter);
  read_status(node, "deliver", Side::smsc, block, reporter);
  const Node* drop = node.find("drop");
  if (drop == nullptr) return;
  if (const auto word = document::read_word(*drop, "drop", kReceipts, reporter)) {
    block.drop = true;
    block.receipt = static_cast<ReceiptKind>(*word);
  }
}

bool is_label(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kLongestLabel &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= 0x20 && c < 0x7F && c != '`'; }) &&
         !Prefix(text).gsm7.empty();
}

void read_relabel(const Node& node, Treatment& treatment, Reporter& reporter) {
  const auto text = document::read_text(node, "relabel", reporter);
  if (!text) return;
  treatment.warning = Warning::relabel;
  treatment.label = *text;
  if (!is_label(*text)) {
    reporter.error(node.span, "bad-label",
                   "a sender's label has 1 to 11 characters of the GSM 7-bit alphabet, in ASCII");
  }
}

void read_prefix(const Node& node, Treatment& treatment, Reporter& reporter) {
  const auto texts = document::read_texts(node, "prefix", reporter);
  if (!texts) return;
  treatment.warning = Warning::prefix;
  treatment.prefixes.clear();
  for (const document::Text& text : *texts) treatment.prefixes.emplace_back(text.value);
}

void read_on_warn(const Node& node, Treatment& treatment, Reporter& reporter) {
  if (node.kind == Node::Kind::scalar) {
    constexpr std::array<std::string_view, 1> kRecord{"record"};
    if (document::read_word(node, "on_warn", kRecord, reporter)) {
      treatment.warning = Warning::record;
    }
    return;
  }
  if (!document::expect_mapping(node, "on_warn", reporter)) return;
  document::check_keys(node, kWarnKeys, "on_warn", reporter);
  const Node* relabel = node.find("relabel");
  const Node* prefix = node.find("prefix");
  if (relabel != nullptr && prefix != nullptr) {
    reporter.error(node.span, "conflict", "a warning is either a label or a prefix");
    return;
  }
  if (relabel != nullptr) read_relabel(*relabel, treatment, reporter);
  if (prefix != nullptr) read_prefix(*prefix, treatment, reporter);
}

void read_both(const Node& mapping, Treatment& treatment, Reporter& reporter) {
  if (const Node* block = mapping.find("on_block"))
    read_on_block(*block, treatment.block, reporter);
  if (const Node* warn = mapping.find("on_warn")) read_on_warn(*warn, treatment, reporter);
}

void read_patterns(const Node& mapping, std::string_view key, std::vector<std::string>& patterns,
                   Reporter& reporter) {
  const Node* node = mapping.find(key);
  if (node == nullptr) return;
  const auto texts = document::read_texts(*node, key, reporter);
  if (!texts) return;
  for (const document::Text& text : *texts) patterns.emplace_back(text.value);
}

// What a special treatment does not say is as the listener's own has it.
std::vector<Treatments::Special> read_special(const Node& list, const Treatment& standard,
                                              Reporter& reporter) {
  std::vector<Treatments::Special> special;
  if (!document::expect_list(list, "treat", reporter)) return special;
  if (list.items.size() > kMostTreatments) {
    reporter.error(list.span, "too-many", "at most 1000 treatments");
    return special;
  }
  for (const Node& item : list.items) {
    if (!document::expect_mapping(item, "an entry of treat", reporter)) continue;
    document::check_keys(item, kTreatKeys, "treat", reporter);
    Treatments::Special entry{{}, {}, standard};
    read_patterns(item, "routes", entry.routes, reporter);
    read_patterns(item, "rules", entry.rules, reporter);
    if (item.find("routes") == nullptr && item.find("rules") == nullptr) {
      reporter.error(item.span, "missing-key", "an entry of treat needs routes or rules");
    }
    read_both(item, entry.treatment, reporter);
    special.push_back(std::move(entry));
  }
  return special;
}

}  // namespace

void read_treatments(const Node& listener, RelayOptions& options, Reporter& reporter) {
  Treatment standard;
  read_both(listener, standard, reporter);
  std::vector<Treatments::Special> special;
  if (const Node* treat = listener.find("treat")) {
    special = read_special(*treat, standard, reporter);
  }
  options.treatments = std::make_shared<const Treatments>(std::move(standard), std::move(special));
  if (const Node* node = listener.find("both_fields")) {
    const auto word = document::read_word(*node, "both_fields", kBothFields, reporter);
    options.refuse_both_fields = word && *word == 1;
  }
  if (const Node* node = listener.find("part_group")) {
    if (const auto name = document::read_text(*node, "part_group", reporter)) {
      options.mapping.part_group = group_of(*name);
    }
  }
  if (const Node* node = listener.find("in_order")) {
    options.in_order = document::read_boolean(*node, "in_order", reporter).value_or(false);
  }
  if (const Node* node = listener.find("wrong_state")) {
    const auto word = document::read_word(*node, "wrong_state", kWrongState, reporter);
    options.pass_wrong_state = word && *word == 1;
  }
  if (const Node* node = listener.find("outbind")) {
    const auto word = document::read_word(*node, "outbind", kOutbind, reporter);
    options.outbind = word && *word == 1;
  }
}

}  // namespace picket::smpp
