// SPDX-License-Identifier: Apache-2.0
// A compiled list from arbitrary bytes, its digest believed: what the structure check lets through
// can be asked anything and walked to its end, and holds what it says.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "filter/lists/host_list.h"
#include "filter/lists/list_image.h"
#include "filter/lists/number_list.h"
#include "filter/lists/numbering.h"
#include "filter/text/table/fold_table.h"

namespace {

using namespace picket;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// The fields that a fuzzer would only guess, and no look-up uses, are put right.
lists::ImageMemory memory_of(const std::uint8_t* data, std::size_t size) {
  lists::ImageMemory memory(size);
  if (size != 0) std::memcpy(memory.data(), data, size);
  if (size < sizeof(lists::ImageHeader)) return memory;
  lists::ImageHeader header;
  std::memcpy(&header, memory.data(), sizeof header);
  header.magic = lists::ImageHeader::kMagic;
  header.version = lists::ImageHeader::kVersion;
  header.bytes = size;
  header.folding = text::table::kFingerprint;
  std::memcpy(memory.data(), &header, sizeof header);
  return memory;
}

void require_all(const lists::StringTable& table) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    require(table.contains(table[i]), "a string of the table is not found in it");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto opened = lists::ListImage::open(memory_of(data, size), "");
  if (!opened) {
    require(!opened.error().message.empty() && !opened.error().code.empty(), "refused in silence");
    return 0;
  }
  const lists::ListImage& image = **opened;
  require_all(image.strings());
  require_all(image.marks());
  // Every key within reach of the bits that the input has.
  for (std::size_t at = 0; at + 8 <= size; ++at) {
    std::uint64_t key = 0;
    std::memcpy(&key, data + at, sizeof key);
    image.keys().contains(key);
  }
  if (image.kind() == lists::ListKind::numbers) {
    const auto list = lists::make_number_list({*opened, nullptr, *opened, ""});
    for (const char* raw :
         {"95588", "13900000001", "10690000000000000001", "name", "+12025550123"}) {
      const auto number = lists::default_profile().normalise(raw);
      require(list->contains(number) == core::Truth::no, "found what was removed");
    }
  } else {
    const auto list = lists::make_host_list({*opened, nullptr, nullptr, ""});
    list->covers("a.bank.example");
    list->looks_alike("a.bank.test", "a-b-c.bank.test");
  }
  return 0;
}
