// SPDX-License-Identifier: Apache-2.0
#include "filter/text/host_scan.h"

#include <algorithm>

#include "filter/core/utf8.h"
#include "filter/text/ascii.h"
#include "filter/text/ip_address.h"
#include "filter/text/prose.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

constexpr std::string_view kIdeographicStop = "。";
constexpr std::size_t kMaxName = 253;  // RFC 1035 §2.3.4
// In characters. Not the 63 that a label may have: one of the folded text may be several of the
// original, where single letters have lost the dots between them (`m.a.n.y.example`).
constexpr std::uint32_t kMaxLabel = kMaxName;
constexpr std::size_t kMaxSpeltLabel = 63;

char closing(char open) noexcept {
  switch (open) {
    case '[':
      return ']';
    case '(':
      return ')';
    case '{':
      return '}';
    case '<':
      return '>';
    default:
      return '\0';
  }
}

// Whether each label of a name's part is short enough.
bool has_short_labels(std::string_view part) noexcept {
  std::size_t characters = 0;
  for (const char c : part) {
    if (c == '.')
      characters = 0;
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++characters > kMaxSpeltLabel)
      return false;
  }
  return true;
}

// Whether what no host has is one same separator between letters. A slash would begin a path.
bool is_parted(std::string_view label) noexcept {
  const std::size_t at = label.find_first_of("*~|+=^,;'");
  if (at == std::string_view::npos) return false;
  const char separator = label[at];
  return std::all_of(label.begin(), label.end(), [&](char c) {
    return is_not_ascii(c) || is_alnum(c) || c == '-' || c == '_' || c == separator;
  });
}

}  // namespace

void HostScan::attach(const Views& views) noexcept {
  views_ = &views;
  folded_ = &views[ViewKind::folded];
  text_ = folded_->bytes;
  original_ = {};
  steps_ = 0;
}

// ASCII letters, digits, hyphen, underscore; letters of other spaced scripts (IDN), digits.
bool HostScan::is_host_character(std::uint32_t at) const noexcept {
  const char c = byte(at);
  if (!is_not_ascii(c)) return is_alnum(c) || c == '-' || c == '_';
  const CharacterClass character_class = class_at(at);
  return character_class == CharacterClass::spaced_letter ||
         character_class == CharacterClass::digit;
}

DotToken HostScan::dot_around(std::uint32_t at) const noexcept {
  if (text_.substr(at).starts_with(kIdeographicStop))
    return {at, at + static_cast<std::uint32_t>(kIdeographicStop.size()), true};
  const std::uint32_t size = byte(at) == '.' ? 1 : 3;
  if (size == 3 && !text_.substr(at).starts_with("dot")) return {};
  const std::uint32_t end = at + size;
  const char open = at > 0 ? text_[at - 1] : '\0';
  if (closing(open) != '\0' && byte(end) == closing(open)) {
    // Brackets may stand off: `bank [.] example`.
    const bool space_before = at > 1 && text_[at - 2] == ' ';
    const bool space_after = byte(end + 1) == ' ';
    return {at - 1u - (space_before ? 1u : 0u), end + 1u + (space_after ? 1u : 0u), false};
  }
  if (size == 1) return {at, end, false};
  if (open == ' ' && byte(end) == ' ') return {at - 1, end + 1, true};
  return {};
}

// The token that begins at `at`.
DotToken HostScan::dot_at(std::uint32_t at) const noexcept {
  std::uint32_t core = at;
  if (byte(core) == ' ') ++core;
  if (closing(byte(core)) != '\0') ++core;
  const bool stop = core == at && text_.substr(core).starts_with(kIdeographicStop);
  if (byte(core) != '.' && byte(core) != 'd' && !stop) return {};
  const DotToken token = dot_around(core);
  return token.begin == at ? token : DotToken{};
}

std::uint32_t HostScan::label_begin(std::uint32_t end, std::uint32_t floor) const noexcept {
  if (end <= floor) return end;
  const auto back = [&](std::uint32_t at) {
    do --at;
    while (at > floor && (static_cast<unsigned char>(text_[at]) & 0xC0) == 0x80);
    return at;
  };
  const bool unspaced = is_unspaced_before(end);
  std::uint32_t begin = end;
  for (std::uint32_t length = 0; begin > floor && length < kMaxLabel; ++length) {
    const std::uint32_t at = back(begin);
    const bool fits =
        unspaced ? class_at(at) == CharacterClass::unspaced_letter : is_host_character(at);
    if (!fits) break;
    begin = at;
  }
  count(end - begin);
  while (begin < end && (text_[begin] == '-' || text_[begin] == '_')) ++begin;
  return begin;
}

