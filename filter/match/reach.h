// SPDX-License-Identifier: Apache-2.0
// How far characters of a class go on from a place of a view: what a gap such as `[^,]{0,5}` may
// cover. Lives on one worker, for one text.
#pragma once

#include <cstdint>

#include "filter/match/code_points.h"
#include "filter/match/work.h"
#include "filter/text/view.h"

namespace picket::match {

class Reach {
 public:
  // Both must outlive it.
  Reach(const text::View& view, const CodePoints& inside) noexcept
      : view_(&view), inside_(&inside) {}

  // The first character at `from` (0..characters of the view) or behind it that is not of the
  // class, or the end of the view. A unit of work a character looked at; asked for places in their
  // order it looks at each character about once. `from` where the work ran out.
  std::uint32_t end_from(std::uint32_t from, Work& work) noexcept;

 private:
  std::uint32_t first_outside(std::uint32_t from, std::uint32_t limit, Work& work) const noexcept;

  const text::View* view_;
  const CodePoints* inside_;
  // The last answer: all characters of [begin_, end_) are of the class, and that at end_ is not.
  std::uint32_t begin_ = 1;
  std::uint32_t end_ = 0;
};

}  // namespace picket::match
