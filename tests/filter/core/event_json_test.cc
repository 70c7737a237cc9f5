// SPDX-License-Identifier: Apache-2.0
#include "filter/core/event_json.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/filter/core/allocations.h"

namespace picket::core {
namespace {

// Owns the text that events point into.
class EventJson : public ::testing::Test {
 protected:
  std::expected<void, EventError> read(std::string text) {
    text_ = std::move(text);
    batch_.clear();
    return reader_.read(padded(text_), batch_);
  }
  std::expected<BodyForm, EventError> read_body(std::string text, bool ndjson = false) {
    text_ = std::move(text);
    batch_.clear();
    return reader_.read_body(padded(text_), ndjson, batch_);
  }
  const Event& event(std::size_t index = 0) { return batch_.events()[index]; }
  std::optional<std::string_view> recover_id() { return reader_.recover_id(padded(text_), batch_); }

  void expect_error(const std::string& text, EventFault fault, std::string_view message) {
    SCOPED_TRACE(text);
    const auto result = read(text);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().fault, fault);
    EXPECT_NE(result.error().message.find(message), std::string_view::npos)
        << result.error().message;
    EXPECT_TRUE(batch_.events().empty());
  }

  std::string text_;
  EventReader reader_{std::size_t{1} << 16};
  EventBatch batch_;
};

TEST_F(EventJson, reads_every_field) {
  ASSERT_TRUE(read(R"( {"channel": "outcome", "id":"c-1","from":"+8613900000001","to":"110",
    "text":"x","route":"sip:trunk","time":"2026-01-05T12:00:00+08:00",
    "call":{"attestation":"A","diverted":true,"user_agent":"ua/1"},
    "outcome":{"phase":"answered","answered":false,"ring_s":3,"duration_s":0.5,
               "released_by":"callee"}} )"));
  EXPECT_EQ(event().channel, Channel::outcome);
  EXPECT_EQ(event().id, "c-1");
  EXPECT_EQ(event().from.text, "+8613900000001");
  EXPECT_EQ(event().from.ton, 0);
  EXPECT_EQ(event().to.text, "110");
  EXPECT_EQ(event().text, "x");
  EXPECT_EQ(event().route, "sip:trunk");
  EXPECT_EQ(event().time, parse_rfc3339("2026-01-05T04:00:00Z").value());
  EXPECT_EQ(event().call.attestation, Attestation::a);
  EXPECT_EQ(event().call.diverted, true);
  EXPECT_EQ(event().call.user_agent, "ua/1");
  EXPECT_EQ(event().outcome.phase, Phase::answered);
  EXPECT_EQ(event().outcome.answered, false);
  EXPECT_EQ(event().outcome.ring_s, 3.0);
  EXPECT_EQ(event().outcome.duration_s, 0.5);
  EXPECT_EQ(event().outcome.released_by, Party::callee);
}

TEST_F(EventJson, leaves_out_what_is_not_there) {
  ASSERT_TRUE(read(R"({"channel":"call"})"));
  EXPECT_EQ(event().id, std::nullopt);
  EXPECT_EQ(event().text, "");
  EXPECT_EQ(event().time, std::nullopt);
  EXPECT_EQ(event().call.attestation, std::nullopt);
  EXPECT_EQ(event().outcome.phase, Phase::ended);
  EXPECT_EQ(event().outcome.ring_s, std::nullopt);
  EXPECT_EQ(event().profile, nullptr);
}

TEST_F(EventJson, undoes_escapes) {
  ASSERT_TRUE(read(R"({"ch\u0061nnel":"sms","text":"\u79ef分\n\"\\\/\ud83d\udcb0\u0000."})"));
  EXPECT_EQ(event().text, std::string_view("积分\n\"\\/\xF0\x9F\x92\xB0\0.", 16));
}

TEST_F(EventJson, refuses_another_field_or_type) {
  using enum EventFault;
  expect_error(R"({"channel":"sms","text":"x","sender":"1"})", unknown_field,
               "unknown field `sender` of the event");
  expect_error(R"({"channel":"call","call":{"atestation":"A"}})", unknown_field,
               "unknown field `atestation` of `call`");
  expect_error(R"({"channel":"sms","text":"x","id":null})", wrong_type, "`id` must be a string");
  expect_error(R"({"channel":"sms","text":7})", wrong_type, "`text` must be a string");
  expect_error(R"({"channel":"sms","text":["x"]})", wrong_type, "`text` must be a string");
  expect_error(R"({"channel":"call","call":"A"})", wrong_type, "`call` must be an object");
  expect_error(R"({"channel":"call","call":{"diverted":"yes"}})", wrong_type,
               "`diverted` must be true or false");
  expect_error(R"({"channel":"outcome","outcome":{"ring_s":"3"}})", wrong_type,
               "`ring_s` must be a number");
  expect_error(R"([{"channel":"call"}])", not_an_object, "an event is a JSON object");
  expect_error("7", not_an_object, "an event is a JSON object");
}

TEST_F(EventJson, takes_no_name_for_one_that_it_begins_or_goes_on_from) {
  for (const char* name :
       {"", "tex", "textt", "channe", "channels", "tim", "timet", "outcomes", "o"})
    expect_error(R"({"channel":"sms","text":"x",")" + std::string(name) + R"(":"y"})",
                 EventFault::unknown_field,
                 "unknown field `" + std::string(name) + "` of the event");
  for (const char* name : {"attestatio", "attestations", "attestat", "user_agen", "user_agent_"})
    expect_error(R"({"channel":"call","call":{")" + std::string(name) + R"(":"A"}})",
                 EventFault::unknown_field, "unknown field `" + std::string(name) + "` of `call`");
}

TEST_F(EventJson, refuses_a_field_that_comes_twice) {
  expect_error(R"({"channel":"sms","text":"x","text":"y"})", EventFault::duplicate_field,
               "field `text` of the event comes twice");
  expect_error(R"({"channel":"sms","t\u0065xt":"x","text":"y"})", EventFault::duplicate_field,
               "`text`");
  expect_error(R"({"channel":"outcome","outcome":{"phase":"ended","phase":"ended"}})",
               EventFault::duplicate_field, "field `phase` of `outcome` comes twice");
}

TEST_F(EventJson, refuses_values_out_of_range) {
  using enum EventFault;
  expect_error(R"({"channel":"mms","text":"x"})", bad_value,
               "`channel` must be sms, call or outcome, not `mms`");
  expect_error(R"({"channel":"any","text":"x"})", bad_value, "`channel`");
  expect_error(R"({"channel":"call","call":{"attestation":"D"}})", bad_value, "A, B, C or none");
  expect_error(R"({"channel":"outcome","outcome":{"phase":"over"}})", bad_value, "`phase`");
  expect_error(R"({"channel":"outcome","outcome":{"released_by":"me"}})", bad_value,
               "`released_by`");
  expect_error(R"({"channel":"outcome","outcome":{"duration_s":-1}})", bad_value,
               "`duration_s` must be from 0 to");
  expect_error(R"({"channel":"outcome","outcome":{"duration_s":1e10}})", bad_value, "duration_s");
  expect_error(R"({"channel":"outcome","outcome":{"duration_s":1e999}})", wrong_type, "duration_s");
  expect_error(R"({"channel":"call","time":"2026-01-05T12:00:00"})", bad_value, "needs an offset");
  expect_error(R"({"channel":"call","time":"yesterday"})", bad_value, "RFC 3339");
  expect_error(R"({"channel":"call","time":"2026-02-30T12:00:00Z"})", bad_value, "no time");
}

TEST_F(EventJson, wants_channel_and_an_sms_text) {
  expect_error("{}", EventFault::missing_field, "`channel` is missing");
  expect_error(R"({"text":"x"})", EventFault::missing_field, "`channel` is missing");
  expect_error(R"({"channel":"sms"})", EventFault::missing_field, "`text` is missing");
  EXPECT_TRUE(read(R"({"channel":"sms","text":""})"));
}

TEST_F(EventJson, refuses_what_is_not_json) {
  using enum EventFault;
  for (const char* text :
       {"", " ", "{", R"({"channel":"call")", R"({"channel":"call",})", R"({"channel" "call"})",
        R"({"channel":"call" "text":"x"})", R"({channel:"call"})",
        R"({"channel":"call","text":"x\q"})", R"({"channel":"call","text":"x)",
        "{\"channel\":\"call\",\"text\":\"\t\"}", R"({"channel":"call","text":"\ud800"})",
        R"({"channel":"call","text":"\ud800x"})", R"({"channel":"call","text":"\udc00"})",
        R"({"channel":"call","text":"\u12"})"}) {
    expect_error(text, malformed, "");
  }
  expect_error("{\"channel\":\"call\",\"text\":\"\xFF\"}", malformed, "invalid UTF-8");
  expect_error("{\"channel\":\"call\",\"text\":\"\xED\xA0\x80\"}", malformed, "invalid UTF-8");
  expect_error(R"({"channel":"call"} {"channel":"call"})", trailing_text, "follows");
  expect_error(R"({"channel":"call"}})", trailing_text, "");
}

