// SPDX-License-Identifier: Apache-2.0
#include "adapters/http/settings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "filter/document/reader.h"

namespace picket::http {
namespace {

std::optional<Settings> read(const std::string& section, document::Diagnostics& diagnostics) {
  const auto documents = document::read_documents(section, "picketd.yaml", diagnostics);
  return read_settings(documents.at(0), diagnostics, "picketd.yaml");
}

TEST(HttpSettings, need_an_address_and_no_more) {
  document::Diagnostics diagnostics;
  const auto settings = read("{listen: 127.0.0.1:8780}", diagnostics);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->listen.port(), 8780);
  EXPECT_EQ(settings->limits.max_body, daemon::HttpLimits{}.max_body);
  EXPECT_EQ(settings->max_connections, 1000);
}

TEST(HttpSettings, take_limits) {
  document::Diagnostics diagnostics;
  const auto settings = read(
      "{listen: 127.0.0.1:1, max_body: 2048, max_connections: 7, read_timeout: 3s, "
      "write_timeout: 1m}",
      diagnostics);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->limits.max_body, 2048u);
  EXPECT_EQ(settings->max_connections, 7);
  EXPECT_EQ(settings->limits.read_timeout, std::chrono::seconds(3));
  EXPECT_EQ(settings->limits.write_timeout, std::chrono::minutes(1));
}

TEST(HttpSettings, report_all_that_is_wrong) {
  document::Diagnostics diagnostics;
  EXPECT_FALSE(
      read("{max_body: 1, max_connections: 0, read_timeout: 0s, colour: red}", diagnostics));
  std::vector<std::string> codes;
  for (const auto& diagnostic : diagnostics.all()) codes.push_back(diagnostic.code);
  EXPECT_EQ(codes.size(), 5u) << testing::PrintToString(codes);
}

}  // namespace
}  // namespace picket::http
