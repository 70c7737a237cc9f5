# SPDX-License-Identifier: Apache-2.0
# Everything Picket stands on: Debian 12 packages (tools/packages.txt), one stanza each saying why.
# Nothing is downloaded while configuring and nothing is vendored.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
include(GoogleTest)

# Asio standalone: sockets, timers, signals and coroutines of the daemon and the load tools. Not with
# ASIO_NO_DEPRECATED: RESTinio uses what that hides, and all of one program must see the same Asio.
find_path(ASIO_INCLUDE_DIR asio.hpp REQUIRED)
add_library(dep_asio INTERFACE)
target_include_directories(dep_asio SYSTEM INTERFACE ${ASIO_INCLUDE_DIR})
# Every file must see the same Asio, whatever it includes first: RESTinio's target brings two of these
# along, and 1.22 notices std::aligned_alloc only behind a standard header.
target_compile_definitions(dep_asio INTERFACE ASIO_STANDALONE
  ASIO_HAS_STD_CHRONO ASIO_DISABLE_STD_STRING_VIEW ASIO_HAS_STD_ALIGNED_ALLOC=1
  # 1.22 does not see that today's clang has coroutines.
  $<$<CXX_COMPILER_ID:Clang>:ASIO_HAS_CO_AWAIT=1>
  $<$<CXX_COMPILER_ID:Clang>:ASIO_HAS_STD_COROUTINE=1>)
target_link_libraries(dep_asio INTERFACE Threads::Threads)

# OpenSSL: TLS on the daemon's ports (asio::ssl), SHA-256 and HMAC (libcrypto, core/digest.cc only).
find_package(OpenSSL REQUIRED)

# Hyperscan: filters texts by all regexes that cannot be lowered to literals, in one pass
# (filter/match only).
pkg_check_modules(HYPERSCAN REQUIRED IMPORTED_TARGET libhs)

# RE2: regexes with linear time; captures in links and contacts (filter/match, filter/text).
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)

# yaml-cpp: reads rules and config (filter/document only).
find_package(yaml-cpp REQUIRED)

# fmt: formatting of text without allocation surprises; C++23 <format> is not in g++ 12.
find_package(fmt REQUIRED)

# simdjson: reads events, some thirty times as fast as a DOM parser (filter/core only).
find_package(simdjson REQUIRED)

# nlohmann-json: JSON where speed is no matter: admin API, tools, tests.
find_package(nlohmann_json REQUIRED)

# spdlog: the daemon's own log (not the decision log).
find_package(spdlog REQUIRED)

# CLI11: command lines of picket, picketd and picket-load.
find_package(CLI11 REQUIRED)

# prometheus-cpp (core): text format of /metrics.
find_package(prometheus-cpp CONFIG REQUIRED COMPONENTS core)

# RESTinio: HTTP/1.1 server on standalone Asio.
find_package(restinio REQUIRED)
add_library(dep_restinio INTERFACE)
target_link_libraries(dep_restinio INTERFACE restinio::restinio dep_asio)
target_compile_definitions(dep_restinio INTERFACE
  $<$<CXX_COMPILER_ID:Clang>:nsel_CONFIG_SELECT_EXPECTED=nsel_EXPECTED_NONSTD>)

# ICU: Unicode data, read when the fold table is built (filter/text's table builder) and by tests.
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc icu-i18n)

# OpenCC: its dictionaries of traditional and variant Han (libopencc-data), read through its library
# when the fold table is built.
pkg_check_modules(OPENCC REQUIRED IMPORTED_TARGET opencc)

# publicsuffix: the public suffix list, for hosts and registered domains; compiled into a table of ours
# (filter/text/table), since libpsl's search of its own takes a microsecond a host.
find_file(PICKET_PUBLIC_SUFFIX_LIST public_suffix_list.dat PATHS /usr/share/publicsuffix REQUIRED)
# libpsl: what that table is tested against, and measured beside.
pkg_check_modules(PSL REQUIRED IMPORTED_TARGET libpsl)

# CRoaring: bitmaps of the numbers in large lists, two bytes a number (filter/lists/key_set.cc only).
find_package(roaring REQUIRED)

# SQLite: what must be kept (filter/record) and is read by SQL.
find_package(SQLite3 REQUIRED)

# GoogleTest and Google Benchmark.
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
