// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/message_template.h"

#include <gtest/gtest.h>

#include <string>

#include "tools/picket/stable_hash.h"

namespace picket {
namespace {

std::string template_of(std::string_view text) {
  tool::MessageTemplates templates;
  return std::string(templates.of(text));
}

TEST(MessageTemplate, is_the_squeezed_text_with_numbers_and_links_as_signs) {
  EXPECT_EQ(template_of("Your parcel 12345 waits: http://bag.example/x?1 now"),
            "yourparcel#waits@now");
  EXPECT_EQ(template_of("【积分】您的 8,888 分请登录 a1.example/b2 兑换"),
            "积分您的#分请登录@兑换");
  EXPECT_EQ(template_of(""), "");
  EXPECT_EQ(template_of("！？"), "");
}

TEST(MessageTemplate, is_shared_by_what_differs_in_numbers_links_and_disguise) {
  const std::string one = template_of("您的积分8888分，登录 ccb-a.example 兑换");
  EXPECT_EQ(template_of("您的积 分12分.登錄 icbc.example/77 兑換!"), one);
  EXPECT_NE(template_of("您的积分8888分，登录 ccb-a.example 查询"), one);
}

TEST(MessageTemplate, is_of_the_last_text_alone) {
  tool::MessageTemplates templates;
  templates.of("a long text with https://link.example/in/it and 777");
  EXPECT_EQ(templates.of("no"), "no");
}

TEST(StableHash, is_the_same_in_every_build) {
  EXPECT_EQ(tool::stable_hash("积分"), 10433567755312848384u);
  EXPECT_NE(tool::stable_hash("ab"), tool::stable_hash("ba"));
}

}  // namespace
}  // namespace picket