std::uint32_t HostScan::label_end(std::uint32_t begin, Lead lead) const noexcept {
  if (begin >= text_.size()) return begin;
  const bool unspaced = class_at(begin) == CharacterClass::unspaced_letter;
  std::uint32_t end = begin;
  for (std::uint32_t length = 0; end < text_.size() && length <= kMaxLabel; ++length) {
    const bool fits =
        unspaced ? class_at(end) == CharacterClass::unspaced_letter : is_host_character(end);
    if (fits) {
      end += utf8_length(text_[end]);
      continue;
    }
    // `c o m` after a spaced scheme: single letters, each after one space.
    const bool single = lead == Lead::spaced_scheme && !unspaced && text_[end] == ' ' &&
                        is_alnum(byte(end + 1)) && !is_alnum(byte(end + 2));
    if (!single) break;
    end += 2;
  }
  count(end - begin + 1);
  return end;
}

char32_t HostScan::next_original() noexcept {
  const std::string_view rest = views_->original.substr(original_.byte);
  const int length = core::utf8_sequence(rest);
  original_.byte += static_cast<std::uint32_t>(length < 0 ? -length : length);
  ++original_.character;
  count(1);
  return length < 0 ? 0xFFFD : utf8_point(rest.data());
}

// Moves on to the first character of the original that the folded one at `at` came from.
void HostScan::seek_original(std::uint32_t at) noexcept {
  const std::uint32_t begin = folded_->origin[folded_->character_at(at)].begin;
  const std::string_view original = views_->original;
  const std::uint32_t from = original_.byte;
  const auto is_tail = [&](std::uint32_t i) {
    return (static_cast<unsigned char>(original[original_.byte + i]) & 0xC0) == 0x80;
  };
  while (original_.character < begin && original_.byte < original.size()) {
    const auto lead = static_cast<unsigned char>(original[original_.byte]);
    // Most of what is passed over is ASCII or a Han character of three bytes, E4 to E9.
    const bool is_han = lead >= 0xE4 && lead <= 0xE9 && original_.byte + 2 < original.size() &&
                        is_tail(1) && is_tail(2);
    if (lead >= 0x80 && !is_han) {
      next_original();
      continue;
    }
    original_.byte += is_han ? 3 : 1;
    ++original_.character;
  }
  count(original_.byte - from);
}

// Appends the label's characters of the original to name_; as it looks where separators part its
// letters (`b*a*n*k`), or where one of them has dots of its own (`㏂`). False where it has one no
// host has.
bool HostScan::append_label(std::uint32_t begin, std::uint32_t end) noexcept {
  const Stretch from = folded_->original(folded_->character_at(begin), folded_->character_at(end));
  const std::size_t before = name_.size();
  while (original_.character < from.end && original_.byte < views_->original.size())
    append_host_character(next_original(), name_);
  const std::string_view label = name_.view().substr(before);
  const bool fits = std::all_of(label.begin(), label.end(), [](char c) {
    return is_not_ascii(c) || is_alnum(c) || c == '-' || c == '_' || c == '.';
  });
  const bool shared = label.empty() || label.front() == '.' || label.back() == '.';
  if (shared || (!fits && is_parted(label))) {
    name_.resize(before);
    name_.append(text_.substr(begin, end - begin));
  } else if (!fits) {
    return false;
  }
  return name_.size() <= kMaxName && has_short_labels(name_.view().substr(before));
}

// The labels of the folded text that a host may be made of.
void HostScan::gather_labels(std::uint32_t begin, Lead lead) noexcept {
  label_count_ = 0;
  bool unspaced_host = false, after_weak = false;
  for (std::uint32_t at = begin; at < text_.size() && label_count_ < kMaxLabels;) {
    const bool unspaced = class_at(at) == CharacterClass::unspaced_letter;
    if (label_count_ == 0) unspaced_host = unspaced;
    if (unspaced && (!unspaced_host || after_weak)) break;
    if (text_[at] == '-' || text_[at] == '_') break;
    const std::uint32_t end = label_end(at, lead);
    if (end == at || end - begin > NameBuffer::kCapacity) break;
    labels_[label_count_++] = {at, end, 0, {}};
    DotToken dot = dot_at(end);
    if (lead == Lead::spaced_scheme && byte(end) == ' ' && byte(end + 1) == '.')
      dot = {end, end + (byte(end + 2) == ' ' ? 3u : 2u), false};
    if (!dot || (dot.weak && unspaced)) break;
    after_weak = dot.weak;
    at = dot.end;
  }
}

