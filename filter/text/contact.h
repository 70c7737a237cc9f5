// SPDX-License-Identifier: Apache-2.0
// Ways to reach somebody found in a text (language.md, "Links and contacts"): phone numbers, ids of
// WeChat, QQ and Telegram, e-mail addresses, bank card numbers; digits may be disguised (`壹`, `③`,
// spaces, `o` for 0 among digits).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "filter/text/spelling.h"
#include "filter/text/view.h"

namespace picket::text {

enum class ContactKind : std::uint8_t { phone, wechat, qq, telegram, email, card };
inline constexpr std::size_t kContactKinds = 6;
inline constexpr std::array<std::string_view, kContactKinds> kContactNames{
    "phone", "wechat", "qq", "telegram", "email", "card"};

struct Contact {
  ContactKind kind = ContactKind::phone;
  // Canonical: digits in ASCII without separators (a phone keeps its `+`), ids in lower case, an
  // e-mail address with its host as Link::host.
  std::string_view value;
  Stretch at;  // of the original, the id without the word before it
};

// Finds contacts. Lives on one worker; not thread-safe. In steady state find() allocates nothing,
// and it is linear in the text.
//  - phone: a mobile (11 digits `1[3-9]`, also after 86), fixed (0, area, number) or 400/800
//  number,
//    or `+` and 7 to 15 digits
//  - card: 13 to 19 digits whose Luhn check digit (ISO/IEC 7812-1 annex B) is right
//  - wechat: a letter then 5 to 19 letters, digits, `-`, `_`, or a mobile or QQ number; qq: 5 to 11
//    digits, no leading 0; telegram: a letter then 4 to 31 letters, digits, `_`, with or without
//    `@`; each beginning at most 5 characters (of folded) after the end of its word
//    (data/contact_words.txt and the spellings of these words)
//  - email: local part, `@` (or `[at]`, `(at)`), a host with a public suffix
// The same digits may be several: a card number is no phone, but a mobile after 微信 is both.
class ContactFinder {
 public:
  explicit ContactFinder(const Spellings& spellings);  // reads them now; keeps no reference
  ~ContactFinder();
  ContactFinder(ContactFinder&&) noexcept;
  ContactFinder& operator=(ContactFinder&&) noexcept;

  // All contacts by `at.begin`. Needs the folded and squeezed views. Valid until the next call.
  std::span<const Contact> find(const Views& views) noexcept;

  // Bytes and groups of digits the last find() looked at where it may look more than once: for
  // tests, which hold it to a constant a byte of text.
  std::uint64_t steps() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace picket::text
