// SPDX-License-Identifier: Apache-2.0
// How much work a text is worth: counted down by whoever does it, so that no text and no rule can
// make a scan long. Lives on one worker, for one text.
#pragma once

#include <cstdint>

namespace picket::match {

class Work {
 public:
  void allow(std::uint64_t units) noexcept { left_ = units; }
  // False once the allowance is used up; it stays so.
  bool spend(std::uint64_t units) noexcept {
    if (units > left_) {
      left_ = 0;
      exceeded_ = true;
      return false;
    }
    left_ -= units;
    return true;
  }
  bool exceeded() const noexcept { return exceeded_; }
  std::uint64_t left() const noexcept { return left_; }
  void reset() noexcept { *this = {}; }

 private:
  std::uint64_t left_ = 0;
  bool exceeded_ = false;
};

}  // namespace picket::match
