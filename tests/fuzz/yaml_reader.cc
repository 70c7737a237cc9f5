// SPDX-License-Identifier: Apache-2.0
// Documents from arbitrary bytes: every position lies inside the file, every node within what holds
// it, keys are unique, and a file without documents has a diagnostic that can be rendered.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "filter/document/reader.h"
#include "filter/document/source.h"

namespace {

using namespace picket::document;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

bool not_after(Position a, Position b) {
  return a.line < b.line || (a.line == b.line && a.column <= b.column);
}

// The text as the reader sees it: without byte order mark, lines ended by LF.
std::string plain(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
  }
  return out;
}

void require_inside(const Source& source, const Span& span) {
  require(not_after(span.begin, span.end), "a span ends before it begins");
  for (const Position at : {span.begin, span.end}) {
    require(at.line >= 1 && at.line <= source.line_count(), "a line is not in the file");
    require(at.column >= 1 && at.column <= count_characters(source.line(at.line)) + 2,
            "a column is not in its line");
  }
}

void require_tree(const Source& source, const Node& node, unsigned depth) {
  require(depth <= kMaxDepth + 1, "too deep");
  require_inside(source, node.span);
  for (const Node& item : node.items) {
    require(not_after(node.span.begin, item.span.begin), "an item begins before its list");
    require_tree(source, item, depth + 1);
  }
  std::set<std::string> keys;
  for (const Node::Entry& entry : node.entries) {
    require(keys.insert(entry.key).second, "a key comes twice");
    require(not_after(node.span.begin, entry.key_span.begin), "a key begins before its mapping");
    require_inside(source, entry.key_span);
    require_tree(source, entry.value, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string seen = plain(text);
  const Source source(seen);
  Diagnostics diagnostics;
  const auto documents = read_documents(text, "f", diagnostics);
  require(!documents.empty() || diagnostics.has_errors(), "nothing was read, and nothing said");
  for (const Node& document : documents) require_tree(source, document, 0);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    require_inside(source, diagnostic.span);
    require(!render(diagnostic).empty() && !render_json(diagnostic).empty(), "no rendering");
  }
  return 0;
}
