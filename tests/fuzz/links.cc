// SPDX-License-Identifier: Apache-2.0
// Links of any text: in order, apart from each other, inside the text, their hosts canonical; a
// host in ASCII is found again as it stands.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "filter/core/utf8.h"
#include "filter/text/fold.h"
#include "filter/text/link.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// Whether the host, in a link of its own, is what is found.
bool is_found_again(const std::string& host) {
  using namespace picket::text;
  static Folder folder;
  static LinkFinder finder;
  const std::string text = "http://" + host + "/";
  const auto links = finder.find(folder.fold(text));
  return links.size() == 1 && links[0].host == host && links[0].at.end == text.size();
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0; });
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
    if (is_ascii(link.host)) require(is_found_again(std::string(link.host)));
    if (link.ip) continue;
    require(link.skeleton == host_skeleton(link.host));
    require(canonical_host(link.host) == link.host);
  }
  return 0;
}