TEST_F(EventJson, does_not_repeat_endless_fields) {
  expect_error("{\"" + std::string(10'000, 'k') + "\":1}", EventFault::unknown_field,
               std::string(64, 'k') + "`");
}

TEST_F(EventJson, refuses_texts_over_its_limit) {
  expect_error(R"({"channel":"sms","text":")" + std::string(1 << 16, 'x') + "\"}",
               EventFault::too_long, "longer than 65536 bytes");
}

TEST_F(EventJson, reads_a_body_in_each_form) {
  EXPECT_EQ(read_body(R"({"channel":"call","id":"1"})"), BodyForm::single);
  EXPECT_EQ(batch_.events().size(), 1u);
  EXPECT_EQ(read_body(R"( [ {"channel":"call","id":"1"} , {"channel":"call","id":"\u0032"} ] )"),
            BodyForm::array);
  ASSERT_EQ(batch_.events().size(), 2u);
  EXPECT_EQ(event(1).id, "2");
  EXPECT_EQ(read_body("[]"), BodyForm::array);
  EXPECT_TRUE(batch_.events().empty());
  EXPECT_EQ(read_body("{\"channel\":\"call\",\"id\":\"\\u0031\"}\n\n \r\n"
                      "{\"channel\":\"call\",\"id\":\"2\"}\r\n{\"channel\":\"call\",\"id\":\"3\"}",
                      true),
            BodyForm::lines);
  ASSERT_EQ(batch_.events().size(), 3u);
  EXPECT_EQ(event(0).id, "1");
  EXPECT_EQ(event(1).id, "2");
  EXPECT_EQ(event(2).id, "3");
}

