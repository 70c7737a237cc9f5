// SPDX-License-Identifier: Apache-2.0
#include "filter/text/table/character_rules.h"

#include <opencc/opencc.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace picket::text::table {
namespace {

void require(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

icu::UnicodeString to_icu(std::u32string_view text) {
  icu::UnicodeString out;
  for (const char32_t c : text) out.append(static_cast<UChar32>(c));
  return out;
}

std::u32string from_icu(const icu::UnicodeString& text) {
  std::u32string out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out.push_back(static_cast<char32_t>(text.char32At(i)));
  return out;
}

using Instance = const icu::Normalizer2* (*)(UErrorCode&);

std::u32string normalized(Instance instance, std::u32string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString out = instance(status)->normalize(to_icu(text), status);
  require(status, "normalisation");
  return from_icu(out);
}

UScriptCode script(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status);
}

std::uint32_t category(char32_t c) { return U_GET_GC_MASK(static_cast<UChar32>(c)); }

// Scripts whose letters may be taken for Latin ones. Letters of others (Arabic alef looks like an
// l) keep their meaning.
bool may_look_latin(UScriptCode code) {
  static constexpr std::array kScripts{
      USCRIPT_LATIN,      USCRIPT_GREEK,  USCRIPT_CYRILLIC, USCRIPT_ARMENIAN,
      USCRIPT_CHEROKEE,   USCRIPT_COPTIC, USCRIPT_LISU,     USCRIPT_CANADIAN_ABORIGINAL,
      USCRIPT_DESERET,    USCRIPT_LYDIAN, USCRIPT_LYCIAN,   USCRIPT_CARIAN,
      USCRIPT_OLD_ITALIC, USCRIPT_GOTHIC, USCRIPT_OSAGE,    USCRIPT_WARANG_CITI,
      USCRIPT_ELBASAN,    USCRIPT_COMMON};
  return std::find(kScripts.begin(), kScripts.end(), code) != kScripts.end();
}

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }

// Neither seen nor a mark: default ignorables, controls, format characters but for those drawn
// around digits (U+0600 ..., Prepended_Concatenation_Mark).
bool is_unseen(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  if (u_hasBinaryProperty(point, UCHAR_PREPENDED_CONCATENATION_MARK)) return false;
  return u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
         (category(c) & (U_GC_CF_MASK | U_GC_CC_MASK)) != 0;
}

}  // namespace

struct CharacterRules::Engines {
  USpoofChecker* spoof = nullptr;
  UConverter* gb2312 = nullptr;
  opencc::SimpleConverter traditional{"t2s.json"};
  opencc::SimpleConverter taiwan{"tw2s.json"};
  opencc::SimpleConverter hong_kong{"hk2s.json"};
  opencc::SimpleConverter japanese{"jp2t.json"};

  Engines() {
    UErrorCode status = U_ZERO_ERROR;
    spoof = uspoof_open(&status);
    gb2312 = ucnv_open("GB2312", &status);
    require(status, "opening ICU");
    ucnv_setFromUCallBack(gb2312, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  }
  ~Engines() {
    uspoof_close(spoof);
    ucnv_close(gb2312);
  }

  // Whether the character is of everyday simplified Chinese, so that no regional variant is meant.
  bool is_gb2312(char32_t c) const {
    UErrorCode status = U_ZERO_ERROR;
    to_icu({&c, 1}).extract(nullptr, 0, gb2312, status);
    return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR;
  }
};

CharacterRules::CharacterRules(FoldData data)
    : data_(std::move(data)), engines_(std::make_unique<Engines>()) {}
CharacterRules::~CharacterRules() = default;

std::u32string CharacterRules::undone(char32_t c) const { return fixed_point(c); }

std::u32string CharacterRules::folded(char32_t c) const {
  const std::u32string parts = undone(c);
  if (!parts.empty() && is_mark(parts.front())) return compose(parts);  // what it stands on decides
  return compose(drop_marks(parts));
}

// What one step gives may have another: 🅰 is a, ㊎ is 金, a Cyrillic capital its small letter.
std::u32string CharacterRules::fixed_point(char32_t c) const {
  std::u32string text(1, c);
  for (int round = 0; round < 8; ++round) {
    std::u32string next;
    for (const char32_t part : text) next += once(part);
    if (next == text) return text;
    text = std::move(next);
  }
  throw std::runtime_error("folding has no end: " + to_utf8(std::u32string(1, c)));
}

std::u32string CharacterRules::once(char32_t c) const {
  if (c < 0x80 && c > 0x20 && c != 0x7F)
    return std::u32string(1, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
  if (is_space(c)) return U" ";
  if (std::count(data_.invisible.begin(), data_.invisible.end(), c) != 0 || is_unseen(c)) return {};
  if (const auto own = data_.letters.find(c); own != data_.letters.end()) return own->second;
  bool found = false;
  if (const std::u32string inner = enclosed(c, found); found) return inner;

  // U+0345, an iota below its letter, is a letter by case folding alone: to readers it is a mark.
  constexpr char32_t kIotaBelow = 0x345;
  if (c == kIotaBelow) return std::u32string(1, c);
  if (std::u32string parts = decompose({&c, 1}); parts.back() == kIotaBelow) return parts;
  const std::u32string compatible = nfkc_casefold(c);
  std::u32string decomposed = decompose(compatible);
  // An accent by itself (´ ¨) is not a space with a mark.
  if (decomposed.size() > 1 && decomposed.front() == U' ' && is_mark(decomposed[1]))
    return decompose({&c, 1});
  if (decomposed != std::u32string(1, c)) return decomposed;

  if ((category(c) & U_GC_ND_MASK) != 0)
    return std::u32string(1,
                          U'0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(c))));
  if (script(c) == USCRIPT_HAN) return simplified(c);
  if ((category(c) & (U_GC_L_MASK | U_GC_NL_MASK)) != 0) return latin_look(c);
  return decomposed;
}

// Digits in circles, brackets or with a full stop by their value (NFKC gives "(1)" and "1."),
// letters in brackets without these.
std::u32string CharacterRules::enclosed(char32_t c, bool& found) const {
  found = true;
  const std::u32string compatible = nfkc_casefold(c);
  if (compatible.size() >= 3 && (compatible.front() == U'(' || compatible.front() == 0x3014) &&
      (compatible.back() == U')' || compatible.back() == 0x3015))
    return decompose(std::u32string_view(compatible).substr(1, compatible.size() - 2));
  const double value = u_getNumericValue(static_cast<UChar32>(c));
  const bool is_han = compatible.size() == 1 && script(compatible.front()) == USCRIPT_HAN;  // ㊀
  if ((category(c) & U_GC_NO_MASK) != 0 && script(c) == USCRIPT_COMMON && !is_han && value >= 0 &&
      value <= 99 && value == static_cast<int>(value))
    return to_utf32(std::to_string(static_cast<int>(value)));
  found = false;
  return {};
}

// The Latin letter or two that a letter looks like (UTS #39 skeleton, marks dropped); else itself.
std::u32string CharacterRules::latin_look(char32_t c) const {
  const UScriptCode code = script(c);
  if (!may_look_latin(code)) return std::u32string(1, c);
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString skeleton;
  uspoof_getSkeletonUnicodeString(engines_->spoof, 0, to_icu({&c, 1}), skeleton, &status);
  require(status, "skeleton");
  std::u32string look;
  for (const char32_t part : decompose(from_icu(skeleton)))
    if (!is_mark(part))
      look.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(part))));
  const bool letters = std::all_of(look.begin(), look.end(),
                                   [](char32_t part) { return part >= U'a' && part <= U'z'; });
  // Two letters only for a Latin letter (æ): what looks like "rn" in another script is chance.
  const std::size_t longest = code == USCRIPT_LATIN ? 2 : 1;
  if (letters && !look.empty() && look.size() <= longest) return look;
  return std::u32string(1, c);
}

