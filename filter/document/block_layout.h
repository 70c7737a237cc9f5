// SPDX-License-Identifier: Apache-2.0
// One document's lines in the form that layout.h describes. Inside this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/layout.h"
#include "filter/document/node.h"
#include "filter/document/source.h"

namespace picket::document {

using Lines = std::vector<std::string>;

class BlockLayout {
 public:
  // `last`: the last line of the document. The source outlives it.
  BlockLayout(const Source& source, std::uint32_t last) : source_(source), last_(last) {}

  // From line `first`, behind the document's marker.
  Lines document(const Node& root, std::uint32_t first, const KeyOrder& order);

  // The line `---` with a comment that is on it.
  std::string marker(std::uint32_t line);
  // Comments and single empty lines of first..last, which hold nothing else.
  Lines comments(std::uint32_t first, std::uint32_t last);

  // Where something was written as is not foreseen: the lines are no good then.
  std::optional<Position> refused() const noexcept { return refused_; }

 private:
  // An entry of a mapping or list that is written as a block, with the lines around it.
  struct Child {
    std::string_view key;  // empty in a list
    const Node::Entry* entry = nullptr;
    const Node* value = nullptr;
    std::uint32_t above = 0;  // first line of the comments over it
    std::uint32_t first = 0;  // of its own: with the key or the dash
    std::uint32_t last = 0;   // with comments that belong to its end
  };

  // All lines that are made here are indented as if their block began in the first column.
  Lines block(const Node& node, std::uint32_t above, std::uint32_t last, const KeyOrder* order);
  std::vector<Child> children_of(const Node& node, std::uint32_t above, std::uint32_t last);
  Lines entry(const Node& mapping, const Child& child, const KeyOrder* order);
  // Offset; where a key has something before it or no colon on its line, that is refused.
  std::size_t behind_colon(const Node& mapping, const Child& child);
  Lines item(const Node& list, const Child& child, const KeyOrder* order);
  Lines leaf(const Node& node, std::uint32_t column);
  Lines block_text_lines(const Node& node, std::uint32_t column);

  // The last of the lines first..last, all comments or empty, that belongs to what is before them
  // in a block at `column`; first - 1 where none does.
  std::uint32_t end_of_tail(std::uint32_t first, std::uint32_t last, std::uint32_t column) const;
  std::uint32_t dash_line(const Node& list, const Node& item) const;
  std::uint32_t last_line_of(const Node& node, std::uint32_t column) const;
  // A list or mapping whose entries stand on lines of their own.
  bool is_block(const Node& node) const;
  // What follows on the line of `offset`, which is a comment or nothing, with the blanks before it.
  std::string rest_of_line(std::size_t offset);
  void refuse(Position at);

  const Source& source_;
  std::uint32_t last_;
  // What was written last is a text to which empty lines behind it would belong.
  bool takes_empty_lines_ = false;
  std::optional<Position> refused_;
};

}  // namespace picket::document
