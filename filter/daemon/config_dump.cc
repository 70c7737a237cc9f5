// SPDX-License-Identifier: Apache-2.0
// Nodes are printed in YAML's flow style, texts as JSON strings, which YAML reads as they are.
#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "filter/daemon/config.h"
#include "filter/daemon/listener.h"

namespace picket::daemon {
namespace {

using document::Node;

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The default configuration and what was written are relative to the config file; where that was
// is not known to whoever reads the dump.
std::string absolute(const std::string& path) {
  return json_text(std::filesystem::absolute(path).lexically_normal().string());
}

std::string flow(const Node& node) {
  std::string out;
  switch (node.kind) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::scalar: {
      // A plain scalar stays plain: a number in quotes would be text.
      const bool needs_quotes =
          node.scalar.find_first_of(",[]{}#&*!|>'\"%@`:") != std::string::npos;
      return node.quoted || needs_quotes ? json_text(node.scalar) : node.scalar;
    }
    case Node::Kind::list:
      for (const Node& item : node.items) out += (out.empty() ? "" : ", ") + flow(item);
      return "[" + out + "]";
    case Node::Kind::mapping:
      for (const Node::Entry& entry : node.entries)
        out += (out.empty() ? "" : ", ") + json_text(entry.key) + ": " + flow(entry.value);
      return "{" + out + "}";
  }
  return out;
}

// A section as written; nothing where there is none.
std::string as_written(const Config& config, std::string_view key) {
  const Node* node = config.document.find(key);
  return node == nullptr ? std::string() : fmt::format("{}: {}\n", key, flow(*node));
}

std::string_view word_of(record::Sync sync) {
  switch (sync) {
    case record::Sync::never:
      return "never";
    case record::Sync::second:
      return "second";
    case record::Sync::write:
      return "write";
  }
  return {};
}

std::string log_section(const LogSettings& log) {
  return fmt::format(
      "log:\n  decisions: {}\n  number_key: {}\n  rotate_size: {}\n"
      "  rotate_keep: {}\n  sync: {}\n  ring: {}\n",
      absolute(log.file.path), absolute(log.number_key), log.file.rotate_size, log.file.keep,
      word_of(log.file.sync), log.ring);
}

}  // namespace

std::string dump_config(const Config& config, std::span<const AdapterKind> kinds) {
  std::string out = fmt::format("rules: {}\nworkers: {}\n", absolute(config.rules), config.workers);
  if (!config.user.empty()) out += fmt::format("user: {}\n", json_text(config.user));
  out += fmt::format(
      "drain_timeout: {}s\noverload_after: {}ms\n"
      "limits: {{routes: {}, part_memory: {}, part_time: {}s}}\n",
      config.drain_timeout.count(), config.overload_after.count(), config.max_routes,
      config.limits.part_memory, config.limits.part_time.count());
  out += as_written(config, "admin");
  out += config.log ? log_section(*config.log) : "# log: not configured\n";
  out += as_written(config, "numbering");
  out += as_written(config, "routes");
  for (const AdapterKind& kind : kinds) {
    const std::string section = as_written(config, kind.key);
    out +=
        section.empty() ? fmt::format("# {}: not configured ({})\n", kind.key, kind.help) : section;
  }
  return out;
}

}  // namespace picket::daemon