std::u32string CharacterRules::simplified(char32_t c) const {
  const auto convert = [](const opencc::SimpleConverter& converter, char32_t from) {
    const std::u32string to = to_utf32(converter.Convert(to_utf8(std::u32string(1, from))));
    return to.size() == 1 ? to.front() : from;
  };
  char32_t to = c;
  if (!engines_->is_gb2312(to)) to = convert(engines_->japanese, to);
  to = convert(engines_->traditional, to);
  if (!engines_->is_gb2312(to)) to = convert(engines_->taiwan, to);
  if (!engines_->is_gb2312(to)) to = convert(engines_->hong_kong, to);
  const auto own = data_.han.find(to);
  return own == data_.han.end() ? std::u32string(1, to) : own->second;
}

std::u32string CharacterRules::drop_marks(std::u32string_view decomposed) {
  std::u32string out;
  bool drops = true;  // nothing before it
  for (const char32_t c : decomposed) {
    if (is_droppable(c)) {
      if (drops || drops_everywhere(c)) continue;
    } else if (!is_mark(c)) {
      drops = drops_marks(c);
    }
    out.push_back(c);
  }
  return out;
}

std::u32string CharacterRules::compose(std::u32string_view text) {
  return normalized(&icu::Normalizer2::getNFCInstance, text);
}
std::u32string CharacterRules::decompose(std::u32string_view text) {
  return normalized(&icu::Normalizer2::getNFDInstance, text);
}
std::u32string CharacterRules::nfkc_casefold(char32_t c) {
  return normalized(&icu::Normalizer2::getNFKCCasefoldInstance, {&c, 1});
}

CharacterClass CharacterRules::character_class(char32_t c) {
  if ((category(c) & (U_GC_ND_MASK | U_GC_NO_MASK)) != 0) return CharacterClass::digit;
  if ((category(c) & (U_GC_L_MASK | U_GC_NL_MASK)) == 0) return CharacterClass::other;
  for (const UScriptCode code : {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_HANGUL,
                                 USCRIPT_THAI, USCRIPT_LAO, USCRIPT_KHMER})
    if (uscript_hasScript(static_cast<UChar32>(c), code)) return CharacterClass::unspaced_letter;
  return CharacterClass::spaced_letter;
}

bool CharacterRules::is_latin(char32_t c) {
  return (category(c) & U_GC_L_MASK) != 0 && script(c) == USCRIPT_LATIN;
}
bool CharacterRules::is_mark(char32_t c) { return (category(c) & U_GC_M_MASK) != 0; }
bool CharacterRules::is_droppable(char32_t c) {
  return (category(c) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}
bool CharacterRules::drops_everywhere(char32_t c) {
  return combining_class(c) == 1 || (category(c) & U_GC_ME_MASK) != 0;
}
bool CharacterRules::drops_marks(char32_t c) {
  const UScriptCode code = script(c);
  return code == USCRIPT_LATIN || code == USCRIPT_HAN || code == USCRIPT_COMMON ||
         code == USCRIPT_INHERITED || code == USCRIPT_UNKNOWN;
}
int CharacterRules::combining_class(char32_t c) {
  // Thai and Lao nikhahit over a letter with a tone mark is written on either side of it and looks
  // the same; by Unicode it has no class. After the tone mark is where ำ has it.
  if (c == 0x0E4D) return 108;
  if (c == 0x0ECD) return 123;
  return u_getCombiningClass(static_cast<UChar32>(c));
}
bool CharacterRules::joins_backwards(char32_t c) {
  return is_mark(c) ||
         u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE;
}

}  // namespace picket::text::table
