// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/store.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "filter/core/digest.h"
#include "filter/document/reader.h"
#include "filter/lists/compile_list.h"
#include "filter/lists/host_list.h"
#include "filter/lists/list_reader.h"
#include "filter/lists/numbering.h"
#include "tests/filter/lists/reporting.h"
#include "tests/scratch_folder.h"

namespace picket::lists {
namespace {

using Strings = std::vector<std::string>;

// A rules directory of its own.
class Store : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(directory_ / "lists"); }

  void write(const char* name, std::string_view text) {
    std::ofstream(directory_ / "lists" / name, std::ios::binary) << text;
  }
  document::Node node(std::string_view yaml) {
    document::Diagnostics ignored;
    return document::read_documents(yaml, "rule", ignored).at(0);
  }
  ListLoader loader() { return {store_, directory_.string(), diagnostics_}; }

  test::ScratchFolder folder_;
  std::filesystem::path directory_ = folder_.path();
  ListStore store_;
  document::Diagnostics diagnostics_;
  document::FileReporter rule_{diagnostics_, "rule.yaml"};
};

TEST_F(Store, reads_inline_lists) {
  ListLoader load = loader();
  const auto numbers = load.numbers(node("[13900000001, '95588']"), rule_);
  ASSERT_TRUE(numbers);
  EXPECT_EQ(numbers->contains(default_profile().normalise("+8613900000001")), core::Truth::yes);
  const auto hosts = load.hosts(node("[bank.example]"), rule_);
  ASSERT_TRUE(hosts);
  EXPECT_EQ(hosts->covers("m.bank.example"), core::Truth::yes);
  EXPECT_TRUE(load.files().empty());
}

TEST_F(Store, reads_a_file_once) {
  write("banks.txt", "# banks\nbank.example\n");
  ListLoader load = loader();
  const auto hosts = load.hosts(node("lists/banks"), rule_);
  ASSERT_TRUE(hosts);
  EXPECT_EQ(hosts->covers("bank.example"), core::Truth::yes);
  write("banks.txt", "https://bad/\n");
  EXPECT_EQ(load.hosts(node("lists/banks"), rule_), hosts);
  EXPECT_FALSE(diagnostics_.has_errors());
  EXPECT_EQ(load.files().at("lists/banks"), core::sha256_hex("# banks\nbank.example\n"));
  EXPECT_EQ(hosts->digest(), load.files().at("lists/banks"));
}

TEST_F(Store, shares_equal_lists_between_rulesets) {
  write("banks.txt", "bank.example\n");
  const auto first = loader().hosts(node("lists/banks"), rule_);
  EXPECT_EQ(loader().hosts(node("lists/banks"), rule_), first);
  const auto inline_list = loader().hosts(node("[a.example, b.example]"), rule_);
  EXPECT_EQ(loader().hosts(node("[a.example, b.example]"), rule_), inline_list);
  EXPECT_NE(loader().hosts(node("[a.example]"), rule_), inline_list);
  write("banks.txt", "bank.example\nother.example\n");
  const auto second = loader().hosts(node("lists/banks"), rule_);
  EXPECT_NE(second, first);
  EXPECT_EQ(second->covers("other.example"), core::Truth::yes);
}

TEST_F(Store, forgets_lists_that_no_ruleset_has) {
  write("banks.txt", "bank.example\n");
  std::weak_ptr<const HostList> gone = loader().hosts(node("lists/banks"), rule_);
  EXPECT_TRUE(gone.expired());
  EXPECT_TRUE(loader().hosts(node("lists/banks"), rule_));
}

TEST_F(Store, reports_a_missing_file_at_each_rule_that_names_it) {
  ListLoader load = loader();
  EXPECT_EQ(load.hosts(node("lists/none"), rule_), nullptr);
  EXPECT_EQ(load.numbers(node("x:\n  lists/none").entries[0].value, rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"1 missing-list", "2 missing-list"}));
  EXPECT_EQ(diagnostics_.all()[0].file, "rule.yaml");
  EXPECT_NE(diagnostics_.all()[0].message.find("lists/none.txt"), std::string::npos);
}

