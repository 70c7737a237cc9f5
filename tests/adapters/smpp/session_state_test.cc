// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/session_state.h"

#include <gtest/gtest.h>

namespace picket::smpp {
namespace {

// Table 2-1 of §2.3, and for broadcasts that of version 5: who may send what, bound as transmitter,
// receiver, transceiver.
struct Row {
  Command request;
  const char* esme;
  const char* smsc;
};
constexpr Row kTable[] = {
    {Command::submit_sm, "t-x", "---"},
    {Command::submit_multi, "t-x", "---"},
    {Command::query_sm, "t-x", "---"},
    {Command::cancel_sm, "t-x", "---"},
    {Command::replace_sm, "t-x", "---"},
    {Command::broadcast_sm, "t-x", "---"},
    {Command::query_broadcast_sm, "t-x", "---"},
    {Command::cancel_broadcast_sm, "t-x", "---"},
    {Command::deliver_sm, "---", "-rx"},
    {Command::alert_notification, "---", "-rx"},
    {Command::data_sm, "trx", "trx"},
    {Command::enquire_link, "trx", "trx"},
    {Command::unbind, "trx", "trx"},
    {Command::outbind, "---", "---"},
    {Command::bind_transmitter, "---", "---"},
    {Command::bind_receiver, "---", "---"},
    {Command::bind_transceiver, "---", "---"},
};
constexpr Command kBinds[] = {Command::bind_transmitter, Command::bind_receiver,
                              Command::bind_transceiver};

TEST(SessionStates, allow_what_the_table_of_the_standard_allows) {
  for (const Row& row : kTable) {
    EXPECT_TRUE(is_known_request(row.request));
    for (std::size_t bind = 0; bind < std::size(kBinds); ++bind) {
      EXPECT_EQ(may_send(Side::esme, row.request, kBinds[bind]), row.esme[bind] != '-')
          << static_cast<std::uint32_t>(row.request) << ' ' << bind;
      EXPECT_EQ(may_send(Side::smsc, row.request, kBinds[bind]), row.smsc[bind] != '-')
          << static_cast<std::uint32_t>(row.request) << ' ' << bind;
    }
  }
}

// §5.1.2.1 leaves 0x00010200-0x000102FF to vendors.
TEST(SessionStates, forbid_nothing_that_the_table_does_not_know) {
  for (const std::uint32_t vendor : {0x00010200u, 0x000102FFu, 0x0Au, 0x7FFFFFFFu}) {
    const auto command = static_cast<Command>(vendor);
    EXPECT_FALSE(is_known_request(command));
    for (const Command bind : kBinds) {
      EXPECT_TRUE(may_send(Side::esme, command, bind));
      EXPECT_TRUE(may_send(Side::smsc, command, bind));
    }
  }
}

}  // namespace
}  // namespace picket::smpp
