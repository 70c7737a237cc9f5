// SPDX-License-Identifier: Apache-2.0
// Alphabets to UTF-8: whatever the octets, the text is valid UTF-8 and fits the declared capacity;
// and what the default alphabet or UCS-2 can say comes back from its encoding. The first octet is
// the data_coding, the second the number of fill bits.
#include <cstdlib>
#include <vector>

#include "adapters/gsm/alphabet.h"
#include "adapters/gsm/encode.h"
#include "adapters/gsm/utf8.h"

using namespace picket::gsm;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_valid(std::string_view text) {
  Octets rest(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  while (!rest.empty()) {
    const Utf8Character character = front_character(rest);
    require(character.valid);
    rest = rest.subspan(character.size);
  }
}

void check_round_trip(Alphabet alphabet, const DecodedText& text, Octets octets) {
  if (text.replaced != 0) return;
  if (alphabet == Alphabet::ucs2) {
    const bool marked = octets.size() >= 2 && octets[0] >= 0xFE && octets[1] >= 0xFE;
    const auto again = encode_ucs2(text.text);
    require(marked || std::equal(again.begin(), again.end(), octets.begin(), octets.end()));
  } else if (alphabet == Alphabet::gsm7) {
    // An escape may be said in more than one way, the text may not change.
    const auto again = encode_gsm7(text.text);
    require(again.has_value());
    std::vector<char> buffer(decoded_capacity(again->size()));
    require(decode(Alphabet::gsm7, *again, buffer).text == text.text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Octets octets(data + 2, size - 2);
  const Alphabet labelled = alphabet_of(data[0], Alphabet::gsm7);
  for (const Alphabet alphabet :
       {labelled, second_reading(labelled, octets), Alphabet::gsm7_packed}) {
    std::vector<char> buffer(decoded_capacity(octets.size()));
    const DecodedText text = decode(alphabet, octets, buffer, data[1] % 7u);
    require(!text.truncated);
    check_valid(text.text);
    check_round_trip(alphabet, text, octets);
    std::vector<char> small(octets.size() / 2);
    check_valid(decode(alphabet, octets, small, data[1] % 7u).text);
  }
  return 0;
}
