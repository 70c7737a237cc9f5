// SPDX-License-Identifier: Apache-2.0
// Random trees with a rule's keys, written out in random ways that all mean the same. The trees are
// no good rules: only their layout matters.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "filter/ruleset/rule_keys.h"

namespace picket::test {

class RandomRule {
 public:
  struct Style {
    bool comments = false;  // and empty lines, and breaks that formatting leaves as they are
  };

  explicit RandomRule(unsigned seed) : random_(seed) {
    for (const std::string_view key : ruleset::rule_key_names()) {
      if (key != "id" && chance(2)) continue;
      root_.entries.emplace_back(key, key == "tests" ? tests() : value(0));
    }
  }

  std::string laid_out(unsigned seed, const Style& style) const {
    Writer writer(seed, style);
    writer.mapping(root_, 0, true);
    return std::move(writer.text);
  }

 private:
  struct Tree {
    enum class Kind { scalar, block_text, flow, list, mapping };
    Kind kind = Kind::scalar;
    std::string scalar;              // as written; of block_text its header
    std::vector<std::string> lines;  // of block_text
    std::vector<Tree> items;         // of flow too
    std::vector<std::pair<std::string, Tree>> entries;
  };

  class Writer {
   public:
    Writer(unsigned seed, const Style& style) : random_(seed), style_(style) {}

    // `begun`: the first key stands where the text ends, in column `indent`.
    void mapping(const Tree& tree, std::size_t indent, bool begun) {
      std::vector<const std::pair<std::string, Tree>*> entries;
      for (const auto& entry : tree.entries) entries.push_back(&entry);
      // The order of keys that no table has is their author's.
      if (begun && indent == 0) std::ranges::shuffle(entries, random_);
      for (const auto* entry : entries) {
        if (!begun) begin_line(indent);
        begun = false;
        text += entry->first + some(" ", 0, 1) + ':';
        value(entry->second, indent, false);
      }
    }

    std::string text;

   private:
    bool chance(unsigned one_in) { return below(one_in) == 0; }
    unsigned below(std::size_t n) { return static_cast<unsigned>(random_() % n); }
    std::string some(std::string_view what, unsigned least, unsigned most) {
      std::string all;
      for (unsigned n = least + below(most - least + 1); n > 0; --n) all += what;
      return all;
    }

    void begin_line(std::size_t indent) {
      while (style_.comments && chance(5)) {
        const std::size_t at = chance(2) ? indent : below(indent + 6);
        text += chance(3) ? some(" ", 0, 3) : std::string(at, ' ') + comment();
        text += '\n';
      }
      text += std::string(indent, ' ');
    }

    void end_line() {
      if (style_.comments && chance(6)) text += some(" ", 1, 4) + comment();
      text += some(" ", 0, 1) + (crlf_ ? "\r\n" : "\n");
    }

    std::string comment() {
      return "# c" + std::to_string(comments_++) + (chance(3) ? ": [x, #" : "");
    }

    // Behind a key or a dash that stands in column `indent`.
    void value(const Tree& tree, std::size_t indent, bool behind_dash) {
      switch (tree.kind) {
        case Tree::Kind::scalar:
          text += some(" ", 1, 3) + tree.scalar;
          return end_line();
        case Tree::Kind::flow:
          text += some(" ", 1, 3);
          flow(tree, indent);
          return end_line();
        case Tree::Kind::block_text:
          text += some(" ", 1, 3) + tree.scalar;
          return block_text(tree, indent);
        case Tree::Kind::list:
        case Tree::Kind::mapping:
          break;
      }
      const bool is_list = tree.kind == Tree::Kind::list;
      if (behind_dash && (!style_.comments || chance(2))) {
        const std::string blanks = some(" ", 1, 3);
        text += blanks;
        return is_list ? list(tree, indent + 1 + blanks.size(), true)
                       : mapping(tree, indent + 1 + blanks.size(), true);
      }
      end_line();
      const std::size_t deeper = indent + below(4) + (is_list && !behind_dash ? 0 : 1);
      is_list ? list(tree, deeper, false) : mapping(tree, deeper, false);
    }

