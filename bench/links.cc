// SPDX-License-Identifier: Apache-2.0
// What finding the links of a message costs, against what one would write first: an RE2 over the
// folded text and libpsl. The peer knows plain links alone (http, https, or a host with a public
// suffix); before anything is timed, whatever it finds after a scheme must be found by Picket.
// Folding is not in the figure. `links` is the links in a message.
//
//   bench_links [--benchmark_filter=…]         PICKET_MESSAGES=FILE: JSONL with "text"
#include <benchmark/benchmark.h>
#include <libpsl.h>
#include <re2/re2.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/finding.h"
#include "bench/messages.h"
#include "filter/text/link.h"

namespace picket::bench {
namespace {

struct PeerLink {
  std::string_view host;
  std::string_view registered;
  bool has_scheme;
};

class Peer {
 public:
  const std::vector<PeerLink>& find(const text::Views& views) {
    links_.clear();
    re2::StringPiece rest(views[text::ViewKind::folded].bytes);
    re2::StringPiece scheme, host;
    while (RE2::FindAndConsume(&rest, pattern_, &scheme, &host)) {
      name_.assign(host.data(), host.size());
      const std::size_t dot = name_.rfind('.');
      if (!psl_is_public_suffix2(psl_builtin(), name_.c_str() + dot + 1,
                                 PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE))
        continue;
      const std::string_view found(host.data(), host.size());
      const char* registered = psl_registrable_domain(psl_builtin(), name_.c_str());
      const std::size_t prefix =
          registered == nullptr ? 0 : static_cast<std::size_t>(registered - name_.c_str());
      links_.push_back({found, found.substr(prefix), !scheme.empty()});
    }
    return links_;
  }

 private:
  RE2 pattern_{R"((https?://)?((?:[a-z0-9][-a-z0-9]*\.)+[a-z]+)(?::[0-9]+)?(?:/[!-~]*)?)"};
  std::string name_;
  std::vector<PeerLink> links_;
};

struct Workload {
  Workload();  // throws where an answer is wrong

  Messages messages = load_messages();
  KeptViews views{messages.texts, true};
  double links = 0;
};

Workload::Workload() {
  Peer peer;
  text::LinkFinder finder;
  std::size_t count = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const auto all = finder.find(views[i]);
    count += all.size();
    for (const PeerLink& wanted : peer.find(views[i])) {
      const bool found = std::ranges::any_of(all, [&](const text::Link& link) {
        return link.host == wanted.host && link.registered == wanted.registered;
      });
      // To the peer what stands before an `@` is a host.
      const bool is_plain = wanted.has_scheme && views[i].original.find('@') == std::string::npos;
      if (is_plain && !found) throw std::runtime_error("not found: " + std::string(wanted.host));
    }
  }
  links = static_cast<double>(count) / static_cast<double>(views.size());
}

const Workload& workload() {
  static const Workload work;
  return work;
}

template <class Finder>
void find_links(benchmark::State& state) {
  const Workload& work = workload();
  time_finding<Finder>(state, work.messages, work.views, {"links", work.links});
}

BENCHMARK(find_links<text::LinkFinder>)->Name("links/picket");
BENCHMARK(find_links<Peer>)->Name("links/re2+libpsl");

}  // namespace
}  // namespace picket::bench
