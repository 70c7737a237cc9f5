// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/crowd.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace picket::daemon {
namespace {

const auto kOne = asio::ip::make_address("192.0.2.1");
const auto kOther = asio::ip::make_address("192.0.2.2");

TEST(Crowd, has_room_for_so_many_of_a_peer_and_so_many_in_all) {
  const auto crowd = std::make_shared<Crowd>();
  const CrowdLimits limits{.connections = 3, .connections_per_peer = 2, .unbound_per_peer = 2};
  std::vector<Crowd::Place> places;
  places.push_back(crowd->enter(kOne, limits));
  places.push_back(crowd->enter(kOne, limits));
  EXPECT_TRUE(places[0] && places[1]);
  EXPECT_FALSE(crowd->enter(kOne, limits));
  places.push_back(crowd->enter(kOther, limits));
  EXPECT_TRUE(places[2]);
  EXPECT_FALSE(crowd->enter(kOther, limits)) << "in all";
  places.erase(places.begin());
  EXPECT_TRUE(crowd->enter(kOne, limits)) << "a place given back, and this one again at once";
  EXPECT_TRUE(crowd->enter(kOther, limits));
}

TEST(Crowd, counts_those_not_let_in_yet_apart) {
  const auto crowd = std::make_shared<Crowd>();
  const CrowdLimits limits{.unbound_per_peer = 1};
  std::optional first(crowd->enter(kOne, limits));
  EXPECT_FALSE(crowd->enter(kOne, limits));
  first->bound();
  first->bound();  // counts once
  std::optional second(crowd->enter(kOne, limits));
  EXPECT_TRUE(*second);
  EXPECT_FALSE(crowd->enter(kOne, limits));
  first.reset();
  EXPECT_FALSE(crowd->enter(kOne, limits)) << "a bound one that goes leaves no room for others";
  second.reset();
  EXPECT_TRUE(crowd->enter(kOne, limits));
}

}  // namespace
}  // namespace picket::daemon
