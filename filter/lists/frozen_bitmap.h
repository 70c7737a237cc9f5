// SPDX-License-Identifier: Apache-2.0
// What a frozen CRoaring image must look like before the library may be given it: of the bytes'
// end it believes every count, and of the containers everything. Inside this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace picket::lists {

// The numbers in the image, where it is one that roaring_bitmap_frozen_serialize (0.2.66) can have
// written: sizes add up, containers and what is in them ascend, no container is empty, bitsets hold
// as many as they say. `image` begins at a multiple of 32. nullopt otherwise.
std::optional<std::uint64_t> count_frozen(std::string_view image) noexcept;

}  // namespace picket::lists
