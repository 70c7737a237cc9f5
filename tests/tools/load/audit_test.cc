// SPDX-License-Identifier: Apache-2.0
// A marked run against the simulator, whose tally and answers are then held against each other; and
// files that tell of each fault.
#include "tools/load/audit.h"

#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <string>

#include "tests/tools/load/temp_file.h"
#include "tools/load/answers_file.h"
#include "tools/load/smsc.h"
#include "tools/load/tally.h"

namespace picket::load {
namespace {

constexpr auto kMark = "a mark";

SmscOptions counting_smsc(const std::string& tally) {
  SmscOptions options;
  options.listen = "127.0.0.1:0";
  options.quiet = true;
  options.tally = tally;
  return options;
}

// `count` marked submits of one session; what they were answered is in the file `answers`.
void submit(const Smsc& smsc, std::uint64_t count, const std::string& answers) {
  const std::vector<Message> messages{{.text = kMark, .from = "1069", .to = "1"}};
  const SubmitPdus pdus(messages, {.marked = true});
  asio::io_context io(1);
  std::atomic<std::uint32_t> references{0};
  const std::atomic<bool> stop{false};
  std::vector<std::unique_ptr<Esme>> sessions;
  sessions.push_back(std::make_unique<Esme>(
      io, EsmePlan{.to = smsc.local_endpoint(), .count = count, .keep_answers = true}, pdus,
      references, stop, EsmeWatcher{}));
  asio::co_spawn(io, sessions[0]->run(), asio::detached);
  io.run();
  write_answers(answers, sessions);
}

TEST(Audit, finds_nothing_wrong_with_an_honest_run) {
  const TempFile answers;
  const std::string tally = answers.path() + ".tally";
  {
    Smsc smsc(counting_smsc(tally));
    submit(smsc, 300, answers.path());
    smsc.stop();
  }
  EXPECT_EQ(read_arrivals(tally).at("demo"), std::string(300, '1'));
  EXPECT_EQ(run_audit({.answers = answers.path(), .tally = tally}), 0);
  std::remove(tally.c_str());
}

TEST(Tally, goes_on_where_it_was_left) {
  const TempFile answers;
  const std::string tally = answers.path() + ".tally";
  for (int round = 0; round < 2; ++round) {
    Smsc smsc(counting_smsc(tally));
    submit(smsc, 5, answers.path());
    smsc.stop();
  }
  EXPECT_EQ(read_arrivals(tally).at("demo"), "22222");
  EXPECT_EQ(run_audit({.answers = answers.path(), .tally = tally}), 1) << "each came twice";
  std::remove(tally.c_str());
}

TEST(Tally, refuses_a_file_that_is_none) {
  const TempFile file("no tally");
  EXPECT_THROW(Tally{file.path()}, std::runtime_error);
}

int audit(std::string_view answers, std::string_view arrivals) {
  const TempFile said("{\"system_id\":\"a\",\"first_sequence_number\":2,\"answers\":\"" +
                      std::string(answers) + "\"}\n");
  const TempFile came("{\"system_id\":\"a\",\"arrivals\":\"" + std::string(arrivals) + "\"}\n");
  return run_audit({.answers = said.path(), .tally = came.path()});
}

TEST(Audit, holds_each_answer_against_what_arrived) {
  EXPECT_EQ(audit("are-", "1000"), 0);
  EXPECT_EQ(audit("are-", "1011"), 0) << "an error or no answer says nothing of what arrived";
  EXPECT_EQ(audit("are-", "0000"), 1) << "accepted, but missing";
  EXPECT_EQ(audit("are-", "1100"), 1) << "refused, but forwarded";
  EXPECT_EQ(audit("are-", "2000"), 1) << "twice";
  EXPECT_EQ(audit("are-", "1002"), 1) << "unanswered, but twice";
  EXPECT_EQ(audit("are-", "10001"), 1) << "invented";
  EXPECT_EQ(audit("a", ""), 1) << "no session";
  EXPECT_EQ(audit("", ""), 1) << "a run without submits shows nothing";
}

}  // namespace
}  // namespace picket::load
