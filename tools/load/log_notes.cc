// SPDX-License-Identifier: Apache-2.0
#include "tools/load/log_notes.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

namespace picket::load {

namespace {

constexpr std::array<std::string_view, 3> kVerdicts{"allow", "warn", "block"};
constexpr std::size_t kMostRulesets = 254 / kVerdicts.size();  // of a byte, 0 taken
constexpr std::uint64_t kMostRequests = 1u << 28;              // of a route
constexpr std::size_t kChunk = 1u << 20;

struct LogLine {
  std::string_view route;
  std::uint64_t sequence = 0;
  std::string_view verdict;
  std::string_view ruleset;
};

// The value behind `key`. A line's keys always come in the same order, and a quote inside a JSON
// string is escaped: looking for `"key":` from left to right finds the key.
std::optional<std::string_view> after(std::string_view& rest, std::string_view key) {
  const auto at = rest.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  rest.remove_prefix(at + key.size());
  return rest.substr(0, rest.find_first_of("\",}"));
}

std::optional<LogLine> parse(std::string_view line) {
  const auto route = after(line, R"("route":")");
  const auto sequence = after(line, R"("sequence_number":)");
  const auto verdict = after(line, R"("verdict":")");
  const auto ruleset = after(line, R"("ruleset":")");
  if (!route || !sequence || !verdict || !ruleset) return std::nullopt;
  LogLine parsed{.route = *route, .verdict = *verdict, .ruleset = *ruleset};
  const char* end = sequence->data() + sequence->size();
  if (std::from_chars(sequence->data(), end, parsed.sequence).ptr != end) return std::nullopt;
  return parsed;
}

// A rotated file of the log, moved out of the row that rotation shifts; false where there is none.
bool take_rotated(const std::filesystem::path& log, const std::filesystem::path& taken) {
  const auto prefix = log.filename().string() + '.';
  for (const auto& entry : std::filesystem::directory_iterator(log.parent_path())) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(prefix) || name.size() == prefix.size() ||
        name.find_first_not_of("0123456789", prefix.size()) != std::string::npos) {
      continue;
    }
    // Rotation may shift the row just now. Whichever file has the name then is a whole one.
    std::error_code gone;
    std::filesystem::rename(entry.path(), taken, gone);
    if (!gone) return true;
  }
  return false;
}

// True at the end of `in`; waits for it for a moment.
bool at_end(int in) {
  constexpr int kMilliseconds = 100;
  pollfd asked{.fd = in, .events = POLLIN, .revents = 0};
  char byte = 0;
  return ::poll(&asked, 1, kMilliseconds) > 0 && ::read(in, &byte, 1) <= 0;
}

}  // namespace

std::uint8_t LogNotes::note_of(std::string_view verdict, std::string_view ruleset) {
  const auto word = std::find(kVerdicts.begin(), kVerdicts.end(), verdict);
  if (word == kVerdicts.end()) throw std::runtime_error(fmt::format("verdict '{}'?", verdict));
  auto digest = std::find(rulesets_.begin(), rulesets_.end(), ruleset);
  if (digest == rulesets_.end()) {
    if (rulesets_.size() == kMostRulesets) throw std::runtime_error("a log of too many rulesets");
    digest = rulesets_.emplace(digest, ruleset);
  }
  return static_cast<std::uint8_t>(
      1 + (digest - rulesets_.begin()) * static_cast<std::ptrdiff_t>(kVerdicts.size()) +
      (word - kVerdicts.begin()));
}

LogNotes::Said LogNotes::said(std::uint8_t note) const {
  const std::size_t code = note - 1u;
  return {kVerdicts[code % kVerdicts.size()], rulesets_[code / kVerdicts.size()]};
}

void LogNotes::note(std::string_view line) {
  const auto parsed = parse(line);
  if (!parsed || parsed->sequence >= kMostRequests) {
    ++other_lines_;
    return;
  }
  auto route = routes_.find(parsed->route);
  if (route == routes_.end()) route = routes_.emplace(parsed->route, Route()).first;
  auto& notes = route->second.by_sequence;
  if (parsed->sequence >= notes.size()) notes.resize(parsed->sequence + 1);
  std::uint8_t& noted = notes[parsed->sequence];
  if (noted != 0) ++route->second.twice;
  noted = note_of(parsed->verdict, parsed->ruleset);
}

void LogNotes::read(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("{}: cannot be read", file));
  std::string chunk(kChunk, '\0');
  std::size_t kept = 0;  // of a line that the chunk before has begun
  for (;;) {
    if (kept == chunk.size()) chunk.resize(2 * kept);
    in.read(chunk.data() + kept, static_cast<std::streamsize>(chunk.size() - kept));
    const auto got = static_cast<std::size_t>(in.gcount());
    std::string_view rest(chunk.data(), kept + got);
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      note(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    if (got == 0) {
      if (!rest.empty()) note(rest);
      return;
    }
    kept = rest.size();
    std::copy(rest.begin(), rest.end(), chunk.begin());
  }
}

void take_log(const std::string& log, int in, LogNotes& notes) {
  const auto path = std::filesystem::absolute(log);
  const std::filesystem::path taken = path.string() + ".taken";
  const auto take_all = [&] {
    while (take_rotated(path, taken)) {
      notes.read(taken);
      std::filesystem::remove(taken);
    }
  };
  while (!at_end(in)) take_all();
  take_all();
  notes.read(path);
  std::filesystem::remove(path);
}

}  // namespace picket::load
