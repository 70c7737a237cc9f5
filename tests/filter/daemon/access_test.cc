// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/access.h"

#include <gtest/gtest.h>

#include "filter/core/digest.h"
#include "filter/document/reader.h"
#include "tests/scratch_folder.h"

namespace picket::daemon {
namespace {

class TokenFile : public ::testing::Test {
 protected:
  std::optional<Tokens> read(const std::string& text) {
    std::ofstream(folder.file("tokens")) << text;
    return Tokens::read(folder.file("tokens"), diagnostics);
  }
  std::vector<std::string> codes() const {
    std::vector<std::string> all;
    for (const auto& diagnostic : diagnostics.all()) all.push_back(diagnostic.code);
    return all;
  }

  test::ScratchFolder folder;
  document::Diagnostics diagnostics;
};

TEST_F(TokenFile, know_a_client_by_the_hash_of_its_token) {
  const auto tokens = read("# our clients\n\ngateway ask " + core::sha256_hex("s3cret") +
                           "\nops   read,admin\t" + core::sha256_hex("0ther") + " # night shift\n");
  ASSERT_TRUE(tokens);
  const Client* gateway = tokens->find("s3cret");
  ASSERT_NE(gateway, nullptr);
  EXPECT_EQ(gateway->name, "gateway");
  EXPECT_TRUE(gateway->roles.may(Role::ask));
  EXPECT_FALSE(gateway->roles.may(Role::read));
  EXPECT_FALSE(gateway->roles.may(Role::admin));
  const Client* ops = tokens->find("0ther");
  ASSERT_NE(ops, nullptr);
  EXPECT_FALSE(ops->roles.may(Role::ask));
  EXPECT_TRUE(ops->roles.may(Role::admin));
  EXPECT_EQ(tokens->find("s3cre"), nullptr);
  EXPECT_EQ(tokens->find(""), nullptr);
  EXPECT_EQ(tokens->find(core::sha256_hex("s3cret")), nullptr) << "the hash is no token";
}

TEST_F(TokenFile, report_every_fault_at_its_place) {
  const std::string hash = core::sha256_hex("x");
  EXPECT_FALSE(read("one ask " + hash + "\none ask " + hash + "\nt!o ask " + hash +
                    "\nthree boss " + hash + "\nfour ask ABC\nfive ask\n"));
  EXPECT_EQ(codes(),
            (std::vector<std::string>{"duplicate-token-name", "bad-token-name", "bad-token-role",
                                      "bad-token-hash", "bad-token-line"}));
  EXPECT_EQ(diagnostics.all()[2].span.begin.line, 4u);
  EXPECT_EQ(diagnostics.all()[2].span.begin.column, 7u);
}

TEST_F(TokenFile, refuse_a_file_that_names_nobody) {
  EXPECT_FALSE(read("# nobody yet\n"));
  EXPECT_EQ(codes(), (std::vector<std::string>{"empty-tokens"}));
}

TEST_F(TokenFile, refuse_a_file_that_is_not_there) {
  EXPECT_FALSE(Tokens::read(folder.file("absent"), diagnostics));
  EXPECT_TRUE(diagnostics.has_errors());
}

TEST(Roles, admin_may_read_but_not_ask) {
  Roles roles;
  roles.add(Role::admin);
  EXPECT_TRUE(roles.may(Role::admin));
  EXPECT_TRUE(roles.may(Role::read));
  EXPECT_FALSE(roles.may(Role::ask));
}

class ListenerAccess : public ::testing::Test {
 protected:
  // The section of a listener, as it would stand in the config file of the scratch folder.
  std::optional<Access> read(const std::string& address, const std::string& section) {
    std::ofstream(folder.file("tokens")) << "gateway ask " << core::sha256_hex("s3cret") << "\n";
    section_ = document::read_documents("listen: x\n" + section, "config", diagnostics).at(0);
    const asio::ip::tcp::endpoint at(asio::ip::make_address(address), 8780);
    return read_access(*section_.find("listen"), at, section_.find("tls"), section_.find("tokens"),
                       diagnostics, folder.file("config"));
  }

  test::ScratchFolder folder;
  document::Diagnostics diagnostics;
  document::Node section_;
};

TEST_F(ListenerAccess, asks_nothing_on_loopback_unless_configured) {
  const auto access = read("127.0.0.1", "");
  ASSERT_TRUE(access);
  EXPECT_EQ(access->tls, nullptr);
  EXPECT_EQ(access->tokens, nullptr);
  EXPECT_TRUE(access->default_roles.may(Role::ask));
  EXPECT_TRUE(access->default_roles.may(Role::admin));
  EXPECT_TRUE(read("::1", ""));
}

TEST_F(ListenerAccess, refuses_to_listen_off_loopback_without_tls_and_without_asking_who) {
  EXPECT_FALSE(read("0.0.0.0", ""));
  ASSERT_EQ(diagnostics.all().size(), 2u);
  EXPECT_EQ(diagnostics.all()[0].code, "open-listener");
  EXPECT_EQ(diagnostics.all()[1].code, "open-listener");
  EXPECT_EQ(diagnostics.all()[0].span.begin.line, 1u);
}

TEST_F(ListenerAccess, refuses_tokens_in_the_clear_off_loopback) {
  EXPECT_FALSE(read("192.0.2.1", "tokens: tokens\n"));
  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_EQ(diagnostics.all()[0].code, "open-listener");
}

TEST_F(ListenerAccess, reads_tokens_beside_the_config_file) {
  const auto access = read("127.0.0.1", "tokens: tokens\n");
  ASSERT_TRUE(access);
  ASSERT_NE(access->tokens, nullptr);
  EXPECT_NE(access->tokens->find("s3cret"), nullptr);
}

TEST_F(ListenerAccess, says_which_tls_file_is_of_no_use) {
  EXPECT_FALSE(read("127.0.0.1", "tls: {certificate: absent.pem, key: absent.key}\n"));
  ASSERT_EQ(diagnostics.all().size(), 2u);
  EXPECT_EQ(diagnostics.all()[0].code, "unusable-tls-file");
  EXPECT_NE(diagnostics.all()[0].message.find("absent.pem"), std::string::npos);
  EXPECT_NE(diagnostics.all()[1].message.find("absent.key"), std::string::npos);
}

}  // namespace
}  // namespace picket::daemon
