// SPDX-License-Identifier: Apache-2.0
// Messages to measure with: those of PICKET_MESSAGES (JSONL with "text"), else made here from
// fragments of our own with a fixed seed; a benchmark says which it used. And their views, folded
// once and kept packed, for what is measured apart from folding.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "filter/text/view.h"

namespace picket::bench {

struct Messages {
  std::string source;  // one line for people
  std::vector<std::string> texts;
};

Messages load_messages();

// The same messages with their characters dealt anew over the whole set: natural frequencies and
// lengths, but no words.
std::vector<std::string> shuffled(const std::vector<std::string>& texts);

// Views of texts, one after the other in memory: `folded` where it is asked for, and `squeezed`.
class KeptViews {
 public:
  explicit KeptViews(const std::vector<std::string>& texts, bool folded = false);
  ~KeptViews();

  std::size_t size() const noexcept { return views_.size(); }
  const text::Views& operator[](std::size_t i) const noexcept { return views_[i]; }
  std::string_view squeezed(std::size_t i) const noexcept {
    return views_[i][text::ViewKind::squeezed].bytes;
  }

 private:
  template <class T>
  T keep(const T& part);
  text::View keep_view(const text::View& view);

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::vector<text::Views> views_;
};

}  // namespace picket::bench
