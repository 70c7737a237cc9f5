// SPDX-License-Identifier: Apache-2.0
// An explanation for people.
#include <fmt/format.h>

#include "filter/core/names.h"
#include "tools/picket/explanation.h"
#include "tools/picket/marks.h"

namespace picket::tool {
namespace {

constexpr std::size_t kLabel = 10;  // columns

std::string described(const core::Address& address, const core::Number& number) {
  const std::string_view kind = core::name_of(number.kind());
  if (address.text.empty()) return "-";
  const std::string raw = printable(address.text), normal = printable(number.normal());
  return raw == normal ? fmt::format("{} ({})", raw, kind)
                       : fmt::format("{} ({} {})", raw, kind, normal);
}

// What rules met: yellow of those that hit, green of those that are only near.
Marks marks_of(const Explanation& explanation, std::size_t characters) {
  Marks marks(characters);
  for (const Paint paint : {Paint::green, Paint::yellow}) {
    for (const engine::RuleInsight& insight : explanation.rules) {
      if ((insight.truth == core::Truth::yes) != (paint == Paint::yellow)) continue;
      for (const engine::ConditionInsight& condition : insight.match) {
        for (const core::Matched& matched : condition.matched) {
          marks.mark(matched.at, characters_of(printable(matched.text)), paint);
        }
      }
    }
  }
  return marks;
}

class TextPage {
 public:
  TextPage(const Explanation& explanation, Output& output)
      : explanation_(explanation), output_(output) {}

  void print() {
    print_event();
    print_text();
    print_views();
    print_findings();
    print_decision();
    print_rules(explanation_, terminal_, output_);
  }

 private:
  void line(std::string_view label, std::string_view value) {
    output_.write(fmt::format(
        "{}{}\n", terminal_.painted(fmt::format("{:<{}}", label, kLabel), Paint::dim), value));
  }

  // Over as many lines as it takes.
  void lines(std::string_view label, std::string_view printable, const Marks& marks) {
    std::size_t at = 0;
    for (const std::string_view part : wrapped(printable, terminal_.columns() - kLabel)) {
      line(label, painted_line(part, at, marks, terminal_));
      const std::string signs = terminal_.colours() ? "" : sign_line(part, at, marks);
      if (!signs.empty()) line("", signs);
      at += characters_of(part);
      label = "";
    }
  }

  void print_event() {
    const core::Event& event = explanation_.event;
    line("event", core::name_of(event.channel));
    line("from", described(event.from, engine::sender_of(explanation_.workspace)));
    line("to", described(event.to, engine::recipient_of(explanation_.workspace)));
    if (!event.route.empty()) line("route", printable(event.route));
    if (event.time) line("time", core::format_rfc3339(*event.time));
  }

  void print_text() {
    const std::string text = printable(explanation_.event.text);
    lines("text", text, marks_of(explanation_, characters_of(text)));
  }

  void print_views() {
    if (explanation_.event.text.empty()) return;
    const text::Views& views = engine::views_of(explanation_.workspace);
    for (std::size_t i = 0; i < text::kViewKinds; ++i) {
      const std::string view = printable(views.view[i].bytes);
      lines(text::kViewNames[i], view, Marks(characters_of(view)));
    }
  }

  void print_findings() {
    for (const text::Link& link : engine::links_of(explanation_.workspace)) {
      line("link", fmt::format("{} at {}{}", printable(link.host), link.at.begin,
                               link.shortener ? ", a shortener" : ""));
    }
    for (const text::Contact& contact : engine::contacts_of(explanation_.workspace)) {
      line("contact",
           fmt::format("{} {} at {}", text::kContactNames[static_cast<std::size_t>(contact.kind)],
                       printable(contact.value), contact.at.begin));
    }
  }

  void print_decision() {
    const core::Decision& decision = explanation_.decision;
    const bool is_good = decision.verdict == core::Verdict::allow;
    std::string said =
        terminal_.painted(core::name_of(decision.verdict), is_good ? Paint::green : Paint::red);
    if (decision.risk != core::Risk::none) {
      said += fmt::format(", risk {}", core::name_of(decision.risk));
    }
    if (decision.score != 0) said += fmt::format(", score {}", decision.score);
    if (decision.bypass == core::Bypass::emergency) said += ", unjudged: an emergency number";
    if (decision.incomplete) said += ", incomplete: the scan was cut short";
    line("verdict", said);
  }

  const Explanation& explanation_;
  Output& output_;
  const Terminal terminal_ = Terminal::of_output();
};

}  // namespace

void print_text(const Explanation& explanation, Output& output) {
  TextPage(explanation, output).print();
}

}  // namespace picket::tool
