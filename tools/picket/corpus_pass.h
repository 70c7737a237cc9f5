// SPDX-License-Identifier: Apache-2.0
// Goes over a labelled file once: several threads read and judge its messages, the caller's counts
// what came out, in the order of the lines. A few thousand messages are held at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "tools/picket/labelled_file.h"
#include "tools/picket/parallel.h"
#include "tools/picket/progress.h"

namespace picket::tool {

// judge(lane, LabelledMessage) gives an Outcome, on one of the lanes' threads; account(line,
// Outcome) takes it. A line that cannot be read goes to `bad`. Throws std::system_error where the
// file cannot be read.
template <class Outcome, class Judging, class Accounting>
void pass_over(const std::string& path, unsigned lanes, BadLines& bad, Progress& progress,
               const Judging& judge, const Accounting& account) {
  constexpr std::size_t kBatchLines = 4096;
  constexpr std::size_t kBatchBytes = std::size_t{4} << 20;
  LabelledFile file(path);
  LineBatch batch;
  std::vector<std::expected<Outcome, std::string>> outcomes;
  while (file.read(batch, kBatchLines, kBatchBytes)) {
    outcomes.resize(batch.lines.size());
    share_out(lanes, outcomes.size(), [&](unsigned lane, std::size_t i) {
      auto message = read_labelled(batch, batch.lines[i]);
      if (message) {
        outcomes[i] = judge(lane, std::move(*message));
      } else {
        outcomes[i] = std::unexpected(std::move(message.error()));
      }
    });
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const std::uint64_t line = batch.lines[i].number;
      if (outcomes[i]) {
        account(line, std::move(*outcomes[i]));
      } else {
        bad.add(path, line, std::move(outcomes[i].error()));
      }
    }
    progress.report(path, file.bytes_read(), file.size());
  }
}

}  // namespace picket::tool