TEST_F(EventJson, tells_the_first_bad_event_of_a_body) {
  const std::string good = R"({"channel":"call"})";
  const auto line = [&](const std::string& body, bool ndjson) {
    const auto result = read_body(body, ndjson);
    EXPECT_FALSE(result.has_value()) << body;
    EXPECT_TRUE(batch_.events().empty());
    return result.has_value() ? 0 : result.error().line;
  };
  EXPECT_EQ(line("{}", false), 1u);
  EXPECT_EQ(line("", false), 1u);
  EXPECT_EQ(line("[" + good + "," + good + ",{}," + good + "]", false), 3u);
  EXPECT_EQ(line("[" + good + ",7]", false), 2u);
  EXPECT_EQ(line("[" + good + "," + good, false), 2u);
  EXPECT_EQ(line("[" + good + ",]", false), 2u);
  EXPECT_EQ(line("[" + good + "] x", false), 1u);
  EXPECT_EQ(line("[" + good + ",{\"channel\":\"call\",\"text\":\"\xFF\"}]", false), 2u);
  EXPECT_EQ(line("[" + good + "," + good + ",{\"channel\":\"call\",\"text\":\"x", false), 3u);
  EXPECT_EQ(line(good + "\n\n" + good + "\n{\n" + good, true), 4u);
  EXPECT_EQ(line(good + "\n[" + good + "]\n", true), 2u);
  EXPECT_EQ(line(good + "\n{\"channel\":\"call\",\"text\":\"\xFF\"}\n", true), 2u);
}

TEST_F(EventJson, keeps_what_the_batch_held_before) {
  ASSERT_TRUE(read(R"({"channel":"call","id":"\u0031"})"));
  std::string second = R"({"channel":"call","id":"2"})", bad = R"([{"channel":"call"},{}])";
  ASSERT_TRUE(reader_.read(padded(second), batch_));
  EXPECT_FALSE(reader_.read_body(padded(bad), false, batch_));
  ASSERT_EQ(batch_.events().size(), 2u);
  EXPECT_EQ(event(0).id, "1");
  EXPECT_EQ(event(1).id, "2");
}

TEST_F(EventJson, recovers_the_id_of_a_bad_line) {
  const auto id_of = [&](const std::string& text) -> std::string {
    EXPECT_FALSE(read(text).has_value()) << text;
    return std::string(recover_id().value_or("none"));
  };
  EXPECT_EQ(id_of(R"({"id":"a-1","channel":"mms"})"), "a-1");
  EXPECT_EQ(id_of(R"({"channel":"mms","id":"a\u002d1"})"), "a-1");
  EXPECT_EQ(id_of(R"({"id":"a-1","channel":"sms","text":"never end)"), "a-1");
  EXPECT_EQ(id_of("{\"id\":\"a-1\",\"text\":\"\xFF\"}"), "a-1");
  EXPECT_EQ(id_of("{\"id\":\"\xFF\"}"), "none");
  EXPECT_EQ(id_of(R"({"id":"\udc00"})"), "none");
  EXPECT_EQ(id_of(R"({"id":7})"), "none");
  EXPECT_EQ(id_of("nonsense"), "none");
}

TEST_F(EventJson, keeps_the_message_while_the_id_is_recovered) {
  const auto result = read(R"({"id":"a","channel":"mms"})");
  ASSERT_FALSE(result.has_value());
  const std::string message(result.error().message);
  EXPECT_EQ(recover_id(), "a");
  EXPECT_EQ(result.error().message, message);
}

TEST_F(EventJson, allocates_nothing_in_steady_state) {
  std::string small = R"({"channel":"sms","text":"\u79ef分","id":"1"})";
  std::string worst = R"({"channel":"sms","text":"\u79ef)" + std::string(30'000, 'x') + "\"}";
  std::string array = "[" + small + "," + small + "]";
  const auto round = [&] {
    batch_.clear();
    ASSERT_TRUE(reader_.read(padded(worst), batch_));
    batch_.clear();
    ASSERT_TRUE(reader_.read(padded(small), batch_));
    ASSERT_TRUE(reader_.read_body(padded(array), false, batch_));
    (void)reader_.recover_id(padded(small), batch_);
  };
  round();
  round();
  const std::size_t before = allocations();
  for (int i = 0; i < 10; ++i) round();
  EXPECT_EQ(allocations(), before);
}

}  // namespace
}  // namespace picket::core
