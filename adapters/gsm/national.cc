// SPDX-License-Identifier: Apache-2.0
// The tables are built while compiling from what differs between them. Those of the nine Indic
// scripts are one: each script's Unicode block has the same letters at the same places, so a table
// is the block in the standard's order with a space wherever the script has no letter.
#include "adapters/gsm/national.h"

#include <string_view>

#include "adapters/gsm/gsm7_table.h"

namespace picket::gsm {
namespace {

constexpr char16_t kEscapeShown = u' ';

constexpr LockingTable default_table() {
  LockingTable table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char16_t>(kGsm7Default[i]);
  return table;
}

constexpr SingleShiftTable default_extension() {
  SingleShiftTable table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = static_cast<char16_t>(kGsm7Extension[i]);
  }
  return table;
}

// Places one after another from `at` on.
template <typename Table>
constexpr void put(Table& table, std::size_t at, std::u16string_view characters) {
  for (const char16_t character : characters) table[at++] = character;
}

// A.3.1
constexpr LockingTable turkish_locking() {
  LockingTable table = default_table();
  table[0x04] = u'\u20AC';
  table[0x07] = u'\u0131';
  put(table, 0x0B, u"\u011E\u011F");
  put(table, 0x1C, u"\u015E\u015F");
  table[0x40] = u'\u0130';
  table[0x60] = u'\u00E7';
  return table;
}

// A.3.3
constexpr LockingTable portuguese_locking() {
  LockingTable table = default_table();
  put(table, 0x04, u"\u00EA\u00E9\u00FA\u00ED\u00F3\u00E7\n\u00D4\u00F4\r\u00C1\u00E1");
  put(table, 0x12, u"\u00AA\u00C7\u00C0\u221E^\\\u20AC\u00D3|");
  put(table, 0x1C, u"\u00C2\u00E2\u00CA\u00C9");
  table[0x24] = u'\u00BA';
  table[0x40] = u'\u00CD';
  put(table, 0x5B, u"\u00C3\u00D5\u00DA\u00DC\u00A7~");
  put(table, 0x7B, u"\u00E3\u00F5`\u00FC\u00E0");
  return table;
}

// What all tables from A.3.4 on have in common.
constexpr LockingTable asian_frame() {
  LockingTable table{};
  table.fill(u' ');
  table[0x0A] = u'\n';
  table[0x0D] = u'\r';
  table[0x1B] = kEscapeShown;
  put(table, 0x20, u" !");
  put(table, 0x28, u")(");
  table[0x2C] = u',';
  table[0x2E] = u'.';
  put(table, 0x30, u"0123456789:;");
  put(table, 0x3F, u"?");
  put(table, 0x61, u"abcdefghijklmnopqrstuvwxyz");
  return table;
}

// The stretches of an Indic table, and where in a script's block their letters are.
struct Stretch {
  std::uint8_t first;  // septet
  std::uint8_t last;
  std::uint8_t offset;  // in the block, of the first
};
constexpr Stretch kIndicLayout[] = {
    {0x00, 0x02, 0x01}, {0x03, 0x09, 0x05}, {0x0B, 0x0C, 0x0C}, {0x0E, 0x1A, 0x0E},
    {0x1C, 0x1F, 0x1B}, {0x22, 0x27, 0x1F}, {0x2A, 0x2B, 0x25}, {0x2D, 0x2D, 0x27},
    {0x2F, 0x2F, 0x28}, {0x3C, 0x3E, 0x29}, {0x40, 0x4D, 0x2C}, {0x4E, 0x5F, 0x3C},
};

struct IndicScript {
  char16_t block;
  std::string_view missing;   // offsets of letters the script has not
  char16_t at_60;             // a letter of its own
  std::u16string_view at_7b;  // and the last five
};

// A.3.4 - A.3.12
constexpr LockingTable indic_locking(const IndicScript& script) {
  LockingTable table = asian_frame();
  for (const Stretch& stretch : kIndicLayout) {
    for (unsigned septet = stretch.first; septet <= stretch.last; ++septet) {
      const auto offset = static_cast<char>(stretch.offset + (septet - stretch.first));
      if (script.missing.contains(offset)) continue;
      table[septet] = static_cast<char16_t>(script.block + offset);
    }
  }
  table[0x60] = script.at_60;
  put(table, 0x7B, script.at_7b);
  return table;
}

constexpr IndicScript kBengali{0x0980, "\x0D\x0E\x11\x12\x29\x31\x33\x34\x35\x45\x46\x49\x4A",
                               0x09CE, u"\u09D7\u09DC\u09DD\u09F0\u09F1"};
constexpr IndicScript kGujarati{0x0A80, "\x0E\x12\x29\x31\x34\x46\x4A", 0x0AD0,
                                u"\u0AE0\u0AE1\u0AE2\u0AE3\u0AF1"};
constexpr IndicScript kHindi{0x0900, "", 0x0950, u"\u0972\u097B\u097C\u097E\u097F"};
constexpr IndicScript kKannada{0x0C80, "\x01\x0D\x11\x29\x34\x45\x49", 0x0CD5,
                               u"\u0CD6\u0CE0\u0CE1\u0CE2\u0CE3"};
constexpr IndicScript kMalayalam{0x0D00, "\x01\x0D\x11\x29\x3C\x45\x49", 0x0D57,
                                 u"\u0D60\u0D61\u0D62\u0D63\u0D79"};
constexpr IndicScript kOriya{0x0B00, "\x0D\x0E\x11\x12\x29\x31\x34\x45\x46\x49\x4A", 0x0B56,
                             u"\u0B57\u0B60\u0B61\u0B62\u0B63"};
constexpr IndicScript kPunjabi{
    0x0A00, "\x0B\x0C\x0D\x0E\x11\x12\x29\x31\x34\x37\x3D\x43\x44\x45\x46\x49\x4A", 0x0A51,
    u"\u0A70\u0A71\u0A72\u0A73\u0A74"};
constexpr IndicScript kTamil{0x0B80,
                             "\x01\x0B\x0C\x0D\x11\x16\x17\x18\x1B\x1D\x20\x21\x22\x25\x26\x27"
                             "\x2B\x2C\x2D\x3C\x3D\x43\x44\x45\x49",
                             0x0BD0, u"\u0BD7\u0BF0\u0BF1\u0BF2\u0BF9"};
constexpr IndicScript kTelugu{0x0C00, "\x0D\x11\x29\x34\x3C\x45\x49", 0x0C55,
                              u"\u0C56\u0C60\u0C61\u0C62\u0C63"};

// A.3.13
constexpr LockingTable urdu_locking() {
  LockingTable table = asian_frame();
  put(table, 0x00, u"\u0627\u0622\u0628\u067B\u0680\u067E\u06A6\u062A\u06C2\u067F");
  put(table, 0x0B, u"\u0679\u067D");
  put(table, 0x0E,
      u"\u067A\u067C\u062B\u062C\u0681\u0684\u0683\u0685\u0686\u0687\u062D\u062E\u062F");
  put(table, 0x1C, u"\u068C\u0688\u0689\u068A");
  put(table, 0x22, u"\u068F\u068D\u0630\u0631\u0691\u0693");
  put(table, 0x2A, u"\u0699\u0632");
  table[0x2D] = u'\u0696';
  table[0x2F] = u'\u0698';
  put(table, 0x3C, u"\u069A\u0633\u0634");
  put(table, 0x40, u"\u0635\u0636\u0637\u0638\u0639\u0641\u0642\u06A9");
  put(table, 0x48, u"\u06AA\u06AB\u06AF\u06B3\u06B1\u0644\u0645\u0646");
  put(table, 0x50, u"\u06BA\u06BB\u06BC\u0648\u06C4\u06D5\u06C1\u06BE");
  put(table, 0x58, u"\u0621\u06CC\u06D0\u06D2\u064D\u0650\u064F\u0657\u0654");
  put(table, 0x7B, u"\u0655\u0651\u0653\u0656\u0670");
  return table;
}

constexpr std::array<LockingTable, kLanguages> kLocking{
    default_table(),        turkish_locking(),
    default_table(),  // Spanish has none
    portuguese_locking(),   indic_locking(kBengali), indic_locking(kGujarati),
    indic_locking(kHindi),  indic_locking(kKannada), indic_locking(kMalayalam),
    indic_locking(kOriya),  indic_locking(kPunjabi), indic_locking(kTamil),
    indic_locking(kTelugu), urdu_locking()};

// A.2.1
constexpr SingleShiftTable turkish_single() {
  SingleShiftTable table = default_extension();
  table[0x47] = u'\u011E';
  table[0x49] = u'\u0130';
  table[0x53] = u'\u015E';
  table[0x63] = u'\u00E7';
  table[0x67] = u'\u011F';
  table[0x69] = u'\u0131';
  table[0x73] = u'\u015F';
  return table;
}

// A.2.2
constexpr SingleShiftTable spanish_single() {
  SingleShiftTable table = default_extension();
  table[0x09] = u'\u00E7';
  table[0x41] = u'\u00C1';
  table[0x49] = u'\u00CD';
  table[0x4F] = u'\u00D3';
  table[0x55] = u'\u00DA';
  table[0x61] = u'\u00E1';
  table[0x69] = u'\u00ED';
  table[0x6F] = u'\u00F3';
  table[0x75] = u'\u00FA';
  return table;
}

// A.2.3
constexpr SingleShiftTable portuguese_single() {
  SingleShiftTable table = spanish_single();
  table[0x05] = u'\u00EA';
  put(table, 0x0B, u"\u00D4\u00F4");
  put(table, 0x0E, u"\u00C1\u00E1");
  put(table, 0x12, u"\u03A6\u0393^\u03A9\u03A0\u03A8\u03A3\u0398");
  table[0x1F] = u'\u00CA';
  table[0x41] = u'\u00C0';
  put(table, 0x5B, u"\u00C3\u00D5");
  table[0x61] = u'\u00C2';
  put(table, 0x7B, u"\u00E3\u00F5");
  table[0x7F] = u'\u00E2';
  return table;
}

// A.2.4 - A.2.13: one frame; `own` are the characters of the language, in the order of the places
// that the frame leaves free, a space where one stays so.
constexpr SingleShiftTable asian_single(std::u16string_view own) {
  SingleShiftTable table = default_extension();
  put(table, 0x00, u"@\u00A3$\u00A5\u00BF\"\u00A4%&'\f*+");
  put(table, 0x0E, u"-/<=>\u00A1^\u00A1_#*");
  put(table, 0x41, u"ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  constexpr std::u16string_view kFree =
      u"\x19\x1A\x1C\x1D\x1E\x1F\x20\x21\x22\x23\x24\x25\x26\x27\x2A\x2B\x2C\x2D\x2E"
      u"\x30\x31\x32\x33\x34\x35\x36\x37\x38\x39\x3A\x3B\x3F";
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (own[i] != u' ') table[kFree[i]] = own[i];
  }
  return table;
}

constexpr std::array<SingleShiftTable, kLanguages> kSingleShift{
    default_extension(),
    turkish_single(),
    spanish_single(),
    portuguese_single(),
    asian_single(u"\u09E6\u09E7\u09E8\u09E9\u09EA\u09EB\u09EC\u09ED\u09EE\u09EF\u09DF\u09E0"
                 u"\u09E1\u09E2\u09E3\u09F2\u09F3\u09F4\u09F5\u09F6\u09F7\u09F8\u09F9\u09FA"),
    asian_single(u"\u0964\u0965\u0AE6\u0AE7\u0AE8\u0AE9\u0AEA\u0AEB\u0AEC\u0AED\u0AEE\u0AEF"),
    asian_single(u"\u0964\u0965\u0966\u0967\u0968\u0969\u096A\u096B\u096C\u096D\u096E\u096F"
                 u"\u0951\u0952\u0953\u0954\u0958\u0959\u095A\u095B\u095C\u095D\u095E\u095F"
                 u"\u0960\u0961\u0962\u0963\u0970\u0971"),
    asian_single(u"\u0964\u0965\u0CE6\u0CE7\u0CE8\u0CE9\u0CEA\u0CEB\u0CEC\u0CED\u0CEE\u0CEF"
                 u"\u0CDE\u0CF1\u0CF2"),
    asian_single(u"\u0964\u0965\u0D66\u0D67\u0D68\u0D69\u0D6A\u0D6B\u0D6C\u0D6D\u0D6E\u0D6F"
                 u"\u0D70\u0D71\u0D72\u0D73\u0D74\u0D75\u0D7A\u0D7B\u0D7C\u0D7D\u0D7E\u0D7F"),
    asian_single(u"\u0964\u0965\u0B66\u0B67\u0B68\u0B69\u0B6A\u0B6B\u0B6C\u0B6D\u0B6E\u0B6F"
                 u"\u0B5C\u0B5D\u0B5F\u0B70\u0B71"),
    asian_single(u"\u0964\u0965\u0A66\u0A67\u0A68\u0A69\u0A6A\u0A6B\u0A6C\u0A6D\u0A6E\u0A6F"
                 u"\u0A59\u0A5A\u0A5B\u0A5C\u0A5E\u0A75"),
    asian_single(u"\u0964\u0965\u0BE6\u0BE7\u0BE8\u0BE9\u0BEA\u0BEB\u0BEC\u0BED\u0BEE\u0BEF"
                 u"\u0BF3\u0BF4\u0BF5\u0BF6\u0BF7\u0BF8\u0BFA"),
    asian_single(u"  \u0C66\u0C67\u0C68\u0C69\u0C6A\u0C6B\u0C6C\u0C6D\u0C6E\u0C6F"
                 u"\u0C58\u0C59\u0C78\u0C79\u0C7A\u0C7B\u0C7C\u0C7D\u0C7E\u0C7F"),
    asian_single(u"\u0600\u0601\u06F0\u06F1\u06F2\u06F3\u06F4\u06F5\u06F6\u06F7\u06F8\u06F9"
                 u"\u060C\u060D\u060E\u060F\u0610\u0611\u0612\u0613\u0614\u061B\u061F\u0640"
                 u"\u0652\u0658\u066B\u066C\u0672\u0673\u06CD\u06D4")};

}  // namespace

const LockingTable& locking_table(std::uint8_t language) noexcept {
  return kLocking[language < kLanguages ? language : 0];
}

const SingleShiftTable& single_shift_table(std::uint8_t language) noexcept {
  return kSingleShift[language < kLanguages ? language : 0];
}

}  // namespace picket::gsm
