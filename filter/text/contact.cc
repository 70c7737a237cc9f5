// SPDX-License-Identifier: Apache-2.0
#include "filter/text/contact.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "filter/text/ascii.h"
#include "filter/text/contact_words.h"
#include "filter/text/digit_runs.h"
#include "filter/text/host_scan.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

constexpr std::uint32_t kReach = 5;  // characters between a word and its id
constexpr std::size_t kShortestNumber = 7, kLongestNumber = 19;
constexpr std::size_t kShortestQq = 5, kLongestQq = 11;
constexpr std::size_t kLongestName = 32;
constexpr std::uint32_t kLongestLocalPart = 64;  // RFC 5321 §4.5.3.1.1

bool is_id(char c) noexcept { return is_alnum(c) || c == '_' || c == '-'; }
bool is_local(char c) noexcept { return is_id(c) || c == '.' || c == '+' || c == '%'; }

bool is_qq(std::string_view digits) noexcept {
  return digits.size() >= kShortestQq && digits.size() <= kLongestQq && digits[0] != '0';
}

// Whether there is an `@`, or what may be one in brackets. Most texts have none.
bool has_at_sign(std::string_view text) noexcept {
  if (text.find('@') != std::string_view::npos) return true;
  for (const char closing : {']', ')'}) {
    for (std::size_t at = 0; (at = text.find(closing, at)) != std::string_view::npos; ++at)
      if (text.substr(0, at).ends_with("at")) return true;
  }
  return false;
}

// What makes a number a quantity: 微信支付12345元.
bool is_unit(char32_t c) noexcept {
  static constexpr std::u32string_view kUnits = U"元块万亿人次年月日个%";
  return kUnits.find(c) != std::u32string_view::npos;
}

}  // namespace

struct ContactFinder::State {
  explicit State(const Spellings& spellings) : words_(spellings) {}

  std::span<const Contact> find(const Views& views) noexcept;
  std::uint64_t steps() const noexcept { return steps_; }

 private:
  // A contact in positions of values_, which may yet move.
  struct Entry {
    ContactKind kind;
    std::size_t value, value_end;
    Stretch at;
  };
  // An id, as a stretch of the folded text; its value holds until the next is read.
  struct Id {
    std::uint32_t begin, end;  // characters
    std::string_view value;
  };

  void find_numbers();
  std::size_t card_end(std::size_t first) const noexcept;
  std::size_t phone_end(std::size_t first) const noexcept;
  void find_ids();
  std::optional<Id> id_after(ContactKind kind, std::uint32_t word_end) noexcept;
  std::optional<Id> number_id(ContactKind kind, std::uint32_t at) const noexcept;
  std::optional<Id> name_id(ContactKind kind, std::uint32_t at, bool announced) noexcept;
  char id_character(std::uint32_t byte, std::uint32_t character) const noexcept;
  void find_emails();
  void add_email(std::uint32_t at, std::uint32_t size);
  void add(ContactKind kind, const Id& id);
  std::uint32_t byte_at(std::uint32_t character) const noexcept;

  ContactWords words_;
  HostScan hosts_;
  DigitRuns runs_;
  const Views* views_ = nullptr;
  const View* folded_ = nullptr;
  std::array<char, kLongestName> name_;  // of the last id read
  std::vector<Entry> entries_;
  std::vector<char> values_;
  std::vector<Contact> contacts_;
  mutable std::uint64_t steps_ = 0;
};

std::span<const Contact> ContactFinder::State::find(const Views& views) noexcept {
  entries_.clear();
  values_.clear();
  contacts_.clear();
  steps_ = 0;
  views_ = &views;
  folded_ = &views[ViewKind::folded];
  runs_.gather(views);
  find_numbers();
  find_ids();
  find_emails();
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.at.begin != b.at.begin ? a.at.begin < b.at.begin : a.kind < b.kind;
  });
  for (const Entry& entry : entries_)
    contacts_.push_back(
        {entry.kind, {values_.data() + entry.value, entry.value_end - entry.value}, entry.at});
  return contacts_;
}

void ContactFinder::State::add(ContactKind kind, const Id& id) {
  const std::size_t begin = values_.size();
  values_.insert(values_.end(), id.value.begin(), id.value.end());
  entries_.push_back({kind, begin, values_.size(), folded_->original(id.begin, id.end)});
}

void ContactFinder::State::find_numbers() {
  const auto groups = runs_.groups();
  std::size_t run_end = 0;
  for (std::size_t first = 0; first < groups.size();) {
    if (first >= run_end) {
      run_end = runs_.run_end(first);
      steps_ += run_end - first;
      if (runs_.digits(first, run_end).size() < kShortestNumber) {
        first = run_end;
        continue;
      }
    }
    std::size_t last = card_end(first);
    ContactKind kind = ContactKind::card;
    if (last == first) {
      last = phone_end(first);
      kind = ContactKind::phone;
    }
    if (last == first) {
      ++first;
      continue;
    }
    const bool plus = kind == ContactKind::phone && groups[first].after_plus;
    const std::uint32_t begin = groups[first].begin - (plus ? 1 : 0);
    const std::size_t value = values_.size();
    if (plus) values_.push_back('+');
    const std::string_view digits = runs_.digits(first, last);
    values_.insert(values_.end(), digits.begin(), digits.end());
    entries_.push_back(
        {kind, value, values_.size(), folded_->original(begin, groups[last - 1].end)});
    first = last;
  }
}

