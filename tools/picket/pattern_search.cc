// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/pattern_search.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>

#include "tools/picket/grams.h"

namespace picket::tool {
namespace {

constexpr std::size_t kMaxSteps = 3;
constexpr unsigned kMinPhraseUnits = 8;  // of a phrase by itself: four Han, eight letters
constexpr std::uint32_t kWithinUnspaced = 15;
constexpr std::uint32_t kWithinSpaced = 40;
// A search goes on from so many phrases, and from so many ways to lengthen each.
constexpr std::size_t kStarts = 400;
constexpr std::size_t kWays = 12;

using GramId = std::uint32_t;

// Where a gram stands in a text.
struct Occurrence {
  GramId gram = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Candidate {
  std::string phrase;
  unsigned units = 0;
  bool unspaced = false;
  std::vector<std::uint32_t> wanted;  // texts that have it
  std::vector<std::uint32_t> unwanted;
};

struct Text {
  std::vector<Occurrence> occurrences;  // by begin
};

// A text that has the steps so far, and everywhere that the last of them ends.
struct Place {
  std::uint32_t text = 0;
  std::vector<std::uint32_t> ends;
};

std::uint32_t within_of(bool unspaced) noexcept {
  return unspaced ? kWithinUnspaced : kWithinSpaced;
}

class Search {
 public:
  Search(const std::vector<std::string_view>& wanted, const std::vector<std::string_view>& unwanted,
         const SearchLimits& limits)
      : limits_(limits) {
    choose_candidates(wanted);
    wanted_ = texts_of(wanted, &Candidate::wanted);
    unwanted_ = texts_of(unwanted, &Candidate::unwanted);
    covered_.assign(wanted.size(), false);
  }

  std::vector<Pattern> run() {
    std::vector<Pattern> found;
    while (found.size() < limits_.patterns) {
      Best best = find_best();
      if (best.gain < std::max<std::size_t>(limits_.min_gain, 1)) break;
      found.push_back(pattern_of(best));
    }
    return found;
  }

 private:
  struct Best {
    std::vector<GramId> steps;
    std::size_t gain = 0;
    std::size_t unwanted = 0;
    unsigned units = 0;

    // More gain, then fewer faults, then what says more.
    bool is_worse_than(const Best& other) const noexcept {
      if (gain != other.gain) return gain < other.gain;
      if (unwanted != other.unwanted) return unwanted > other.unwanted;
      return units < other.units;
    }
  };
  struct Count {
    std::uint32_t texts = 0;
    std::uint32_t last_text = ~0u;
    bool is_part = false;  // of a longer gram that stands in as many texts
  };

  // Grams of enough texts; of those that stand in each other and in the same texts the longest.
  void choose_candidates(const std::vector<std::string_view>& wanted) {
    std::unordered_map<std::uint64_t, Count> counts;
    for (std::uint32_t i = 0; i < wanted.size(); ++i) {
      for (const Gram& gram : finder_.find(wanted[i])) {
        Count& count = counts[gram.hash];
        count.texts += count.last_text != i;
        count.last_text = i;
      }
    }
    std::erase_if(counts, [&](const auto& entry) { return entry.second.texts < limits_.min_gain; });
    for (const std::string_view text : wanted) {
      for (const Gram& gram : finder_.find(text)) {
        const auto whole = counts.find(gram.hash);
        if (whole == counts.end()) continue;
        for (const std::uint64_t part : {gram.front, gram.back}) {
          const auto found = counts.find(part);
          if (found != counts.end() && found->second.texts == whole->second.texts) {
            found->second.is_part = true;
          }
        }
      }
    }
    for (const std::string_view text : wanted) {
      for (const Gram& gram : finder_.find(text)) {
        const auto count = counts.find(gram.hash);
        if (count == counts.end() || count->second.is_part || ids_.contains(gram.hash)) continue;
        ids_.emplace(gram.hash, static_cast<GramId>(candidates_.size()));
        candidates_.push_back({finder_.phrase(gram), gram.units, gram.unspaced, {}, {}});
      }
    }
  }

  std::vector<Text> texts_of(const std::vector<std::string_view>& texts,
                             std::vector<std::uint32_t> Candidate::* postings) {
    std::vector<Text> all(texts.size());
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      for (const Gram& gram : finder_.find(texts[i])) {
        const auto id = ids_.find(gram.hash);
        if (id == ids_.end()) continue;
        all[i].occurrences.push_back({id->second, gram.begin, gram.end});
        std::vector<std::uint32_t>& list = candidates_[id->second].*postings;
        if (list.empty() || list.back() != i) list.push_back(i);
      }
      std::ranges::sort(all[i].occurrences, {}, &Occurrence::begin);
    }
    return all;
  }

  std::size_t gain_of(GramId id) const noexcept {
    return static_cast<std::size_t>(std::ranges::count_if(
        candidates_[id].wanted, [&](std::uint32_t text) { return !covered_[text]; }));
  }

  Best find_best() {
    std::vector<std::pair<std::size_t, GramId>> starts;
    for (GramId id = 0; id < candidates_.size(); ++id) {
      const std::size_t gain = gain_of(id);
      if (gain >= limits_.min_gain) starts.emplace_back(gain, id);
    }
    std::ranges::stable_sort(starts, std::greater<>(),
                             [](const auto& start) { return start.first; });
    Best best;
    std::size_t tried = 0;
    for (const auto& [gain, id] : starts) {
      if (gain < best.gain || tried == kStarts) break;
      const Candidate& candidate = candidates_[id];
      const bool is_clean = candidate.unwanted.size() <= limits_.max_unwanted;
      if (is_clean && candidate.units >= kMinPhraseUnits) {
        offer(best, {{id}, gain, candidate.unwanted.size(), candidate.units});
      } else if (gain > best.gain) {
        ++tried;
        grow({id}, places_of(id, wanted_, candidate.wanted, true),
             places_of(id, unwanted_, candidate.unwanted, false), candidate.units, best);
      }
    }
    return best;
  }

