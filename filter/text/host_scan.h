// SPDX-License-Identifier: Apache-2.0
// Reads one host out of a folded text, disguised dots included; links and e-mail addresses share
// it. Positions are bytes of the folded view. Part of a finder: one worker, allocates nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "filter/text/host_name.h"
#include "filter/text/view.h"

namespace picket::text {

// A dot between labels, as it is disguised.
struct DotToken {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;  // begin == end: none
  // ` dot ` and `。` are also words of ordinary text: they part Latin labels only.
  bool weak = false;
  explicit operator bool() const noexcept { return begin != end; }
};

class HostScan {
 public:
  // How much of a link stood before the host.
  enum class Lead : std::uint8_t { nothing, scheme, spaced_scheme };

  struct Host {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;   // past the last label, without a trailing dot
    std::uint32_t next = 0;  // begin of the last label read: nothing before it is worth another try
    bool valid = false;      // name() is a host by the rules of `lead`
    bool is_ip = false;
    int ip_parts = 0;
  };

  HostScan() { prepare_host_names(); }

  void attach(const Views& views) noexcept;

  // The host that begins at `begin`. Hosts are asked for from left to right: `begin` is never
  // before `next` of the call before.
  Host read(std::uint32_t begin, Lead lead) noexcept;
  // Of the last valid host, canonical; may be changed by the caller.
  NameBuffer& name() noexcept { return name_; }

  // Whether the last valid host, without scheme, port or path, is rather prose (prose.h).
  bool reads_as_prose() const noexcept;

  // The dot token around the character at `at`, which is one of `.`, `。`, or the d of `dot`.
  DotToken dot_around(std::uint32_t at) const noexcept;
  // Where the label begins that ends at `end`; `end` if there is none.
  std::uint32_t label_begin(std::uint32_t end, std::uint32_t floor) const noexcept;

  CharacterClass class_at(std::uint32_t at) const noexcept {
    return views_->folded_class[folded_->character_at(at)];
  }
  // Whether the character that ends at `at` (not 0) is a letter of an unspaced script.
  bool is_unspaced_before(std::uint32_t at) const noexcept {
    return views_->folded_class[folded_->character_at(at) - 1] == CharacterClass::unspaced_letter;
  }
  // Bytes looked at since attach(), those that may be looked at again. A finder adds its own.
  std::uint64_t steps() const noexcept { return steps_; }
  void count(std::uint64_t steps) const noexcept { steps_ += steps; }

  std::string_view text() const noexcept { return text_; }
  char byte(std::uint32_t at) const noexcept { return at < text_.size() ? text_[at] : '\0'; }

 private:
  struct Place {
    std::uint32_t byte = 0;
    std::uint32_t character = 0;
  };
  struct Label {
    std::uint32_t begin, end;  // in the folded view
    std::uint32_t name_end;    // of name_, once it is spelt
    Place original;            // where it begins there, once it is spelt
  };
  static constexpr std::size_t kMaxLabels = 127;
  enum class Suffix : std::uint8_t { none, as_written, as_it_looks };

  bool is_host_character(std::uint32_t at) const noexcept;
  DotToken dot_at(std::uint32_t at) const noexcept;
  std::uint32_t label_end(std::uint32_t begin, Lead lead) const noexcept;
  char32_t next_original() noexcept;
  void seek_original(std::uint32_t at) noexcept;
  void gather_labels(std::uint32_t begin, Lead lead) noexcept;
  bool may_be_host() const noexcept;
  void spell_labels() noexcept;
  bool append_label(std::uint32_t begin, std::uint32_t end) noexcept;
  Suffix suffix(std::size_t label) noexcept;
  std::string_view folded_label(std::size_t label) const noexcept;
  void judge(Host& host, Lead lead) noexcept;
  bool judge_address(Host& host) noexcept;

  const Views* views_ = nullptr;
  const View* folded_ = nullptr;
  std::string_view text_;
  Place original_;  // in the original; only moves forward, but for the last label
  std::array<Label, kMaxLabels> labels_;
  std::size_t label_count_ = 0;
  NameBuffer name_;
  mutable std::uint64_t steps_ = 0;
};

}  // namespace picket::text
