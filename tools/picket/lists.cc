// SPDX-License-Identifier: Apache-2.0
// `picket lists build|show|has`: compiles large lists and looks into lists of any form.
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <memory>
#include <utility>

#include "filter/lists/compile_list.h"
#include "filter/lists/list_files.h"
#include "filter/lists/opened_list.h"
#include "tools/picket/commands.h"
#include "tools/picket/findings.h"
#include "tools/picket/output.h"
#include "tools/picket/progress.h"

namespace picket::tool {
namespace {

namespace fs = std::filesystem;
using lists::ListKind;

struct BuildOptions {
  std::vector<std::string> paths;
  std::optional<ListKind> kind;
};

struct AskOptions {
  std::string list;
  std::string rules = "rules";
  std::optional<ListKind> kind;
  std::string entry;
  bool json = false;
};

// The directory itself if it is named lists, else the one of that name in it. Elsewhere a text file
// is some text, and no list.
fs::path lists_of(const fs::path& directory) {
  const fs::path full = fs::absolute(directory / "").lexically_normal();
  if (full.parent_path().filename() == "lists") return directory;
  if (fs::is_directory(directory / "lists")) return directory / "lists";
  throw std::runtime_error(
      fmt::format("{} neither is a directory named lists nor has one in it", directory.string()));
}

// The sources of lists in a rules directory, or in one of lists; in folders under it too. A link to
// nothing is one that cannot be read.
std::vector<std::string> sources_in(const fs::path& directory) {
  std::vector<std::string> sources;
  for (const auto& entry : fs::recursive_directory_iterator(lists_of(directory))) {
    const std::string file = entry.path().string();
    const bool is_list = !entry.path().filename().string().starts_with('.') &&
                         !file.ends_with(lists::kMapEnding) && lists::stem_of(file).has_value();
    if (is_list && (entry.is_regular_file() || !entry.exists())) sources.push_back(file);
  }
  if (sources.empty()) throw std::runtime_error(fmt::format("no lists in {}", directory.string()));
  std::ranges::sort(sources);
  return sources;
}

std::vector<std::string> sources_of(const std::vector<std::string>& paths) {
  std::vector<std::string> sources;
  for (const std::string& path : paths) {
    if (fs::is_directory(path)) {
      for (std::string& source : sources_in(path)) sources.push_back(std::move(source));
    } else if (!fs::exists(path)) {
      throw std::runtime_error(
          fmt::format("there is no {} {}", lists::stem_of(path) ? "file" : "directory", path));
    } else if (path.ends_with(lists::kMapEnding) || !lists::stem_of(path)) {
      throw std::runtime_error(
          fmt::format("{} is no source of a list: NAME.txt or NAME.csv, and no overlay", path));
    } else if (!fs::is_regular_file(path)) {
      throw std::runtime_error(fmt::format("{} is no file", path));
    } else {
      sources.push_back(path);
    }
  }
  return sources;
}

std::string said_of(const std::string& source, const lists::CompiledList& made) {
  std::string repeated;
  if (made.repeated != 0) repeated = fmt::format(" ({} more came twice)", made.repeated);
  std::string said =
      fmt::format("{}: {}, {}{}, {} bytes, {}\n", made.file, name_of(made.kind),
                  counted(made.entries, "entry", "entries"), repeated, made.bytes, made.digest);
  if (!made.header.empty()) {
    said += fmt::format("{}: the first line is its header: {}\n", source, made.header);
  }
  return said;
}

void build_one(const std::string& source, std::optional<ListKind> kind, Output& output,
               document::Diagnostics& diagnostics) {
  if (!kind) kind = lists::kind_of_list(source, diagnostics);
  if (!kind) return;
  Progress progress;
  const auto made = lists::compile_list(
      source, *kind,
      [&](std::uint64_t done, std::uint64_t of) { progress.report(source, done, of); },
      diagnostics);
  if (made) output.write(said_of(source, *made));
}

int run_build(const BuildOptions& options) {
  Output output;
  document::Diagnostics diagnostics;
  bool failed = false;
  for (const std::string& source : sources_of(options.paths)) {
    try {
      build_one(source, options.kind, output, diagnostics);
    } catch (const std::exception& error) {
      fmt::print(stderr, "picket: {} was not compiled: {}\n", source, error.what());
      failed = true;
    }
  }
  diagnostics.sort();
  print_diagnostics(diagnostics, output);
  output.flush();
  if (failed) return kCannotRun;
  return diagnostics.has_errors() ? kFindings : kFine;
}

// LIST is a file of one, or a name as rules use it.
lists::OpenedList open(const AskOptions& options) {
  lists::ListFiles files;
  if (fs::is_regular_file(options.list)) {
    const auto stem = lists::stem_of(options.list);
    if (!stem) {
      throw std::runtime_error(fmt::format(
          "{} is no list: NAME.txt, NAME.csv or NAME.map, and no overlay", options.list));
    }
    files = lists::find_list_files(*stem);
    files.base = options.list;
    if (!options.list.ends_with(lists::kMapEnding)) files.sources = {options.list};
  } else {
    const std::string name =
        options.list.starts_with("lists/") ? options.list : "lists/" + options.list;
    const std::string stem = (fs::path(options.rules) / name).string();
    if (!lists::is_list_name(name)) {
      throw std::runtime_error(fmt::format(
          "{} is no file and no list name: letters, digits, `-`, `_` and `.` between slashes, and "
          "no overlay",
          options.list));
    }
    files = lists::find_list_files(stem);
    if (files.base.empty() && files.no_files.empty() && files.no_overlays.empty()) {
      throw std::runtime_error(
          fmt::format("there is no file {}, and no list {}.txt, .csv or .map", options.list, stem));
    }
  }
  document::Diagnostics diagnostics;
  auto opened = lists::open_list(files, options.kind, diagnostics);
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    fmt::print(stderr, "{}", document::render(diagnostic));
  }
  if (!opened) throw std::runtime_error(fmt::format("{} cannot be used", options.list));
  return *std::move(opened);
}

int run_show(const AskOptions& options) {
  const lists::OpenedList list = open(options);
  Output output;
  if (options.json) {
    const nlohmann::ordered_json shown{{"file", list.file},       {"kind", name_of(list.kind)},
                                       {"entries", list.entries}, {"added", list.added},
                                       {"removed", list.removed}, {"bytes", list.bytes},
                                       {"digest", list.digest}};
    output.write(shown.dump(2) + "\n");
  } else {
    output.write(fmt::format(
        "file     {}\nkind     {}\nentries  {}\nadded    {}\nremoved  {}\nbytes    {} in "
        "memory\ndigest   {}\n",
        list.file, name_of(list.kind), list.entries, list.added, list.removed, list.bytes,
        list.digest));
  }
  output.flush();
  return kFine;
}

int run_has(const AskOptions& options) {
  const lists::OpenedList list = open(options);
  const auto found = list.has(options.entry);
  if (!found && list.kind == ListKind::numbers && options.entry.ends_with('*')) {
    throw std::runtime_error(fmt::format(
        "`{}` is a prefix and no number: ask for a number that begins so", options.entry));
  }
  if (!found) {
    throw std::runtime_error(fmt::format("`{}` is no {}", options.entry,
                                         list.kind == ListKind::hosts ? "host" : "number or name"));
  }
  Output output;
  output.write(fmt::format("{} {} {}\n", options.entry, *found ? "is in" : "is not in", list.file));
  output.flush();
  return *found ? kFine : kFindings;
}

void add_kind(CLI::App& command, std::optional<ListKind>& kind) {
  command
      .add_option_function<std::string>(
          "--kind",
          [&kind](const std::string& name) {
            kind = name == "hosts" ? ListKind::hosts : ListKind::numbers;
          },
          "numbers (prefixes and names too) or hosts; default: what the first entries look like")
      ->check(CLI::IsMember({"numbers", "hosts"}));
}

void add_list(CLI::App& command, AskOptions& options) {
  command.add_option("LIST", options.list, "a list's file, or its name in the rules")->required();
  command.add_option("--rules", options.rules, "rules directory (default: rules)");
  add_kind(command, options.kind);
}

}  // namespace

