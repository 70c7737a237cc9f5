// SPDX-License-Identifier: Apache-2.0
#include "filter/core/number.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "filter/core/names.h"
#include "tests/filter/core/allocations.h"
#include "tests/filter/core/fold_ascii.h"

namespace picket::core {
namespace {

const NumberingProfile& china() {
  static const NumberingProfile profile(NumberingSettings::china(), fold_ascii);
  return profile;
}

struct Case {
  std::string raw;
  NumberKind kind;
  std::string normal;
  std::uint16_t calling_code = 0;
  std::uint8_t ton = 0;
};

void expect(const NumberingProfile& profile, const std::vector<Case>& cases) {
  for (const Case& expected : cases) {
    SCOPED_TRACE(expected.raw + ", ton " + std::to_string(expected.ton));
    const Number number = profile.normalise(Address{expected.raw, expected.ton});
    EXPECT_EQ(number.normal(), expected.normal);
    EXPECT_EQ(name_of(number.kind()), name_of(expected.kind));
    EXPECT_EQ(number.calling_code(), expected.calling_code);
  }
}

using enum NumberKind;

TEST(NumberingProfile, gives_mobiles_their_country_code) {
  expect(china(), {{"13900000001", mobile, "+8613900000001", 86},
                   {"8613900000001", mobile, "+8613900000001", 86},
                   {"+8613900000001", mobile, "+8613900000001", 86},
                   {"008613900000001", mobile, "+8613900000001", 86},
                   {"013900000001", mobile, "+8613900000001", 86},
                   {"19900000001", mobile, "+8619900000001", 86},
                   {"12900000001", invalid, "12900000001"},
                   {"+8612900000001", invalid, "+8612900000001"},
                   {"1390000000", invalid, "1390000000"},
                   {"139000000011", invalid, "139000000011"},
                   {"+861390000000", invalid, "+861390000000"}});
}

TEST(NumberingProfile, takes_the_trunk_prefix_off_fixed_numbers) {
  expect(china(), {{"01012345678", fixed, "+861012345678", 86},
                   {"0101234567", fixed, "+86101234567", 86},
                   {"02112345678", fixed, "+862112345678", 86},
                   {"075512345678", fixed, "+8675512345678", 86},
                   {"+8675512345678", fixed, "+8675512345678", 86},
                   {"008675512345678", fixed, "+8675512345678", 86},
                   {"0755-1234 5678", fixed, "+8675512345678", 86},
                   {"0755123456789", invalid, "0755123456789"},
                   {"07551234", invalid, "07551234"},
                   {"7551234567", invalid, "7551234567"},
                   {"+86075512345678", invalid, "+86075512345678"},
                   {"0086075512345678", invalid, "+86075512345678"}});
}

TEST(NumberingProfile, keeps_service_numbers_as_they_are) {
  expect(china(), {{"4001234567", fixed, "4001234567"},
                   {"800 123 4567", fixed, "8001234567"},
                   {"+864001234567", fixed, "4001234567"},
                   {"400123456", invalid, "400123456"}});
}

TEST(NumberingProfile, keeps_short_codes_as_they_are) {
  expect(china(), {{"110", short_code, "110"},
                   {"95588", short_code, "95588"},
                   {"96110", short_code, "96110"},
                   {"12345678", short_code, "12345678"},
                   {"+8695588", short_code, "95588"},
                   {"+86110", short_code, "110"},
                   {"008695588", short_code, "95588"},
                   {"8695588", short_code, "8695588"},
                   {"12", invalid, "12"},
                   {"123456789", invalid, "123456789"},
                   {"0755", invalid, "0755"},
                   {"+860755", invalid, "+860755"}});
}

TEST(NumberingProfile, keeps_access_codes_of_up_to_twenty_digits) {
  expect(china(), {{"106", short_code, "106"},
                   {"10690000123", short_code, "10690000123"},
                   {"10690000123456789012", short_code, "10690000123456789012"},
                   {"106900001234567890123", invalid, "106900001234567890123"},
                   {"8610690000123", short_code, "10690000123"},
                   {"+8610690000123", short_code, "10690000123"},
                   {"008610690000123", short_code, "10690000123"},
                   {"86106123", short_code, "106123"},
                   {"+8686106123", short_code, "106123"}});
}

// Beijing's numbers that begin with 6 look like access codes; with the country code written out and
// the right number of digits they are numbers.
TEST(NumberingProfile, tells_beijing_from_access_codes) {
  expect(china(), {{"01065550123", fixed, "+861065550123", 86},
                   {"+861065550123", fixed, "+861065550123", 86},
                   {"1065550123", short_code, "1065550123"},
                   {"861065550123", short_code, "1065550123"},
                   {"010655501234", invalid, "010655501234"}});
}

TEST(NumberingProfile, knows_international_numbers_by_their_length) {
  expect(china(), {{"+85212345678", international, "+85212345678", 852},
                   {"0085212345678", international, "+85212345678", 852},
                   {"+12025550123", international, "+12025550123", 1},
                   {"+442079460000", international, "+442079460000", 44},
                   {"+1234567", international, "+1234567", 1},
                   {"+123456", invalid, "+123456"},
                   {"+123456789012345", international, "+123456789012345", 1},
                   {"+1234567890123456", invalid, "+1234567890123456"},
                   {"+0123456789", invalid, "+0123456789"},
                   {"+2101234567", international, "+2101234567", 0},
                   {"+", invalid, "+"},
                   {"00", invalid, "+"}});
}

TEST(NumberingProfile, reads_the_type_of_number) {
  expect(china(), {{"8613900000001", mobile, "+8613900000001", 86, 1},
                   {"85212345678", international, "+85212345678", 852, 1},
                   {"0085212345678", international, "+85212345678", 852, 1},
                   {"+85212345678", international, "+85212345678", 852, 2},
                   {"861065550123", short_code, "1065550123", 0, 1},
                   {"95588", short_code, "95588", 0, 1},
                   {"8695588", short_code, "95588", 0, 1},
                   {"10690000123", short_code, "10690000123", 0, 1},
                   {"13900000001", international, "+13900000001", 1, 1},
                   {"13900000001", mobile, "+8613900000001", 86, 2},
                   {"75512345678", fixed, "+8675512345678", 86, 2},
                   {"75512345678", invalid, "75512345678", 0, 0},
                   {"075512345678", fixed, "+8675512345678", 86, 2},
                   {"8613900000001", mobile, "+8613900000001", 86, 2},
                   {"95588", short_code, "95588", 0, 5},
                   {"13900000001", mobile, "+8613900000001", 86, 3},
                   {"95588", short_code, "95588", 0, 6}});
}

TEST(NumberingProfile, drops_separators) {
  expect(china(), {{"+86 139-0000-0001", mobile, "+8613900000001", 86},
                   {" (0755) 1234.5678 ", fixed, "+8675512345678", 86},
                   {"+1 (202) 555/0123", international, "+12025550123", 1}});
}

TEST(NumberingProfile, folds_names) {
  expect(china(), {{"BANK", alphanumeric, "bank"},
                   {"My Bank-1", alphanumeric, "mybank1"},
                   {"95588x", alphanumeric, "95588x"},
                   {"招商银行", alphanumeric, "招商银行"},
                   {"BANK", alphanumeric, "bank", 0, 5}});
}

TEST(NumberingProfile, reads_digits_in_disguise) {
  expect(china(), {{"９５５８８", short_code, "95588"},
                   {"＋８６１３９００００００01", mobile, "+8613900000001", 86},
                   {"+８６13900000001", mobile, "+8613900000001", 86}});
}

TEST(NumberingProfile, knows_who_withholds_the_number) {
  expect(china(), {{"", withheld, ""},
                   {"  ", withheld, ""},
                   {"---", withheld, ""},
                   {"anonymous", withheld, ""},
                   {"Anonymous", withheld, ""}});
  EXPECT_EQ(Number().kind(), withheld);
}

TEST(NumberingProfile, keeps_what_it_cannot_read) {
  expect(china(), {{"*86", invalid, "*86"},
                   {"1#2", invalid, "1#2"},
                   {"12+34", invalid, "12+34"},
                   {"\xFF\xFE", invalid, "??"},
                   {"\xD5\r\x8C", invalid, "??"}});
}

TEST(NumberingProfile, cuts_long_names_between_characters) {
  const Number number = china().normalise(std::string(62, 'a') + "行" + "b");
  EXPECT_EQ(number.normal(), std::string(62, 'a'));
  EXPECT_EQ(number.kind(), alphanumeric);
  EXPECT_EQ(china().normalise(std::string(100, '1')).kind(), invalid);
}

TEST(NumberingProfile, allocates_nothing) {
  const std::vector<std::string> raw{"+86 139-0000-0001", "My Bank", std::string(300, '9'), "*"};
  const NumberingProfile& profile = china();  // made on first use, which is not the question
  const std::size_t before = allocations();
  for (const std::string& text : raw) (void)profile.normalise(text);
  EXPECT_EQ(allocations(), before);
}

NumberingSettings united_kingdom() {
  NumberingSettings settings;
  settings.country = 44;
  settings.mobile = {{"7", 10, 10}};
  settings.short_code_max = 6;
  settings.bare_mobile = false;
  return settings;
}

NumberingSettings singapore() {  // no trunk prefix
  NumberingSettings settings;
  settings.country = 65;
  settings.trunk_prefix = "";
  settings.mobile = {{"8", 8, 8}, {"9", 8, 8}};
  settings.fixed = {{"6", 8, 8}};
  settings.short_code_max = 5;
  return settings;
}

NumberingSettings north_america() {
  NumberingSettings settings;
  settings.country = 1;
  settings.trunk_prefix = "1";
  settings.international_prefix = "011";
  settings.unknown = NumberingSettings::OpenType::national;
  for (const char* prefix : {"2", "3", "4", "5", "6", "7", "8", "9"}) {
    settings.fixed.push_back({prefix, 10, 10});
  }
  settings.short_code_max = 6;
  return settings;
}

TEST(NumberingProfile, follows_other_countries) {
  expect(NumberingProfile(united_kingdom(), fold_ascii),
         {{"07700900123", mobile, "+447700900123", 44},
          {"02079460123", fixed, "+442079460123", 44},
          {"+442079460123", fixed, "+442079460123", 44},
          {"00442079460123", fixed, "+442079460123", 44},
          {"7700900123", invalid, "7700900123"},
          {"+4402079460123", invalid, "+4402079460123"},
          {"60123", short_code, "60123"},
          {"+8613900000001", international, "+8613900000001", 86}});
  expect(NumberingProfile(singapore(), fold_ascii), {{"61234567", fixed, "+6561234567", 65},
                                                     {"91234567", mobile, "+6591234567", 65},
                                                     {"6591234567", mobile, "+6591234567", 65},
                                                     {"+6591234567", mobile, "+6591234567", 65},
                                                     {"995", short_code, "995"}});
  expect(NumberingProfile(north_america(), fold_ascii),
         {{"2025550123", fixed, "+12025550123", 1},
          {"12025550123", fixed, "+12025550123", 1},
          {"01144207946000", international, "+44207946000", 44},
          {"011442079460000", international, "+442079460000", 44},
          {"911", short_code, "911"}});
}

// Random addresses, made of what matters, through several profiles and every type of number.
TEST(NumberingProfile, changes_nothing_the_second_time) {
  const std::vector<std::string> pieces{"+", "00",  "0",     "86", "106", "1", "13",  "010", "400",
                                        "8", "011", "44",    "7",  "65",  "9", "2",   "-",   " ",
                                        "a", "行",  "95588", "１", "*",   "(", "\xFF"};
  const std::vector<NumberingProfile> profiles{{NumberingSettings::china(), fold_ascii},
                                               {united_kingdom(), fold_ascii},
                                               {singapore(), fold_ascii},
                                               {north_america(), fold_ascii}};
  std::mt19937 random(20260105);
  for (int round = 0; round < 200'000; ++round) {
    std::string raw;
    for (auto left = random() % 9; left > 0; --left) raw += pieces[random() % pieces.size()];
    while (random() % 3 != 0) raw += static_cast<char>('0' + random() % 10);
    const NumberingProfile& profile = profiles[random() % profiles.size()];
    const auto ton = static_cast<std::uint8_t>(random() % 7);
    const Number once = profile.normalise(Address{raw, ton});
    const Number twice = profile.normalise(once.normal());
    ASSERT_EQ(once.normal(), twice.normal()) << raw << ", ton " << int{ton};
    ASSERT_EQ(name_of(once.kind()), name_of(twice.kind())) << raw << ", ton " << int{ton};
    ASSERT_EQ(once.calling_code(), twice.calling_code()) << raw;
  }
}

TEST(CallingCode, is_the_one_that_is_assigned) {
  EXPECT_EQ(calling_code_of("8613900000001"), 86);
  EXPECT_EQ(calling_code_of("12025550123"), 1);
  EXPECT_EQ(calling_code_of("77012345678"), 7);
  EXPECT_EQ(calling_code_of("85212345678"), 852);
  EXPECT_EQ(calling_code_of("35312345678"), 353);
  EXPECT_EQ(calling_code_of("99812345678"), 998);
  EXPECT_EQ(calling_code_of("999123"), 0);
  EXPECT_EQ(calling_code_of("21012345"), 0);
  EXPECT_EQ(calling_code_of("0123"), 0);
  EXPECT_EQ(calling_code_of("86"), 86);
  EXPECT_EQ(calling_code_of("8"), 0);
  EXPECT_EQ(calling_code_of(""), 0);
}

TEST(CallingCode, is_never_the_beginning_of_another) {
  for (int code = 1; code < 1000; ++code) {
    const std::string digits = std::to_string(code);
    const int found = calling_code_of(digits);
    if (found == 0) continue;
    EXPECT_TRUE(digits.starts_with(std::to_string(found)));
    EXPECT_EQ(calling_code_of(digits + "0000000"), found);
    EXPECT_EQ(calling_code_of(digits + "9999999"), found);
  }
}

}  // namespace
}  // namespace picket::core