// One past the last group of a card number that begins with group `first`, or `first`. Its groups
// are as cards have them: of one size but for the last, or 4-6-5.
std::size_t ContactFinder::State::card_end(std::size_t first) const noexcept {
  const auto groups = runs_.groups();
  std::size_t found = first, size = 0, written = 0;
  bool sizes_fit = true;
  for (std::size_t last = first; last == first || runs_.continues(last); ++last) {
    ++steps_;
    const std::string_view digits = runs_.digits(first, last + 1);
    if (digits.size() > kLongestNumber) break;
    if (last > first && groups[last].after_gap) {
      if (size == 0) size = written;
      sizes_fit &= written == size || (size == 4 && written == 6);
      written = 0;
    }
    written += runs_.digits(last, last + 1).size();
    const bool ends_here = !runs_.continues(last + 1) || groups[last + 1].after_gap;
    const bool fits = sizes_fit && (size == 0 || size == 1 || (size >= 3 && written <= 6));
    if (fits && ends_here && is_card(digits) && !is_phone(digits, groups[first].after_plus))
      found = last + 1;
  }
  return found;
}

std::size_t ContactFinder::State::phone_end(std::size_t first) const noexcept {
  const auto groups = runs_.groups();
  const bool plus = groups[first].after_plus;
  std::size_t found = first;
  for (std::size_t last = first; last == first || runs_.continues(last); ++last) {
    ++steps_;
    const std::string_view digits = runs_.digits(first, last + 1);
    if (digits.size() > kLongestNumber) break;
    if (!is_phone(digits, plus)) continue;
    // After a `+` and in a fixed number more groups may belong to it; any other is complete.
    const bool complete = !plus && digits[0] != '0';
    // So is one whose first or last digit may be a word: without it, it would be no number.
    if (complete || (!groups[first].loose && !groups[last].loose)) found = last + 1;
    if (complete) break;
  }
  return found;
}

void ContactFinder::State::find_ids() {
  if (!runs_.has_letter() && runs_.longest_run() < kShortestQq) return;
  const View& squeezed = (*views_)[ViewKind::squeezed];
  std::uint32_t character = 0, last_begin = 0;
  std::optional<ContactKind> last_kind;
  for (std::uint32_t at = 0; at < squeezed.bytes.size(); ++character) {
    const auto word = words_.at(squeezed.bytes, at);
    if (!word) {
      at += utf8_length(squeezed.bytes[at]);
      continue;
    }
    const std::uint32_t last = squeezed.character_at(at + word->bytes);
    if (views_->on_word_boundary(ViewKind::squeezed, character, last)) {
      const auto id = id_after(word->kind, views_->squeezed_to_folded[last - 1] + 1);
      // Words overlap (加微, 微信): the id is found once.
      const bool again = id && last_kind == word->kind && last_begin == id->begin;
      if (id && !again) add(word->kind, *id);
      if (id) {
        last_kind = word->kind;
        last_begin = id->begin;
      }
    }
    at += utf8_length(squeezed.bytes[at]);
  }
}

// Byte of a character of the folded view, by its place in the bitmap of starts.
std::uint32_t ContactFinder::State::byte_at(std::uint32_t character) const noexcept {
  const auto rank = folded_->rank;
  const auto word = static_cast<std::size_t>(std::upper_bound(rank.begin(), rank.end(), character) -
                                             rank.begin() - 1);
  std::uint64_t bits = folded_->starts[word];
  for (std::uint32_t skip = character - rank[word]; skip > 0; --skip) bits &= bits - 1;
  return bits == 0 ? static_cast<std::uint32_t>(folded_->bytes.size())
                   : static_cast<std::uint32_t>(word * 64 + __builtin_ctzll(bits));
}

std::optional<ContactFinder::State::Id> ContactFinder::State::id_after(
    ContactKind kind, std::uint32_t word_end) noexcept {
  const std::string_view text = folded_->bytes;
  // A name of letters alone is an id only where something says so: it follows the word at once, or
  // a colon, 号, 是, `=` or `@`. Else `wechat account` would be one.
  bool announced = true, inside = false;
  std::uint32_t byte = byte_at(word_end);
  for (std::uint32_t at = word_end; at <= word_end + kReach && byte < text.size(); ++at) {
    if (!inside) {
      if (const auto number = number_id(kind, at)) return number;
      if (const auto name = name_id(kind, byte, announced)) return name;
    }
    const char32_t c = utf8_point(text.data() + byte);
    const bool announces = c == U':' || c == U'号' || c == U'是' || c == U'=' || c == U'@';
    announced = announces || (announced && at != word_end);
    inside = is_id(text[byte]);
    byte += utf8_length(text[byte]);
  }
  return std::nullopt;
}

