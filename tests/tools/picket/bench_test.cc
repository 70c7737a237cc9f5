// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

class Bench : public testing::Test {
 protected:
  Bench() {
    test::RuleText rule{.id = "t.points"};
    rule.rest = "match:\n  all:\n    - text: 积分\n    - link: any\n";
    rules_.add("points.yaml", rule.yaml());
  }

  test::Ran bench(std::string_view events, std::vector<std::string> more = {}) {
    files_.add("events.jsonl", events);
    std::vector<std::string> arguments{"bench",       "--rules",   rules_.path(), "--events",
                                       events_path(), "--seconds", "0.2"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::run_picket(arguments);
  }
  json figures(std::string_view events, std::vector<std::string> more = {}) {
    more.emplace_back("--json");
    const test::Ran ran = bench(events, more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return json::parse(ran.out);
  }
  std::string events_path() const { return files_.path() + "/events.jsonl"; }

  static std::vector<std::string> keys_of(const json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.push_back(key);
    return keys;  // sorted
  }

  test::RulesDir rules_;
  test::RulesDir files_;
};

constexpr std::string_view kEvents =
    R"({"id":"a","channel":"sms","text":"积分兑换 jf-bank.example/x"})"
    "\n"
    R"({"id":"b","channel":"sms","text":"积分到期"})"
    "\n\n"
    R"({"channel":"call","to":"110"})"
    "\n";

TEST_F(Bench, gives_these_figures) {
  const json found = figures(kEvents);
  EXPECT_THAT(keys_of(found),
              ElementsAre("active_rules", "allocations_per_event", "bad_lines", "bytes", "clock_ns",
                          "compile_s", "decision_ns", "decisions", "events", "events_per_s",
                          "left_out", "machine", "match_ns", "rss_mb", "rules", "ruleset",
                          "seconds", "stages_ns", "threads", "verdicts"));
  EXPECT_THAT(keys_of(found["decision_ns"]), ElementsAre("mean", "p50", "p99", "p999"));
  EXPECT_THAT(keys_of(found["match_ns"]), ElementsAre("mean", "p50", "p99", "p999"));
  EXPECT_THAT(keys_of(found["stages_ns"]),
              ElementsAre("choose", "decide", "evaluate", "exchange", "fold", "links", "match"));
  EXPECT_THAT(keys_of(found["machine"]), ElementsAre("build", "commit", "compiler", "cores", "cpu",
                                                     "kernel", "load", "memory_mb", "version"));
}

TEST_F(Bench, measures_what_it_says) {
  const json found = figures(kEvents);
  EXPECT_EQ(found["rules"], 1);
  EXPECT_EQ(found["events"], 3);
  EXPECT_EQ(found["verdicts"], json({{"allow", 2}, {"warn", 0}, {"block", 1}, {"incomplete", 0}}));
  EXPECT_GT(found["events_per_s"], 0);
  EXPECT_GT(found["decisions"], 0);
  EXPECT_GT(found["rss_mb"], 0);
  EXPECT_GE(found["seconds"], 0.2);
  for (const char* times : {"decision_ns", "match_ns"}) {
    EXPECT_GT(found[times]["mean"], 0) << times;
    EXPECT_LE(found[times]["p50"], found[times]["p99"]) << times;
    EXPECT_LE(found[times]["p99"], found[times]["p999"]) << times;
  }
}

TEST_F(Bench, counts_no_allocation) {
  EXPECT_EQ(figures(kEvents)["allocations_per_event"], 0);
  EXPECT_EQ(figures(kEvents, {"--threads", "2"})["allocations_per_event"], 0);
}

TEST_F(Bench, takes_labelled_messages_as_sms) {
  const json found =
      figures(R"({"id":7,"text":"积分兑换 jf-bank.example/x","label":"fraud","lang":"zh"})"
              "\n");
  EXPECT_EQ(found["events"], 1);
  EXPECT_EQ(found["verdicts"]["block"], 1);
}

TEST_F(Bench, reports_bad_lines_with_their_place_and_measures_the_others) {
  const test::Ran ran =
      bench(std::string(kEvents) + "{\"channel\":\"smoke\",\"text\":\"a\"}\nno json\n", {"--json"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr(events_path() + ":5: "));
  EXPECT_THAT(ran.err, HasSubstr(events_path() + ":6: "));
  EXPECT_EQ(json::parse(ran.out)["bad_lines"], 2);
  EXPECT_EQ(json::parse(ran.out)["events"], 3);
}

TEST_F(Bench, cannot_run_without_an_event_or_a_file) {
  EXPECT_EQ(bench("no json\n").status, 2);
  const test::Ran ran =
      test::run_picket({"bench", "--rules", rules_.path(), "--events", "/no/such/file"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("/no/such/file"));
}

TEST_F(Bench, cannot_run_with_faulty_rules) {
  rules_.add("faulty.yaml", "id: x\n");
  EXPECT_EQ(bench(kEvents).status, 2);
}

TEST_F(Bench, prints_a_table_for_people) {
  const test::Ran ran = bench(kEvents);
  EXPECT_EQ(ran.status, 0) << ran.err;
  for (const char* part :
       {"rules     1 (1 active)", "2 allow, 0 warn, 1 block", "decisions a second",
        "allocations a decision", "a decision", "matching", "fold", "decide"}) {
    EXPECT_THAT(ran.out, HasSubstr(part));
  }
}

}  // namespace
}  // namespace picket