TEST_F(Store, reports_a_bad_file_once_at_its_own_lines) {
  write("senders.txt", "95588\n# x\n1234567890 # ten digits\n010*\n");
  ListLoader load = loader();
  EXPECT_EQ(load.numbers(node("lists/senders"), rule_), nullptr);
  EXPECT_EQ(load.numbers(node("lists/senders"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"3 bad-entry", "4 bad-entry"}));
  EXPECT_EQ(diagnostics_.all()[0].file, (directory_ / "lists/senders.txt").string());
  EXPECT_EQ(diagnostics_.all()[0].source, "1234567890 # ten digits");
}

TEST_F(Store, reports_bad_inline_entries_at_the_rule) {
  EXPECT_EQ(loader().hosts(node("- bank.example\n- 'https://x/'\n- yes\n- a/b\n"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"3 quoted-text"}));
  EXPECT_EQ(loader().hosts(node("- bank.example\n- 'https://x/'\n- a/b\n"), rule_), nullptr);
  EXPECT_EQ(diagnostics_.all().size(), 3u);
  EXPECT_EQ(loader().hosts(node("[]"), rule_), nullptr);
  EXPECT_EQ(diagnostics_.all().back().code, "empty-list");
}

TEST_F(Store, takes_no_names_that_lead_elsewhere) {
  write("banks.txt", "bank.example\n");
  for (const char* name :
       {"lists/../lists/banks", "lists/./banks", "/etc/passwd", "banks", "lists/", "lists/.hidden",
        "lists//banks", "bank.example", "{a: b}", "lists/banks.add", "lists/banks.remove"}) {
    EXPECT_EQ(loader().hosts(node(name), rule_), nullptr) << name;
    EXPECT_EQ(diagnostics_.all().back().code, "wrong-type") << name;
  }
}

TEST_F(Store, warns_of_an_empty_file) {
  write("none.txt", "# nobody yet\n");
  const auto hosts = loader().hosts(node("lists/none"), rule_);
  ASSERT_TRUE(hosts);
  EXPECT_EQ(hosts->covers("bank.example"), core::Truth::no);
  EXPECT_FALSE(diagnostics_.has_errors());
  EXPECT_EQ(found(diagnostics_), (Strings{"1 empty-list"}));
}

// A compiled list of one number, in place of the list's file by a rename.
void compile(const std::filesystem::path& directory, const char* name, std::string_view entry) {
  const std::filesystem::path source = directory / "lists" / (std::string(name) + ".txt");
  std::ofstream(source) << entry << '\n';
  document::Diagnostics diagnostics;
  ASSERT_TRUE(compile_list(source.string(), ListKind::numbers, [](auto, auto) {}, diagnostics));
}

core::Truth has(const std::shared_ptr<const NumberList>& list, std::string_view number) {
  return list->contains(default_profile().normalise(number));
}

TEST_F(Store, prefers_a_compiled_list_to_its_source) {
  compile(directory_, "senders", "95588");
  write("senders.txt", "95566\n");
  const auto list = loader().numbers(node("lists/senders"), rule_);
  ASSERT_TRUE(list);
  EXPECT_EQ(has(list, "95588"), core::Truth::yes);
  EXPECT_EQ(has(list, "95566"), core::Truth::no);
}

TEST_F(Store, warns_of_a_compiled_list_that_is_older_than_its_source) {
  compile(directory_, "senders", "95588");
  EXPECT_TRUE(loader().numbers(node("lists/senders"), rule_));
  EXPECT_EQ(found(diagnostics_), Strings{});
  std::filesystem::last_write_time(
      directory_ / "lists/senders.txt",
      std::filesystem::last_write_time(directory_ / "lists/senders.map") + std::chrono::seconds(1));
  EXPECT_TRUE(loader().numbers(node("lists/senders"), rule_));
  EXPECT_EQ(found(diagnostics_), (Strings{"1 stale-list"}));
  EXPECT_FALSE(diagnostics_.has_errors());
}

TEST_F(Store, reads_an_unchanged_compiled_list_once) {
  compile(directory_, "senders", "95588");
  const std::string file = (directory_ / "lists/senders.map").string();
  while (!identity_of(file)->is_settled()) std::this_thread::yield();
  ImageCache cache;
  const ListFiles files = find_list_files((directory_ / "lists/senders").string());
  const auto first = read_list(ListKind::numbers, files, cache, diagnostics_);
  ASSERT_TRUE(first);
  // What was read before is known by the file alone, and handed out without a look at its content.
  const auto known = cache.of_file(ListKind::numbers, file, *identity_of(file));
  EXPECT_EQ(known, first->base);
  const auto second = read_list(ListKind::numbers, files, cache, diagnostics_);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->base, first->base);
  std::ofstream(file, std::ios::in | std::ios::out | std::ios::binary) << "x";
  EXPECT_EQ(cache.of_file(ListKind::numbers, file, *identity_of(file)), nullptr);
  EXPECT_FALSE(read_list(ListKind::numbers, files, cache, diagnostics_));
}

