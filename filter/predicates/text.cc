// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "filter/document/typed.h"
#include "filter/match/pattern_set.h"
#include "filter/predicates/mapping_form.h"
#include "filter/predicates/phrases.h"
#include "filter/text/fold.h"

namespace picket::predicates {
namespace {

using document::Node;
using document::Text;
using match::TextCondition;
using text::ViewKind;

constexpr std::int64_t kMaxWithin = 1000;

constexpr std::array<const ValueType*, 1> kShortForms{&kTexts};
constexpr ValueType kView = one_of(text::kViewNames);
constexpr ValueType kSteps{"a list of phrases; an entry may be a list (any of)",
                           R"({"type": "array", "minItems": 1,
        "items": {"type": ["string", "number", "array"], "minLength": 1, "minItems": 1,
                  "items": {"type": ["string", "number"], "minLength": 1}}})"};
constexpr ValueType kNearSteps{"a list of up to 16 phrases; an entry may be a list (any of)",
                               R"({"type": "array", "minItems": 1, "maxItems": 16,
        "items": {"type": ["string", "number", "array"], "minLength": 1, "minItems": 1,
                  "items": {"type": ["string", "number"], "minLength": 1}}})"};
constexpr ValueType kWithin{"an integer, 0 to 1000",
                            R"({"type": "integer", "minimum": 0, "maximum": 1000})"};

constexpr std::array kParameters{
    Parameter{"any", &kTexts, "Any of the phrases is in the text."},
    Parameter{"all", &kSteps, "All of them are in the text, anywhere."},
    Parameter{"sequence", &kSteps,
              "They come in this order, not overlapping, each next one at most `within` characters "
              "behind the one before."},
    Parameter{"near", &kNearSteps, "The same in any order; at most 16 entries."},
    Parameter{
        "within", &kWithin,
        "How many characters of the view may lie between neighbours of `sequence` or `near`."},
    Parameter{"regex", &kTexts,
              "An RE2 regex matches somewhere in the view (`folded` unless said); its literals are "
              "folded as the text is."},
    Parameter{"view", &kView, "The view to look in, for all keys beside it."},
};
constexpr std::string_view kConstraints = R"({
  "anyOf": [{"required": ["any"]}, {"required": ["all"]}, {"required": ["sequence"]},
            {"required": ["near"]}, {"required": ["regex"]}],
  "not": {"required": ["sequence", "near"]},
  "if": {"required": ["within"]},
  "then": {"anyOf": [{"required": ["sequence"]}, {"required": ["near"]}]},
  "dependencies": {"sequence": ["within"], "near": ["within"]}})";

// A text condition while its phrases are read.
struct Phrased {
  TextCondition condition;
  std::vector<std::vector<WrittenPhrase>> written;

  // False where a phrase is bad.
  bool add_set(std::span<const Text> phrases, std::optional<ViewKind> view, ParseContext& context) {
    ReadPhrases read = read_phrases(phrases, view, context);
    if (read.set.empty()) return false;
    condition.sets.push_back(std::move(read.set));
    written.push_back(std::move(read.written));
    return true;
  }
};

Expression text_expression(Phrased phrased, const document::Span& span) {
  Expression expression;
  expression.kind = Expression::Kind::text;
  expression.text = std::move(phrased.condition);
  expression.phrases = std::move(phrased.written);
  expression.span = span;
  expression.predicate = "text";
  return expression;
}

class MappingParser {
 public:
  MappingParser(const Node& value, ParseContext& context)
      : context_(context), form_(value, "text", kParameters, context) {}

  std::optional<Expression> parse() {
    if (const auto view = form_.word("view", text::kViewNames)) {
      view_ = static_cast<ViewKind>(*view);
    }
    parse_any();
    parse_all();
    parse_gapped();
    parse_regex();
    if (form_.good() && parts_.empty()) {
      form_.error(form_.span(), "nothing-to-find", "`text` says nothing to look for",
                  "add `any`, `all`, `sequence`, `near` or `regex`");
    }
    if (!form_.good()) return std::nullopt;
    if (parts_.size() == 1) return std::move(parts_.front());
    Expression all;
    all.kind = Expression::Kind::all;
    all.children = std::move(parts_);
    return all;
  }

 private:
  // An entry of `all`, `sequence` and `near`.
  using Step = std::vector<Text>;

  document::Span span_of(std::string_view key) const {
    return {form_.key_span(key).begin, form_.find(key)->span.end};
  }

  void add_part(Phrased phrased, std::string_view key) {
    parts_.push_back(text_expression(std::move(phrased), span_of(key)));
  }

  void parse_any() {
    const std::vector<Text> phrases = form_.texts("any");
    if (phrases.empty()) return;
    Phrased phrased;
    if (!phrased.add_set(phrases, view_, context_)) return form_.fail();
    add_part(std::move(phrased), "any");
  }

  void parse_all() {
    Phrased phrased;
    phrased.condition.kind = TextCondition::Kind::all;
    if (add_sets(read_steps("all"), view_, phrased)) add_part(std::move(phrased), "all");
  }

