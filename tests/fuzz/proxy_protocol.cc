// SPDX-License-Identifier: Apache-2.0
// PROXY headers: what parses says what its octets say, a header made of its addresses parses to the
// same ones, and one that is cut or longer than it says is none.
#include <cstdlib>
#include <vector>

#include "filter/daemon/proxy_protocol.h"

using namespace picket::daemon;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> input(data, size);
  if (size < kProxyPrefix) {
    require(!parse_proxy_header(input));
    return 0;
  }
  const auto whole = proxy_header_size(input.first<kProxyPrefix>());
  if (!whole) {
    require(!parse_proxy_header(input));
    return 0;
  }
  require(*whole >= kProxyPrefix && *whole <= kProxyLongest);
  if (*whole != size) {
    require(!parse_proxy_header(input));
    if (*whole > size) return 0;
  }
  // Of a buffer of its own, so that a sanitizer sees a read beyond it.
  const std::vector<std::uint8_t> header(data, data + *whole);
  const auto parsed = parse_proxy_header(header);
  if (!parsed || !parsed->addresses) return 0;
  const auto& [source, destination] = *parsed->addresses;
  const std::size_t octets = source.address().is_v4() ? 4 : 16;
  require(source.port() ==
          (header[kProxyPrefix + 2 * octets] << 8 | header[kProxyPrefix + 2 * octets + 1]));
  const ProxyHeaderBytes again(source, destination);
  const auto second = parse_proxy_header(again.bytes());
  require(second && second->addresses);
  require(second->addresses->source == source && second->addresses->destination == destination);
  return 0;
}
