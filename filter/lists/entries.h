// SPDX-License-Identifier: Apache-2.0
// A list as people write it, a text or CSV file, as entries with their places. Takes the file whole
// or piece by piece. Inside this folder. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "filter/document/diagnostic.h"
#include "filter/document/typed.h"

namespace picket::lists {

// `text`: one entry a line; `#` at the start of a line or behind a blank begins a comment.
// `csv`: RFC 4180. The first line is a header, every other has as many fields, the first is the
// entry.
enum class SourceFormat : std::uint8_t { text, csv };

inline constexpr std::size_t kMaxLineOfList = std::size_t{1} << 16;  // bytes; of CSV, a record

// Passes on what is reported until that is too much of one file; too-many-errors is the last then.
class BoundedReporter final : public document::Reporter {
 public:
  explicit BoundedReporter(document::Reporter& reporter) : reporter_(reporter) {}
  void report(document::Severity severity, const document::Span& at, std::string_view code,
              std::string message, std::string help) override;
  bool has_errors() const noexcept { return errors_ != 0; }
  bool gave_up() const noexcept { return errors_ > kMostErrors; }

 private:
  static constexpr std::size_t kMostErrors = 100;
  document::Reporter& reporter_;
  std::size_t errors_ = 0;
};

// Blank lines are skipped, blanks around an entry dropped, a byte order mark and CR LF are fine.
class EntryReader {
 public:
  using Take = std::function<void(const document::Text&)>;  // the view lives until it returns

  EntryReader(SourceFormat format, BoundedReporter& reporter)
      : format_(format), reporter_(reporter) {}

  // Hands over the entries of all complete lines of `text`, which goes on where the last call
  // stopped, and returns the bytes that it is done with. With `last`, the end of `text` ends a
  // line. Lines that are no list's are reported and left out.
  std::size_t read(std::string_view text, bool last, const Take& take);

  // The first line of the header of CSV, once it was read; empty before, and of text.
  const std::string& header() const noexcept { return header_; }

 private:
  class Record;

  std::size_t skip_rest(std::string_view text);
  std::size_t read_text_line(std::string_view text, bool last, const Take& take);
  std::size_t read_record(std::string_view text, bool last, const Take& take);
  void take_record(const Record& record, const Take& take);
  void take_header(const Record& record);
  void hand_over(std::string_view entry, document::Position begin, const Take& take);
  void too_long(std::string_view help);

  SourceFormat format_;
  BoundedReporter& reporter_;
  std::uint32_t line_ = 1;
  bool at_start_ = true;  // of the file: there may be a byte order mark
  bool in_long_line_ = false;
  std::size_t fields_ = 0;  // of the CSV header; 0: not seen yet
  std::string header_;
};

}  // namespace picket::lists
