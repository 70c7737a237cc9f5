// SPDX-License-Identifier: Apache-2.0
#include "filter/match/literal_scanner.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace picket::match {
namespace {

constexpr std::size_t kBlock = 64;  // bytes looked at in one go: a word of View::starts
constexpr std::size_t kReadAhead = 8;
constexpr std::size_t kFilterBitsPerKey = 16;

// The lowest `bytes` bytes, at most eight.
constexpr std::uint64_t low_bytes(std::size_t bytes) noexcept {
  return bytes >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * bytes)) - 1;
}

// Eight bytes as a number, the first one lowest; past the end there are zeros.
std::uint64_t eight_bytes_at(std::string_view bytes, std::size_t at) noexcept {
  std::uint64_t value = 0;
  if (at + sizeof value <= bytes.size()) {
    std::memcpy(&value, bytes.data() + at, sizeof value);
  } else {
    std::memcpy(&value, bytes.data() + at, bytes.size() - at);
  }
  return value;
}

std::uint64_t hash_of(std::uint64_t key) noexcept { return key * 0x9E3779B97F4A7C15u; }

unsigned bits_for(std::size_t count) noexcept {
  return static_cast<unsigned>(std::bit_width(count - 1));
}

}  // namespace

// Room for hits, and a count that goes one past it.
class LiteralScanner::Output {
 public:
  explicit Output(std::span<LiteralHit> out) noexcept : out_(out) {}
  void add(std::uint32_t literal, std::uint32_t end) noexcept {
    if (count_ < out_.size()) out_[count_] = {literal, end};
    ++count_;
  }
  bool full() const noexcept { return count_ > out_.size(); }
  std::size_t count() const noexcept { return count_; }

 private:
  std::span<LiteralHit> out_;
  std::size_t count_ = 0;
};

std::uint64_t LiteralScanner::key_of(std::uint64_t eight_bytes, std::size_t length_index) noexcept {
  return (eight_bytes & low_bytes(kKeyLengths[length_index])) | (std::uint64_t{length_index} + 1)
                                                                    << 56;
}

LiteralScanner::LiteralScanner(std::vector<Input> literals) {
  struct Keyed {
    std::uint64_t key;
    Input literal;
  };
  std::vector<Keyed> keyed;
  for (const Input& literal : literals) {
    const auto longer = std::ranges::upper_bound(kKeyLengths, literal.bytes.size());
    const auto index = static_cast<std::size_t>(longer - kKeyLengths.begin()) - 1;
    keyed.push_back({key_of(eight_bytes_at(literal.bytes, 0), index), literal});
  }
  std::ranges::sort(keyed, {}, [](const Keyed& k) { return std::pair(k.key, k.literal.bytes); });

  std::size_t keys = 0;
  for (std::size_t i = 0; i < keyed.size(); ++i) keys += i == 0 || keyed[i].key != keyed[i - 1].key;
  if (keys == 0) return;
  size_tables(keys);
  literals.clear();
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    literals.push_back(keyed[i].literal);
    if (i + 1 < keyed.size() && keyed[i + 1].key == keyed[i].key) continue;
    add_key(literals, keyed[i].key);
    literals.clear();
  }
}

void LiteralScanner::size_tables(std::size_t keys) {
  const unsigned filter_bits = std::max(6u, bits_for(keys * kFilterBitsPerKey));
  filter_.resize((std::size_t{1} << filter_bits) / 64);
  filter_shift_ = 64 - filter_bits;
  const unsigned slot_bits = bits_for(keys * 2);
  slots_.resize(std::size_t{1} << slot_bits);
  slot_shift_ = 64 - slot_bits;
}

// `literals` in the order of their bytes.
void LiteralScanner::add_key(std::span<const Input> literals, std::uint64_t key) {
  const std::size_t index = (key >> 56) - 1;
  has_keys_[index] = true;
  const std::uint64_t hash = hash_of(key);
  const std::uint64_t bit = hash >> filter_shift_;
  filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);

  std::size_t slot = hash >> slot_shift_;
  while (slots_[slot].key != 0) slot = (slot + 1) % slots_.size();
  if (literals.size() == 1 && literals[0].bytes.size() == kKeyLengths[index]) {
    slots_[slot] = {key, literals[0].id, 0};
    return;
  }
  const auto first = static_cast<std::uint32_t>(entries_.size());
  slots_[slot] = {key, first, static_cast<std::uint32_t>(literals.size())};
  std::vector<std::uint32_t> open;  // entries that the next one may begin with, shortest first
  for (std::uint32_t i = 0; i < literals.size(); ++i) {
    const auto& [bytes, id] = literals[i];
    while (!open.empty() && !bytes.starts_with(literals[open.back() - first].bytes)) {
      open.pop_back();
    }
    const std::uint32_t entry = first + i;
    entries_.push_back({.after_key = eight_bytes_at(bytes, kKeyLengths[index]),
                        .id = id,
                        .length = static_cast<std::uint32_t>(bytes.size()),
                        .bytes = static_cast<std::uint32_t>(bytes_.size()),
                        .prefix = open.empty() ? entry : open.back()});
    bytes_ += bytes;
    open.push_back(entry);
  }
}

