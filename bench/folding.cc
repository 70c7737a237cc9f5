// SPDX-License-Identifier: Apache-2.0
// What does folding cost a character, against ICU from the same UTF-8? ICU's side is NFKC_Casefold
// with Edits, by itself and with what Edits are asked for here: the original's characters for each
// character of the result. It does less than ours: no look-alikes, no simplified Han, no classes,
// no index from bytes to characters, no second view. Messages come from the file that
// PICKET_MESSAGES names (JSON Lines with "text"), or are made up of common characters. Before
// anything is timed, both sides' answers are checked. `ns_per_character` is processor time over
// original characters.
#include <benchmark/benchmark.h>
#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "filter/text/fold.h"

namespace {

using picket::text::Folder;
using picket::text::Stretch;
using picket::text::view_bit;
using picket::text::ViewKind;
using picket::text::ViewMask;

struct Messages {
  std::vector<std::string> texts;
  std::size_t characters = 0;
};

std::size_t characters(std::string_view text) {
  Folder folder;
  return folder.fold(text, view_bit(ViewKind::raw))[ViewKind::raw].characters();
}

const Messages& messages() {
  static const Messages all = [] {
    Messages messages;
    if (const char* path = std::getenv("PICKET_MESSAGES"); path != nullptr) {
      std::ifstream file(path);
      for (std::string line; messages.texts.size() < 20'000 && std::getline(file, line);)
        messages.texts.push_back(nlohmann::json::parse(line).at("text"));
    }
    static constexpr std::string_view kCommon[] = {"您的", "银行", "账户", "积分", "已满", "请",
                                                   "登录", "兑换", "，",   "。",   "手机", "尊敬的",
                                                   "客户", "领取", "中奖", "短信"};
    std::uint32_t random = 1;
    while (messages.texts.size() < 1000) {
      std::string text;
      for (int word = 0; word < 28; ++word) {
        random = random * 1664525 + 1013904223;
        text += kCommon[random >> 28];
      }
      messages.texts.push_back(text);
    }
    for (const std::string& text : messages.texts) messages.characters += characters(text);
    return messages;
  }();
  return all;
}

// Processor time of this thread, from its making on.
class Stopwatch {
 public:
  double nanoseconds() const { return now() - begin_; }

 private:
  static double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
  }
  double begin_ = now();
};

// Not a rate: Google Benchmark prints inverted rates as seconds.
void count(benchmark::State& state, const Stopwatch& stopwatch) {
  state.counters["ns_per_character"] = stopwatch.nanoseconds() /
                                       static_cast<double>(state.iterations()) /
                                       static_cast<double>(messages().characters);
}

// `state.range(0)`: the views.
void fold(benchmark::State& state) {
  Folder folder;
  const auto views = static_cast<ViewMask>(state.range(0));
  const Stopwatch stopwatch;
  for (auto _ : state)
    for (const std::string& text : messages().texts)
      benchmark::DoNotOptimize(folder.fold(text, views)[ViewKind::folded].bytes.data());
  count(state, stopwatch);
}

class IcuFolder {
 public:
  IcuFolder() : normalizer_(icu::Normalizer2::getNFKCCasefoldInstance(status_)) {}

  const std::string& fold(const std::string& text) {
    out_.clear();
    edits_.reset();
    icu::StringByteSink<std::string> sink(&out_);
    normalizer_->normalizeUTF8(0, text, sink, &edits_, status_);
    return out_;
  }

  // The original's characters of each character of the last result: in what is unchanged one for
  // one, of what was changed all.
  const std::vector<Stretch>& map(const std::string& text) {
    map_.clear();
    std::uint32_t at = 0;
    std::size_t from = 0, to = 0;
    icu::Edits::Iterator edit = edits_.getFineIterator();
    while (edit.next(status_)) {
      const auto old_end = from + static_cast<std::size_t>(edit.oldLength());
      const auto new_end = to + static_cast<std::size_t>(edit.newLength());
      if (edit.hasChange()) {
        Stretch origin{at, at};
        for (; from < old_end; ++from) origin.end += begins(text[from]);
        for (; to < new_end; ++to)
          if (begins(out_[to])) map_.push_back(origin);
        at = origin.end;
      } else {
        for (; from < old_end; ++from)
          if (begins(text[from])) map_.push_back({at, at + 1}), ++at;
        to = new_end;
      }
    }
    return map_;
  }

  UErrorCode status() const { return status_; }

 private:
  static bool begins(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

  UErrorCode status_ = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer_;
  std::string out_;
  icu::Edits edits_;
  std::vector<Stretch> map_;
};

template <bool maps>
void icu_nfkc_casefold(benchmark::State& state) {
  IcuFolder folder;
  const Stopwatch stopwatch;
  for (auto _ : state)
    for (const std::string& text : messages().texts) {
      benchmark::DoNotOptimize(folder.fold(text).data());
      if constexpr (maps) benchmark::DoNotOptimize(folder.map(text).data());
    }
  if (U_FAILURE(folder.status())) state.SkipWithError(u_errorName(folder.status()));
  count(state, stopwatch);
}

constexpr ViewMask kFolded = view_bit(ViewKind::folded);
BENCHMARK(fold)->Name("fold/folded")->Arg(kFolded);
BENCHMARK(fold)->Name("fold/folded+squeezed")->Arg(kFolded | view_bit(ViewKind::squeezed));
BENCHMARK(fold)->Name("fold/all")->Arg(picket::text::kAllViews);
BENCHMARK(icu_nfkc_casefold<false>)->Name("icu/nfkc_casefold+edits");
BENCHMARK(icu_nfkc_casefold<true>)->Name("icu/nfkc_casefold+edits+map");

// Both must undo width and case and say where it was, and Picket traditional Han and look-alikes
// too.
bool answers_are_right() {
  const std::string text = "ＡＢc ㍿ 銀行";
  IcuFolder icu_folder;
  if (icu_folder.fold(text) != "abc 株式会社 銀行") return false;
  const std::vector<Stretch>& map = icu_folder.map(text);
  Folder folder;
  const picket::text::View& view = folder.fold(text, view_bit(ViewKind::folded))[ViewKind::folded];
  const auto same = [](Stretch a, Stretch b) { return a.begin == b.begin && a.end == b.end; };
  return view.bytes == "abc 株式会社 银行" &&
         std::equal(map.begin(), map.end(), view.origin.begin(), view.origin.end(), same) &&
         picket::text::fold_phrase("p\u0430y 帐户", ViewKind::squeezed) == "pay账户";
}

}  // namespace

int main(int argc, char** argv) {
  if (!answers_are_right()) {
    std::fputs("folding: wrong answer, nothing is timed\n", stderr);
    return 1;
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
