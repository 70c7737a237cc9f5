// SPDX-License-Identifier: Apache-2.0
#include "bench/generated_rules.h"

#include <algorithm>
#include <random>
#include <string_view>

#include "filter/text/fold.h"
#include "filter/text/utf8.h"

namespace picket::bench {
namespace {

using text::ViewKind;

// Stretches of Han of a given length, each place in the messages as likely as any other.
class Words {
 public:
  Words(const std::vector<std::string>& texts, std::size_t characters) {
    text::Folder folder;
    for (const std::string& text : texts) {
      const std::string_view bytes =
          folder.fold(text, text::view_bit(ViewKind::squeezed))[ViewKind::squeezed].bytes;
      std::size_t run = 0;  // Han characters before `end`
      for (std::size_t end = 0; end < bytes.size();) {
        const char32_t c = text::utf8_point(bytes.data() + end);
        end += text::utf8_length(bytes[end]);
        run = c >= 0x4E00 && c <= 0x9FFF ? run + 1 : 0;
        if (run >= characters)
          words_.emplace_back(bytes.substr(end - 3 * characters, 3 * characters));
      }
    }
  }

  const std::string& draw(std::mt19937& random) const { return words_[random() % words_.size()]; }

 private:
  std::vector<std::string> words_;
};

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::vector<GeneratedRule> generate_rules(const std::vector<std::string>& texts,
                                          std::size_t count) {
  const Words phrases(texts, 4), words(texts, 2);
  std::mt19937 random(10'000);
  std::vector<GeneratedRule> rules;
  while (rules.size() < count) {
    if (rules.size() % 4 == 0) {
      rules.push_back({.first = phrases.draw(random), .second = {}});
    } else {
      const std::string& first = words.draw(random);
      rules.push_back({first, words.draw(random), rules.size() % 2 == 0 ? 8u : 12u});
    }
  }
  return rules;
}

match::TextCondition condition_of(const GeneratedRule& rule) {
  const auto set = [](const std::string& word) {
    return match::PhraseSet{{ViewKind::squeezed, word, true}};
  };
  if (rule.second.empty()) return {.sets = {set(rule.first)}};
  return {.kind = match::TextCondition::Kind::sequence,
          .sets = {set(rule.first), set(rule.second)},
          .within = rule.within};
}

std::string regex_of(const GeneratedRule& rule) {
  if (rule.second.empty()) return rule.first;
  return rule.first + ".{0," + std::to_string(rule.within) + "}" + rule.second;
}

bool holds(const GeneratedRule& rule, std::string_view squeezed) {
  for (std::size_t at = squeezed.find(rule.first); at != std::string_view::npos;
       at = squeezed.find(rule.first, at + 1)) {
    if (rule.second.empty()) return true;
    const std::string_view behind = squeezed.substr(at + rule.first.size());
    const std::size_t next = behind.find(rule.second);
    if (next != std::string_view::npos && characters(behind.substr(0, next)) <= rule.within) {
      return true;
    }
  }
  return false;
}

}  // namespace picket::bench
