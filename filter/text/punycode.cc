// SPDX-License-Identifier: Apache-2.0
#include "filter/text/punycode.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "filter/text/utf8.h"

namespace picket::text {
namespace {

// Parameters of RFC 3492 §5.
constexpr std::uint32_t kBase = 36, kTMin = 1, kTMax = 26, kSkew = 38, kDamp = 700;
constexpr std::uint32_t kInitialBias = 72, kInitialN = 128;
constexpr std::size_t kMaxCharacters = 63;

// §6.1.
std::uint32_t adapt(std::uint32_t delta, std::uint32_t points, bool first) noexcept {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > (kBase - kTMin) * kTMax / 2; k += kBase) delta /= kBase - kTMin;
  return k + (kBase - kTMin + 1) * delta / (delta + kSkew);
}

std::uint32_t digit_value(char c) noexcept {
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a');
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0') + 26;
  return kBase;
}

// A variable-length integer (§3.3), taken from the front of `digits`. False where it is none or
// overflows.
bool take_integer(std::string_view& digits, std::uint32_t bias, std::uint64_t& value) noexcept {
  std::uint64_t weight = 1;
  value = 0;
  for (std::uint32_t k = kBase;; k += kBase) {
    if (digits.empty()) return false;
    const std::uint32_t digit = digit_value(digits.front());
    digits.remove_prefix(1);
    if (digit >= kBase) return false;
    value += digit * weight;
    if (value > UINT32_MAX) return false;
    const std::uint32_t t = k <= bias ? kTMin : std::min(k - bias, kTMax);
    if (digit < t) return true;
    weight *= kBase - t;
    if (weight > UINT32_MAX) return false;
  }
}

}  // namespace

std::size_t decode_punycode(std::string_view encoded, std::span<char> out) noexcept {
  std::array<char32_t, kMaxCharacters> points;
  std::size_t count = 0;
  const std::size_t dash = encoded.rfind('-');
  const std::string_view basic = dash == std::string_view::npos ? "" : encoded.substr(0, dash);
  if (basic.size() > points.size()) return 0;
  for (const char c : basic) {
    if (static_cast<unsigned char>(c) >= kInitialN) return 0;  // §6.2
    points[count++] = static_cast<unsigned char>(c);
  }
  std::string_view digits = dash == std::string_view::npos ? encoded : encoded.substr(dash + 1);

  std::uint64_t n = kInitialN, i = 0;
  std::uint32_t bias = kInitialBias;
  while (!digits.empty()) {
    std::uint64_t delta = 0;
    if (!take_integer(digits, bias, delta) || count == points.size()) return 0;
    i += delta;
    const auto length = static_cast<std::uint32_t>(count + 1);
    bias = adapt(static_cast<std::uint32_t>(delta), length, count == basic.size());
    n += i / length;
    i %= length;
    if (n > 0x10FFFF || (n >= 0xD800 && n <= 0xDFFF)) return 0;
    std::copy_backward(points.begin() + static_cast<std::ptrdiff_t>(i), points.begin() + count,
                       points.begin() + count + 1);
    points[i++] = static_cast<char32_t>(n);
    ++count;
  }
  std::size_t written = 0;
  for (std::size_t k = 0; k < count; ++k) {
    if (written + 4 > out.size()) return 0;
    written += utf8_put(points[k], out.data() + written);
  }
  return written;
}

}  // namespace picket::text
