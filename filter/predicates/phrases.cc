// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/phrases.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "filter/text/fold.h"

namespace picket::predicates {
namespace {

using document::Text;
using text::ViewKind;

void add_spellings(const Text& phrase, std::string_view squeezed, match::PhraseSet& set,
                   ParseContext& context) {
  text::Spellings::Variants variants = context.spellings().variants(squeezed);
  if (!variants.complete) {
    context.warning(phrase.span, "too-many-spellings",
                    fmt::format("`{}` has more spellings than are looked for ({})", phrase.value,
                                text::Spellings::kVariantLimit),
                    "divide it into several phrases");
  }
  for (std::string& variant : variants.phrases) {
    set.push_back({ViewKind::squeezed, std::move(variant)});
  }
}

// False where the phrase is bad.
bool add_phrase(const Text& phrase, ViewKind view, ReadPhrases& read, ParseContext& context) {
  std::string folded = text::fold_phrase(phrase.value, view);
  if (folded.empty()) {
    context.error(phrase.span, "empty-phrase",
                  fmt::format("nothing of `{}` is left in the view `{}`", phrase.value,
                              text::kViewNames[static_cast<std::size_t>(view)]),
                  "`squeezed` keeps letters and digits only; `view: raw` looks in the text as it "
                  "came");
    return false;
  }
  if (text::fold_phrase(phrase.value, ViewKind::folded) == " ") {
    context.error(phrase.span, "empty-phrase", "a phrase is only white space",
                  "every text of several words has it: name words");
    return false;
  }
  read.written.push_back({folded, phrase.span});
  if (view == ViewKind::squeezed) {
    add_spellings(phrase, folded, read.set, context);
  } else {
    read.set.push_back({view, std::move(folded)});
  }
  return true;
}

}  // namespace

ReadPhrases read_phrases(std::span<const Text> phrases, std::optional<ViewKind> view,
                         ParseContext& context) {
  ReadPhrases read;
  bool good = true;
  for (const Text& phrase : phrases) {
    good &= add_phrase(phrase, view.value_or(text::default_view(phrase.value)), read, context);
  }
  if (!good) read = {};
  return read;
}

}  // namespace picket::predicates