std::optional<ContactFinder::State::Id> ContactFinder::State::number_id(
    ContactKind kind, std::uint32_t at) const noexcept {
  const auto groups = runs_.groups();
  const std::size_t first = runs_.group_at(at);
  if (first == groups.size() || groups[first].loose || kind == ContactKind::telegram)
    return std::nullopt;
  std::size_t found = first;
  for (std::size_t last = first; last == first || runs_.continues(last); ++last) {
    ++steps_;
    const std::string_view digits = runs_.digits(first, last + 1);
    if (digits.size() > kLongestQq) break;
    if (is_qq(digits) && (!groups[last].loose || is_phone(digits, false))) found = last + 1;
  }
  if (found == first) return std::nullopt;
  const std::uint32_t end = groups[found - 1].end;
  const std::uint32_t byte = byte_at(end);
  if (byte < folded_->bytes.size()) {
    const char next = folded_->bytes[byte];
    if (is_letter(next) || next == '_' || is_unit(utf8_point(&folded_->bytes[byte])))
      return std::nullopt;
  }
  return Id{at, end, runs_.digits(first, found)};
}

std::optional<ContactFinder::State::Id> ContactFinder::State::name_id(ContactKind kind,
                                                                      std::uint32_t byte,
                                                                      bool announced) noexcept {
  const std::string_view text = folded_->bytes;
  if (kind == ContactKind::qq) return std::nullopt;
  const std::size_t least = kind == ContactKind::wechat ? 6 : 5;
  const std::size_t most = kind == ContactKind::wechat ? 20 : kLongestName;
  if (!is_letter(text[byte])) return std::nullopt;
  const std::uint32_t first = folded_->character_at(byte);
  std::size_t size = 0;
  bool only_letters = true;
  for (std::uint32_t at = byte; at < text.size() && size <= most; ++size) {
    const char c = id_character(at, first + static_cast<std::uint32_t>(size));
    if (c == '\0') break;
    only_letters &= is_letter(c);
    if (size < name_.size()) name_[size] = c;
    at += utf8_length(text[at]);
  }
  steps_ += size;
  if (size < least || size > most) return std::nullopt;
  if (only_letters && !announced) return std::nullopt;
  return Id{first, first + static_cast<std::uint32_t>(size), {name_.data(), size}};
}

// What the folded character is in an id, or NUL: a numeral may stand for a digit.
char ContactFinder::State::id_character(std::uint32_t byte,
                                        std::uint32_t character) const noexcept {
  const char c = folded_->bytes[byte];
  if (is_id(c)) return c;
  if (utf8_length(c) != 3) return '\0';
  const std::size_t group = runs_.group_at(character);
  return runs_.is_numeral_of_number(group) ? runs_.digits(group, group + 1).front() : '\0';
}

void ContactFinder::State::find_emails() {
  const std::string_view text = folded_->bytes;
  if (!has_at_sign(text)) return;
  hosts_.attach(*views_);
  for (std::size_t at = 0; (at = text.find_first_of("@[(", at)) != std::string_view::npos; ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.front() == '@')
      add_email(static_cast<std::uint32_t>(at), 1);
    else if (rest.starts_with("[at]") || rest.starts_with("(at)"))
      add_email(static_cast<std::uint32_t>(at), 4);
  }
  steps_ += hosts_.steps();
}

// The address whose `@` is the `size` bytes at `at`.
void ContactFinder::State::add_email(std::uint32_t at, std::uint32_t size) {
  const std::string_view text = folded_->bytes;
  std::uint32_t begin = at;
  while (begin > 0 && at - begin <= kLongestLocalPart && is_local(text[begin - 1])) --begin;
  steps_ += at - begin;
  while (begin < at && !is_letter(text[begin]) && !is_digit(text[begin])) ++begin;
  if (begin == at || at - begin > kLongestLocalPart) return;
  const HostScan::Host host = hosts_.read(at + size, HostScan::Lead::nothing);
  if (!host.valid || host.is_ip) return;
  decode_labels(hosts_.name());
  const std::size_t value = values_.size();
  const auto append = [&](std::string_view part) {
    values_.insert(values_.end(), part.begin(), part.end());
  };
  append(text.substr(begin, at - begin));
  append("@");
  append(hosts_.name().view());
  entries_.push_back(
      {ContactKind::email, value, values_.size(),
       folded_->original(folded_->character_at(begin), folded_->character_at(host.end))});
}

ContactFinder::ContactFinder(const Spellings& spellings)
    : state_(std::make_unique<State>(spellings)) {}
ContactFinder::~ContactFinder() = default;
ContactFinder::ContactFinder(ContactFinder&&) noexcept = default;
ContactFinder& ContactFinder::operator=(ContactFinder&&) noexcept = default;

std::uint64_t ContactFinder::steps() const noexcept { return state_->steps(); }

std::span<const Contact> ContactFinder::find(const Views& views) noexcept {
  return state_->find(views);
}

}  // namespace picket::text
