// SPDX-License-Identifier: Apache-2.0
#include "filter/record/decision_record.h"

#include <gtest/gtest.h>

#include <chrono>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "filter/core/time.h"
#include "filter/record/decision_line.h"

namespace picket::record {
namespace {

std::size_t as_it_is(std::string_view name, std::span<char> out) noexcept {
  const std::size_t size = std::min(name.size(), out.size());
  std::copy_n(name.begin(), size, out.begin());
  return size;
}

const core::NumberingProfile& china() {
  static const core::NumberingProfile profile(core::NumberingSettings::china(), as_it_is);
  return profile;
}

// An event and its decision, both with something in every field.
struct Sample {
  Sample() {
    event.channel = core::Channel::sms;
    event.id = "m-1";
    event.text = "请登录 ccb-jf.example 兑换";
    event.from = {"10690000123456", 0};
    event.to = {"13900000002", 0};
    event.route = "smpp:esme1";
    event.profile = &china();
    decision.verdict = core::Verdict::block;
    decision.risk = core::Risk::high;
    decision.score = 30;
    decision.reasons = reasons;
    decision.shadow = shadow;
    decision.ruleset = digest;
    entry.at = *core::parse_rfc3339("2026-01-05T04:00:00Z");
    entry.event = &event;
    entry.decision = &decision;
    entry.tag_key = "sequence_number";
    entry.tag_value = 17;
  }

  // The next record of a ring, after those that `writer` has written.
  std::vector<std::byte> encoded(RecordWriter& writer) const {
    std::vector<std::byte> bytes(RecordWriter::most(entry) + 8, std::byte{0xee});
    const std::size_t size = writer.write(entry, bytes.data());
    EXPECT_LE(size, bytes.size() - 8);
    for (std::size_t i = size; i < bytes.size(); ++i)
      EXPECT_EQ(bytes[i], std::byte{0xee}) << "wrote past its size";
    bytes.resize(size);
    return bytes;
  }

  nlohmann::json line(bool with_tokens = true) const {
    std::optional<core::NumberTokens> tokens;
    if (with_tokens) tokens.emplace("0123456789abcdef");
    LineRenderer renderer(china(), std::move(tokens));
    RecordWriter writer;
    RecordReader reader;
    return line(writer, reader, renderer);
  }

  nlohmann::json line(RecordWriter& writer, RecordReader& reader, LineRenderer& renderer) const {
    core::JsonBuffer out;
    const auto bytes = encoded(writer);
    renderer.append(reader.read(bytes), out);
    const std::string text(out.data(), out.size());
    EXPECT_TRUE(text.ends_with("}\n"));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
    return nlohmann::json::parse(text);
  }

