// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/address_list.h"

#include <gtest/gtest.h>

#include "filter/document/reader.h"

namespace picket::daemon {
namespace {

struct Read {
  AddressList list;
  std::size_t errors;
};

Read read(std::string_view yaml) {
  document::Diagnostics diagnostics;
  const auto documents = document::read_documents(yaml, "file", diagnostics);
  document::FileReporter reporter(diagnostics, "file");
  AddressList list = AddressList::read(documents.at(0), "peers", reporter);
  return {std::move(list), diagnostics.error_count()};
}

bool holds(const AddressList& list, const char* address) {
  return list.contains(asio::ip::make_address(address));
}

TEST(AddressList, holds_addresses_and_networks_of_either_family) {
  const auto [list, errors] =
      read("[192.0.2.7, 198.51.100.0/25, 10.0.0.0/8, '2001:db8::/33', '::1']");
  EXPECT_EQ(errors, 0u);
  for (const char* in :
       {"192.0.2.7", "198.51.100.0", "198.51.100.127", "10.255.255.255", "2001:db8:7fff::1", "::1"})
    EXPECT_TRUE(holds(list, in)) << in;
  for (const char* out : {"192.0.2.6", "192.0.2.8", "198.51.100.128", "198.51.101.0", "11.0.0.0",
                          "2001:db8:8000::", "2001:db9::", "::2", "127.0.0.1"})
    EXPECT_FALSE(holds(list, out)) << out;
}

TEST(AddressList, may_be_everything_of_a_family_and_is_nothing_by_itself) {
  EXPECT_TRUE(holds(read("0.0.0.0/0").list, "203.0.113.9"));
  EXPECT_FALSE(holds(read("0.0.0.0/0").list, "2001:db8::1"));
  EXPECT_FALSE(holds(AddressList(), "203.0.113.9"));
  EXPECT_TRUE(AddressList().empty());
}

TEST(AddressList, reports_what_is_neither) {
  EXPECT_EQ(
      read("[host.example, 192.0.2.7/33, 192.0.2.7/, '192.0.2.7/-1', '::/129', 192.0.2]").errors,
      6u);
}

TEST(AddressList, can_be_joined_with_another) {
  const auto both = read("192.0.2.7").list.with(read("198.51.100.0/24").list);
  EXPECT_TRUE(holds(both, "192.0.2.7"));
  EXPECT_TRUE(holds(both, "198.51.100.9"));
}

}  // namespace
}  // namespace picket::daemon
