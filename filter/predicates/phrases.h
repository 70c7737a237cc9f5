// SPDX-License-Identifier: Apache-2.0
// Phrases of a `text` condition as they are looked for: folded, each in its view, in `squeezed`
// with their spellings. Used by text.cc.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "filter/document/typed.h"
#include "filter/match/condition.h"
#include "filter/predicates/predicate.h"
#include "filter/text/view.h"

namespace picket::predicates {

struct ReadPhrases {
  match::PhraseSet set;                // with spellings
  std::vector<WrittenPhrase> written;  // without
};

// Alternatives, in the view given or each in its own default one. Empty where one is bad; all of
// those are reported.
ReadPhrases read_phrases(std::span<const document::Text> phrases,
                         std::optional<text::ViewKind> view, ParseContext& context);

}  // namespace picket::predicates
