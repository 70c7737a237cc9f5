// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/mine_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tools/picket/findings.h"
#include "tools/picket/table.h"

namespace picket::tool {
namespace {

using nlohmann::ordered_json;

std::size_t held_out(const std::vector<UncaughtMessage>& messages) {
  return static_cast<std::size_t>(std::ranges::count_if(messages, &UncaughtMessage::held_out));
}

// Of the fraud and ham that is hit, the fraud: spam is neither.
Proportion precision_of(const PartHits& hits) noexcept {
  return {hits[Label::fraud].count, hits[Label::fraud].count + hits[Label::ham].count};
}

ordered_json json_of(const PartHits& hits) {
  ordered_json json = ordered_json::object();
  for (const Label label : kLabelsInOrder) {
    json[std::string(name_of(label))] = {{"hits", hits[label].count}, {"of", hits[label].of}};
  }
  if (precision_of(hits).of != 0) json["precision"] = precision_of(hits).share();
  if (hits[Label::fraud].of != 0) json["recall"] = hits[Label::fraud].share();
  return json;
}

class Page {
 public:
  Page(const MineReport& report, const Terminal& terminal) : report_(report), terminal_(terminal) {}

  std::string text() {
    std::string text = head();
    if (report_.mined.rules.empty()) return text + "nothing that separates enough of it from ham\n";
    return text + "\n" + table();
  }

 private:
  std::string head() const {
    const Uncaught& uncaught = report_.uncaught;
    std::string text = fmt::format("{} of {} ({} active) let through {} of {} of fraud\n",
                                   counted(report_.rules.rules().size(), "rule"), report_.directory,
                                   report_.rules.active_count(), uncaught.uncaught[Label::fraud],
                                   counted(uncaught.all[Label::fraud], "message"));
    if (uncaught.bad_lines.count() != 0) {
      text += fmt::format("{} left out\n", counted(uncaught.bad_lines.count(), "bad line"));
    }
    for (const Label label : kLabelsInOrder) {
      const std::vector<UncaughtMessage>& messages = uncaught.messages[label];
      text += fmt::format("{:<5} {}: {} searched, {} held out\n", name_of(label),
                          counted(messages.size(), "template"),
                          messages.size() - held_out(messages), held_out(messages));
    }
    if (uncaught.left_out) {
      text += "(a sample: there are more templates than are kept)\n";
    }
    return text;
  }

  std::string table() const {
    using enum Align;
    Table table({left, right, right, right, right, right, right, right});
    const auto dim = [](std::string_view text) { return Cell(std::string(text), Paint::dim); };
    table.add(
        {dim(""), dim("searched"), dim(""), dim(""), dim(""), dim("held out"), dim(""), dim("")});
    table.add({dim(""), dim("fraud"), dim("new"), dim("spam"), dim("ham"), dim("fraud"),
               dim("spam"), dim("ham")});
    for (const MinedRule& rule : report_.mined.rules) {
      table.add(row(rule.id, std::to_string(rule.pattern.gain), rule.searched, rule.held_out));
      table.add_heading(Cell("  " + printable(rule.condition), Paint::yellow));
      table.add_heading(
          Cell(fmt::format("  {}; held out {}", worth(rule.searched), worth(rule.held_out)),
               Paint::dim));
    }
    table.add(row("all of them", "", report_.mined.searched, report_.mined.held_out));
    table.add(of_row());
    return table.text(terminal_);
  }

  static std::string worth(const PartHits& hits) {
    return fmt::format(
        "precision {}, recall {} %",
        precision_of(hits).of == 0 ? "unknown" : percent(precision_of(hits).share()) + " %",
        percent(hits[Label::fraud].share()));
  }

  static std::vector<Cell> row(const std::string& name, const std::string& gain,
                               const PartHits& searched, const PartHits& held_out) {
    const auto count = [](const PartHits& hits, Label label) {
      const std::uint64_t value = hits[label].count;
      const bool is_fault = label == Label::ham && value != 0;
      return Cell(value == 0 ? "·" : std::to_string(value), is_fault ? Paint::red : Paint::plain);
    };
    return {Cell(name),
            count(searched, Label::fraud),
            Cell(gain),
            count(searched, Label::spam),
            count(searched, Label::ham),
            count(held_out, Label::fraud),
            count(held_out, Label::spam),
            count(held_out, Label::ham)};
  }

  std::vector<Cell> of_row() const {
    std::vector<Cell> cells{Cell("of", Paint::dim)};
    for (const PartHits* hits : {&report_.mined.searched, &report_.mined.held_out}) {
      for (const Label label : kLabelsInOrder) {
        cells.emplace_back(std::to_string((*hits)[label].of), Paint::dim);
        if (label == Label::fraud && hits == &report_.mined.searched) cells.emplace_back("");
      }
    }
    return cells;
  }

  const MineReport& report_;
  const Terminal& terminal_;
};

// What JSON leaves unescaped in a string is not all harmless on a terminal.
std::string printable_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += printable(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string as_comment(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out += end == 1 ? "#" : "# ";
    out += text.substr(0, end);
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace

void print_text(const MineReport& report, const Terminal& terminal, Output& output) {
  const std::string text = Page(report, terminal).text();
  if (!report.out.empty()) {
    output.write(text);
    output.write(fmt::format("\n{} written to {}\n", counted(report.mined.rules.size(), "rule"),
                             report.out));
    return;
  }
  output.write(as_comment(text));
  for (std::size_t i = 0; i < report.mined.rules.size(); ++i) {
    const std::string& yaml = report.mined.rules[i].yaml;
    output.write(i == 0 ? "\n" : "---\n");
    output.write(terminal.is_terminal() ? printable_lines(yaml) : yaml);
  }
}

void print_json(const MineReport& report, Output& output) {
  ordered_json json{{"ruleset", report.rules.digest()}};
  for (const Label label : kLabelsInOrder) {
    const std::vector<UncaughtMessage>& messages = report.uncaught.messages[label];
    json[std::string(name_of(label))] = {{"messages", report.uncaught.all[label]},
                                         {"uncaught", report.uncaught.uncaught[label]},
                                         {"templates", messages.size()},
                                         {"held_out", held_out(messages)}};
  }
  json["sampled"] = report.uncaught.left_out;
  json["bad_lines"] = report.uncaught.bad_lines.count();
  json["rules"] = ordered_json::array();
  for (const MinedRule& rule : report.mined.rules) {
    ordered_json entry{{"rule", rule.id},
                       {"steps", rule.pattern.steps},
                       {"view", rule.pattern.unspaced ? "squeezed" : "folded"}};
    if (rule.pattern.steps.size() > 1) entry["within"] = rule.pattern.within;
    entry["new"] = rule.pattern.gain;
    entry["searched"] = json_of(rule.searched);
    entry["held_out"] = json_of(rule.held_out);
    entry["yaml"] = rule.yaml;
    json["rules"].push_back(std::move(entry));
  }
  json["all"] = {{"searched", json_of(report.mined.searched)},
                 {"held_out", json_of(report.mined.held_out)}};
  output.write(json.dump(2) + "\n");
}

}  // namespace picket::tool