    void list(const Tree& tree, std::size_t indent, bool begun) {
      for (const Tree& item : tree.items) {
        if (!begun) begin_line(indent);
        begun = false;
        text += '-';
        value(item, indent, true);
      }
    }

    void flow(const Tree& tree, std::size_t indent) {
      text += '[' + some(" ", 0, 2);
      for (std::size_t i = 0; i < tree.items.size(); ++i) {
        const Tree& item = tree.items[i];
        item.kind == Tree::Kind::flow ? flow(item, indent) : void(text += item.scalar);
        text += some(" ", 0, 1) + (i + 1 < tree.items.size() ? "," : "");
        if (style_.comments && chance(4)) {
          end_line();
          text += std::string(indent + 1 + below(5), ' ');
        } else {
          text += some(" ", 0, 2);
        }
      }
      text += ']';
    }

    void block_text(const Tree& tree, std::size_t indent) {
      text += '\n';
      const std::size_t deeper = indent + 1 + below(4);
      for (const std::string& line : tree.lines) {
        text += line.empty() ? "\n" : std::string(deeper, ' ') + line + '\n';
      }
    }

    std::minstd_rand random_;
    const Style style_;
    const bool crlf_ = chance(8);
    unsigned comments_ = 0;
  };

  bool chance(unsigned one_in) { return below(one_in) == 0; }
  unsigned below(std::size_t n) { return static_cast<unsigned>(random_() % n); }

  Tree scalar() {
    static constexpr const char* kScalars[] = {
        "plain",        "95588", "两个 汉字",          "\"in: quotes, # yes\"",
        "'it''s'",      "a#b",   "http://a.example/x", "\"\\u4e00 \\\" [\"",
        "'#no comment'"};
    Tree tree;
    tree.scalar = kScalars[below(std::size(kScalars))];
    return tree;
  }

  Tree block_text() {
    static constexpr const char* kHeaders[] = {">", "|", ">-", "|-", "|+"};
    Tree tree;
    tree.kind = Tree::Kind::block_text;
    tree.scalar = kHeaders[below(std::size(kHeaders))];
    tree.lines = {"first: [line", "# no comment", "", "  - deeper", "last"};
    if (chance(3)) tree.lines.resize(1);
    return tree;
  }

  Tree flow() {
    Tree tree;
    tree.kind = Tree::Kind::flow;
    for (unsigned n = below(5); n > 0; --n) {
      tree.items.push_back(chance(4) ? flow() : scalar());
    }
    return tree;
  }

  Tree value(unsigned depth) {
    const unsigned kind = below(depth > 3 ? 4 : 8);
    if (kind < 2) return scalar();
    if (kind == 2) return block_text();
    if (kind == 3) return flow();
    return kind < 6 ? mapping(depth) : list(depth);
  }

  Tree mapping(unsigned depth) {
    Tree tree;
    tree.kind = Tree::Kind::mapping;
    for (unsigned n = 0; n < 1 + below(3); ++n) {
      tree.entries.emplace_back("k" + std::to_string(n), value(depth + 1));
    }
    return tree;
  }

  Tree list(unsigned depth) {
    Tree tree;
    tree.kind = Tree::Kind::list;
    for (unsigned n = 0; n < 1 + below(3); ++n) tree.items.push_back(value(depth + 1));
    return tree;
  }

  Tree tests() {
    Tree tree;
    tree.kind = Tree::Kind::list;
    for (unsigned n = 0; n < 1 + below(4); ++n) {
      Tree test;
      test.kind = Tree::Kind::mapping;
      for (const ruleset::RuleKey& key : ruleset::test_keys()) {
        if (key.key == "hit" || chance(3)) test.entries.emplace_back(key.key, value(2));
      }
      std::ranges::shuffle(test.entries, random_);
      tree.items.push_back(std::move(test));
    }
    return tree;
  }

  std::minstd_rand random_;
  Tree root_{.kind = Tree::Kind::mapping, .scalar = {}, .lines = {}, .items = {}, .entries = {}};
};

}  // namespace picket::test
