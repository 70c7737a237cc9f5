// SPDX-License-Identifier: Apache-2.0
// What does folding cost a character, against ICU doing less (NFKC_Casefold with the map of edits,
// no look-alikes, no simplified Han, no second view)? Messages come from the file that
// PICKET_MESSAGES names (JSON Lines with "text"), or are made up of common characters. Before
// anything is timed, both sides' answers are checked.
#include <benchmark/benchmark.h>
#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "filter/text/fold.h"

namespace {

using picket::text::Folder;
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

void count(benchmark::State& state) {
  const auto total =
      static_cast<double>(state.iterations()) * static_cast<double>(messages().characters);
  state.counters["ns_per_character"] =
      benchmark::Counter(total / 1e9, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// `state.range(0)`: the views.
void fold(benchmark::State& state) {
  Folder folder;
  const auto views = static_cast<ViewMask>(state.range(0));
  for (auto _ : state)
    for (const std::string& text : messages().texts)
      benchmark::DoNotOptimize(folder.fold(text, views)[ViewKind::folded].bytes.data());
  count(state);
}

void icu_nfkc_casefold(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string out;
  icu::Edits edits;
  for (auto _ : state)
    for (const std::string& text : messages().texts) {
      out.clear();
      edits.reset();
      icu::StringByteSink<std::string> sink(&out);
      normalizer->normalizeUTF8(0, text, sink, &edits, status);
      benchmark::DoNotOptimize(out.data());
    }
  if (U_FAILURE(status)) state.SkipWithError(u_errorName(status));
  count(state);
}

constexpr ViewMask kFolded = view_bit(ViewKind::folded);
BENCHMARK(fold)->Name("fold/folded")->Arg(kFolded);
BENCHMARK(fold)->Name("fold/folded+squeezed")->Arg(kFolded | view_bit(ViewKind::squeezed));
BENCHMARK(fold)->Name("fold/all")->Arg(picket::text::kAllViews);
BENCHMARK(icu_nfkc_casefold)->Name("icu/nfkc_casefold+edits");

// Both must undo width and case, and Picket traditional Han and look-alikes too.
bool answers_are_right() {
  UErrorCode status = U_ZERO_ERROR;
  const std::string text = "ＡＢc 銀行";
  std::string icu_folded;
  icu::StringByteSink<std::string> sink(&icu_folded);
  icu::Normalizer2::getNFKCCasefoldInstance(status)->normalizeUTF8(0, text, sink, nullptr, status);
  return icu_folded == "abc 銀行" &&
         picket::text::fold_phrase(text, ViewKind::folded) == "abc 银行" &&
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
