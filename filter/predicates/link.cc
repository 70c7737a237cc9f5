// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/link.h"

#include <algorithm>
#include <array>
#include <utility>

#include "filter/document/typed.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

using core::Truth;
using document::Node;

constexpr std::array<std::string_view, 2> kWords{"any", "none"};
constexpr ValueType kAnyOrNone = one_of(kWords);
constexpr std::array<const ValueType*, 1> kShortForms{&kAnyOrNone};

constexpr std::array kParameters{
    Parameter{"host", &kTexts, "The link's host is this one (or one of these), or under it."},
    Parameter{"any_host_in", &kList, "The link's host, or one that it is under, is in the list."},
    Parameter{"shortener", &kBoolean, "The link's host is a known link shortener."},
    Parameter{"look_alike_of", &kList,
              "The link's host only looks like one of the list: it is not covered by the list, yet "
              "has the first label of an entry, or a look-alike of it, as a whole part."},
    Parameter{"every_host_in", &kList,
              "There is a link, and the hosts of all links of the text are in the list."},
};

// `none`: an SMS without links.
class NoLink final : public Test {
 public:
  Truth evaluate(Facts& facts) const noexcept override {
    return core::truth_of(facts.event().channel == core::Channel::sms && facts.links().empty());
  }
};

using Hosts = std::shared_ptr<const lists::HostList>;

// A list that is null is not asked about: with none at all this is `any`.
struct LinkParameters {
  Hosts host;
  Hosts any_host_in;
  std::optional<bool> shortener;
  Hosts look_alike_of;
  Hosts every_host_in;
};

class LinkTest final : public Test {
 public:
  explicit LinkTest(LinkParameters parameters) : wanted_(std::move(parameters)) {}

  Truth evaluate(Facts& facts) const noexcept override {
    Truth one = Truth::no;
    Truth every = Truth::yes;
    for (const text::Link& link : facts.links()) {
      one = core::either(one, meets(link));
      if (wanted_.every_host_in)
        every = core::both(every, wanted_.every_host_in->covers(link.host));
    }
    return core::both(one, every);
  }

  std::optional<text::Stretch> evidence(Facts& facts) const noexcept override {
    const auto links = facts.links();
    const auto link = std::ranges::find_if(
        links, [&](const text::Link& candidate) { return meets(candidate) == Truth::yes; });
    if (link == links.end()) return std::nullopt;
    return link->at;
  }

  Needs needs() const noexcept override { return Needs::a_link; }

 private:
  // What the keys say that hold for one same link.
  Truth meets(const text::Link& link) const noexcept {
    Truth truth = Truth::yes;
    if (wanted_.shortener) truth = core::truth_of(link.shortener == *wanted_.shortener);
    if (wanted_.host) truth = core::both(truth, wanted_.host->covers(link.host));
    if (wanted_.any_host_in) truth = core::both(truth, wanted_.any_host_in->covers(link.host));
    if (wanted_.look_alike_of) {
      truth = core::both(truth, wanted_.look_alike_of->looks_alike(link.host, link.skeleton));
    }
    return truth;
  }

  LinkParameters wanted_;
};

// `host: H` is the list of just H.
Hosts read_host(MappingForm& form, ParseContext& context) {
  const Node* host = form.find("host");
  if (host == nullptr) return nullptr;
  if (host->kind == Node::Kind::list) return form.hosts("host");
  Node list;
  list.kind = Node::Kind::list;
  list.span = host->span;
  if (document::read_text(*host, form.what("host"), context)) list.items.push_back(*host);
  Hosts hosts = list.items.empty() ? nullptr : context.hosts(list);
  if (!hosts) form.fail();
  return hosts;
}

std::optional<Expression> parse(const Node& value, ParseContext& context) {
  if (value.kind == Node::Kind::scalar) {
    const auto word = document::read_word(value, "`link`", kWords, context);
    if (!word) return std::nullopt;
    if (*word == 0) return leaf("link", value, std::make_shared<LinkTest>(LinkParameters{}));
    return leaf("link", value, std::make_shared<NoLink>());
  }
  MappingForm form(value, "link", kParameters, context);
  LinkParameters wanted;
  wanted.host = read_host(form, context);
  wanted.any_host_in = form.hosts("any_host_in");
  wanted.shortener = form.boolean("shortener");
  wanted.look_alike_of = form.hosts("look_alike_of");
  wanted.every_host_in = form.hosts("every_host_in");
  if (!form.good()) return std::nullopt;
  return leaf("link", value, std::make_shared<LinkTest>(std::move(wanted)));
}

}  // namespace

PredicateKind link_kind() noexcept {
  return {.key = "link",
          .help =
              "There is a link in the text (`any`), or none in an SMS (`none`), or one that all "
              "keys hold for. Disguises are undone: `hxxp`, `[.]`, ` dot `, `。`, upper case.",
          .example = "link: {look_alike_of: lists/bank-hosts}",
          .short_forms = kShortForms,
          .parameters = kParameters,
          .parse = parse};
}

}  // namespace picket::predicates
