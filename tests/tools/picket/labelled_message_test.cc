// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/labelled_message.h"

#include <gtest/gtest.h>

#include <string>

namespace picket {
namespace {

using tool::Label;
using tool::LabelledMessage;
using tool::read_labelled;

LabelledMessage read(std::string_view line) {
  auto message = read_labelled(line);
  EXPECT_TRUE(message) << message.error();
  return message ? *message : LabelledMessage{};
}

std::string error_of(std::string_view line) {
  const auto message = read_labelled(line);
  return message ? "read" : message.error();
}

TEST(LabelledMessage, is_a_text_and_a_label) {
  const LabelledMessage message = read(R"({"text":"您好","label":"spam"})");
  EXPECT_EQ(message.text, "您好");
  EXPECT_EQ(message.label, Label::spam);
  EXPECT_EQ(message.sender, "");
  EXPECT_FALSE(message.time);
  EXPECT_FALSE(message.time_unread);
  EXPECT_EQ(read(R"({"label":"ham","text":""})").label, Label::ham);
  EXPECT_EQ(read(R"({"label":"fraud","text":"\u0000"})").text, std::string(1, '\0'));
}

TEST(LabelledMessage, may_say_more_and_carries_what_is_unknown_without_minding_it) {
  const LabelledMessage message =
      read(R"({"id":7,"lang":"en","text":"hi","sender":"BANK","deep":[{"text":1}],"label":"ham",)"
           R"("category":"otp","time":"2026-01-05T12:00:00+08:00"})");
  EXPECT_EQ(message.lang, "en");
  EXPECT_EQ(message.sender, "BANK");
  EXPECT_EQ(message.category, "otp");
  ASSERT_TRUE(message.time);
  EXPECT_EQ(core::format_rfc3339(*message.time), "2026-01-05T04:00:00Z");
}

TEST(LabelledMessage, takes_null_for_a_field_that_is_not_there) {
  EXPECT_EQ(read(R"({"text":"hi","label":"ham","sender":null,"time":null})").sender, "");
  EXPECT_EQ(error_of(R"({"text":null,"label":"ham"})"), "no `text`");
}

TEST(LabelledMessage, does_without_a_time_that_it_cannot_read) {
  const LabelledMessage message =
      read(R"({"text":"hi","label":"ham","time":"03/31/2022, 21:58:50"})");
  EXPECT_FALSE(message.time);
  EXPECT_TRUE(message.time_unread);
}

TEST(LabelledMessage, is_an_sms_of_its_sender_or_of_none) {
  const LabelledMessage message = read(R"({"text":"hi","label":"ham","sender":"BANK"})");
  const core::Event event = message.event();
  EXPECT_EQ(event.channel, core::Channel::sms);
  EXPECT_EQ(event.text, "hi");
  EXPECT_EQ(event.from.text, "BANK");
  EXPECT_EQ(event.to.text, "");
  EXPECT_EQ(event.route, "");
  EXPECT_EQ(read(R"({"text":"hi","label":"ham"})").event().from.text, "");
}

TEST(LabelledMessage, says_what_is_wrong_with_a_line) {
  EXPECT_EQ(error_of("{"), "not JSON at byte 2");
  EXPECT_EQ(error_of(""), "not JSON at byte 1");
  EXPECT_EQ(error_of("[]"), "not a JSON object");
  EXPECT_EQ(error_of(R"([{"text":"hi","label":"ham"}])"), "not a JSON object");
  EXPECT_EQ(error_of(R"({"label":"ham"})"), "no `text`");
  EXPECT_EQ(error_of(R"({"text":"hi"})"), "no `label`");
  EXPECT_EQ(error_of(R"({"text":"hi","label":"Fraud"})"),
            "`label` is \"Fraud\", not ham, spam or fraud");
  EXPECT_EQ(error_of(R"({"text":"hi","label":1})"), "`label` is a number, not a string");
  EXPECT_EQ(error_of(R"({"text":{"text":"hi"},"label":"ham"})"),
            "`text` is an object, not a string");
  EXPECT_EQ(error_of(R"({"text":"hi","label":"ham","text":"ho"})"), "`text` twice");
  EXPECT_EQ(error_of("{\"text\":\"\xff\",\"label\":\"ham\"}"), "not JSON at byte 10");
  EXPECT_EQ(error_of(R"({"text":"hi","label":"ham"} x)"), "not JSON at byte 29");
}

TEST(LabelledMessage, keeps_a_file_s_control_characters_out_of_its_errors) {
  EXPECT_EQ(error_of(R"({"text":"hi","label":"\u001b[31m坏"})"),
            "`label` is \"\\u001b[31m\\u574f\", not ham, spam or fraud");
}

}  // namespace
}  // namespace picket
