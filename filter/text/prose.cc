// SPDX-License-Identifier: Apache-2.0
#include "filter/text/prose.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "filter/text/ascii.h"

namespace picket::text {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kLongestWord = 20;

// Public suffixes that begin English sentences. Not `me`, `us`, `la`: seldom words there, often
// suffixes of fraud.
constexpr std::array kOpeners{"am"sv,  "as"sv,   "at"sv,   "be"sv, "by"sv,   "call"sv,
                              "do"sv,  "got"sv,  "how"sv,  "im"sv, "in"sv,   "is"sv,
                              "it"sv,  "like"sv, "love"sv, "my"sv, "next"sv, "no"sv,
                              "now"sv, "so"sv,   "to"sv,   "you"sv};

constexpr std::array kFileEndings{"md"sv, "mov"sv, "py"sv, "sh"sv, "zip"sv};
constexpr std::array kFileNames{"build"sv,  "changelog"sv, "configure"sv, "contributing"sv,
                                "index"sv,  "install"sv,   "license"sv,   "main"sv,
                                "readme"sv, "run"sv,       "setup"sv,     "test"sv};

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) noexcept {
  return std::find(words.begin(), words.end(), word) != words.end();
}

char small(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// A short word in small letters; room for the longest of the lists above.
struct SmallWord {
  explicit SmallWord(std::string_view written) noexcept
      : size(std::min(written.size(), letters.size())) {
    std::transform(written.begin(), written.begin() + size, letters.begin(), small);
  }
  std::string_view view() const noexcept { return {letters.data(), size}; }

  std::array<char, kLongestWord> letters;
  std::size_t size;
};

bool is_small_word(std::string_view word) noexcept {
  return !word.empty() && std::all_of(word.begin(), word.end(), is_letter);
}

// Whether what stands before `end`, spaces aside, is ASCII or nothing.
bool follows_ascii(std::string_view text, std::size_t end) noexcept {
  for (std::size_t spaces = 0; end > 0 && text[end - 1] == ' ' && spaces < kLongestWord; ++spaces)
    --end;
  return end == 0 || !is_not_ascii(text[end - 1]);
}
bool precedes_ascii(std::string_view text, std::size_t begin) noexcept {
  for (std::size_t spaces = 0; begin < text.size() && text[begin] == ' ' && spaces < kLongestWord;
       ++spaces)
    ++begin;
  return begin == text.size() || !is_not_ascii(text[begin]);
}

// A space, a word in small letters, and nothing outside ASCII after it.
bool goes_on_in_words(std::string_view text, std::size_t at) noexcept {
  if (at == text.size() || text[at] != ' ') return false;
  std::size_t end = at + 1;
  while (end < text.size() && end - at <= kLongestWord && is_letter(text[end])) ++end;
  if (end == at + 1 || end - at > kLongestWord) return false;
  const char after = end < text.size() ? text[end] : ' ';
  return !is_digit(after) && after != '/' && precedes_ascii(text, end);
}

}  // namespace

bool reads_as_prose(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  const std::string_view host = text.substr(begin, end - begin);
  if (!follows_ascii(text, begin) || !precedes_ascii(text, end)) return false;
  const std::size_t space = host.find(' ');
  if (space != std::string_view::npos) {
    const std::string_view word = host.substr(0, space);
    return is_small_word(word) && host.substr(space) == " dot is" && goes_on_in_words(text, end);
  }
  const std::size_t dot = host.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view word = host.substr(0, dot), written = host.substr(dot + 1);
  if (written.empty() || written.size() > kLongestWord || word.size() > kLongestWord) return false;
  const SmallWord suffix(written);
  if (is_one_of(suffix.view(), kFileEndings)) return is_one_of(SmallWord(word).view(), kFileNames);
  const bool capitalised = written[0] != suffix.view()[0];
  const bool begins = is_small_word(word) || (word.size() == 1 && is_digit(word[0]));
  return capitalised && begins && is_one_of(suffix.view(), kOpeners) && goes_on_in_words(text, end);
}

}  // namespace picket::text
