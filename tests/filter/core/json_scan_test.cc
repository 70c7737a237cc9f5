// SPDX-License-Identifier: Apache-2.0
#include "filter/core/json_scan.h"

#include <gtest/gtest.h>

namespace picket::core {
namespace {

TEST(FindId, finds_the_string_under_id) {
  EXPECT_EQ(find_id(R"({"id":"a"})"), R"("a")");
  EXPECT_EQ(find_id(R"( { "x" : 1 , "id" : "a\"b" , )"), R"("a\"b")");
  EXPECT_EQ(find_id(R"({"call":{"id":"inner","l":[1,"}"]},"id":"outer"})"), R"("outer")");
}

TEST(FindId, finds_it_in_front_of_what_is_broken) {
  EXPECT_EQ(find_id(R"({"id":"a","text":"never end)"), R"("a")");
  EXPECT_EQ(find_id("{\"id\":\"a\",\"text\":\"\xFF\"}"), R"("a")");
  EXPECT_EQ(find_id(R"({"x":tru nonsense,"id":"a"})"), R"("a")");
}

TEST(FindId, finds_nothing_where_there_is_none) {
  for (const char* text :
       {"", "{", "[]", "{}", R"("id")", R"({"id":7})", R"({"id":"a)", R"({"x":"id"})",
        R"({"x":{"id":"a"}})", R"([{"id":"a"}])", R"({"x":[[[[)", R"({"id" "a"})"}) {
    EXPECT_EQ(find_id(text), "") << text;
  }
}

TEST(FaultyElement, counts_elements_up_to_the_fault) {
  EXPECT_EQ(faulty_element("[{\"a\":\"\xFF\"}]"), 1u);
  EXPECT_EQ(faulty_element("[{\"a\":\",[,\"},{\"b\":[1,2],\"c\":\"\xFF\"},{}]"), 2u);
  EXPECT_EQ(faulty_element("[{},{},{\"a\":\"b\nc\"},{}]"), 3u);
  EXPECT_EQ(faulty_element("[{},{\"a\":\"never end"), 2u);
  EXPECT_EQ(faulty_element("[{\"a\":\"\\\"\"},{\"a\":\"\xFF\"}]"), 2u);
  EXPECT_EQ(faulty_element(""), 1u);
}

}  // namespace
}  // namespace picket::core
