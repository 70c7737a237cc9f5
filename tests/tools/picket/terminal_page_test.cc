// SPDX-License-Identifier: Apache-2.0
// What people see who run `eval`, `diff` and `mine` on a terminal of 80 columns.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/tools/picket/run_picket.h"
#include "tools/picket/terminal_text.h"

namespace picket {
namespace {

using testing::HasSubstr;
using testing::Not;

// Both ends of a pseudo-terminal, and all that was written to it.
class TerminalScreen {
 public:
  TerminalScreen() : master_(::posix_openpt(O_RDWR | O_NOCTTY)) {
    if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) {
      throw std::runtime_error("no pseudo-terminal");
    }
    name_ = ::ptsname(master_);
    slave_ = ::open(name_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    ::fcntl(master_, F_SETFD, FD_CLOEXEC);
    winsize size{};
    size.ws_row = 24;
    size.ws_col = 80;
    ::ioctl(slave_, TIOCSWINSZ, &size);
    reader_ = std::jthread([this] {
      char buffer[4096];
      for (ssize_t count = 0; (count = ::read(master_, buffer, sizeof buffer)) > 0;) {
        written_.append(buffer, static_cast<std::size_t>(count));
      }
    });
  }
  ~TerminalScreen() { finish(); }
  const std::string& name() const { return name_; }
  // Reading fails once nobody has the other end open.
  std::string finish() {
    if (slave_ >= 0) ::close(slave_);
    slave_ = -1;
    if (reader_.joinable()) reader_.join();
    if (master_ >= 0) ::close(master_);
    master_ = -1;
    return written_;
  }

 private:
  int master_;
  int slave_ = -1;
  std::string name_;
  std::string written_;
  std::jthread reader_;
};

std::string without_colours(std::string page) {
  for (std::size_t at = 0; (at = page.find("\033[", at)) != std::string::npos;) {
    page.erase(at, page.find('m', at) + 1 - at);
  }
  return page;
}

class TerminalPage : public testing::Test {
 protected:
  TerminalPage() {
    rules_.add("a.yaml",
               test::RuleText{.id = "t.a-rule-whose-name-is-longer-than-there-is-room-for",
                              .rest = "match: {text: 积分}\n"}
                   .yaml());
    other_.add("b.yaml", test::RuleText{.id = "t.other", .rest = "match: {text: 大礼}\n"}.yaml());
    std::string lines =
        "{\"label\":\"ham\",\"text\":"
        "\"尊敬的用户您好，这是一条很长很长的短信，它在八十列的终端上一行"
        "放不下，必须折行才能看完整，积分到期请注意 \\u009b31m\"}\n";
    for (const char* word : {"alpha", "bravo", "delta", "hotel", "india", "kilo", "lima", "mike"}) {
      lines += "{\"label\":\"fraud\",\"text\":\"立即领取大礼 " + std::string(word) +
               " \\u009b2J\\u202e\"}\n";
    }
    files_.add("corpus.jsonl", lines);
  }

  std::string shown(std::vector<std::string> arguments, const char* no_color = nullptr) {
    ::setenv("TERM", "xterm", 1);
    no_color == nullptr ? ::unsetenv("NO_COLOR") : ::setenv("NO_COLOR", no_color, 1);
    TerminalScreen screen;
    test::PicketProcess process(std::move(arguments), files_.path(), screen.name());
    process.close_input();
    process.wait();
    return screen.finish();
  }
  std::vector<std::string> eval() {
    return {"eval", "--rules", rules_.path(), "--misses", "3", corpus()};
  }
  std::string corpus() { return files_.path() + "/corpus.jsonl"; }

  test::RulesDir rules_;
  test::RulesDir other_;
  test::RulesDir files_;
};

TEST_F(TerminalPage, fits_in_its_columns) {
  for (const auto& arguments :
       {eval(), std::vector<std::string>{"diff", rules_.path(), other_.path(), corpus()}}) {
    const std::string page = without_colours(shown(arguments));
    EXPECT_THAT(page, HasSubstr("尊敬的用户您好"));
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with('\r')) line.pop_back();
      EXPECT_LE(tool::columns_of(line), 80u) << line;
    }
  }
}

TEST_F(TerminalPage, cuts_the_name_of_a_rule_where_figures_would_not_fit) {
  EXPECT_THAT(shown(eval()), HasSubstr("t.a-rule-whose-name-is"));
  EXPECT_THAT(shown(eval()), HasSubstr("…"));
  EXPECT_THAT(test::run_picket(eval()).out, Not(HasSubstr("…")));
}

TEST_F(TerminalPage, is_painted_and_marks_what_rules_were_met_by) {
  EXPECT_THAT(shown(eval()), HasSubstr("\033[33m积分\033[0m到期"));
  EXPECT_THAT(shown(eval(), "1"), Not(HasSubstr("\033")));
  EXPECT_THAT(test::run_picket(eval()).out, Not(HasSubstr("\033")));
}

TEST_F(TerminalPage, is_not_commanded_by_a_message) {
  for (const auto& arguments :
       {eval(), std::vector<std::string>{"diff", rules_.path(), other_.path(), corpus()},
        std::vector<std::string>{"mine", "--rules", rules_.path(), corpus()}}) {
    const std::string page = shown(arguments);
    EXPECT_THAT(page, HasSubstr("立即领取"));
    EXPECT_THAT(page, Not(HasSubstr("\xC2\x9B")));
    EXPECT_THAT(page, Not(HasSubstr("\u202E")));
  }
}

}  // namespace
}  // namespace picket
