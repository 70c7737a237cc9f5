// SPDX-License-Identifier: Apache-2.0
// Alphabets to UTF-8: whatever the octets, the text is valid UTF-8 and fits the declared capacity;
// and what the default alphabet or UCS-2 can say comes back from its encoding. The first octet is
// the data_coding, the second the number of fill bits and the national languages.
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

void check_round_trip(Coding coding, const DecodedText& text, Octets octets) {
  if (text.replaced != 0) return;
  if (coding == Alphabet::ucs2) {
    const bool marked = octets.size() >= 2 && octets[0] >= 0xFE && octets[1] >= 0xFE;
    const auto again = encode_ucs2(text.text);
    require(marked || std::equal(again.begin(), again.end(), octets.begin(), octets.end()));
  } else if (coding == Alphabet::gsm7) {
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
  const std::uint8_t languages = data[1] / 7;
  std::vector<Coding> codings{Coding(labelled),
                              Coding(Alphabet::gb18030),
                              Coding(Alphabet::jis_x0208),
                              Coding(Alphabet::jis_x0212),
                              Coding(Alphabet::shift_jis),
                              Coding(Alphabet::ks_x1001),
                              Coding(Alphabet::gsm7, languages % 14, languages / 14),
                              Coding(Alphabet::gsm7_packed, languages % 14, languages / 14),
                              Coding(Alphabet::wap_push)};
  for (const Alphabet other : second_readings(labelled, octets)) {
    require(other != labelled);
    codings.push_back(Coding(other));
  }
  for (const Coding coding : codings) {
    std::vector<char> buffer(decoded_capacity(octets.size()));
    const DecodedText text = decode(coding, octets, buffer, data[1] % 7u);
    require(!text.truncated || coding.alphabet == Alphabet::wap_push);
    check_valid(text.text);
    check_round_trip(coding, text, octets);
    std::vector<char> small(octets.size() / 2);
    check_valid(decode(coding, octets, small, data[1] % 7u).text);
  }
  return 0;
}
