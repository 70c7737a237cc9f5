# SPDX-License-Identifier: Apache-2.0
# How every file of Picket is compiled: language, warnings, sanitizers, ccache, linker.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

set(PICKET_SANITIZE "" CACHE STRING "sanitizers to build with, as for -fsanitize=")
option(PICKET_FUZZ "build the libFuzzer targets (clang)" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

# -g1: line tables are enough for perf, sanitizer reports and backtraces, and half the size.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
add_compile_options(-fno-omit-frame-pointer)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  # SSE4.2 and popcnt: Hyperscan asks for SSSE3 anyway, and a view counts characters with popcnt.
  add_compile_options(-march=x86-64-v2)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Copies of some dozen to some hundred bytes are all over the way of a message. By itself g++
    # makes `rep movs` of them, which takes dozens of cycles before the first byte.
    add_compile_options(-mmemcpy-strategy=unrolled_loop:512:noalign,libcall:-1:noalign
      -mmemset-strategy=unrolled_loop:512:noalign,libcall:-1:noalign)
  endif()
endif()

if(PICKET_SANITIZE)
  add_compile_options(-fsanitize=${PICKET_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PICKET_SANITIZE})
endif()
if(PICKET_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Warnings are for our files only; headers of packages come in as SYSTEM.
add_library(picket_warnings INTERFACE)
target_compile_options(picket_warnings INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror)
# clang reports what libstdc++ 12's own std::stable_sort is made of.
target_compile_options(picket_warnings INTERFACE
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
