// SPDX-License-Identifier: Apache-2.0
#include "filter/document/yaml_events.h"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include "filter/document/yaml_builder.h"

namespace picket::document {
namespace {

// A tab within the blanks at the start of a line, where those are indentation; with `any`, even
// where nothing but a comment follows.
std::optional<std::size_t> tab_indent(const Source& source, std::uint32_t line, bool any) {
  const std::string_view text = source.line(line);
  const std::size_t content = std::min(text.find_first_not_of(" \t"), text.size());
  if (!any && (content == text.size() || text[content] == '#')) return std::nullopt;
  const std::size_t tab = text.substr(0, content).find('\t');
  if (tab == std::string_view::npos) return std::nullopt;
  return source.start(line) + tab;
}

void report_tab(const Source& source, std::size_t at, Reporter& reporter) {
  reporter.error(source.span(at, at + 1), "tab-indent", "a tab is used to indent",
                 "indent with spaces");
}

// What to do about it, for what people get wrong most.
std::string help_for(std::string_view message) {
  if (message.find("illegal map value") != std::string_view::npos) {
    return "text with `: ` in it must be quoted";
  }
  if (message.find("end of map") != std::string_view::npos ||
      message.find("end of sequence") != std::string_view::npos) {
    return "check the indentation, and that every quote and bracket is closed";
  }
  return {};
}

}  // namespace

std::optional<Node> parse_document(const Source& source, DocumentLines lines, Reporter& reporter) {
  const std::size_t begin = source.start(lines.first), end = source.start(lines.last + 1);
  std::istringstream stream(std::string(source.text().substr(begin, end - begin)));
  YamlBuilder builder(source, lines, reporter);
  std::optional<std::pair<Position, std::string>> refused;
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    // yaml-cpp takes what is left over after a document's one value for the next document.
    YamlBuilder rest(source, lines, reporter);
    if (parser.HandleNextDocument(rest) && rest.begins()) {
      refused.emplace(rest.begins()->begin, "this does not belong to what stands before it");
    }
  } catch (const YAML::ParserException& exception) {
    const auto line = lines.first + static_cast<std::uint32_t>(std::max(exception.mark.line, 0));
    const std::size_t column = static_cast<std::size_t>(std::max(exception.mark.column, 0));
    refused.emplace(source.position(std::min(source.start(line) + column, end)), exception.msg);
  } catch (const YAML::Exception& exception) {
    refused.emplace(source.position(begin), exception.what());
  }

  for (std::uint32_t line = lines.first; line <= lines.last; ++line) {
    if (refused && line > refused->first.line) break;
    const auto tab = tab_indent(source, line, refused && line == refused->first.line);
    if (!tab || builder.continues_text(line)) continue;
    report_tab(source, *tab, reporter);
    if (refused) return std::nullopt;  // what came of it need not be told
  }
  if (refused) {
    const auto& [at, message] = *refused;
    reporter.error({at, {at.line, at.column + 1}}, "yaml-syntax", message, help_for(message));
    return std::nullopt;
  }
  if (builder.is_cut()) return std::nullopt;
  return builder.take_root();
}

}  // namespace picket::document
