// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/csv_record.h"

#include <algorithm>

namespace picket::lists {
namespace {

class Scan {
 public:
  Scan(std::string_view text, bool last) : text_(text), last_(last) {}

  CsvRecord run() {
    while (record_.state == CsvRecord::State::unfinished && !ran_out_) field();
    if (ran_out_ && !last_) return {};
    if (record_.state != CsvRecord::State::complete) {
      const std::size_t line = text_.find('\n');
      if (line == std::string_view::npos && !last_) return {};
      record_.size = line == std::string_view::npos ? text_.size() : line + 1;
    }
    return std::move(record_);
  }

 private:
  // One field and what ends it.
  void field() {
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (record_.fields == 0) record_.first_at = at_ + (quoted ? 1 : 0);
    ++record_.fields;
    if (quoted ? !quoted_field() : !plain_field()) return;
    if (at_ == text_.size()) {
      finish();
      return;
    }
    if (text_[at_] == ',') {
      ++at_;
    } else if (text_.substr(at_).starts_with("\r\n")) {
      at_ += 2;
      finish();
    } else if (text_[at_] == '\n') {
      ++at_;
      finish();
    } else if (text_[at_] == '\r' && at_ + 1 == text_.size() && !last_) {
      ran_out_ = true;
    } else {
      fail(CsvRecord::State::text_after_quote, at_);
    }
  }

  bool plain_field() {
    const std::size_t end = std::min(text_.find_first_of(",\"\n", at_), text_.size());
    if (end != text_.size() && text_[end] == '"') {
      fail(CsvRecord::State::quote_in_field, end);
      return false;
    }
    std::string_view value = text_.substr(at_, end - at_);
    if (end == text_.size() || text_[end] == '\n') {
      if (value.ends_with('\r')) value.remove_suffix(1);
    }
    if (record_.fields == 1) record_.first = value;
    at_ += value.size();
    return true;
  }

  bool quoted_field() {
    const std::size_t open = at_++;
    for (;;) {
      const std::size_t end = text_.find('"', at_);
      if (end == std::string_view::npos) {
        ran_out_ = true;
        fail(CsvRecord::State::open_quote, open);
        return false;
      }
      if (record_.fields == 1) record_.first += text_.substr(at_, end - at_);
      at_ = end + 1;
      if (at_ == text_.size() || text_[at_] != '"') return true;
      if (record_.fields == 1) record_.first += '"';
      ++at_;
    }
  }

  void finish() {
    record_.state = CsvRecord::State::complete;
    record_.size = at_;
    ran_out_ = at_ == text_.size() && !text_.ends_with('\n');
  }

  void fail(CsvRecord::State state, std::size_t at) {
    record_.state = state;
    record_.fault_at = at;
  }

  std::string_view text_;
  bool last_;
  bool ran_out_ = false;  // what stands behind the text may change what was found
  std::size_t at_ = 0;
  CsvRecord record_;
};

}  // namespace

CsvRecord read_csv_record(std::string_view text, bool last) { return Scan(text, last).run(); }

}  // namespace picket::lists