TEST_F(Store, reads_a_changed_compiled_list_again) {
  compile(directory_, "senders", "95588");
  const auto first = loader().numbers(node("lists/senders"), rule_);
  compile(directory_, "senders", "95566");
  const auto second = loader().numbers(node("lists/senders"), rule_);
  ASSERT_TRUE(second);
  EXPECT_EQ(has(second, "95566"), core::Truth::yes);
  EXPECT_EQ(has(first, "95588"), core::Truth::yes) << "whoever has the old one keeps it";
}

TEST_F(Store, keeps_a_list_whose_file_is_damaged_in_place) {
  compile(directory_, "senders", "95588");
  const auto first = loader().numbers(node("lists/senders"), rule_);
  ASSERT_TRUE(first);
  std::filesystem::resize_file(directory_ / "lists/senders.map", 200);
  EXPECT_EQ(has(first, "95588"), core::Truth::yes);
  EXPECT_EQ(loader().numbers(node("lists/senders"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"1 damaged-list"}));
  EXPECT_EQ(diagnostics_.all()[0].file, (directory_ / "lists/senders.map").string());
  EXPECT_EQ(has(first, "95588"), core::Truth::yes);
}

TEST_F(Store, lays_an_overlay_over_any_form_of_a_list) {
  for (const char* form : {"txt", "csv", "map"}) {
    std::filesystem::remove_all(directory_ / "lists");
    std::filesystem::create_directories(directory_ / "lists");
    if (form == std::string_view("csv")) write("s.csv", "number\n95588\n95566\n");
    if (form == std::string_view("txt")) write("s.txt", "95588\n95566\n");
    if (form == std::string_view("map")) compile(directory_, "s", "95588\n95566");
    const auto bare = loader().numbers(node("lists/s"), rule_);
    write("s.add.txt", "95533\n");
    write("s.remove.txt", "95566 # released\n");
    const auto list = loader().numbers(node("lists/s"), rule_);
    ASSERT_TRUE(bare && list) << form;
    EXPECT_EQ(has(list, "95588"), core::Truth::yes);
    EXPECT_EQ(has(list, "95533"), core::Truth::yes);
    EXPECT_EQ(has(list, "95566"), core::Truth::no);
    EXPECT_EQ(has(bare, "95566"), core::Truth::yes);
    EXPECT_NE(list->digest(), bare->digest());
    EXPECT_EQ(loader().numbers(node("lists/s"), rule_), list) << "shared while nothing changes";
  }
  EXPECT_EQ(found(diagnostics_), Strings{});
}

TEST_F(Store, takes_no_entry_that_is_added_and_removed) {
  write("s.txt", "95588\n");
  write("s.add.txt", "# x\n13900000001\n");
  write("s.remove.txt", "95588\n+86 139 0000 0001\n");
  EXPECT_EQ(loader().numbers(node("lists/s"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"2 added-and-removed"}));
  EXPECT_NE(diagnostics_.all()[0].help.find("s.add.txt:2:1"), std::string::npos);
}

TEST_F(Store, takes_no_list_of_the_other_kind_nor_one_with_two_sources) {
  compile(directory_, "senders", "95588");
  EXPECT_EQ(loader().hosts(node("lists/senders"), rule_), nullptr);
  write("two.txt", "95588\n");
  write("two.csv", "number\n95588\n");
  EXPECT_EQ(loader().numbers(node("lists/two"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"1 wrong-list-kind", "1 two-sources"}));
}

TEST_F(Store, tells_csv_from_text_of_the_same_bytes) {
  write("a.txt", "number\n95588\n");
  write("b.csv", "number\n95588\n");
  const auto text = loader().numbers(node("lists/a"), rule_);
  const auto csv = loader().numbers(node("lists/b"), rule_);
  ASSERT_TRUE(text && csv);
  EXPECT_EQ(has(text, "number"), core::Truth::yes);
  EXPECT_EQ(has(csv, "number"), core::Truth::no);
}