  std::string digest = std::string(64, 'a');
  std::vector<core::Reason> reasons{
      {"sms.bank.points", 3, core::Action::block, core::Basis::analytics, {}},
      {"sms.any.link", 1, core::Action::score, core::Basis::analytics, {}}};
  std::vector<core::Reason> shadow{
      {"sms.new.rule", 2, core::Action::warn, core::Basis::analytics, {}}};
  core::Event event;
  core::Decision decision;
  Entry entry;
};

TEST(DecisionLine, says_all_of_a_decision_and_no_text) {
  const auto line = Sample().line();
  EXPECT_EQ(line["time"], "2026-01-05T04:00:00Z");
  EXPECT_EQ(line["route"], "smpp:esme1");
  EXPECT_EQ(line["channel"], "sms");
  EXPECT_EQ(line["id"], "m-1");
  EXPECT_EQ(line["sequence_number"], 17);
  EXPECT_EQ(line["verdict"], "block");
  EXPECT_EQ(line["risk"], "high");
  EXPECT_EQ(line["score"], 30);
  EXPECT_EQ(line["rules"].dump(), R"([{"action":"block","rev":3,"rule":"sms.bank.points"},)"
                                  R"({"action":"score","rev":1,"rule":"sms.any.link"}])");
  EXPECT_EQ(line["shadow"].dump(), R"([{"action":"warn","rev":2,"rule":"sms.new.rule"}])");
  EXPECT_EQ(line["ruleset"], std::string(64, 'a'));
  EXPECT_EQ(line["overlay"], 0);
  EXPECT_FALSE(line.contains("text"));
  EXPECT_FALSE(line.contains("incomplete"));
  EXPECT_FALSE(line.contains("bypass"));
  EXPECT_FALSE(line.contains("refused"));
}

TEST(DecisionLine, masks_numbers_and_gives_one_token_to_one_number) {
  Sample sample;
  const auto line = sample.line();
  EXPECT_EQ(line["to"], "+86139****0002");
  EXPECT_EQ(line["from"], "10690000123456");
  EXPECT_EQ(line["to_token"].get<std::string>().size(), 32u);
  EXPECT_EQ(line.dump().find("13900000002"), std::string::npos);
  sample.event.to = {"+8613900000002", 1};
  EXPECT_EQ(sample.line()["to_token"], line["to_token"]) << "the same number written otherwise";
  sample.event.to = {"13900000003", 0};
  EXPECT_NE(sample.line()["to_token"], line["to_token"]);
}

TEST(DecisionLine, has_no_tokens_without_a_key_or_a_number) {
  Sample sample;
  EXPECT_FALSE(sample.line(false).contains("to_token"));
  sample.event.from = {};
  const auto line = sample.line();
  EXPECT_EQ(line["from"], "");
  EXPECT_FALSE(line.contains("from_token"));
}

TEST(DecisionLine, carries_the_text_and_marks_only_where_they_are_set) {
  Sample sample;
  sample.entry.keep_text = true;
  sample.entry.refused = true;
  sample.decision.incomplete = true;
  const auto line = sample.line();
  EXPECT_EQ(line["text"], "请登录 ccb-jf.example 兑换");
  EXPECT_EQ(line["incomplete"], true);
  EXPECT_EQ(line["refused"], true);
  EXPECT_FALSE(line.contains("bypass"));
}

TEST(DecisionLine, says_why_an_event_was_not_judged) {
  Sample sample;
  sample.decision.bypass = core::Bypass::emergency;
  EXPECT_EQ(sample.line()["bypass"], "emergency");
  sample.decision.bypass = core::Bypass::overload;
  EXPECT_EQ(sample.line()["bypass"], "overload");
  EXPECT_FALSE(sample.line().contains("incomplete"));
}

TEST(DecisionLine, writes_null_for_an_event_without_id_and_no_tag_without_key) {
  Sample sample;
  sample.event.id.reset();
  sample.entry.tag_key = {};
  const auto line = sample.line();
  EXPECT_TRUE(line["id"].is_null());
  EXPECT_FALSE(line.contains("sequence_number"));
}

TEST(DecisionLine, survives_quotes_controls_and_bytes_that_are_no_text) {
  Sample sample;
  sample.event.route = "http:\"x\"\n";
  sample.event.id = "\x01\xff\\";
  const auto line = sample.line();
  EXPECT_EQ(line["route"], "http:\"x\"\n");
  EXPECT_EQ(line["id"], "\x01\uFFFD\\");
}

TEST(DecisionRecord, leaves_out_what_the_one_before_it_has_said) {
  Sample sample;
  sample.decision.reasons = {};
  sample.decision.shadow = {};
  sample.event.id.reset();
  RecordWriter writer;
  const std::size_t first = sample.encoded(writer).size();
  const std::size_t second = sample.encoded(writer).size();
  EXPECT_GE(first, second + sample.digest.size() + sample.event.route.size());
  EXPECT_LE(second, 64u);
}

// Whatever differs from one record to the next: in a row they give the lines that each would give
// alone. Texts that are in the same place with other bytes in them are what a wire buffer has.
TEST(DecisionRecord, in_a_row_gives_the_lines_that_each_gives_alone) {
  const core::NumberingProfile french(
      [] {
        auto settings = core::NumberingSettings::china();
        settings.country = 33;
        return settings;
      }(),
      as_it_is);
  std::mt19937 random(11);
  const auto one_of = [&](std::initializer_list<std::string_view> choices) {
    return std::data(choices)[random() % choices.size()];
  };
  RecordWriter writer;
  RecordReader reader;
  LineRenderer in_a_row(china(), core::NumberTokens("0123456789abcdef"));
  std::string route, from;
  for (int step = 0; step < 3'000; ++step) {
    Sample sample;
    route = one_of({"smpp:esme1", "smpp:esme2", "http:\"x", ""});
    from = one_of({"10690000123456", "13900000002", "+8613900000002", "Example \"Bank\"", "", "0",
                   "a name that is longer than any number may be, and longer"});
    sample.event.route = route;
    sample.event.from = {from, static_cast<std::uint8_t>(random() % 3)};
    const std::string to = "139" + std::to_string(10'000'000 + random() % 40'000);
    sample.event.to.text = to;
    sample.event.profile = random() % 3 == 0 ? &french : random() % 3 == 0 ? nullptr : &china();
    sample.entry.tag_key = one_of({"sequence_number", "n", ""});
    sample.entry.tag_value = random() >> (random() % 32);
    sample.entry.at += std::chrono::microseconds(random() % 3 * 1'000'000 + random() % 3);
    sample.entry.keep_text = random() % 2 == 0;
    sample.entry.refused = random() % 2 == 0;
    sample.decision.incomplete = random() % 2 == 0;
    sample.decision.score = static_cast<std::uint32_t>(random()) >> (random() % 32);
    sample.decision.verdict = static_cast<core::Verdict>(random() % 3);
    sample.decision.risk = static_cast<core::Risk>(random() % 5);
    if (!sample.decision.incomplete)
      sample.decision.bypass = static_cast<core::Bypass>(random() % 3);
    sample.event.channel = static_cast<core::Channel>(random() % 3);
    sample.decision.overlay = random() % 2 << (random() % 40);
    sample.digest.assign(64, "ab"[random() % 2]);
    sample.decision.ruleset = sample.digest;
    if (random() % 2 == 0) sample.decision.reasons = {};
    if (random() % 2 == 0) sample.decision.shadow = {};
    if (random() % 2 == 0) sample.event.id.reset();
    const auto line = sample.line(writer, reader, in_a_row);
    ASSERT_EQ(line, sample.line()) << step;
    ASSERT_EQ(line["time"], core::format_rfc3339(sample.entry.at));
  }
}

TEST(DecisionRecord, cuts_long_fields_between_characters) {
  Sample sample;
  std::string id;
  while (id.size() < 3 * kLongestField) id += "帐";
  std::string text;
  while (text.size() < 2 * kLongestText) text += "的";
  sample.event.id = id;
  sample.event.text = text;
  sample.entry.keep_text = true;
  const auto line = sample.line();
  EXPECT_EQ(line["id"], id.substr(0, kLongestField / 3 * 3));
  EXPECT_EQ(line["text"], text.substr(0, kLongestText / 3 * 3));
}

TEST(DecisionRecord, is_never_larger_than_its_bound) {
  Sample sample;
  const std::string endless(100'000, 'x');
  for (auto* text :
       {&sample.event.text, &sample.event.from.text, &sample.event.to.text, &sample.event.route})
    *text = endless;
  sample.event.id = endless;
  sample.decision.ruleset = endless;
  sample.entry.keep_text = true;
  const core::Reason reason{endless, 1, core::Action::block, core::Basis::analytics, {}};
  sample.reasons.assign(1000, reason);
  sample.shadow.assign(1000, reason);
  sample.decision.reasons = sample.reasons;
  sample.decision.shadow = sample.shadow;
  EXPECT_LE(RecordWriter::most(sample.entry), kLargestRecord);
  EXPECT_EQ(sample.line()["rules"].size(), kMostRules);
}

}  // namespace
}  // namespace picket::record
