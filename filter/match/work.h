// SPDX-License-Identifier: Apache-2.0
// How much work a text is worth: counted down by whoever does it, so that no text and no rule can
// make a scan long. Lives on one worker, for one text.
#pragma once

#include <cstdint>

namespace picket::match {

class Work {
 public:
  // From now on, whatever was spent before.
  void allow(std::uint64_t units) noexcept {
    allowed_ = left_ = units;
    exceeded_ = false;
  }
  // False once the allowance is used up; it stays so.
  bool spend(std::uint64_t units) noexcept {
    if (units > left_) {
      exhaust();
      return false;
    }
    left_ -= units;
    return true;
  }
  // As if the allowance were used up.
  void exhaust() noexcept {
    left_ = 0;
    exceeded_ = true;
  }
  bool exceeded() const noexcept { return exceeded_; }
  std::uint64_t left() const noexcept { return left_; }
  std::uint64_t allowed() const noexcept { return allowed_; }

 private:
  std::uint64_t allowed_ = 0;
  std::uint64_t left_ = 0;
  bool exceeded_ = false;
};

}  // namespace picket::match
