// SPDX-License-Identifier: Apache-2.0
#include "filter/core/decision_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "tests/filter/core/allocations.h"

namespace picket::core {
namespace {

std::string string_json(std::string_view text) {
  JsonBuffer out;
  append_json_string(out, text);
  return fmt::to_string(out);
}

std::string decision_json(std::optional<std::string_view> id, const Decision& decision) {
  JsonBuffer out;
  append_decision(out, id, decision);
  return fmt::to_string(out);
}

TEST(DecisionJson, has_every_key_in_order) {
  const Matched matched[] = {{"积分", 6}, {"兑换", 22}};
  const Reason reasons[] = {{"sms.bank", 3, Action::block, Basis::analytics, matched},
                            {"sms.score", 1, Action::score, Basis::list, {}}};
  const Reason shadow[] = {{"sms.new", 1, Action::warn, Basis::analytics, {}}};
  Decision decision;
  decision.verdict = Verdict::block;
  decision.risk = Risk::high;
  decision.score = 40;
  decision.reasons = reasons;
  decision.shadow = shadow;
  decision.ruleset = "abc";
  decision.overlay = 7;
  EXPECT_EQ(
      decision_json("m-1", decision),
      R"({"id":"m-1","verdict":"block","risk":"high","score":40,"reasons":[)"
      R"({"rule":"sms.bank","rev":3,"action":"block","matched":[{"text":"积分","at":6},{"text":"兑换","at":22}]},)"
      R"({"rule":"sms.score","rev":1,"action":"score","matched":[]}],)"
      R"("shadow":[{"rule":"sms.new","rev":1,"action":"warn","matched":[]}],)"
      R"("ruleset":"abc","overlay":7})");
}

TEST(DecisionJson, says_only_what_is_so) {
  Decision decision;
  EXPECT_EQ(decision_json(std::nullopt, decision),
            R"({"id":null,"verdict":"allow","risk":"none","score":0,"reasons":[],"shadow":[],)"
            R"("ruleset":"","overlay":0})");
  decision.incomplete = true;
  decision.bypass = Bypass::emergency;
  EXPECT_TRUE(decision_json("", decision)
                  .ends_with(R"("overlay":0,"incomplete":true,"bypass":"emergency"})"));
  EXPECT_TRUE(decision_json("", decision).starts_with(R"({"id":"",)"));
  decision.incomplete = false;
  decision.bypass = Bypass::overload;
  EXPECT_TRUE(decision_json("", decision).ends_with(R"("overlay":0,"bypass":"overload"})"));
}

TEST(BadLineJson, has_id_line_and_error) {
  JsonBuffer out;
  append_bad_line(out, std::nullopt, 17, "not JSON");
  append(out, "\n");
  append_bad_line(out, "a\"b", 18, "`x`");
  EXPECT_EQ(fmt::to_string(out),
            "{\"id\":null,\"line\":17,\"error\":\"not JSON\"}\n"
            "{\"id\":\"a\\\"b\",\"line\":18,\"error\":\"`x`\"}");
}

TEST(JsonString, escapes_what_it_must_and_nothing_else) {
  EXPECT_EQ(string_json("plain 积分 / \x7F"), "\"plain 积分 / \x7F\"");
  EXPECT_EQ(string_json("\"\\\n\r\t"), R"("\"\\\n\r\t")");
  EXPECT_EQ(string_json(std::string_view("\0\x01\x1F", 3)), R"("\u0000\u0001\u001f")");
  EXPECT_EQ(string_json("12345678\"12345678"), R"("12345678\"12345678")");
}

TEST(JsonString, escapes_one_character_wherever_it_stands) {
  for (std::size_t length = 1; length < 40; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      for (const std::string_view odd : {"\"", "\\", "\x1F", "\x7F", "é", "，"}) {
        std::string text(length, 'a');
        text.replace(at, 1, odd);
        EXPECT_EQ(string_json(text), nlohmann::json(text).dump());
      }
    }
  }
}

TEST(JsonString, replaces_bytes_that_are_no_utf8) {
  EXPECT_EQ(string_json("a\xFF z"), "\"a\xEF\xBF\xBD z\"");
  EXPECT_EQ(string_json("\xE7\xA7"), "\"\xEF\xBF\xBD\"");
  EXPECT_EQ(string_json("\xED\xA0\x80\""), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\\\"\"");
}

TEST(JsonString, reads_back_in_another_parser) {
  const std::vector<std::string> pieces{
      "a", "积", "\"", "\\", "\n", "\x01", "\xF0\x9F\x92\xB0", "12345678", " !", "\x7F"};
  std::mt19937 random(5);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) text += pieces[random() % pieces.size()];
    ASSERT_EQ(nlohmann::json::parse(string_json(text)).get<std::string>(), text);
  }
}

TEST(DecisionJson, allocates_nothing_in_a_used_buffer) {
  const Matched matched[] = {{"积分", 6}};
  const Reason reasons[] = {{"sms.bank", 3, Action::block, Basis::analytics, matched}};
  Decision decision;
  decision.reasons = reasons;
  JsonBuffer out;
  for (int i = 0; i < 20; ++i) append_decision(out, "m-1", decision);
  out.clear();
  const std::size_t before = allocations();
  for (int i = 0; i < 20; ++i) append_decision(out, "m-1", decision);
  EXPECT_EQ(allocations(), before);
}

}  // namespace
}  // namespace picket::core