TEST_F(Store, reports_what_is_wrong_in_csv_at_its_place) {
  write("s.csv", "number,why\n95588,a\n010*,b\n\"x\"y,c\n");
  EXPECT_EQ(loader().numbers(node("lists/s"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"3 bad-entry", "4 csv-syntax"}));
}

TEST_F(Store, takes_no_two_sources_beside_a_compiled_list_either) {
  compile(directory_, "two", "95588");
  write("two.csv", "number\n95588\n");
  EXPECT_EQ(loader().numbers(node("lists/two"), rule_), nullptr);
  EXPECT_EQ(found(diagnostics_), (Strings{"1 two-sources"}));
}

TEST_F(Store, asks_an_empty_compiled_list_for_either_kind) {
  compile(directory_, "none", "# nobody yet");
  ImageCache cache;
  const ListFiles files = find_list_files((directory_ / "lists/none").string());
  for (const ListKind kind : {ListKind::hosts, ListKind::numbers}) {
    const auto parts = read_list(kind, files, cache, diagnostics_);
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->base->kind(), kind);
    EXPECT_EQ(parts->base->entries(), 0u);
  }
  EXPECT_EQ(found(diagnostics_), Strings{});
}

TEST_F(Store, reports_overlays_that_are_not_text) {
  write("s.txt", "95588\n");
  for (const char* overlay : {"s.add.csv", "s.remove.csv", "s.add.map", "s.remove.map"}) {
    write(overlay, "number\n95566\n");
    diagnostics_ = {};
    EXPECT_EQ(loader().numbers(node("lists/s"), rule_), nullptr) << overlay;
    EXPECT_EQ(found(diagnostics_), (Strings{"1 overlay-not-text"}));
    EXPECT_EQ(diagnostics_.all()[0].file, (directory_ / "lists" / overlay).string());
    std::filesystem::remove(directory_ / "lists" / overlay);
  }
  EXPECT_TRUE(loader().numbers(node("lists/s"), rule_));
}

TEST_F(Store, reports_links_to_nothing_and_directories_under_the_names_of_its_files) {
  write("s.txt", "95588\n");
  for (const char* name : {"s.map", "s.csv", "s.add.txt", "s.remove.txt"}) {
    const std::filesystem::path file = directory_ / "lists" / name;
    for (const bool is_link : {true, false}) {
      if (is_link) std::filesystem::create_symlink("nothing", file);
      if (!is_link) std::filesystem::create_directory(file);
      diagnostics_ = {};
      EXPECT_EQ(loader().numbers(node("lists/s"), rule_), nullptr) << name;
      EXPECT_EQ(found(diagnostics_), (Strings{"1 unreadable-file"}));
      EXPECT_EQ(diagnostics_.all()[0].file, file.string());
      std::filesystem::remove(file);
    }
  }
  std::filesystem::create_symlink("s.txt", directory_ / "lists/link.txt");
  EXPECT_TRUE(loader().numbers(node("lists/link"), rule_)) << "a link to a file is one";
}

TEST_F(Store, has_the_base_of_a_host_list_in_memory_while_hosts_are_removed_from_it) {
  write("h.txt", "bank.example\nshop.example\n");
  write("h.remove.txt", "shop.example\n");
  const std::string file = (directory_ / "lists/h.txt").string();
  while (!identity_of(file)->is_settled()) std::this_thread::yield();
  ImageCache cache;
  const ListFiles files = find_list_files((directory_ / "lists/h").string());
  auto parts = read_list(ListKind::hosts, files, cache, diagnostics_);
  ASSERT_TRUE(parts);
  const std::weak_ptr<const ListImage> base = parts->base;
  const auto list = make_host_list(*std::move(parts));
  parts.reset();
  EXPECT_EQ(list->covers("shop.example"), core::Truth::no);
  // The next reload finds it by the file alone, without a look at its content.
  const auto known = cache.of_file(ListKind::hosts, file, *identity_of(file));
  ASSERT_TRUE(known);
  EXPECT_EQ(known, base.lock());
  const auto again = read_list(ListKind::hosts, files, cache, diagnostics_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->base, known);
}

}  // namespace
}  // namespace picket::lists
