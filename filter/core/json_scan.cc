// SPDX-License-Identifier: Apache-2.0
#include "filter/core/json_scan.h"

#include "filter/core/utf8.h"

namespace picket::core {
namespace {

// Walks over tokens without asking whether they make sense.
class Scan {
 public:
  explicit Scan(std::string_view text) noexcept : rest_(text) {}

  void blanks() noexcept {
    const std::size_t at = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at);
  }

  // The character after blanks, if it is this one.
  bool take(char c) noexcept {
    blanks();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // A string with its quotes; empty where there is none or it does not end.
  std::string_view string() noexcept {
    blanks();
    if (rest_.empty() || rest_.front() != '"') return {};
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '\\') {
        ++i;
      } else if (rest_[i] == '"') {
        const std::string_view token = rest_.substr(0, i + 1);
        rest_.remove_prefix(i + 1);
        return token;
      }
    }
    return {};
  }

  // Past a value of any kind, up to the comma or brace after it; false at the end of the text.
  bool skip_value() noexcept {
    unsigned depth = 0;
    while (true) {
      blanks();
      if (rest_.empty()) return false;
      const char c = rest_.front();
      if (c == '"') {
        if (string().empty()) return false;
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) return true;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      rest_.remove_prefix(1);
    }
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::uint32_t faulty_element(std::string_view array) noexcept {
  std::uint32_t element = 1;
  unsigned depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < array.size();) {
    const int length = utf8_sequence(array.substr(i));
    if (length < 0) return element;
    const char c = array[i];
    i += static_cast<std::size_t>(length);
    if (in_string) {
      if (static_cast<unsigned char>(c) < 0x20) return element;
      if (c == '\\' && i < array.size() && static_cast<unsigned char>(array[i]) < 0x80) ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    } else if (c == ',' && depth == 1) {
      ++element;
    }
  }
  return element;
}

std::string_view find_id(std::string_view text) noexcept {
  Scan scan(text);
  if (!scan.take('{')) return {};
  do {
    const std::string_view key = scan.string();
    if (key.empty() || !scan.take(':')) return {};
    if (key == "\"id\"") return scan.string();
    if (!scan.skip_value()) return {};
  } while (scan.take(','));
  return {};
}

}  // namespace picket::core
