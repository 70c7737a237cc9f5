// SPDX-License-Identifier: Apache-2.0
#include "filter/core/number.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "filter/core/utf8.h"

namespace picket::core {
namespace {

using OpenType = NumberingSettings::OpenType;

constexpr std::size_t kShortestInternational = 7;
constexpr std::size_t kE164Digits = 15;
constexpr std::string_view kAnonymous = "anonymous";  // RFC 3323 §4.1.1.3
constexpr std::string_view kWidePlus = "＋";
// Dropped from numbers: RFC 3966 §5.1.1 visual-separator, with `/` and blanks.
constexpr std::string_view kSeparators = " \t\r\n-.()/";

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii(char c) noexcept { return static_cast<unsigned char>(c) < 0x80; }
bool is_separator(char c) noexcept { return kSeparators.find(c) != std::string_view::npos; }
bool all_digits(std::string_view text) noexcept { return std::ranges::all_of(text, is_digit); }

// What is left without separators, `?` for every character beyond ASCII: digits as they came, and
// of anything else a form that reads the same the second time. As much as fits, for a number all.
std::string_view without_separators(std::string_view text, std::span<char> out) noexcept {
  std::size_t length = 0;
  while (!text.empty() && length < out.size()) {
    const char c = text.front();
    if (!is_separator(c)) out[length++] = is_ascii(c) ? c : '?';
    text.remove_prefix(static_cast<std::size_t>(std::abs(utf8_sequence(text))));
  }
  return {out.data(), length};
}

// The range with the longest prefix of `digits`, where the number of digits fits it too.
const NumberRange* range_of(std::string_view digits,
                            const std::vector<NumberRange>& ranges) noexcept {
  const NumberRange* longest = nullptr;
  for (const NumberRange& range : ranges) {
    if (digits.starts_with(range.prefix) &&
        (longest == nullptr || range.prefix.size() > longest->prefix.size())) {
      longest = &range;
    }
  }
  if (longest == nullptr) return nullptr;
  const bool fits = digits.size() >= longest->min_digits && digits.size() <= longest->max_digits;
  return fits ? longest : nullptr;
}

// `text` less a prefix; where it does not begin so, a view without data().
std::string_view after(std::string_view text, std::string_view prefix) noexcept {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view{};
}

OpenType type_of(std::uint8_t ton, const NumberingSettings& settings) noexcept {
  const auto or_unknown = [&](OpenType type) {
    return type == OpenType::unknown ? settings.unknown : type;
  };
  switch (ton) {  // SMPP 3.4 §5.2.5
    case 1:
      return OpenType::international;
    case 2:
      return OpenType::national;
    case 3:
      return or_unknown(settings.network);
    case 4:
      return or_unknown(settings.subscriber);
    default:
      return settings.unknown;
  }
}

}  // namespace

// One address on its way to its normal form.
class NumberingProfile::Draft {
 public:
  explicit Draft(const NumberingProfile& profile) noexcept
      : settings_(profile.settings_), country_(profile.country_) {}

  Number name(std::string_view folded) noexcept { return make(NumberKind::alphanumeric, folded); }
  Number invalid(std::string_view text) noexcept { return make(NumberKind::invalid, text); }

  // Digits after a `+`.
  Number international(std::string_view digits) noexcept {
    if (digits.starts_with(country_)) return home(digits.substr(country_.size()));
    if (digits.size() < kShortestInternational || digits.size() > kE164Digits ||
        digits.front() == '0') {
      return make(NumberKind::invalid, "+", digits);
    }
    return make(NumberKind::international, "+", digits);
  }

  // Digits without `+`, of a type that the protocol may have told.
  Number bare(std::string_view digits, OpenType type) noexcept {
    if (const auto abroad = after(digits, settings_.international_prefix);
        abroad.data() != nullptr) {
      return international(abroad);
    }
    if (range_of(digits, settings_.access_codes)) return make(NumberKind::short_code, digits);
    const auto national = after(digits, country_);
    if (range_of(national, settings_.access_codes)) return make(NumberKind::short_code, national);
    // A number of so few digits is not international, whatever the sender's equipment claims.
    const bool abroad = type == OpenType::international && digits.size() >= kShortestInternational;
    if (abroad) return international(digits);
    if (range_of(digits, settings_.service)) return make(NumberKind::fixed, digits);
    if (is_short_code(digits)) return make(NumberKind::short_code, digits);
    return national_number(digits, type);
  }

