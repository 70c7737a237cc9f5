// SPDX-License-Identifier: Apache-2.0
// Links of any text: in order, apart from each other, inside the text, their hosts canonical.
#include <cstdlib>
#include <string>

#include "filter/core/utf8.h"
#include "filter/text/fold.h"
#include "filter/text/link.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace picket::text;
  static Folder folder;
  static LinkFinder finder;
  const Views& views = folder.fold({reinterpret_cast<const char*>(data), size});
  std::uint32_t past = 0;
  for (const Link& link : finder.find(views)) {
    require(link.at.begin < link.at.end && link.at.end <= views[ViewKind::raw].characters());
    require(link.at.end >= past);
    past = link.at.end;
    require(!link.host.empty() && link.host.ends_with(link.registered));
    require(!link.registered.empty());
    for (std::string_view rest = link.host; !rest.empty();) {
      const int length = picket::core::utf8_sequence(rest);
      require(length > 0);
      require(rest.front() < 'A' || rest.front() > 'Z');
      rest.remove_prefix(static_cast<std::size_t>(length));
    }
    if (!link.ip) require(link.skeleton == host_skeleton(link.host));
  }
  return 0;
}
