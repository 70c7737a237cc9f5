// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/list_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "filter/core/digest.h"
#include "filter/document/reader.h"
#include "filter/lists/image_file.h"
#include "filter/lists/list_builder.h"
#include "filter/lists/list_source.h"

namespace picket::lists {
namespace {

constexpr document::Span kTop{{1, 1}, {1, 1}};

class Reader {
 public:
  Reader(ListKind kind, ImageCache& cache, document::Diagnostics& diagnostics)
      : kind_(kind), cache_(cache), diagnostics_(diagnostics) {}

  std::optional<ListParts> read(const ListFiles& files) {
    if (report_unread(files, diagnostics_)) return std::nullopt;
    if (report_two_sources(files, files.base, diagnostics_)) return std::nullopt;
    ListParts parts;
    parts.base = files.base.ends_with(kMapEnding) ? compiled(files) : source(files);
    if (!parts.base) return std::nullopt;
    parts.digest = parts.base->digest();
    if (files.added.empty() && files.removed.empty()) return parts;

    std::optional<ListSource> added, removed;
    if (!files.added.empty() && !(added = load(files.added))) return std::nullopt;
    if (!files.removed.empty() && !(removed = load(files.removed))) return std::nullopt;
    core::Sha256 digest;
    digest.update_field(parts.digest);
    bool good = true;
    for (const auto& [from, to] : {std::pair{&added, &parts.added}, {&removed, &parts.removed}}) {
      digest.update_field(*from ? (*from)->digest() : std::string());
      if (!*from) continue;
      *to = image_of(**from);
      good = good && *to;
    }
    if (!good || (added && removed && !differ(*added, *removed))) return std::nullopt;
    parts.digest = core::hex(digest.finish());
    return parts;
  }

 private:
  std::shared_ptr<const ListImage> compiled(const ListFiles& files) {
    const std::string& file = files.base;
    document::FileReporter reporter(diagnostics_, file);
    const auto identity = identity_of(file);
    if (identity) warn_if_stale(files, *identity, reporter);
    if (identity) {
      if (auto known = cache_.of_file(kind_, file, *identity)) return known;
    }
    const bool settled = identity && identity->is_settled();
    auto read = read_image_file(file);
    if (!read) {
      report(read.error(), file);
      return nullptr;
    }
    auto image = std::move(read->image);
    if (image->kind() != kind_ && image->entries() == 0) {
      image = ListBuilder(kind_).build(image->digest());  // nobody can tell of what it is
    }
    if (image->kind() != kind_) {
      reporter.error(kTop, "wrong-list-kind",
                     fmt::format("this is a list of {}, and a rule asks it for {}",
                                 name_of(image->kind()), name_of(kind_)),
                     "picket lists build --kind says what a list is of");
      return nullptr;
    }
    if (auto known = cache_.of_digest(kind_, image->digest())) image = std::move(known);
    if (settled && read->identity == *identity) {
      cache_.remember(file, *identity, image);
    } else {
      cache_.remember(image);
    }
    return image;
  }

  static void warn_if_stale(const ListFiles& files, const FileIdentity& compiled,
                            document::Reporter& reporter) {
    for (const std::string& source : files.sources) {
      const auto identity = identity_of(source);
      if (!identity || identity->modified <= compiled.modified) continue;
      reporter.warning(kTop, "stale-list",
                       fmt::format("older than its source {}, which is not read", source),
                       fmt::format("picket lists build {}", source));
    }
  }

  std::shared_ptr<const ListImage> source(const ListFiles& files) {
    const std::string& file = files.base;
    const auto identity = identity_of(file);
    if (identity) {
      if (auto known = cache_.of_file(kind_, file, *identity)) return known;
    }
    const bool settled = identity && identity->is_settled();
    const auto loaded = load(file);
    if (!loaded) return nullptr;
    auto image = image_of(*loaded);
    if (image && settled && identity_of(file) == identity) {
      cache_.remember(file, *identity, image);
    }
    return image;
  }

  std::optional<ListSource> load(const std::string& file) {
    const auto identity = identity_of(file);
    if (identity && identity->bytes > kMaxSourceBytes) {
      document::FileReporter(diagnostics_, file)
          .error(kTop, "file-too-long", fmt::format("longer than {} bytes", kMaxSourceBytes),
                 fmt::format("compile it: picket lists build {}", file));
      return std::nullopt;
    }
    auto text = document::load_file(file, diagnostics_, kMaxSourceBytes);
    if (!text) return std::nullopt;
    return ListSource(kind_, file, *std::move(text));
  }

  std::shared_ptr<const ListImage> image_of(const ListSource& source) {
    if (auto known = cache_.of_digest(kind_, source.digest())) return known;
    auto image = source.compile(diagnostics_);
    if (image) cache_.remember(image);
    return image;
  }

  // Says so where an entry is in both files.
  bool differ(const ListSource& added, const ListSource& removed) {
    const auto forms = added.entries_by_form();
    bool good = true;
    document::FileReporter reporter(diagnostics_, removed.file());
    for (const auto& [form, span] : removed.entries_by_form()) {
      const auto both = forms.find(form);
      if (both == forms.end()) continue;
      reporter.error(span, "added-and-removed", fmt::format("`{}` is added as well", form),
                     fmt::format("at {}:{}:{}; leave it in one of the two", added.file(),
                                 both->second.begin.line, both->second.begin.column));
      good = false;
    }
    return good;
  }

  void report(const ImageFault& fault, const std::string& file) {
    diagnostics_.add({document::Severity::error,
                      std::string(fault.code),
                      file,
                      kTop,
                      fault.message,
                      fault.help,
                      {}});
  }

  ListKind kind_;
  ImageCache& cache_;
  document::Diagnostics& diagnostics_;
};

}  // namespace

bool report_unread(const ListFiles& files, document::Diagnostics& diagnostics) {
  for (const std::string& file : files.no_files) {
    document::FileReporter(diagnostics, file)
        .error(kTop, "unreadable-file", "this is a link to nothing, or no regular file",
               "under the name of a list's file there must be one, or nothing");
  }
  for (const std::string& file : files.no_overlays) {
    document::FileReporter(diagnostics, file)
        .error(kTop, "overlay-not-text", "this overlay is not read",
               "overlays are text, and are not compiled: NAME.add.txt, NAME.remove.txt");
  }
  return !files.no_files.empty() || !files.no_overlays.empty();
}

bool report_two_sources(const ListFiles& files, const std::string& file,
                        document::Diagnostics& diagnostics) {
  if (files.sources.size() < 2) return false;
  const std::string& other =
      file == files.sources.back() ? files.sources.front() : files.sources.back();
  document::FileReporter(diagnostics, file)
      .error(kTop, "two-sources", fmt::format("there is {} beside it", other),
             "a list has one source, NAME.txt or NAME.csv");
  return true;
}

std::optional<ListParts> read_list(ListKind kind, const ListFiles& files, ImageCache& cache,
                                   document::Diagnostics& diagnostics) {
  return Reader(kind, cache, diagnostics).read(files);
}

}  // namespace picket::lists
