// SPDX-License-Identifier: Apache-2.0
// Contacts of any text: in order, inside the text, and of the shape their kind has; a number in its
// canonical form is found again.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "filter/text/contact.h"
#include "filter/text/digit_runs.h"
#include "filter/text/fold.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether the number alone is the contact that it was in the text.
bool is_found_again(const picket::text::Contact& contact) {
  using namespace picket::text;
  static Folder folder;
  static ContactFinder finder(Spellings::built_in());
  const std::string value(contact.value);
  const auto again = finder.find(folder.fold(value));
  return again.size() == 1 && again[0].kind == contact.kind && again[0].value == value;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace picket::text;
  static Folder folder;
  static ContactFinder finder(Spellings::built_in());
  const Views& views = folder.fold({reinterpret_cast<const char*>(data), size});
  std::uint32_t begin = 0;
  for (const Contact& contact : finder.find(views)) {
    require(contact.at.begin < contact.at.end);
    require(contact.at.end <= views[ViewKind::raw].characters());
    require(contact.at.begin >= begin);
    begin = contact.at.begin;
    const std::string_view value = contact.value;
    switch (contact.kind) {
      case ContactKind::phone:
        require(all_digits(value.substr(value.starts_with('+') ? 1 : 0)));
        require(is_phone(value.substr(value.starts_with('+') ? 1 : 0), value.starts_with('+')));
        require(is_found_again(contact));
        break;
      case ContactKind::card:
        require(all_digits(value) && is_card(value));
        require(is_found_again(contact));
        break;
      case ContactKind::qq:
        require(all_digits(value) && value.size() >= 5 && value.size() <= 11);
        break;
      case ContactKind::wechat:
      case ContactKind::telegram:
        require(value.size() >= 5 && value.size() <= 32);
        break;
      case ContactKind::email:
        require(std::count(value.begin(), value.end(), '@') == 1 && value.front() != '@');
        break;
    }
  }
  return 0;
}
