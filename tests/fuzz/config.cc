// SPDX-License-Identifier: Apache-2.0
// Any bytes as a configuration: accepted, or refused with a reason. One that is accepted can be
// dumped, and the dump is accepted and dumps to itself.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "adapters/http/http.h"
#include "filter/daemon/config.h"
#include "filter/document/reader.h"

namespace {

using namespace picket;

std::optional<daemon::Config> read(std::string_view text) {
  const daemon::AdapterKind kinds[] = {http::kAdapter};
  document::Diagnostics diagnostics;
  auto documents = document::read_documents(text, "/config/picketd.yaml", diagnostics);
  if (documents.size() != 1 || diagnostics.has_errors()) return std::nullopt;
  auto config =
      daemon::read_config(std::move(documents[0]), "/config/picketd.yaml", kinds, diagnostics);
  if (config.has_value() == diagnostics.has_errors()) std::abort();
  return config;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const daemon::AdapterKind kinds[] = {http::kAdapter};
  const auto config = read({reinterpret_cast<const char*>(data), size});
  if (!config) return 0;
  const std::string dump = daemon::dump_config(*config, kinds);
  const auto again = read(dump);
  if (!again || daemon::dump_config(*again, kinds) != dump) std::abort();
  return 0;
}
