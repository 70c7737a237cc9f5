// SPDX-License-Identifier: Apache-2.0
#include "filter/core/zone.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace picket::core {
namespace {

namespace chrono = std::chrono;

// The header of one of a TZif file's blocks, RFC 8536 §3.1.
struct Header {
  static constexpr std::size_t kBytes = 44;

  char version = 0;
  std::uint64_t isut = 0, isstd = 0, leap = 0, times = 0, types = 0, characters = 0;

  std::uint64_t body_bytes(std::uint64_t time_bytes) const noexcept {
    return times * (time_bytes + 1) + types * 6 + characters + leap * (time_bytes + 4) + isstd +
           isut;
  }
};

template <class Integer>
Integer big_endian(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(Integer); ++i) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return static_cast<Integer>(value);
}

std::optional<Header> read_header(std::string_view bytes) noexcept {
  if (bytes.size() < Header::kBytes || !bytes.starts_with("TZif")) return std::nullopt;
  const auto count = [&](std::size_t index) {
    return big_endian<std::uint32_t>(bytes.substr(20 + 4 * index));
  };
  return Header{bytes[4], count(0), count(1), count(2), count(3), count(4), count(5)};
}

bool is_zone_name(std::string_view name) noexcept {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '/';
  };
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, allowed) &&
         name.front() != '/' && name.back() != '/' && name.find("//") == std::string_view::npos;
}

}  // namespace

std::expected<TimeZone, ZoneError> TimeZone::load(std::string_view name,
                                                  const std::string& directory) {
  if (!is_zone_name(name)) return std::unexpected(ZoneError::bad_name);
  const std::string path = directory + '/' + std::string(name);
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::unexpected(ZoneError::unknown);
  std::ifstream file(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  if (!file) return std::unexpected(ZoneError::unknown);
  return parse(bytes);
}

std::expected<TimeZone, ZoneError> TimeZone::parse(std::string_view tzif) {
  const auto damaged = std::unexpected(ZoneError::damaged);
  std::optional<Header> header = read_header(tzif);
  if (!header) return damaged;
  std::size_t time_bytes = 4;
  tzif.remove_prefix(Header::kBytes);
  const bool has_footer = header->version >= '2';
  if (has_footer) {  // the same again with 64-bit times
    if (header->body_bytes(4) > tzif.size()) return damaged;
    tzif.remove_prefix(header->body_bytes(4));
    header = read_header(tzif);
    if (!header) return damaged;
    time_bytes = 8;
    tzif.remove_prefix(Header::kBytes);
  }
  // Files with leap seconds count other seconds than Unix time does.
  if (header->body_bytes(time_bytes) > tzif.size() || header->types == 0 || header->leap != 0) {
    return damaged;
  }

  const std::string_view times = tzif.substr(0, header->times * time_bytes);
  const std::string_view indices = tzif.substr(times.size(), header->times);
  const std::string_view types = tzif.substr(times.size() + indices.size(), header->types * 6);
  const auto offset_of = [&](std::size_t type) {
    return big_endian<std::int32_t>(types.substr(6 * type));
  };

  TimeZone zone;
  zone.first_offset_ = offset_of(0);
  for (std::size_t i = 0; i < header->times; ++i) {
    const auto type = static_cast<unsigned char>(indices[i]);
    const std::string_view at = times.substr(i * time_bytes);
    const std::int64_t time =
        time_bytes == 8 ? big_endian<std::int64_t>(at) : big_endian<std::int32_t>(at);
    if (type >= header->types || (!zone.transitions_.empty() && time <= zone.transitions_.back())) {
      return damaged;
    }
    zone.transitions_.push_back(time);
    zone.offsets_.push_back(offset_of(type));
  }
  for (std::size_t type = 0; type < header->types; ++type) {
    if (std::abs(std::int64_t{offset_of(type)}) > 26 * 3600) return damaged;  // RFC 8536 §3.2
  }

  if (has_footer) {
    tzif.remove_prefix(header->body_bytes(time_bytes));
    if (tzif.size() < 2 || tzif.front() != '\n' || tzif.back() != '\n') return damaged;
    const std::string_view footer = tzif.substr(1, tzif.size() - 2);
    if (!footer.empty()) {
      zone.rule_ = parse_zone_rule(footer);
      if (!zone.rule_) return damaged;
    }
  }
  return zone;
}

chrono::seconds TimeZone::offset_at(Instant at) const noexcept {
  const auto second = chrono::floor<chrono::seconds>(at);
  const auto next = std::ranges::upper_bound(transitions_, second.time_since_epoch().count());
  if (next == transitions_.end() && rule_) return rule_->offset_at(second);
  if (next == transitions_.begin()) return chrono::seconds(first_offset_);
  return chrono::seconds(offsets_[static_cast<std::size_t>(next - transitions_.begin()) - 1]);
}

LocalTime TimeZone::local(Instant at) const noexcept {
  const auto second = chrono::floor<chrono::seconds>(at) + offset_at(at);
  const auto day = chrono::floor<chrono::days>(second);
  return {chrono::weekday(day), second - day};
}

}  // namespace picket::core
