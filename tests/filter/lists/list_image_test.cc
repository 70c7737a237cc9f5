// SPDX-License-Identifier: Apache-2.0
// Lists in any form against a slow model, and files that are damaged.
#include "filter/lists/list_image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "filter/lists/compile_list.h"
#include "filter/lists/image_file.h"
#include "filter/lists/list_builder.h"
#include "filter/lists/numbering.h"
#include "filter/lists/opened_list.h"
#include "tests/filter/lists/built.h"
#include "tests/scratch_folder.h"

namespace picket::lists {
namespace {

namespace fs = std::filesystem;

class Images : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return (directory_ / name).string(); }
  void write(const std::string& name, std::string_view text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  std::string bytes(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path(name), std::ios::binary).rdbuf();
    return text.str();
  }
  CompiledList compile(const std::string& source, ListKind kind) {
    const auto made = compile_list(path(source), kind, [](auto, auto) {}, diagnostics_);
    EXPECT_TRUE(made);
    return made.value_or(CompiledList{});
  }
  std::optional<OpenedList> open(const std::string& base, ListKind kind) {
    ListFiles files = find_list_files(*stem_of(path(base)));
    files.base = path(base);
    files.sources.resize(1);
    return open_list(files, kind, diagnostics_);
  }

  test::ScratchFolder folder_;
  fs::path directory_ = folder_.path();
  document::Diagnostics diagnostics_;
};

// What list_parts.h says, entry by entry: forms of numbers, prefixes with `*`.
class Model {
 public:
  std::set<std::string> base, added, removed;

  bool contains(std::string_view normal) const {
    const std::size_t yes = match(added, normal), no = match(removed, normal);
    return yes != no ? yes > no : match(base, normal) != 0;
  }

 private:
  static std::size_t match(const std::set<std::string>& entries, std::string_view normal) {
    std::size_t most = 0;
    for (const std::string_view entry : entries) {
      if (entry == normal) return 1000;
      if (entry.ends_with('*') && normal.starts_with(entry.substr(0, entry.size() - 1))) {
        most = std::max(most, entry.size() - 1);
      }
    }
    return most;
  }
};

// Few digits and many lengths, so that entries meet: numbers of every kind, prefixes and names.
std::string random_entry(std::mt19937& random) {
  const auto digits = [&](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + random() % 3);
    return text;
  };
  switch (random() % 8) {
    case 0:
      return "1" + digits(2 + random() % 6);
    case 1:
      return "106" + digits(random() % 18);
    case 2:
      return "+861" + std::to_string(3 + random() % 7) + "00000" + digits(4);
    case 3:
      return "+1202" + digits(3 + random() % 8);
    case 4:
      return "+861" + std::to_string(3 + random() % 7) + digits(random() % 4) + "*";
    case 5:
      return "106" + digits(random() % 4) + "*";
    case 6:
      return "name" + std::string(1, static_cast<char>('a' + random() % 26)) + digits(1);
    default:
      return "955" + digits(2);
  }
}

TEST_F(Images, of_numbers_answer_as_a_slow_model_does_compiled_or_not) {
  std::mt19937 random(11);
  for (int round = 0; round < 60; ++round) {
    Model model;
    const auto fill = [&](std::set<std::string>& entries, std::size_t count,
                          const std::string& file) {
      std::string text = "# entries\n";
      for (std::size_t i = 0; i < count; ++i) {
        const std::string entry = random_entry(random);
        if (&entries == &model.removed && model.added.contains(entry)) continue;
        entries.insert(entry);
        text += entry + '\n';
      }
      write(file, text);
    };
    fill(model.base, 1 + random() % 200, "a.txt");
    fill(model.added, random() % 20, "a.add.txt");
    fill(model.removed, random() % 20, "a.remove.txt");
    if (round % 3 == 0) {
      fs::remove(path("a.add.txt"));
      fs::remove(path("a.remove.txt"));
      model.added.clear();
      model.removed.clear();
    }
    const CompiledList made = compile("a.txt", ListKind::numbers);
    ASSERT_EQ(made.entries, model.base.size());
    const auto source = open("a.txt", ListKind::numbers);
    const auto compiled = open("a.map", ListKind::numbers);
    ASSERT_TRUE(source && compiled);
    for (int i = 0; i < 500; ++i) {
      std::string asked = random_entry(random);
      if (asked.ends_with('*')) asked.back() = '0';
      const std::string normal(default_profile().normalise(asked).normal());
      ASSERT_EQ(compiled->has(asked), model.contains(normal)) << asked;
      ASSERT_EQ(source->has(asked), model.contains(normal)) << asked;
    }
  }
}

