// SPDX-License-Identifier: Apache-2.0
// The file of `picket-load smpp --answers`: what each submit of each session was answered. A line a
// session: {"system_id","first_sequence_number","answers"}, a letter a submit
// (EsmeTotals::answers).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "tools/load/esme.h"

namespace picket::load {

struct SessionAnswers {
  std::uint64_t first_sequence = 0;
  std::string answers;
};
using Answers = std::map<std::string, SessionAnswers, std::less<>>;  // by system_id

// Throws std::runtime_error where the file cannot be written.
void write_answers(const std::string& file, std::span<const std::unique_ptr<Esme>> sessions);

// Throws std::runtime_error where it cannot be read, or two sessions have one system_id;
// nlohmann::json::exception where it is no such file.
Answers read_answers(const std::string& file);

}  // namespace picket::load
