// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/evidence.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "filter/core/utf8.h"
#include "filter/engine/evaluate.h"
#include "filter/engine/state.h"

namespace picket::engine {
namespace {

using ruleset::Step;
using text::Stretch;

// More places than this of one condition (a sequence of so many steps) are not shown.
constexpr std::size_t kMaxOccurrences = 64;

// The stretches of the conditions in a program's range, in the order of its steps.
class Collector {
 public:
  explicit Collector(Workspace::State& state, std::span<Stretch> out) noexcept
      : state_(state), out_(out) {}

  // Returns how many.
  std::size_t collect(std::uint32_t begin, std::uint32_t end) noexcept {
    const auto program = state_.rules->program();
    for (std::uint32_t at = begin; at < end;) {
      const Step& step = program[at];
      if (step.op == Step::Op::negation) {
        at = step.end;
        continue;
      }
      if (step.op == Step::Op::text) add_text(at, step.operand);
      if (step.op == Step::Op::test) add_test(at, step.operand);
      ++at;
    }
    return count_;
  }

 private:
  void add_text(std::uint32_t at, match::ConditionId id) noexcept {
    if (truth_at(at, state_) != core::Truth::yes) return;
    const text::Views& views = state_.folder.views();
    std::array<match::Occurrence, kMaxOccurrences> found;
    const std::size_t count =
        state_.rules->patterns().occurrences(id, views, state_.scratch, found);
    for (const match::Occurrence& one : std::span(found).first(count)) {
      add(views[one.view].original(one.first, one.last));
    }
  }

  void add_test(std::uint32_t at, std::uint32_t test) noexcept {
    if (truth_at(at, state_) != core::Truth::yes) return;
    if (const auto stretch = state_.rules->test(test).evidence(state_.facts)) add(*stretch);
  }

  void add(const Stretch& stretch) noexcept {
    if (count_ < out_.size()) out_[count_++] = stretch;
  }

  Workspace::State& state_;
  std::span<Stretch> out_;
  std::size_t count_ = 0;
};

// Cuts stretches out of a text, by place: one walk over its characters, as folding counts them.
class Cutter {
 public:
  explicit Cutter(std::string_view text) noexcept : text_(text) {}

  core::Matched cut(const Stretch& stretch) noexcept {
    while (character_ < stretch.begin && byte_ < text_.size()) advance(byte_, character_);
    std::size_t end = byte_;
    std::uint32_t character = character_;
    while (character < stretch.end && end < text_.size()) advance(end, character);
    return {text_.substr(byte_, end - byte_), stretch.begin};
  }

 private:
  void advance(std::size_t& byte, std::uint32_t& character) const noexcept {
    const int length = core::utf8_sequence(text_.substr(byte));
    byte += static_cast<std::size_t>(length < 0 ? -length : length);
    ++character;
  }

  std::string_view text_;
  std::size_t byte_ = 0;  // where the latest stretch begins
  std::uint32_t character_ = 0;
};

}  // namespace

std::span<const core::Matched> evidence_in(std::uint32_t begin, std::uint32_t end,
                                           Workspace::State& state) noexcept {
  const std::size_t most = (end - begin) * kMaxOccurrences;
  std::span<Stretch> stretches = state.arena.make<Stretch>(most);
  const std::size_t count = Collector(state, stretches).collect(begin, end);
  stretches = state.arena.shrink(stretches, count);
  const auto place = [](const Stretch& stretch) { return std::tuple(stretch.begin, stretch.end); };
  std::ranges::sort(stretches, {}, place);
  const std::span<core::Matched> matched = state.arena.make<core::Matched>(count);
  Cutter cutter(state.event->text);
  std::ranges::transform(stretches, matched.begin(),
                         [&](const Stretch& stretch) { return cutter.cut(stretch); });
  return matched;
}

std::span<const core::Matched> evidence_of(const ruleset::Rule& rule,
                                           Workspace::State& state) noexcept {
  return evidence_in(rule.match_begin, rule.unless_begin, state);
}

}  // namespace picket::engine
