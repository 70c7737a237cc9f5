// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/list_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string_view>
#include <utility>

#include "filter/core/time.h"

namespace picket::lists {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::size_t kMostLines = 200;  // of comments before the first entry

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

std::uint32_t count_characters(std::string_view text) noexcept {
  return static_cast<std::uint32_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

class HeaderReader {
 public:
  HeaderReader(const std::string& file, document::Diagnostics& diagnostics)
      : file_(file), diagnostics_(diagnostics) {}

  ListHeader read() {
    std::ifstream in(file_, std::ios::binary);
    for (std::string line; number_ < kMostLines && std::getline(in, line);) {
      ++number_;
      std::string_view rest = line;
      if (number_ == 1 && rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
      if (trimmed(rest).empty()) continue;
      if (trimmed(rest).front() != '#') break;
      take(rest);
    }
    return std::move(header_);
  }

 private:
  // A comment, with what stands before it.
  void take(std::string_view line) {
    const std::size_t hash = line.find('#');
    const std::string_view comment = line.substr(hash + 1);
    const std::size_t colon = comment.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view key = trimmed(comment.substr(0, colon));
    if (key != "owner" && key != "review") return;
    const std::string_view value = trimmed(comment.substr(colon + 1));
    const std::string_view before =
        value.empty() ? line : line.substr(0, static_cast<std::size_t>(value.data() - line.data()));
    const document::Position begin{number_, count_characters(before) + 1};
    const document::Span span{begin, {number_, begin.column + count_characters(value)}};
    line_ = line;
    if (value.empty()) {
      warn(span, fmt::format("`{}` says nothing", key));
    } else if (key == "owner") {
      if (!header_.owner.empty()) return warn(span, "`owner` is said twice");
      header_.owner = value;
    } else {
      take_review(value, span);
    }
  }

  void take_review(std::string_view value, const document::Span& span) {
    if (header_.review) return warn(span, "`review` is said twice");
    const auto date = core::parse_date(value);
    if (!date) return warn(span, fmt::format("`{}` is no date", value));
    header_.review = *date;
    header_.review_span = span;
    header_.review_line = line_;
  }

  void warn(const document::Span& span, std::string message) {
    document::Diagnostic diagnostic;
    diagnostic.severity = document::Severity::warning;
    diagnostic.code = "bad-list-header";
    diagnostic.file = file_;
    diagnostic.span = span;
    diagnostic.message = std::move(message);
    diagnostic.help = "`# owner: NAME`, `# review: YYYY-MM-DD`, once each, before the first entry";
    diagnostic.source = line_;
    diagnostics_.add(std::move(diagnostic));
  }

  const std::string& file_;
  document::Diagnostics& diagnostics_;
  std::uint32_t number_ = 0;
  std::string_view line_;
  ListHeader header_;
};

}  // namespace

ListHeader read_list_header(const std::string& file, document::Diagnostics& diagnostics) {
  return HeaderReader(file, diagnostics).read();
}

}  // namespace picket::lists
