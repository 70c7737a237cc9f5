// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/receipt_text.h"

#include <algorithm>

namespace picket::smpp {
namespace {

constexpr std::uint8_t kTypeAndHeader = 0x7C;  // of esm_class, §5.2.12
constexpr std::size_t kLongestId = 65;         // message_id, §5.2.23
constexpr std::size_t kLongestText = 20;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) noexcept { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_id(char c) noexcept { return is_digit(c) || is_letter(c) || c == '-' || c == '_'; }
bool is_error(char c) noexcept { return is_digit(c) || is_letter(c); }

// Takes fields from the front of a text.
class Fields {
 public:
  explicit Fields(std::string_view text) noexcept : rest_(text) {}

  // The name, which is lower case and ends in a colon.
  bool name(std::string_view name) noexcept {
    const std::string_view front = rest_.substr(0, name.size());
    if (!std::equal(front.begin(), front.end(), name.begin(), name.end(),
                    [](char c, char of_name) { return lower(c) == of_name; })) {
      return false;
    }
    rest_.remove_prefix(name.size());
    return true;
  }

  // A run of so many such characters, and the space behind it.
  template <typename Is>
  bool value(std::size_t least, std::size_t most, Is is) noexcept {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is);
    const auto size = static_cast<std::size_t>(end - rest_.begin());
    if (size < least || size > most) return false;
    rest_.remove_prefix(size);
    if (rest_.empty()) return true;
    if (rest_.front() != ' ') return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view rest() const noexcept { return rest_; }

 private:
  std::string_view rest_;
};

}  // namespace

bool is_receipt_by_text(const MessageView& message, const TlvFacts& tlvs) noexcept {
  if (message.command != Command::deliver_sm || (message.esm_class & kTypeAndHeader) != 0) {
    return false;
  }
  if (tlvs.all_payloads != 0 || tlvs.concatenation || tlvs.has_port) return false;
  const std::uint8_t coding = message.data_coding;  // the SMSC's default, IA5, Latin-1
  if (coding != 0x00 && coding != 0x01 && coding != 0x03) return false;
  const Octets octets = message.short_message;
  Fields in({reinterpret_cast<const char*>(octets.data()), octets.size()});
  const bool required = in.name("id:") && in.value(1, kLongestId, is_id) &&
                        (!in.name("sub:") || in.value(1, 3, is_digit)) &&
                        (!in.name("dlvrd:") || in.value(1, 3, is_digit)) &&
                        in.name("submit date:") && in.value(10, 12, is_digit) &&
                        in.name("done date:") && in.value(10, 12, is_digit) && in.name("stat:") &&
                        in.value(7, 7, is_letter) && (!in.name("err:") || in.value(1, 3, is_error));
  if (!required) return false;
  return in.rest().empty() || (in.name("text:") && in.rest().size() <= kLongestText);
}

}  // namespace picket::smpp
