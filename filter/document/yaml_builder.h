// SPDX-License-Identifier: Apache-2.0
// Builds a Node out of yaml-cpp's events and reports what yaml-cpp lets pass. Inside this folder:
// included by yaml_events.cc and yaml_builder.cc, the only files that see yaml-cpp.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "filter/document/node.h"
#include "filter/document/source.h"
#include "filter/document/yaml_events.h"

namespace picket::document {

// For one document. Positions are the file's.
class YamlBuilder final : public YAML::EventHandler {
 public:
  YamlBuilder(const Source& source, DocumentLines lines, Reporter& reporter)
      : source_(source), lines_(lines), reporter_(reporter), end_(source.start(lines.last + 1)) {}

  // A quote that is never closed swallowed the rest: the tree is not worth looking at.
  bool is_cut() const { return is_cut_; }
  Node take_root() { return std::move(root_); }
  // Where the document begins; nullopt where no event came at all.
  std::optional<Span> begins() const { return begins_; }
  // Whether tabs at the start of this line belong to a text that goes on from an earlier line.
  bool continues_text(std::uint32_t line) const;

  void OnDocumentStart(const YAML::Mark& mark) override { begins_ = span_at(offset(mark)); }
  void OnDocumentEnd() override {
    if (in_block_text_) texts_.back().last = lines_.last;
  }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override;

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value style) override {
    open(Node::Kind::list, mark, tag, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value style) override {
    open(Node::Kind::mapping, mark, tag, style);
  }
  void OnMapEnd() override { close(); }

 private:
  // A list or mapping that is being read.
  struct Open {
    Node node;
    std::size_t begin = 0;  // offset
    std::size_t end = 0;    // of the last thing read in it
    bool is_flow = false;
    std::optional<Node> key;   // of the entry whose value is awaited
    bool drops_value = false;  // of a key that is none, or came before
    std::unordered_map<std::string, std::uint32_t> key_lines;
    bool expects_key() const { return node.kind == Node::Kind::mapping && !key; }
  };

  std::size_t offset(const YAML::Mark& mark) const;
  // The same for the start of an event, which also ends a block scalar before it.
  std::size_t start_of(const YAML::Mark& mark);
  Span span_at(std::size_t at) const { return source_.span(at, std::min(at + 1, end_)); }
  std::string_view rest(std::size_t at) const { return source_.text().substr(at, end_ - at); }

  void check_tag(std::size_t at, const std::string& tag);
  std::size_t end_of_scalar(std::size_t at, std::string_view value, bool quoted);
  bool is_written_null(std::size_t at) const;
  std::size_t empty_value_at(std::size_t mark) const;
  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::EmitterStyle::value style);
  void close();
  void place(Node node, std::size_t end);
  void place_key(Open& mapping, Node key);

  const Source& source_;
  DocumentLines lines_;
  Reporter& reporter_;
  std::size_t end_;  // offset of the document's
  Node root_;
  std::optional<Span> begins_;
  std::vector<Open> open_;
  bool too_deep_ = false;
  bool is_cut_ = false;
  std::vector<DocumentLines> texts_;  // scalars of several lines
  bool in_block_text_ = false;        // the last of texts_ is a block scalar whose end is not known
};

}  // namespace picket::document
