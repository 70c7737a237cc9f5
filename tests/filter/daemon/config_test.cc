// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/config.h"

#include <gtest/gtest.h>

#include "filter/document/typed.h"
#include "tests/scratch_folder.h"

namespace picket::daemon {
namespace {

// An adapter that does nothing but read `pet: {name}`.
class Pet final : public Adapter {
 public:
  void declare(CounterRegistry&) override {}
  void start(std::span<Worker* const>, const AdapterLimits&) override {}
  std::vector<std::string> listening() const override { return {}; }
  void check_change(const Adapter&, document::Diagnostics&) const override {}
  void change(Adapter&) override {}
  void drain(std::function<void()> drained) override { drained(); }
};

std::unique_ptr<Adapter> configure_pet(const document::Node& section,
                                       document::Diagnostics& diagnostics, std::string_view file) {
  document::FileReporter reporter(diagnostics, file);
  static constexpr std::string_view kKeys[] = {"name"};
  if (!document::check_keys(section, kKeys, "pet", reporter)) return nullptr;
  return std::make_unique<Pet>();
}

constexpr AdapterKind kKinds[] = {{"pet", "for these tests", configure_pet}};

class ConfigFile : public ::testing::Test {
 protected:
  std::optional<Config> read(const std::string& text) {
    std::ofstream(folder.file("picketd.yaml")) << text;
    auto config = read_config(folder.file("picketd.yaml"), kKinds, diagnostics);
    diagnostics.sort();
    return config;
  }
  // code@line:column of everything that was reported
  std::vector<std::string> found() const {
    std::vector<std::string> all;
    for (const auto& d : diagnostics.all())
      all.push_back(d.code + "@" + std::to_string(d.span.begin.line) + ":" +
                    std::to_string(d.span.begin.column));
    return all;
  }