void add_lists(CLI::App& app, Run& chosen) {
  CLI::App& all = *app.add_subcommand("lists", "compiles lists, and looks into them");
  all.require_subcommand(1);

  auto to_build = std::make_shared<BuildOptions>();
  CLI::App& build = *all.add_subcommand("build", "compiles NAME.txt or NAME.csv to NAME.map");
  build.add_option(
      "PATH", to_build->paths,
      "sources, or directories of them (default: rules); the compiled file lies beside "
      "its source and is read instead of it");
  add_kind(build, to_build->kind);
  build.callback([to_build, &chosen] {
    if (to_build->paths.empty()) to_build->paths.emplace_back("rules");
    chosen = [to_build] { return run_build(*to_build); };
  });

  auto to_show = std::make_shared<AskOptions>();
  CLI::App& show = *all.add_subcommand("show", "what a list is of, its size and digest");
  add_list(show, *to_show);
  show.add_flag("--json", to_show->json, "as one JSON object");
  show.callback([to_show, &chosen] { chosen = [to_show] { return run_show(*to_show); }; });

  auto to_ask = std::make_shared<AskOptions>();
  CLI::App& has =
      *all.add_subcommand("has", "whether a number, name or host is in it (0), or not (1)");
  add_list(has, *to_ask);
  has.add_option("ENTRY", to_ask->entry, "a number, name or host, in any form")->required();
  has.callback([to_ask, &chosen] { chosen = [to_ask] { return run_has(*to_ask); }; });
}

}  // namespace picket::tool