TEST_F(Images, hold_arrays_bitsets_and_runs) {
  // Every 5th of 65536, every 2nd, all: CRoaring's three kinds of container, and 2^32 apart.
  std::string text;
  for (std::uint64_t base : {0ull, 70'000ull, 140'000ull, 8'000'000'000ull}) {
    const std::uint64_t step = base == 0 ? 50 : base == 70'000 ? 2 : 1;
    for (std::uint64_t n = 0; n < 65'536; n += step) {
      text += "+861" + std::to_string(3'900'000'000 + base / 10 + n) + '\n';
    }
  }
  write("a.txt", text);
  compile("a.txt", ListKind::numbers);
  const auto source = open("a.txt", ListKind::numbers);
  const auto compiled = open("a.map", ListKind::numbers);
  ASSERT_TRUE(source && compiled);
  EXPECT_EQ(source->entries, compiled->entries);
  std::istringstream entries(text);
  for (std::string entry; std::getline(entries, entry);) {
    ASSERT_EQ(compiled->has(entry), true) << entry;
    entry.back() = entry.back() == '9' ? '0' : static_cast<char>(entry.back() + 1);
    ASSERT_EQ(compiled->has(entry), source->has(entry)) << entry;
  }
}

TEST_F(Images, of_hosts_are_those_of_their_source) {
  write("h.txt", "bank.example\ngoodbank.example\n招商.example\n198.51.100.7\n");
  compile("h.txt", ListKind::hosts);
  const auto list = open("h.map", ListKind::hosts);
  ASSERT_TRUE(list);
  for (const char* host : {"bank.example", "m.BANK.example", "招商.example", "198.51.100.7"}) {
    EXPECT_EQ(list->has(host), true) << host;
  }
  EXPECT_EQ(list->has("mybank.example"), false);
  EXPECT_EQ(list->hosts->looks_alike("goodbank-login.test", "goodbank-login.test"),
            core::Truth::yes);
}

// Every byte of it, one after the other, and every length.
TEST_F(Images, that_are_damaged_anywhere_are_refused) {
  write("a.txt", "95588\n13900000001\n+86170*\nMyBank\n10690000000000000001\n");
  compile("a.txt", ListKind::numbers);
  const std::string good = bytes("a.map");
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
    write("a.map", bad);
    const auto read = read_image_file(path("a.map"));
    ASSERT_FALSE(read) << at;
    EXPECT_FALSE(read.error().message.empty());
    EXPECT_FALSE(read.error().help.empty());
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    write("a.map", std::string_view(good).substr(0, size));
    const auto read = read_image_file(path("a.map"));
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().code, "damaged-list");
  }
  write("a.map", good + '\0');
  EXPECT_FALSE(read_image_file(path("a.map")));
  write("a.map", good);
  EXPECT_TRUE(read_image_file(path("a.map")));
}

// What the digest would let through: written so, by whatever wrote it.
TEST_F(Images, that_are_wrong_but_well_digested_never_lead_astray) {
  std::string text = "MyBank\n10690000000000000001\n+86170*\n";
  std::mt19937 random(5);
  for (int i = 0; i < 6000; ++i) text += std::to_string(13'000'000'000 + random() % 70'000) + '\n';
  for (int i = 0; i < 300; ++i) text += std::to_string(15'000'000'000 + i) + '\n';
  write("a.txt", text);
  compile("a.txt", ListKind::numbers);
  const std::string good = bytes("a.map");
  std::size_t refused = 0;
  for (int i = 0; i < 4'000; ++i) {
    ImageMemory memory(good.size());
    std::ranges::copy(good, memory.data());
    // Half of them where the tables are.
    const std::size_t at =
        i % 2 == 0 ? random() % good.size()
                   : good.size() - 1 - random() % std::min<std::size_t>(600, good.size());
    memory.data()[at] = static_cast<char>(memory.data()[at] ^ (1 << random() % 8));
    const auto image = ListImage::open(std::move(memory), "");
    refused += image ? 0 : 1;
    if (!image) continue;
    const auto list = make_number_list({*image, nullptr, nullptr, ""});
    for (const char* raw : {"13000000001", "13000069999", "15000000100", "mybank", "17012345678"}) {
      list->contains(default_profile().normalise(raw));
    }
  }
  EXPECT_GT(refused, 2'000u);
}

TEST_F(Images, of_another_version_or_fold_table_say_so) {
  write("a.txt", "MyBank\n");
  compile("a.txt", ListKind::numbers);
  const std::string good = bytes("a.map");
  for (const std::size_t at : {offsetof(ImageHeader, version), offsetof(ImageHeader, folding)}) {
    std::string other = good;
    other[at] = static_cast<char>(other[at] ^ 2);
    write("a.map", other);
    const auto read = read_image_file(path("a.map"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "list-version");
  }
}

TEST_F(Images, are_written_whole_or_not_at_all) {
  write("a.txt", "95588\n");
  compile("a.txt", ListKind::numbers);
  const std::string before = bytes("a.map");
  const auto fill = [](const Write& put) -> ImageHeader {
    put("half of it");
    throw std::runtime_error("no more");
  };
  EXPECT_THROW(
      write_image_file(path("a.map"), path("a.txt"), identity_of(path("a.txt")).value(), fill),
      std::runtime_error);
  EXPECT_EQ(bytes("a.map"), before);
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), {}), 2) << "nothing is left behind";
}