  test::ScratchFolder folder;
  document::Diagnostics diagnostics;
};

using Found = std::vector<std::string>;

TEST_F(ConfigFile, needs_no_more_than_rules) {
  const auto config = read("rules: rules\n");
  ASSERT_TRUE(config) << document::render(diagnostics.all().at(0));
  EXPECT_EQ(config->rules, folder.file("rules")) << "relative to the config file";
  EXPECT_GE(config->workers, 1u);
  EXPECT_FALSE(config->log);
  EXPECT_FALSE(config->admin);
  EXPECT_TRUE(config->adapters.empty());
  ASSERT_NE(config->routes->policy.of("smpp:any").numbering, nullptr);
  EXPECT_EQ(config->routes->policy.of("smpp:any").numbering->settings().country, 86);
}

TEST_F(ConfigFile, reads_every_section) {
  const auto config = read(R"(rules: /srv/rules
workers: 3
user: picket
drain_timeout: 5s
overload_after: 2s
limits: {routes: 7, part_memory: 64MiB, part_time: 2m}
admin: {listen: 127.0.0.1:8781}
log:
  decisions: var/decisions.ndjson
  number_key: secret/key
  rotate_size: 16MiB
  rotate_keep: 3
  sync: second
  ring: 1MiB
numbering:
  hongkong: {country: 852, trunk_prefix: "", short_codes: {min_digits: 3, max_digits: 6}}
routes:
  - {route: "smpp:hk-*", numbering: hongkong, trouble: refuse, overload: pass, log_text: always}
  - {route: "smpp:*", overload: refuse, log_text: acted}
pet: {name: rex}
)");
  ASSERT_TRUE(config) << document::render(diagnostics.all().at(0));
  EXPECT_EQ(config->rules, "/srv/rules");
  EXPECT_EQ(config->workers, 3u);
  EXPECT_EQ(config->user, "picket");
  EXPECT_EQ(config->drain_timeout, std::chrono::seconds(5));
  EXPECT_EQ(config->overload_after, std::chrono::seconds(2));
  EXPECT_EQ(config->max_routes, 7u);
  EXPECT_EQ(config->limits.part_memory, 64u << 20);
  EXPECT_EQ(config->limits.part_time, std::chrono::minutes(2));
  ASSERT_TRUE(config->admin);
  EXPECT_EQ(config->admin->listen.port(), 8781);
  ASSERT_TRUE(config->log);
  EXPECT_EQ(config->log->file.path, folder.file("var/decisions.ndjson"));
  EXPECT_EQ(config->log->number_key, folder.file("secret/key"));
  EXPECT_EQ(config->log->file.rotate_size, 16u << 20);
  EXPECT_EQ(config->log->file.keep, 3u);
  EXPECT_EQ(config->log->file.sync, record::Sync::second);
  EXPECT_EQ(config->log->ring, 1u << 20);
  const RouteSettings& hongkong = config->routes->policy.of("smpp:hk-1");
  EXPECT_EQ(hongkong.numbering->settings().country, 852);
  EXPECT_EQ(hongkong.trouble, Trouble::refuse);
  EXPECT_EQ(hongkong.overload, Overload::pass);
  EXPECT_EQ(hongkong.log_text, LogText::always);
  EXPECT_EQ(config->routes->policy.of("smpp:cn").overload, Overload::refuse);
  EXPECT_EQ(config->routes->policy.of("smpp:cn").log_text, LogText::acted);
  EXPECT_EQ(config->routes->policy.of("http:x").overload, Overload::hold);
  ASSERT_EQ(config->adapters.size(), 1u);
  EXPECT_EQ(config->adapters[0].key, "pet");
}

TEST_F(ConfigFile, reports_all_faults_of_a_file_at_their_places) {
  EXPECT_FALSE(read(R"(ruels: rules
workers: none
admin: {listen: localhost:8781}
log: {decisions: x, rotate_size: 3 apples, sync: often}
routes:
  - {route: "*", numbering: mars, trouble: hold, overload: queue}
pet: {nmae: rex}
)"));
  EXPECT_EQ(found(),
            (Found{"unknown-key@1:1", "missing-key@1:1", "wrong-type@2:10", "bad-address@3:17",
                   "bad-size@4:34", "unknown-word@4:50", "unknown-numbering@6:29",
                   "unknown-word@6:44", "unknown-word@6:60", "unknown-key@7:7"}));
}

TEST_F(ConfigFile, reads_how_far_behind_is_overload) {
  EXPECT_EQ(read("rules: rules\n")->overload_after, std::chrono::milliseconds(100));
  for (const auto& [text, expected] :
       {std::pair{"1ms", 1}, std::pair{"250ms", 250}, std::pair{"60000ms", 60'000},
        std::pair{"60s", 60'000}, std::pair{"0s", 0}, std::pair{"0ms", 0}}) {
    const auto config = read(std::string("rules: rules\noverload_after: ") + text + "\n");
    ASSERT_TRUE(config) << text;
    EXPECT_EQ(config->overload_after, std::chrono::milliseconds(expected)) << text;
  }
  for (const char* text : {"0", "100", "61s", "60001ms", "1m", "-5ms", "1.5s", "ms",
                           "99999999999999999999ms", "soon", "100 ms"}) {
    diagnostics = {};
    EXPECT_FALSE(read(std::string("rules: rules\noverload_after: ") + text + "\n")) << text;
    EXPECT_EQ(found(), Found{"bad-duration@2:17"}) << text;
  }
}

TEST_F(ConfigFile, bounds_the_memory_and_the_time_of_parts) {
  const auto limits = read("rules: rules\n")->limits;
  EXPECT_EQ(limits.part_memory, 32u << 20);
  EXPECT_EQ(limits.part_time, std::chrono::minutes(10));
  for (const char* text :
       {"part_memory: 1MiB", "part_memory: 64GiB", "part_time: 1s", "part_time: 1d"})
    EXPECT_TRUE(read(std::string("rules: rules\nlimits: {") + text + "}\n")) << text;
  for (const auto& [text, code] : {std::pair{"part_memory: 1048575", "bad-size@2:23"},
                                   std::pair{"part_memory: 65GiB", "bad-size@2:23"},
                                   std::pair{"part_time: 0s", "bad-duration@2:21"},
                                   std::pair{"part_time: 25h", "bad-duration@2:21"},
                                   std::pair{"part_time: soon", "wrong-type@2:21"}}) {
    diagnostics = {};
    EXPECT_FALSE(read(std::string("rules: rules\nlimits: {") + text + "}\n")) << text;
    EXPECT_EQ(found(), Found{code}) << text;
  }
}

TEST_F(ConfigFile, names_the_keys_of_adapters_among_those_it_knows) {
  EXPECT_FALSE(read("rules: rules\npett: {name: rex}\n"));
  ASSERT_EQ(diagnostics.all().size(), 1u);
  EXPECT_NE(document::render(diagnostics.all()[0]).find("pet"), std::string::npos);
}

TEST_F(ConfigFile, refuses_an_admin_port_open_to_strangers) {
  EXPECT_FALSE(read("rules: rules\nadmin: {listen: 0.0.0.0:8781}\n"));
  EXPECT_EQ(found(), (Found{"open-listener@2:17", "open-listener@2:17"}));
}

TEST_F(ConfigFile, refuses_bad_numbering_profiles) {
  EXPECT_FALSE(read("rules: rules\nnumbering:\n  china: {country: 86}\n  x: {country: 1000}\n"));
  ASSERT_GE(found().size(), 2u);
  EXPECT_EQ(found()[0], "duplicate-numbering@3:3");
}

TEST_F(ConfigFile, is_an_error_where_there_is_no_file) {
  EXPECT_FALSE(read_config(folder.file("absent.yaml"), kKinds, diagnostics));
  EXPECT_TRUE(diagnostics.has_errors());
}

TEST_F(ConfigFile, prints_a_dump_that_reads_back_to_itself) {
  const std::string text = R"(rules: rules
workers: 2
admin: {listen: "[::1]:8781"}
log: {decisions: d.ndjson, ring: 128KiB}
numbering: {uk: {country: 44, mobile: [{prefix: "7", min_digits: 10, max_digits: 10}]}}
routes: [{route: "smpp:*", numbering: uk, log_text: always}]
pet: {name: "no"}
)";
  const auto config = read(text);
  ASSERT_TRUE(config) << document::render(diagnostics.all().at(0));
  const std::string dump = dump_config(*config, kKinds);
  for (const char* filled_in :
       {"drain_timeout: 30s", "overload_after: 100ms", "part_memory: 33554432, part_time: 600s"})
    EXPECT_NE(dump.find(filled_in), std::string::npos) << filled_in;
  const auto again = read(dump);
  ASSERT_TRUE(again) << dump << document::render(diagnostics.all().at(0));
  EXPECT_EQ(dump_config(*again, kKinds), dump);
  EXPECT_EQ(again->log->ring, 128u << 10);
  EXPECT_EQ(again->routes->policy.of("smpp:x").numbering->settings().country, 44);
}

}  // namespace
}  // namespace picket::daemon
