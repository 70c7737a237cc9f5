// SPDX-License-Identifier: Apache-2.0
// What messages sent in bulk share: the squeezed text with each link, and each run of digits, as
// one sign. Messages of one template count as one sample of a corpus. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "filter/text/fold.h"
#include "filter/text/link.h"

namespace picket::tool {

class MessageTemplates {
 public:
  // Of this text; valid until the next call.
  std::string_view of(std::string_view text);

 private:
  text::Folder folder_;
  text::LinkFinder links_;
  std::string template_;
};

}  // namespace picket::tool
