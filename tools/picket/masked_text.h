// SPDX-License-Identifier: Apache-2.0
// A message with what may name a person or a place to go to made unknowable, for tests of rules:
// every digit is 0, every link is link.example. Words stay. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "filter/text/fold.h"
#include "filter/text/link.h"

namespace picket::tool {

class TextMask {
 public:
  std::string masked(std::string_view text);

 private:
  text::Folder folder_;
  text::LinkFinder links_;
};

}  // namespace picket::tool
