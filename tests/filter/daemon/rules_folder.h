// SPDX-License-Identifier: Apache-2.0
// A rules directory with rules that block a phrase each.
#pragma once

#include <filesystem>
#include <string>

#include "tests/scratch_folder.h"

namespace picket::daemon {

class RulesFolder {
 public:
  RulesFolder() { std::filesystem::create_directories(path()); }

  std::string path() const { return folder_.file("rules"); }

  // test.NAME: `action` where the text has `phrase`; its own test is met by `tested`.
  void put(const std::string& name, const std::string& phrase, const std::string& tested,
           const std::string& action = "block") {
    // Whole from its first moment on: a load may be reading the folder.
    const std::string made = folder_.file(name);
    std::ofstream(made) << "id: test." << name
                        << "\nrev: 1\ntitle: A rule of these tests\nstatus: enforce\n"
                        << "channel: sms\ncategory: test\nrisk: high\naction: " << action
                        << "\nwhy: It shows what a rule does.\nmatch:\n  text: " << phrase
                        << "\ntests:\n  - hit: the phrase\n    text: " << tested
                        << "\n  - miss: something else\n    text: 明天下午三点开会\n";
    std::filesystem::rename(made, path() + "/" + name + ".yaml");
  }
  void put(const std::string& name, const std::string& phrase) { put(name, phrase, phrase); }

 private:
  test::ScratchFolder folder_;
};

}  // namespace picket::daemon