// Whether the labels can be a host without a scheme before it. Says so of most that are none
// (`3.14`, `ok.thanks`) without a look at the original.
bool HostScan::may_be_host() const noexcept {
  for (std::size_t i = label_count_; i-- > 1;)
    if (may_be_public_suffix(folded_label(i))) return true;
  return label_count_ == 4 && is_digit(text_[labels_[0].begin]);
}

// The labels as they are written in the original, into name_; up to one that no host has.
void HostScan::spell_labels() noexcept {
  name_.clear();
  for (std::size_t i = 0; i < label_count_; ++i) {
    Label& label = labels_[i];
    const std::size_t before = name_.size();
    if (i != 0) name_.append(".");
    seek_original(label.begin);
    label.original = original_;
    if (before > kMaxName || !append_label(label.begin, label.end)) {
      name_.resize(before);
      label_count_ = i;
      return;
    }
    label.name_end = static_cast<std::uint32_t>(name_.size());
  }
}

HostScan::Host HostScan::read(std::uint32_t begin, Lead lead) noexcept {
  Host host{begin, begin, begin, false, false, 0};
  gather_labels(begin, lead);
  if (label_count_ == 0) return host;
  host.next = labels_[label_count_ - 1].begin;
  if (lead == Lead::nothing && !may_be_host()) return host;
  spell_labels();
  if (label_count_ != 0) {
    host.next = labels_[label_count_ - 1].begin;
    judge(host, lead);
  } else {
    host.next = begin;
  }
  // The next host asked for may begin with the last label of this one, or where it would have.
  original_ = labels_[label_count_ == 0 ? 0 : label_count_ - 1].original;
  return host;
}

// Whether the label is a public suffix; as it looks if not as it is written (`.соm` with Cyrillic
// letters is no name that exists: what the reader is to type is `.com`).
HostScan::Suffix HostScan::suffix(std::size_t index) noexcept {
  const std::string_view name = name_.view().substr(0, labels_[index].name_end);
  const std::size_t dot = name.rfind('.');
  if (is_public_suffix(dot == std::string_view::npos ? name : name.substr(dot + 1)))
    return Suffix::as_written;
  return is_public_suffix(folded_label(index)) ? Suffix::as_it_looks : Suffix::none;
}

std::string_view HostScan::folded_label(std::size_t index) const noexcept {
  return text_.substr(labels_[index].begin, labels_[index].end - labels_[index].begin);
}

// Takes off labels until the host is one by the rules.
void HostScan::judge(Host& host, Lead lead) noexcept {
  if (judge_address(host)) return;
  std::size_t count = label_count_;
  Suffix last = Suffix::none;
  while (count > 0 && (last = suffix(count - 1)) == Suffix::none) --count;
  if (lead == Lead::nothing && count < 2) return;
  if (lead != Lead::nothing && count < label_count_) {
    // A name without a suffix is a host too after a scheme; but `bank.com.Thanks` ran on.
    const char after = byte(labels_[label_count_ - 1].end);
    if (count < 2 || after == '/' || after == ':') {
      count = label_count_;
      last = Suffix::as_written;
    }
  }
  label_count_ = count;
  name_.resize(labels_[count - 1].name_end);
  if (last == Suffix::as_it_looks) {
    name_.resize(count == 1 ? 0 : labels_[count - 2].name_end + 1);
    name_.append(folded_label(count - 1));
  }
  host.end = labels_[count - 1].end;
  host.valid = true;
}

bool HostScan::reads_as_prose() const noexcept {
  const Label& last = labels_[label_count_ - 1];
  const std::size_t begin = labels_[0].original.byte;
  const std::size_t size = folded_label(label_count_ - 1).size();
  return text::reads_as_prose(views_->original, begin, last.original.byte + size);
}

bool HostScan::judge_address(Host& host) noexcept {
  const std::optional<Ipv4> address = parse_ipv4(name_.view());
  if (!address) return false;
  std::array<char, 16> dotted;
  const std::size_t size = format_ipv4(address->address, dotted);
  name_.clear();
  name_.append(std::string_view(dotted.data(), size));
  host.end = labels_[label_count_ - 1].end;
  host.valid = true;
  host.is_ip = true;
  host.ip_parts = address->parts;
  return true;
}

}  // namespace picket::text
