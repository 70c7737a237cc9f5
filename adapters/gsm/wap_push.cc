// SPDX-License-Identifier: Apache-2.0
// WAP push: what a phone shows or opens when one arrives. A connectionless WSP push (WAP-230
// §8.2.4) brings a service indication (WAP-167) or loading (WAP-168) in WBXML (WAP-192); of
// anything else, the beginning not yet seen included, the runs of printable characters are given.
#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "adapters/gsm/decoders.h"

namespace picket::gsm {
namespace {

constexpr std::uint8_t kPush = 0x06;
constexpr std::size_t kShortestRun = 4;

class Reader {
 public:
  explicit Reader(Octets octets) noexcept : rest_(octets) {}

  bool empty() const noexcept { return rest_.empty(); }
  std::uint8_t octet() noexcept {
    if (rest_.empty()) return 0;
    const std::uint8_t value = rest_.front();
    rest_ = rest_.subspan(1);
    return value;
  }
  // uintvar and mb_u_int32: seven bits an octet, the top bit says that more come.
  std::uint32_t number() noexcept {
    std::uint32_t value = 0;
    for (int i = 0; i < 5 && !rest_.empty(); ++i) {
      const std::uint8_t next = octet();
      value = value << 7 | (next & 0x7Fu);
      if ((next & 0x80) == 0) break;
    }
    return value;
  }
  Octets take(std::size_t count) noexcept {
    const Octets taken = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  Octets c_string() noexcept {
    std::size_t length = 0;
    while (length < rest_.size() && rest_[length] != 0) ++length;
    const Octets text = take(length);
    octet();
    return text;
  }
  Octets rest() const noexcept { return rest_; }

 private:
  Octets rest_;
};

class TextWriter {
 public:
  explicit TextWriter(std::span<char> out) noexcept : out_(out) {}

  void ascii(std::string_view text) noexcept {
    for (const char c : text) put(static_cast<unsigned char>(c));
  }
  // UTF-8, or else Latin-1, character by character: whatever charset is named, links are ASCII.
  void string(Octets text) noexcept {
    while (!text.empty()) {
      const Utf8Character character = front_character(text);
      put(character.valid ? character.value : text[0]);
      text = text.subspan(character.valid ? character.size : 1);
    }
  }
  void character(std::uint32_t value) noexcept {
    if (value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF)) put(value);
  }
  // Between attributes and elements.
  void separate() noexcept { separate_ = out_.size() > 0; }
  const Utf8Writer& done() const noexcept { return out_; }

 private:
  void put(char32_t character) noexcept {
    if (separate_) out_.put(U'\n');
    separate_ = false;
    out_.put(character);
  }

  Utf8Writer out_;
  bool separate_ = false;
};

// How attributes that begin a link are written, WAP-167 §8.2.2 and WAP-168 §8.2.2: the first is
// `href` alone, those behind it have the beginning in them.
constexpr std::uint8_t kIndicationHref = 0x0B;
constexpr std::uint8_t kLoadingHref = 0x08;
constexpr std::string_view kBeginnings[] = {"", "http://", "http://www.", "https://",
                                            "https://www."};
constexpr std::string_view kEndings[] = {".com/", ".edu/", ".net/", ".org/"};  // values from 0x85

// WBXML global tokens, WAP-192 §7.1.
enum Token : std::uint8_t {
  kSwitchPage = 0x00,
  kEnd = 0x01,
  kEntity = 0x02,
  kInlineString = 0x03,
  kLiteral = 0x04,
  kFirstExtensionString = 0x40,
  kLastExtensionString = 0x42,
  kInstruction = 0x43,
  kLiteralWithContent = 0x44,
  kFirstExtensionNumber = 0x80,
  kLastExtensionNumber = 0x82,
  kTableString = 0x83,
  kLiteralWithAttributes = 0x84,
  kOpaque = 0xC3,
  kLiteralWithBoth = 0xC4,
};

// Walks a document once; what it does not know it steps over.
class DocumentReader {
 public:
  DocumentReader(Octets document, TextWriter& out) noexcept : in_(document), out_(out) {}

