// SPDX-License-Identifier: Apache-2.0
// How often this thread has taken memory from the heap. allocations.cc replaces operator new for
// the whole program, so that `bench` counts what a decision really allocates, in C++ libraries too;
// what a library in C takes with malloc is not counted. Always 0 in a build with a sanitizer of
// Clang's.
#pragma once

#include <cstdint>

namespace picket::tool {

std::uint64_t allocations() noexcept;

}  // namespace picket::tool