// Where in one word of `starts` a key of each length may begin: anywhere a character does, but keys
// of one or two bytes are whole literals and so no part of a longer character. In a Han text that
// leaves next to nothing.
LiteralScanner::KeyStarts LiteralScanner::key_starts(const text::View& view,
                                                     std::size_t word) noexcept {
  const std::size_t end = view.bytes.size();
  const auto boundaries = [&](std::size_t of) {
    const std::uint64_t starts = of < view.starts.size() ? view.starts[of] : 0;
    return end / 64 == of ? starts | std::uint64_t{1} << (end % 64) : starts;
  };
  const std::uint64_t here = boundaries(word);
  const std::uint64_t next = boundaries(word + 1);
  const std::uint64_t starts = view.starts[word];
  const std::uint64_t one_later = here >> 1 | next << 63;
  const std::uint64_t two_later = here >> 2 | next << 62;
  static_assert(kKeyLengths == std::array<std::uint32_t, 4>{1, 2, 3, 6});
  return {starts & one_later, starts & (one_later | two_later), starts, starts};
}

std::size_t LiteralScanner::scan(const text::View& view, std::span<LiteralHit> out) const noexcept {
  Output output(out);
  std::array<Candidate, kBlock * kKeyLengths.size() + 1> candidates;
  std::array<char, kBlock + kReadAhead> last;
  for (std::uint32_t base = 0; base < view.bytes.size() && !output.full(); base += kBlock) {
    const char* block = view.bytes.data() + base;
    if (const std::size_t left = view.bytes.size() - base; left < last.size()) {
      last = {};
      std::memcpy(last.data(), block, left);
      block = last.data();
    }
    const KeyStarts starts = key_starts(view, base / kBlock);
    Candidate* end = candidates.data();
    if (has_keys_[0]) end = find_candidates<0>(block, base, starts[0], end);
    if (has_keys_[1]) end = find_candidates<1>(block, base, starts[1], end);
    if (has_keys_[2]) end = find_candidates<2>(block, base, starts[2], end);
    if (has_keys_[3]) end = find_candidates<3>(block, base, starts[3], end);
    // Their slots are anywhere in memory: all are asked for before the first is looked at.
    for (const Candidate* at = candidates.data(); at != end; ++at) {
      __builtin_prefetch(&slots_[hash_of(at->key) >> slot_shift_]);
    }
    for (const Candidate* at = candidates.data(); at != end; ++at) {
      confirm(*at, view.bytes, output);
    }
  }
  return std::min(output.count(), out.size() + 1);
}

// Keys of one length that may exist at some characters of a block; returns the end of them. Whether
// the filter has a key is a matter of chance, so it is added and not branched on.
template <std::size_t length_index>
LiteralScanner::Candidate* LiteralScanner::find_candidates(const char* block, std::uint32_t base,
                                                           std::uint64_t starts,
                                                           Candidate* candidates) const noexcept {
  const std::uint64_t* const filter = filter_.data();
  const unsigned shift = filter_shift_;
  for (; starts != 0; starts &= starts - 1) {
    const auto at = static_cast<std::uint32_t>(std::countr_zero(starts));
    std::uint64_t eight_bytes;
    std::memcpy(&eight_bytes, block + at, sizeof eight_bytes);
    const std::uint64_t key = key_of(eight_bytes, length_index);
    const std::uint64_t bit = hash_of(key) >> shift;
    *candidates = {key, base + at};
    candidates += filter[bit / 64] >> (bit % 64) & 1;
  }
  return candidates;
}

void LiteralScanner::confirm(const Candidate& candidate, std::string_view bytes,
                             Output& output) const noexcept {
  std::size_t at = hash_of(candidate.key) >> slot_shift_;
  while (slots_[at].key != candidate.key) {
    if (slots_[at].key == 0) return;
    at = (at + 1) & (slots_.size() - 1);
  }
  const Slot& slot = slots_[at];
  const std::uint32_t key_length = kKeyLengths[(candidate.key >> 56) - 1];
  if (candidate.at + key_length > bytes.size()) return;
  if (slot.count == 0) {
    output.add(slot.first, candidate.at + key_length);
    return;
  }
  const std::string_view rest = bytes.substr(candidate.at);
  if (slot.count > kFewEntries) {
    confirm_many(slot, rest, candidate.at, output);
    return;
  }
  const std::uint64_t after_key = eight_bytes_at(rest, key_length);
  for (std::uint32_t i = slot.first; i < slot.first + slot.count; ++i) {
    if (begins_with(rest, after_key, entries_[i], key_length)) {
      output.add(entries_[i].id, candidate.at + entries_[i].length);
    }
  }
}

// Of a text that has the key.
bool LiteralScanner::begins_with(std::string_view rest, std::uint64_t rest_after_key,
                                 const Entry& entry, std::size_t key_length) const noexcept {
  if (entry.length > rest.size()) return false;
  const std::size_t after_key = entry.length - key_length;
  if (((rest_after_key ^ entry.after_key) & low_bytes(after_key)) != 0) return false;
  return after_key <= 8 || std::memcmp(bytes_.data() + entry.bytes, rest.data(), entry.length) == 0;
}

// Any entry that `rest` begins with is not after it in order, and the last entry that is not begins
// with it too: so that one and what it begins with are all there are.
void LiteralScanner::confirm_many(const Slot& slot, std::string_view rest, std::uint32_t at,
                                  Output& output) const noexcept {
  const auto bytes_of = [this](const Entry& entry) {
    return std::string_view(bytes_).substr(entry.bytes, entry.length);
  };
  const Entry* const begin = entries_.data() + slot.first;
  const Entry* entry = std::upper_bound(
      begin, begin + slot.count, rest,
      [&](std::string_view text, const Entry& other) { return text < bytes_of(other); });
  if (entry == begin) return;
  for (--entry;; entry = entries_.data() + entry->prefix) {
    if (rest.starts_with(bytes_of(*entry))) output.add(entry->id, at + entry->length);
    if (entry == entries_.data() + entry->prefix) return;
  }
}

}  // namespace picket::match