TEST_F(Images, are_not_made_of_sources_with_errors) {
  write("a.txt", "95588\n010*\n");
  EXPECT_FALSE(compile_list(path("a.txt"), ListKind::numbers, [](auto, auto) {}, diagnostics_));
  EXPECT_EQ(found(diagnostics_), (std::vector<std::string>{"2 bad-entry"}));
  EXPECT_FALSE(fs::exists(path("a.map")));
}

TEST_F(Images, are_of_the_kind_that_their_first_entries_look_like) {
  write("n.txt", "95588\nMy Bank\n+86170*\n");
  write("h.txt", "bank.example\n198.51.100.7\n");
  write("m.txt", "bank.example\n95588\n");
  EXPECT_EQ(kind_of_list(path("n.txt"), diagnostics_), ListKind::numbers);
  EXPECT_EQ(kind_of_list(path("h.txt"), diagnostics_), ListKind::hosts);
  EXPECT_EQ(kind_of_list(path("m.txt"), diagnostics_), std::nullopt);
  EXPECT_EQ(found(diagnostics_), (std::vector<std::string>{"2 mixed-list"}));
}

TEST_F(Images, are_not_written_of_a_source_that_is_edited_meanwhile) {
  write("a.txt", "95588\n");
  compile("a.txt", ListKind::numbers);
  const std::string before = bytes("a.map");
  ListBuilder builder(ListKind::numbers);
  const auto fill = [&](const Write& put) {
    write("a.txt", "95588\n95566\n");
    return builder.write(put);
  };
  const FileIdentity identity = identity_of(path("a.txt")).value();
  EXPECT_FALSE(write_image_file(path("a.map"), path("a.txt"), identity, fill));
  EXPECT_EQ(bytes("a.map"), before);
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), {}), 2) << "nothing is left behind";
  // While it is read, too: piece by piece, as it is longer than one.
  std::string text;
  while (text.size() < 2u << 20) text += "# of the numbers of this list the only one is the last\n";
  write("a.txt", text + "95588\n");
  const auto edit = [&](auto, auto) { write("a.txt", "95533\n"); };
  EXPECT_FALSE(compile_list(path("a.txt"), ListKind::numbers, edit, diagnostics_));
  EXPECT_EQ(found(diagnostics_), (std::vector<std::string>{"1 unreadable-file"}));
  EXPECT_EQ(bytes("a.map"), before);
}

TEST_F(Images, may_be_read_by_whom_their_source_may) {
  write("a.txt", "95588\n");
  for (const unsigned mode : {0600u, 0640u, 0664u, 0755u}) {
    fs::permissions(path("a.txt"), fs::perms(mode));
    compile("a.txt", ListKind::numbers);
    EXPECT_EQ(fs::status(path("a.map")).permissions(), fs::perms(mode & 0666u));
  }
}

TEST_F(Images, are_not_made_of_one_of_two_sources) {
  write("two.txt", "95588\n");
  write("two.csv", "number\n95566\n");
  for (const char* source : {"two.txt", "two.csv"}) {
    diagnostics_ = {};
    EXPECT_FALSE(compile_list(path(source), ListKind::numbers, [](auto, auto) {}, diagnostics_));
    EXPECT_EQ(found(diagnostics_), (std::vector<std::string>{"1 two-sources"}));
    EXPECT_EQ(diagnostics_.all()[0].file, path(source));
    EXPECT_EQ(diagnostics_.all()[0].message.find(path(source)), std::string::npos);
  }
  EXPECT_FALSE(fs::exists(path("two.map")));
}

TEST_F(Images, are_of_the_kind_of_entries_behind_a_long_comment) {
  std::string text;
  while (text.size() < 3u << 20) text += "# no entry: 95588, 95566 and so on are in another list\n";
  write("none.txt", text);
  write("h.txt", text + "bank.example\n");
  EXPECT_EQ(kind_of_list(path("h.txt"), diagnostics_), ListKind::hosts);
  EXPECT_EQ(kind_of_list(path("none.txt"), diagnostics_), ListKind::numbers);
  EXPECT_EQ(found(diagnostics_), std::vector<std::string>{});
}

}  // namespace
}  // namespace picket::lists
