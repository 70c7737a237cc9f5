// SPDX-License-Identifier: Apache-2.0
// What finding the contacts of a message costs, against what one would write first: RE2s over the
// folded text, for mobile numbers and mail addresses only. Before anything is timed, every mobile
// number that the peer finds must be found by Picket. Folding is not in the figure. `contacts` is
// the contacts in a message.
//
//   bench_contacts [--benchmark_filter=…]      PICKET_MESSAGES=FILE: JSONL with "text"
#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/finding.h"
#include "bench/messages.h"
#include "filter/text/contact.h"

namespace picket::bench {
namespace {

class Peer {
 public:
  const std::vector<std::string_view>& find(const text::Views& views) {
    found_.clear();
    gather(mobile_, views);
    gather(mail_, views);
    return found_;
  }
  const std::vector<std::string_view>& find_mobiles(const text::Views& views) {
    found_.clear();
    gather(mobile_, views);
    return found_;
  }

 private:
  void gather(const RE2& pattern, const text::Views& views) {
    re2::StringPiece rest(views[text::ViewKind::folded].bytes);
    for (re2::StringPiece one; RE2::FindAndConsume(&rest, pattern, &one);)
      found_.emplace_back(one.data(), one.size());
  }

  RE2 mobile_{R"((?:^|[^-0-9a-z ().+/])(1[3-9][0-9]{9})(?:$|[^-0-9a-z ().+/]))"};
  RE2 mail_{R"(([a-z0-9][-a-z0-9.+_]*@[a-z0-9][-a-z0-9.]*\.[a-z]+))"};
  std::vector<std::string_view> found_;
};

struct Finder : text::ContactFinder {
  Finder() : text::ContactFinder(text::Spellings::built_in()) {}
};

struct Workload {
  Workload();  // throws where an answer is wrong

  Messages messages = load_messages();
  KeptViews views{messages.texts, true};
  double contacts = 0;
};

Workload::Workload() {
  Peer peer;
  Finder finder;
  std::size_t count = 0;
  for (std::size_t i = 0; i < views.size(); ++i) {
    const auto all = finder.find(views[i]);
    count += all.size();
    for (const std::string_view wanted : peer.find_mobiles(views[i])) {
      const bool found = std::ranges::any_of(
          all, [&](const text::Contact& contact) { return contact.value.ends_with(wanted); });
      if (!found) throw std::runtime_error("not found: " + std::string(wanted));
    }
  }
  contacts = static_cast<double>(count) / static_cast<double>(views.size());
}

const Workload& workload() {
  static const Workload work;
  return work;
}

template <class Finder>
void find_contacts(benchmark::State& state) {
  const Workload& work = workload();
  time_finding<Finder>(state, work.messages, work.views, {"contacts", work.contacts});
}

BENCHMARK(find_contacts<Finder>)->Name("contacts/picket");
BENCHMARK(find_contacts<Peer>)->Name("contacts/re2, mobiles and mail only");

}  // namespace
}  // namespace picket::bench