  void read() noexcept {
    in_.octet();  // version
    const std::uint32_t public_id = in_.number();
    if (public_id == 0) in_.number();
    in_.number();  // charset
    table_ = in_.take(in_.number());
    href_ = public_id == 0x06 ? kLoadingHref : kIndicationHref;
    while (!in_.empty()) token(in_.octet());
  }

 private:
  void token(std::uint8_t token) noexcept {
    switch (token) {
      case kSwitchPage:
        in_.octet();
        break;
      case kEnd:
        in_attributes_ = false;
        out_.separate();
        break;
      case kEntity:
        out_.character(in_.number());
        break;
      case kInlineString:
        out_.string(in_.c_string());
        break;
      case kTableString:
        table_string(in_.number());
        break;
      case kOpaque:  // dates
        in_.take(in_.number());
        break;
      case kLiteral:
      case kLiteralWithContent:
      case kLiteralWithAttributes:
      case kLiteralWithBoth:
        in_.number();
        start(token);
        break;
      case kInstruction:
        in_.number();
        break;
      default:
        other(token);
        break;
    }
  }

  void other(std::uint8_t token) noexcept {
    if (token >= kFirstExtensionString && token <= kLastExtensionString) {
      out_.string(in_.c_string());
    } else if (token >= kFirstExtensionNumber && token <= kLastExtensionNumber) {
      in_.number();
    } else if (in_attributes_ && token >= 0x85 && token < 0x85 + std::size(kEndings)) {
      out_.ascii(kEndings[token - 0x85u]);
    } else if (in_attributes_ && token < 0x80) {
      out_.separate();
      const unsigned which = token - unsigned{href_};
      if (which < std::size(kBeginnings)) out_.ascii(kBeginnings[which]);
    } else {
      start(token);
    }
  }

  // An element, or in attributes an attribute of a name from the string table.
  void start(std::uint8_t token) noexcept {
    out_.separate();
    in_attributes_ = in_attributes_ || (token & 0x80) != 0;
  }

  void table_string(std::uint32_t at) noexcept {
    if (at < table_.size()) out_.string(Reader(table_.subspan(at)).c_string());
  }

  Reader in_;
  TextWriter& out_;
  Octets table_;
  std::uint8_t href_ = kIndicationHref;
  bool in_attributes_ = false;
};

// The content of a push, where the octets are one.
struct Content {
  bool is_document = false;  // a compiled indication or loading
  Octets octets;
};

std::optional<Content> content_of(Octets octets) noexcept {
  Reader in(octets);
  in.octet();  // transaction
  if (in.octet() != kPush) return std::nullopt;
  Reader headers(in.take(in.number()));
  std::uint8_t type = headers.octet();
  if (type < 0x1F) {
    type = headers.octet();  // the type follows its length
  } else if (type == 0x1F) {
    headers.number();
    type = headers.octet();
  }
  constexpr std::uint8_t kCompiledIndication = 0x80 | 0x2E;
  constexpr std::uint8_t kCompiledLoading = 0x80 | 0x30;
  return Content{type == kCompiledIndication || type == kCompiledLoading, in.rest()};
}

void write_runs(Octets octets, TextWriter& out) noexcept {
  while (!octets.empty()) {
    std::size_t length = 0;
    while (length < octets.size()) {
      const Utf8Character next = front_character(octets.subspan(length));
      if (!next.valid || next.value < 0x20 || next.value == 0x7F) break;
      length += next.size;
    }
    if (length >= kShortestRun) {
      out.separate();
      out.string(octets.first(length));
    }
    octets = octets.subspan(std::min(length + 1, octets.size()));
  }
}

}  // namespace

DecodedText decode_wap_push(Octets octets, std::span<char> out) noexcept {
  TextWriter writer(out);
  const auto content = content_of(octets);
  if (content && content->is_document) {
    DocumentReader(content->octets, writer).read();
  } else {
    write_runs(content ? content->octets : octets, writer);
  }
  return text_of(out, writer.done());
}

}  // namespace picket::gsm
