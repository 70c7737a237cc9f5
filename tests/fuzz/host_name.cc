// SPDX-License-Identifier: Apache-2.0
// Names of hosts out of any bytes: a canonical name is its own canonical name, a skeleton its own
// skeleton, what is registered ends the name at a label and is registered by itself; an address is
// read back as it is written; Punycode gives UTF-8.
#include <array>
#include <cstdlib>
#include <string>

#include "filter/core/utf8.h"
#include "filter/text/host_name.h"
#include "filter/text/ip_address.h"
#include "filter/text/link.h"
#include "filter/text/punycode.h"

namespace {

using namespace picket::text;

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const int length = picket::core::utf8_sequence(text);
    if (length <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

void check_name(std::string_view written) {
  const std::string host = canonical_host(written);
  require(is_utf8(host));
  if (host.empty()) return;
  require(canonical_host(host) == host);
  const std::string skeleton = host_skeleton(host);
  require(host_skeleton(skeleton) == skeleton);
  const std::string_view registered = domain_of(host).registered;
  require(std::string_view(host).ends_with(registered) && !registered.empty());
  require(registered.size() == host.size() || host[host.size() - registered.size() - 1] == '.');
  require(domain_of(registered).registered == registered);
}

void check_address(std::string_view written) {
  const auto address = parse_ipv4(written);
  if (!address) return;
  std::array<char, 16> dotted;
  const std::size_t size = format_ipv4(address->address, dotted);
  const auto again = parse_ipv4({dotted.data(), size});
  require(again && again->address == address->address && again->parts == 4);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_name(input);
  check_address(input);
  std::array<char, 256> letters;
  const std::size_t written = decode_punycode(input, letters);
  require(is_utf8({letters.data(), written}));
  return 0;
}
