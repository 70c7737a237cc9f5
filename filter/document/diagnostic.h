// SPDX-License-Identifier: Apache-2.0
// What is wrong with a file that a person wrote, and where. Collected, never thrown: one run
// reports everything. Rendered on stdout as `file:line:col: error: message [code]`, then the source
// line and a caret drawn by display width, then `help:`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace picket::document {

// Lines and columns count from 1, columns in characters (code points). line 0: the file as a whole.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct Span {
  Position begin;
  Position end;  // one past the last character, on the same line as `begin` or later
};

enum class Severity : std::uint8_t { error, warning };

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;  // stable, kebab-case: unknown-key, empty-list, ...
  std::string file;  // as reached from the argument
  Span span;
  std::string message;  // one line, no full stop
  std::string help;     // what to do about it; may be empty
  std::string source;   // the line of `span.begin`, for the caret; may be empty
};

// A list that only grows. Not thread-safe.
class Diagnostics {
 public:
  // Fills `source` in where it is empty and the file's text is known.
  void add(Diagnostic diagnostic);
  // Makes the lines of a file known. Readers of files (reader.h, lists) call it; a copy is kept.
  void know(std::string_view file, std::string_view text);
  bool has_errors() const noexcept { return errors_ != 0; }
  std::size_t error_count() const noexcept { return errors_; }
  std::size_t warning_count() const noexcept { return all_.size() - errors_; }
  const std::vector<Diagnostic>& all() const noexcept { return all_; }
  void sort();  // by file, line, column; stable

 private:
  std::string_view line_of(std::string_view file, std::uint32_t line) const;

  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
  std::map<std::string, std::string, std::less<>> texts_;
};

// Whoever takes complaints about one file's nodes: FileReporter below, a rule's parse context.
class Reporter {
 public:
  virtual ~Reporter() = default;
  virtual void report(Severity severity, const Span& at, std::string_view code, std::string message,
                      std::string help) = 0;
  void error(const Span& at, std::string_view code, std::string message, std::string help = {}) {
    report(Severity::error, at, code, std::move(message), std::move(help));
  }
  void warning(const Span& at, std::string_view code, std::string message, std::string help = {}) {
    report(Severity::warning, at, code, std::move(message), std::move(help));
  }
};

// Adds to a list, under one file's name. Both outlive it.
class FileReporter final : public Reporter {
 public:
  FileReporter(Diagnostics& diagnostics, std::string_view file)
      : diagnostics_(diagnostics), file_(file) {}
  void report(Severity severity, const Span& at, std::string_view code, std::string message,
              std::string help) override;

 private:
  Diagnostics& diagnostics_;
  std::string_view file_;
};

// `1 error`, `3 errors`.
std::string count_errors(const Diagnostics& diagnostics);
// Plain text for people, several lines, ending in a newline.
std::string render(const Diagnostic& diagnostic);
// {"severity","code","file","line","column","end_line","end_column","message","help"}
std::string render_json(const Diagnostic& diagnostic);

}  // namespace picket::document
