# SPDX-License-Identifier: Apache-2.0
# The few ways a target is made here, so that each folder's CMakeLists.txt is a list of files.

# picket_library(NAME SOURCES a.cc ... LINKS lib ... PRIVATE lib ...)
# One folder, one static library. NAME core -> target picket_core.
function(picket_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
  add_library(picket_${name} STATIC ${arg_SOURCES})
  target_include_directories(picket_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(picket_${name} PUBLIC ${arg_LINKS} PRIVATE picket_warnings ${arg_PRIVATE})
endfunction()

# picket_executable(NAME SOURCES ... LINKS ...): a binary in build/<preset>/bin.
function(picket_executable name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} picket_warnings)
endfunction()

# picket_test(NAME [PREFIX ...] SOURCES ... LINKS ... [LABELS ...]): one GoogleTest binary a folder;
# each case a test of ctest's, its name behind PREFIX where another binary has the same cases. Label
# `threads` marks those that the thread sanitizer runs too; the target threaded_tests builds just these.
add_custom_target(threaded_tests)
function(picket_test name)
  cmake_parse_arguments(arg "" "PREFIX" "SOURCES;LINKS;LABELS" ${ARGN})
  add_executable(${name}_test ${arg_SOURCES})
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name}_test PRIVATE ${arg_LINKS} picket_warnings GTest::gtest_main GTest::gmock)
  set_target_properties(${name}_test PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST TEST_PREFIX "${arg_PREFIX}"
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    PROPERTIES LABELS "${arg_LABELS}")
  if("threads" IN_LIST arg_LABELS)
    add_dependencies(threaded_tests ${name}_test)
  endif()
endfunction()

# Tests that drive the real picketd: classes of a Python file, one test each.
function(picketd_test file)
  foreach(part ${ARGN})
    add_test(NAME picketd.${part} COMMAND python3 ${CMAKE_CURRENT_SOURCE_DIR}/${file} ${part})
    set_tests_properties(picketd.${part} PROPERTIES
      ENVIRONMENT "PICKET_BIN=$<TARGET_FILE_DIR:picketd>" TIMEOUT 300)
  endforeach()
endfunction()

# picket_fuzz(NAME SOURCE file LINKS ...): a libFuzzer target where PICKET_FUZZ is on; everywhere
# its corpus in tests/fuzz/corpus/NAME replays as an ordinary test.
function(picket_fuzz name)
  cmake_parse_arguments(arg "" "SOURCE" "LINKS" ${ARGN})
  add_executable(fuzz_${name} ${arg_SOURCE})
  target_include_directories(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(fuzz_${name} PRIVATE ${arg_LINKS} picket_warnings)
  set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
  if(PICKET_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(fuzz_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cc)
    add_test(NAME fuzz_replay.${name}
      COMMAND fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  endif()
endfunction()

# picket_bench(NAME SOURCES ... LINKS ...): a Google Benchmark binary build/<preset>/bin/bench_NAME,
# with a main of its own (benchmark_main).
function(picket_bench name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS" ${ARGN})
  picket_executable(bench_${name} SOURCES ${arg_SOURCES} LINKS ${arg_LINKS} benchmark::benchmark_main)
endfunction()
