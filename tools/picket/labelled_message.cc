// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/labelled_message.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "filter/core/utf8.h"

namespace picket::tool {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, kLabels> kNames{"ham", "spam", "fraud"};
constexpr std::array<std::string_view, 6> kFields{"text",   "label",    "lang",
                                                  "sender", "category", "time"};

// The parser's events of one line. What is not of the outermost object passes by unseen, so that
// nothing of other members is kept, however large or deep they are.
class LineHandler final : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return value("null", std::string()); }
  bool boolean(bool) override { return value("a truth value"); }
  bool number_integer(number_integer_t) override { return value("a number"); }
  bool number_unsigned(number_unsigned_t) override { return value("a number"); }
  bool number_float(number_float_t, const string_t&) override { return value("a number"); }
  bool string(string_t& text) override { return value("a string", std::move(text)); }
  bool binary(binary_t&) override { return value("bytes"); }
  bool start_object(std::size_t) override {
    if (depth_ == 0) is_object_ = true;
    return enter("an object");
  }
  bool start_array(std::size_t) override { return enter("a list"); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool key(string_t& key) override {
    if (depth_ != 1) return true;
    field_.reset();
    for (std::size_t i = 0; i < kFields.size(); ++i) {
      if (key == kFields[i]) field_ = i;
    }
    if (!field_) return true;
    if (seen_[*field_]) return fail(fmt::format("`{}` twice", key));
    seen_[*field_] = true;
    return true;
  }
  bool parse_error(std::size_t byte, const std::string&, const Json::exception&) override {
    return fail(fmt::format("not JSON at byte {}", byte));
  }

  bool is_object() const noexcept { return is_object_; }
  const std::string& error() const noexcept { return error_; }
  // In the order of kFields; nothing where the line has no such member, or null.
  auto& fields() noexcept { return fields_; }

 private:
  bool fail(std::string error) {
    error_ = std::move(error);
    return false;
  }
  bool value(std::string_view kind, std::optional<std::string> text = {}) {
    if (depth_ != 1 || !field_) return true;
    const std::size_t field = *std::exchange(field_, std::nullopt);
    if (kind == "null") return true;
    if (!text) return fail(fmt::format("`{}` is {}, not a string", kFields[field], kind));
    fields_[field] = std::move(text);
    return true;
  }
  bool enter(std::string_view kind) {
    if (!value(kind)) return false;
    ++depth_;
    return true;
  }
  bool leave() {
    --depth_;
    return true;
  }

  std::array<bool, kFields.size()> seen_{};
  std::array<std::optional<std::string>, kFields.size()> fields_;
  std::optional<std::size_t> field_;  // whose value comes next
  std::size_t depth_ = 0;
  bool is_object_ = false;
  std::string error_;
};

std::optional<Label> label_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kLabels; ++i) {
    if (name == kNames[i]) return static_cast<Label>(i);
  }
  return std::nullopt;
}

// A file's bytes are no business of a terminal: as a JSON string in ASCII, its beginning.
std::string shown(std::string_view text) {
  constexpr std::size_t kMaxShown = 40;
  return Json(core::utf8_prefix(text, kMaxShown)).dump(-1, ' ', true);
}

}  // namespace

std::string_view name_of(Label label) noexcept { return kNames[static_cast<std::size_t>(label)]; }

core::Event LabelledMessage::event() const noexcept {
  core::Event event;
  event.text = text;
  event.from.text = sender;
  event.time = time;
  return event;
}

std::expected<LabelledMessage, std::string> read_labelled(std::string_view line) {
  LineHandler handler;
  if (!Json::sax_parse(line, &handler)) return std::unexpected(handler.error());
  if (!handler.is_object()) return std::unexpected("not a JSON object");
  auto& [text, label, lang, sender, category, time] = handler.fields();
  if (!text) return std::unexpected("no `text`");
  if (!label) return std::unexpected("no `label`");
  const std::optional<Label> known = label_of(*label);
  if (!known) {
    return std::unexpected(fmt::format("`label` is {}, not ham, spam or fraud", shown(*label)));
  }
  LabelledMessage message{.text = std::move(*text),
                          .label = *known,
                          .lang = std::move(lang).value_or(""),
                          .sender = std::move(sender).value_or(""),
                          .category = std::move(category).value_or(""),
                          .time = {}};
  if (time) {
    if (const auto at = core::parse_rfc3339(*time)) {
      message.time = *at;
    } else {
      message.time_unread = true;
    }
  }
  return message;
}

}  // namespace picket::tool