 private:
  // What follows the country code of home.
  Number home(std::string_view digits) noexcept {
    if (const auto kind = national_kind(digits); kind != NumberKind::invalid) {
      return national(kind, digits);
    }
    if (range_of(digits, settings_.access_codes)) return make(NumberKind::short_code, digits);
    // Read again as it stands: it may be an access code behind another country code.
    if (is_short_code(digits)) return bare(digits, OpenType::unknown);
    return make(NumberKind::invalid, "+", country_, digits);
  }

  // Longer digits without `+`: with trunk prefix, with country code, or neither.
  Number national_number(std::string_view digits, OpenType type) noexcept {
    const bool no_trunk = settings_.trunk_prefix.empty();
    const bool bare_fixed = no_trunk || type == OpenType::national;
    if (const auto kind = national_kind(digits);
        (kind == NumberKind::mobile && (settings_.bare_mobile || bare_fixed)) ||
        (kind == NumberKind::fixed && bare_fixed)) {
      return national(kind, digits);
    }
    if (const auto rest = after(digits, country_);
        national_kind(rest) == NumberKind::mobile ||
        (no_trunk && national_kind(rest) == NumberKind::fixed)) {
      return national(national_kind(rest), rest);
    }
    if (const auto rest = no_trunk ? std::string_view{} : after(digits, settings_.trunk_prefix);
        national_kind(rest) != NumberKind::invalid) {
      return national(national_kind(rest), rest);
    }
    return make(NumberKind::invalid, digits);
  }

  Number national(NumberKind kind, std::string_view digits) noexcept {
    if (range_of(digits, settings_.service)) return make(kind, digits);
    return make(kind, "+", country_, digits);
  }

  // Mobile, fixed, or invalid: of a national (significant) number.
  NumberKind national_kind(std::string_view digits) const noexcept {
    if (range_of(digits, settings_.service)) return NumberKind::fixed;
    if (range_of(digits, settings_.mobile)) return NumberKind::mobile;
    if (range_of(digits, settings_.fixed)) return NumberKind::fixed;
    const bool trunk =
        !settings_.trunk_prefix.empty() && digits.starts_with(settings_.trunk_prefix);
    if (settings_.fixed.empty() && !trunk && digits.size() > settings_.short_code_max &&
        digits.size() + country_.size() <= kE164Digits) {
      return NumberKind::fixed;
    }
    return NumberKind::invalid;
  }

  bool is_short_code(std::string_view digits) const noexcept {
    return digits.size() >= settings_.short_code_min && digits.size() <= settings_.short_code_max &&
           digits.front() != '0';
  }

  Number make(NumberKind kind, std::string_view a, std::string_view b = {},
              std::string_view c = {}) noexcept {
    Number number;
    number.kind_ = kind;
    for (const std::string_view part : {a, b, c}) append(number, part);
    if (kind != NumberKind::invalid && number.normal().starts_with('+')) {
      number.calling_code_ = calling_code_of(number.normal().substr(1));
    }
    return number;
  }

  // Cut at a character where it does not fit.
  static void append(Number& number, std::string_view part) noexcept {
    const std::string_view fits = utf8_prefix(part, Number::kCapacity - number.length_);
    if (!fits.empty())
      std::memcpy(number.buffer_.data() + number.length_, fits.data(), fits.size());
    number.length_ = static_cast<std::uint8_t>(number.length_ + fits.size());
  }

  const NumberingSettings& settings_;
  std::string_view country_;
};

Number NumberingProfile::normalise(const Address& address) const noexcept {
  Draft draft(*this);
  const std::string_view text = address.text;
  if (text.find_first_not_of(kSeparators) == std::string_view::npos) return Number();

  std::array<char, Number::kCapacity> stripped_buffer, folded_buffer;
  const std::string_view stripped = without_separators(text, stripped_buffer);
  bool plus = stripped.starts_with('+');
  std::string_view digits = plus ? stripped.substr(1) : stripped;
  if (!std::ranges::all_of(text, is_ascii) || std::ranges::any_of(text, is_letter)) {
    // A name; or digits in disguise, which folding undoes.
    digits = {folded_buffer.data(), fold_name_(text, folded_buffer)};
    if (digits == kAnonymous) return Number();
    if (!digits.empty() && !all_digits(digits)) return draft.name(digits);
    plus = plus || text.substr(text.find_first_not_of(kSeparators)).starts_with(kWidePlus);
  }
  if (digits.empty() || !all_digits(digits)) return draft.invalid(stripped);
  return plus ? draft.international(digits) : draft.bare(digits, type_of(address.ton, settings_));
}

}  // namespace picket::core