  void parse_gapped() {
    if (form_.has("sequence") && form_.has("near")) {
      form_.error(form_.key_span("near"), "sequence-and-near",
                  "`text` has both `sequence` and `near`",
                  "write two `text` conditions, each with its own `within`");
    }
    const auto within = form_.integer("within", 0, kMaxWithin);
    bool is_gapped = false;
    for (const std::string_view key : {"sequence", "near"}) {
      if (!form_.has(key)) continue;
      is_gapped = true;
      if (!form_.has("within")) missing_within(key);
      parse_steps(key, static_cast<std::uint32_t>(within.value_or(0)));
    }
    if (form_.has("within") && !is_gapped) {
      form_.error(form_.key_span("within"), "within-alone",
                  "`within` goes with `sequence` or `near` only");
    }
  }

  void missing_within(std::string_view key) {
    const document::Position at = form_.span().begin;
    form_.error({at, {at.line, at.column + 1}}, "missing-key",
                fmt::format("`{}` needs `within`", key),
                "within: N, the characters that may lie between, 0 to 1000");
  }

  void parse_steps(std::string_view key, std::uint32_t within) {
    const std::vector<Step> steps = read_steps(key);
    Phrased phrased;
    TextCondition& condition = phrased.condition;
    condition.kind = key == "near" ? TextCondition::Kind::near : TextCondition::Kind::sequence;
    condition.within = within;
    if (condition.kind == TextCondition::Kind::near && steps.size() > TextCondition::kNearLimit) {
      form_.error(form_.find(key)->span, "too-many-steps",
                  fmt::format("`near` has {} entries, more than {}", steps.size(),
                              TextCondition::kNearLimit),
                  "put some of them in a `near` of their own, both under `all`");
      return;
    }
    if (add_sets(steps, view_.value_or(common_view(steps)), phrased)) {
      add_part(std::move(phrased), key);
    }
  }

  // Where steps are looked for that must lie in one view.
  static ViewKind common_view(std::span<const Step> steps) {
    const bool unspaced = std::ranges::any_of(steps, [](const Step& step) {
      return std::ranges::any_of(step, text::has_unspaced_letter, &Text::value);
    });
    return unspaced ? ViewKind::squeezed : ViewKind::folded;
  }

  // Empty where there are none or one is not good.
  std::vector<Step> read_steps(std::string_view key) {
    std::vector<Step> steps;
    const Node* list = form_.find(key);
    if (list == nullptr) return steps;
    if (!document::expect_list(*list, form_.what(key), context_)) {
      form_.fail();
      return steps;
    }
    for (const Node& item : list->items) {
      auto step = document::read_texts(item, fmt::format("an entry of `{}`", key), context_);
      if (step) steps.push_back(*std::move(step));
    }
    if (steps.size() == list->items.size()) return steps;
    form_.fail();
    return {};
  }

  bool add_sets(std::span<const Step> steps, std::optional<ViewKind> view, Phrased& phrased) {
    bool good = !steps.empty();
    for (const Step& step : steps) {
      if (phrased.add_set(step, view, context_)) continue;
      form_.fail();
      good = false;
    }
    return good;
  }

  void parse_regex() {
    std::vector<Expression> regexes;
    for (const Text& regex : form_.texts("regex")) {
      TextCondition condition;
      condition.kind = TextCondition::Kind::regex;
      condition.view = view_.value_or(ViewKind::folded);
      condition.regex = text::fold_regex_literals(regex.value, condition.view);
      if (check_regex(regex, condition)) {
        regexes.push_back(text_expression({std::move(condition), {}}, regex.span));
      }
    }
    if (regexes.empty()) return;
    if (regexes.size() == 1) {
      regexes.front().span = span_of("regex");
      parts_.push_back(std::move(regexes.front()));
      return;
    }
    Expression any;
    any.kind = Expression::Kind::any;
    any.span = span_of("regex");
    any.predicate = "text";
    any.children = std::move(regexes);
    parts_.push_back(std::move(any));
  }

  // As written, so that the message is about what its author sees, then as it is looked for.
  bool check_regex(const Text& regex, const TextCondition& condition) {
    auto checked = match::PatternSetBuilder::check_regex(regex.value);
    std::string help;
    if (checked) {
      checked = match::PatternSetBuilder::check_regex(condition.regex);
      help =
          fmt::format("in the view `{}` it is `{}`",
                      text::kViewNames[static_cast<std::size_t>(condition.view)], condition.regex);
    }
    if (checked) return true;
    form_.error(regex.span, "bad-regex", "this regex cannot be used: " + checked.error(),
                std::move(help));
    return false;
  }

  ParseContext& context_;
  MappingForm form_;
  std::optional<ViewKind> view_;
  std::vector<Expression> parts_;  // all must hold
};

std::optional<Expression> parse(const Node& value, ParseContext& context) {
  if (value.kind == Node::Kind::mapping) return MappingParser(value, context).parse();
  const auto phrases = document::read_texts(value, "`text`", context);
  if (!phrases) return std::nullopt;
  Phrased phrased;
  if (!phrased.add_set(*phrases, std::nullopt, context)) return std::nullopt;
  return text_expression(std::move(phrased), value.span);
}

}  // namespace

PredicateKind text_kind() noexcept {
  return {.key = "text",
          .help =
              "A phrase is in the text, or any of a list of phrases; or all keys of a mapping "
              "hold. A phrase with a letter of an unspaced script looks in the view `squeezed`, "
              "any other in `folded`, unless `view` says otherwise.",
          .example = "text: {sequence: [[登录, 点击], [兑换, 领取]], within: 12}",
          .short_forms = kShortForms,
          .parameters = kParameters,
          .constraints = kConstraints,
          .parse = parse};
}

}  // namespace picket::predicates
