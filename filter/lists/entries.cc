// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "filter/core/utf8.h"
#include "filter/lists/csv_record.h"

namespace picket::lists {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view without_comment(std::string_view line) noexcept {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || kBlanks.find(line[at - 1]) != std::string_view::npos) return line.substr(0, at);
  }
  return line;
}

std::size_t count_characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Characters in `text`, or nullopt where it is no plain text.
std::optional<std::uint32_t> plain_characters(std::string_view text) noexcept {
  std::uint32_t count = 0;
  for (; !text.empty(); ++count) {
    const int length = core::utf8_sequence(text);
    const auto byte = static_cast<unsigned char>(text.front());
    if (length < 0 || (byte < 0x20 && byte != '\t') || byte == 0x7F) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return count;
}

// A word over a column has a letter, and is no host.
bool is_column_name(std::string_view name) noexcept {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  return std::ranges::any_of(name, is_letter) && name.find('.') == std::string_view::npos;
}

// Yet it is taken for one: `95588工商银行`, `+86170x`.
bool begins_as_a_number(std::string_view name) noexcept {
  name.remove_prefix(std::min(name.find_first_not_of(kBlanks), name.size()));
  return !name.empty() && (name.front() == '+' || (name.front() >= '0' && name.front() <= '9'));
}

document::Span at(document::Position place) noexcept {
  return {place, {place.line, place.column + 1}};
}

}  // namespace

void BoundedReporter::report(document::Severity severity, const document::Span& span,
                             std::string_view code, std::string message, std::string help) {
  if (severity == document::Severity::error && errors_++ >= kMostErrors) {
    if (errors_ == kMostErrors + 1) {
      reporter_.error(span, "too-many-errors", "more errors than are listed; not read any further",
                      "is it a list of this kind?");
    }
    return;
  }
  reporter_.report(severity, span, code, std::move(message), std::move(help));
}

// A record of CSV and where it begins.
class EntryReader::Record {
 public:
  Record(std::string_view text, CsvRecord parsed, std::uint32_t line)
      : text_(text), parsed_(std::move(parsed)), line_(line) {}

  const CsvRecord& parsed() const noexcept { return parsed_; }

  std::string_view first_line() const noexcept {
    const std::string_view all = text_.substr(0, parsed_.size);
    return all.substr(0, all.find_first_of("\r\n"));
  }

  document::Position place(std::size_t offset) const noexcept {
    const std::string_view before = text_.substr(0, offset);
    const std::size_t line_end = before.rfind('\n');
    const std::size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
    return {line_ + static_cast<std::uint32_t>(std::ranges::count(before, '\n')),
            static_cast<std::uint32_t>(count_characters(before.substr(begin)) + 1)};
  }

 private:
  std::string_view text_;
  CsvRecord parsed_;
  std::uint32_t line_;
};

std::size_t EntryReader::read(std::string_view text, bool last, const Take& take) {
  std::size_t done = 0;
  if (at_start_) {
    if (!last && text.size() < kByteOrderMark.size()) return 0;
    if (text.starts_with(kByteOrderMark)) done = kByteOrderMark.size();
    at_start_ = false;
  }
  while (done < text.size() && !reporter_.gave_up()) {
    const std::string_view rest = text.substr(done);
    const std::size_t size = in_long_line_                   ? skip_rest(rest)
                             : format_ == SourceFormat::text ? read_text_line(rest, last, take)
                                                             : read_record(rest, last, take);
    if (size == 0) return done;
    done += size;
  }
  return reporter_.gave_up() ? text.size() : done;
}

// Of a line that is too long.
std::size_t EntryReader::skip_rest(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return text.size();
  in_long_line_ = false;
  ++line_;
  return end + 1;
}

void EntryReader::too_long(std::string_view help) {
  reporter_.error({{line_, 1}, {line_, 2}}, "line-too-long",
                  fmt::format("longer than {} bytes", kMaxLineOfList), std::string(help));
  in_long_line_ = true;
}