  static void offer(Best& best, Best other) {
    if (best.is_worse_than(other)) best = std::move(other);
  }

  std::vector<Place> places_of(GramId id, const std::vector<Text>& texts,
                               const std::vector<std::uint32_t>& postings,
                               bool only_uncovered) const {
    std::vector<Place> places;
    for (const std::uint32_t text : postings) {
      if (only_uncovered && covered_[text]) continue;
      Place place{text, {}};
      for (const Occurrence& occurrence : texts[text].occurrences) {
        if (occurrence.gram == id) place.ends.push_back(occurrence.end);
      }
      places.push_back(std::move(place));
    }
    return places;
  }

  bool follows(const Place& place, const Occurrence& occurrence) const noexcept {
    const std::uint32_t within = within_of(candidates_[occurrence.gram].unspaced);
    return std::ranges::any_of(place.ends, [&](std::uint32_t end) {
      return end <= occurrence.begin && occurrence.begin - end <= within;
    });
  }

  // Lengthens a sequence by each step that follows it in enough texts, the most frequent first.
  void grow(const std::vector<GramId>& steps, const std::vector<Place>& wanted,
            const std::vector<Place>& unwanted, unsigned units, Best& best) {
    const bool unspaced = candidates_[steps.front()].unspaced;
    std::unordered_map<GramId, std::uint32_t> counts;
    std::vector<GramId> once;
    for (const Place& place : wanted) {
      once.clear();
      for (const Occurrence& occurrence : wanted_[place.text].occurrences) {
        if (candidates_[occurrence.gram].unspaced != unspaced) continue;
        if (follows(place, occurrence)) once.push_back(occurrence.gram);
      }
      std::ranges::sort(once);
      const auto rest = std::ranges::unique(once);
      once.erase(rest.begin(), rest.end());
      for (const GramId gram : once) ++counts[gram];
    }
    std::vector<std::pair<std::uint32_t, GramId>> ways;
    for (const auto& [gram, count] : counts) {
      if (count > best.gain && count >= limits_.min_gain) ways.emplace_back(count, gram);
    }
    std::ranges::sort(ways, [&](const auto& a, const auto& b) {
      if (a.first != b.first) return a.first > b.first;
      const unsigned units_of_a = candidates_[a.second].units;
      const unsigned units_of_b = candidates_[b.second].units;
      return units_of_a != units_of_b ? units_of_a > units_of_b : a.second < b.second;
    });
    if (ways.size() > kWays) ways.resize(kWays);
    for (const auto& [count, gram] : ways) {
      if (count <= best.gain) return;
      std::vector<GramId> longer = steps;
      longer.push_back(gram);
      const unsigned weight = units + candidates_[gram].units;
      const std::vector<Place> faults = lengthened(unwanted, unwanted_, gram);
      if (faults.size() <= limits_.max_unwanted && weight >= kMinPhraseUnits) {
        offer(best, {std::move(longer), count, faults.size(), weight});
      } else if (longer.size() < kMaxSteps) {
        grow(longer, lengthened(wanted, wanted_, gram), faults, weight, best);
      }
    }
  }

  std::vector<Place> lengthened(const std::vector<Place>& places, const std::vector<Text>& texts,
                                GramId gram) const {
    std::vector<Place> longer;
    for (const Place& place : places) {
      Place next{place.text, {}};
      for (const Occurrence& occurrence : texts[place.text].occurrences) {
        if (occurrence.gram == gram && follows(place, occurrence)) {
          next.ends.push_back(occurrence.end);
        }
      }
      if (!next.ends.empty()) longer.push_back(std::move(next));
    }
    return longer;
  }

  // Covers what it has.
  Pattern pattern_of(const Best& best) {
    const GramId first = best.steps.front();
    std::vector<Place> places = places_of(first, wanted_, candidates_[first].wanted, false);
    for (const GramId step : std::span(best.steps).subspan(1)) {
      places = lengthened(places, wanted_, step);
    }
    for (const Place& place : places) covered_[place.text] = true;
    Pattern pattern{.steps = {},
                    .unspaced = candidates_[first].unspaced,
                    .wanted = places.size(),
                    .unwanted = best.unwanted,
                    .gain = best.gain};
    for (const GramId step : best.steps) pattern.steps.push_back(candidates_[step].phrase);
    if (pattern.steps.size() > 1) pattern.within = within_of(pattern.unspaced);
    return pattern;
  }

  SearchLimits limits_;
  GramFinder finder_;
  std::unordered_map<std::uint64_t, GramId> ids_;
  std::vector<Candidate> candidates_;
  std::vector<Text> wanted_;
  std::vector<Text> unwanted_;
  std::vector<bool> covered_;  // of the wanted texts
};

}  // namespace

std::vector<Pattern> search_patterns(const std::vector<std::string_view>& wanted,
                                     const std::vector<std::string_view>& unwanted,
                                     const SearchLimits& limits) {
  return Search(wanted, unwanted, limits).run();
}

}  // namespace picket::tool