std::size_t EntryReader::read_text_line(std::string_view text, bool last, const Take& take) {
  std::size_t end = text.substr(0, kMaxLineOfList + 1).find('\n');
  if (end == std::string_view::npos) {
    if (text.size() > kMaxLineOfList) {
      too_long("one entry a line");
      return skip_rest(text);
    }
    if (!last) return 0;
    end = text.size();
  }
  std::string_view entry = without_comment(text.substr(0, end));
  const std::size_t begin = std::min(entry.find_first_not_of(kBlanks), entry.size());
  entry.remove_prefix(begin);
  hand_over(entry, {line_, static_cast<std::uint32_t>(begin + 1)}, take);
  ++line_;
  return std::min(end + 1, text.size());
}

std::size_t EntryReader::read_record(std::string_view text, bool last, const Take& take) {
  const std::string_view seen = text.substr(0, kMaxLineOfList + 1);
  const bool ends = last && seen.size() == text.size();
  Record record(seen, read_csv_record(seen, ends), line_);
  const CsvRecord& parsed = record.parsed();
  if (parsed.state == CsvRecord::State::unfinished) {
    if (seen.size() <= kMaxLineOfList) return 0;
    too_long("one entry a line; is a quote never closed?");
    return skip_rest(text);
  }
  take_record(record, take);
  line_ += static_cast<std::uint32_t>(std::ranges::count(seen.substr(0, parsed.size), '\n'));
  return parsed.size;
}

void EntryReader::take_record(const Record& record, const Take& take) {
  const CsvRecord& parsed = record.parsed();
  const document::Span fault = at(record.place(parsed.fault_at));
  switch (parsed.state) {
    case CsvRecord::State::open_quote:
      reporter_.error(fault, "unterminated-quote", "this quote is never closed",
                      "a quote within quotes is written twice");
      return;
    case CsvRecord::State::quote_in_field:
      reporter_.error(fault, "csv-syntax", "a quote in a field that does not begin with one",
                      "put the whole field in quotes, and write quotes in it twice");
      return;
    case CsvRecord::State::text_after_quote:
      reporter_.error(fault, "csv-syntax", "a field ends with its closing quote",
                      "a quote within quotes is written twice");
      return;
    default:
      break;
  }
  const document::Position begin = record.place(parsed.first_at);
  const std::size_t blanks = parsed.first.find_first_not_of(kBlanks);
  if (parsed.fields == 1 && blanks == std::string::npos) return;  // a blank line
  if (fields_ == 0) {
    take_header(record);
    return;
  }
  if (parsed.fields != fields_) {
    reporter_.error(at(begin), "csv-syntax",
                    fmt::format("{} fields, where the header has {}", parsed.fields, fields_),
                    "a field with commas in it is put in quotes");
    return;
  }
  if (blanks == std::string::npos) {
    reporter_.error(at(begin), "bad-entry", "the first field of this line is empty",
                    "the entry is in the first column");
    return;
  }
  hand_over(std::string_view(parsed.first).substr(blanks),
            {begin.line, begin.column + static_cast<std::uint32_t>(blanks)}, take);
}

void EntryReader::take_header(const Record& record) {
  const CsvRecord& parsed = record.parsed();
  const document::Span begin = at(record.place(parsed.first_at));
  fields_ = parsed.fields;
  header_ = plain_characters(record.first_line()) ? record.first_line() : "(not UTF-8 text)";
  if (!is_column_name(parsed.first)) {
    reporter_.error(begin, "csv-header", "the first line must be a header, as `number` is",
                    "it names the columns and holds no entry");
  } else if (parsed.fields == 1 && parsed.first.find_first_of(";\t") != std::string::npos) {
    reporter_.error(begin, "csv-header", "no commas are between the columns of this header",
                    "CSV has commas there, not semicolons or tabs");
  } else if (begins_as_a_number(parsed.first)) {
    reporter_.warning(begin, "entry-as-header",
                      "this line looks like an entry, but is the header and in no list",
                      "the first line names the columns, as `number` does");
  }
}

void EntryReader::hand_over(std::string_view entry, document::Position begin, const Take& take) {
  if (entry.empty()) return;
  entry = entry.substr(0, entry.find_last_not_of(kBlanks) + 1);
  const auto length = plain_characters(entry);
  if (!length) {
    reporter_.error(at(begin), "bad-entry", "this is not UTF-8 text", "save the file as UTF-8");
    return;
  }
  take({entry, {begin, {begin.line, begin.column + *length}}});
}

}  // namespace picket::lists
