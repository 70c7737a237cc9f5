// SPDX-License-Identifier: Apache-2.0
#include "filter/text/link.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "filter/core/utf8.h"
#include "filter/text/ascii.h"
#include "filter/text/host_scan.h"
#include "filter/text/link_anchor.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

using Lead = HostScan::Lead;

constexpr std::uint32_t kLongestScheme = 32;     // characters that are looked back over
constexpr std::uint32_t kLongestUserinfo = 256;  // bytes that are looked ahead for an `@`

bool is_slash(char c) noexcept { return c == '/' || c == '\\'; }

// What may stand in a path: visible ASCII, less what quotes it.
bool is_path(char c) noexcept { return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"'; }

// The beginning of a link that has a scheme.
struct Scheme {
  std::uint32_t begin;
  std::uint32_t end;  // past the slashes
  bool spaced;        // `h t t p : / /`
};

}  // namespace

struct LinkFinder::State {
  std::span<const Link> find(const Views& views) noexcept;
  std::uint64_t steps() const noexcept { return scan_.steps(); }

 private:
  // A link in positions of names_, which may yet move.
  struct Entry {
    std::size_t host, host_end, registered, skeleton, skeleton_end;
    Stretch at;
    bool shortener, ip;
  };

  bool may_be_link(Anchor anchor, std::uint32_t at) const noexcept;
  std::uint32_t at_colon(std::uint32_t at) noexcept;
  std::uint32_t at_dot(std::uint32_t at) noexcept;
  std::optional<Scheme> scheme_around(std::uint32_t colon) const noexcept;
  std::uint32_t skip_userinfo(std::uint32_t at) const noexcept;
  std::uint32_t ipv6_end(std::uint32_t at) const noexcept;
  std::uint32_t authority_end(std::uint32_t host_end) const noexcept;
  std::uint32_t path_end(std::uint32_t begin) const noexcept;
  bool is_time_of_day() noexcept;
  void add(std::uint32_t begin, std::uint32_t end, bool ip) noexcept;
  std::size_t store(std::string_view name);

  HostScan scan_;
  const View* folded_ = nullptr;
  std::uint32_t floor_ = 0;  // past the last link: nothing before it is looked at again
  std::vector<Entry> entries_;
  std::vector<char> names_;
  std::vector<Link> links_;
};

std::span<const Link> LinkFinder::State::find(const Views& views) noexcept {
  entries_.clear();
  names_.clear();
  links_.clear();
  folded_ = &views[ViewKind::folded];
  const std::string_view text = folded_->bytes;
  scan_.attach(views);
  floor_ = 0;
  for (std::uint32_t at = 0; (at = next_anchor(text, at)) < text.size();) {
    const Anchor anchor = kAnchors[static_cast<unsigned char>(text[at])];
    if (anchor == Anchor::none || !may_be_link(anchor, at))
      ++at;
    else
      at = std::max(anchor == Anchor::colon ? at_colon(at) : at_dot(at), at + 1);
  }
  const std::string_view names(names_.data(), names_.size());
  for (const Entry& entry : entries_) {
    const auto name = [&](std::size_t begin, std::size_t end) {
      return names.substr(begin, end - begin);
    };
    links_.push_back({name(entry.host, entry.host_end), name(entry.registered, entry.host_end),
                      name(entry.skeleton, entry.skeleton_end), entry.at, entry.shortener,
                      entry.ip});
  }
  return links_;
}

// Whether the bytes beside an anchor can be part of a link; most cannot. No more than a glance: it
// may say yes of what is none.
bool LinkFinder::State::may_be_link(Anchor anchor, std::uint32_t at) const noexcept {
  const auto of_name = [](char c) { return is_alnum(c) || is_not_ascii(c); };
  const char before = at == 0 ? '\0' : scan_.byte(at - 1);
  switch (anchor) {
    case Anchor::dot: {
      const char after = scan_.byte(at + 1);
      const bool bare = of_name(after) && (of_name(before) || before == '-' || before == '_');
      return bare || after == ']' || after == ')' || after == '}' || after == '>';
    }
    case Anchor::word:
      return scan_.byte(at + 1) == 'o' && scan_.byte(at + 2) == 't' && !of_name(before) &&
             !of_name(scan_.byte(at + 3));
    case Anchor::stop:
      // It parts Latin labels only, and Han stands around most of them.
      return (is_alnum(before) || before == '-' || before == '_' ||
              (is_not_ascii(before) && !scan_.is_unspaced_before(at))) &&
             of_name(scan_.byte(at + 3));
    case Anchor::colon:
      return is_slash(scan_.byte(at + 1)) || scan_.byte(at + 1) == ' ';
    case Anchor::none:
      break;
  }
  return false;
}

// Letters, colon, slashes, each perhaps after a space: what was `h t t p s : / /` is `https : / /`
// here.
std::optional<Scheme> LinkFinder::State::scheme_around(std::uint32_t colon) const noexcept {
  std::uint32_t end = colon;
  bool spaced = false;
  if (end > floor_ && scan_.byte(end - 1) == ' ') {
    --end;
    spaced = true;
  }
  std::uint32_t begin = end;
  while (begin > floor_ && end - begin < kLongestScheme && is_alnum(scan_.byte(begin - 1))) --begin;
  while (begin < end && is_digit(scan_.byte(begin))) ++begin;
  scan_.count(end - begin);
  if (begin == end) return std::nullopt;

  std::uint32_t at = colon + 1, slashes = 0;
  for (;; ++at) {
    const bool space = scan_.byte(at) == ' ' && is_slash(scan_.byte(at + 1));
    if (space)
      spaced = true;
    else if (is_slash(scan_.byte(at)))
      ++slashes;
    else
      break;
  }
  scan_.count(at - colon);
  // Browsers need but one slash for a web address.
  const std::string_view name = scan_.text().substr(begin, end - begin);
  const bool web = name == "http" || name == "https" || name == "hxxp" || name == "hxxps";
  if (slashes < (web ? 1u : 2u)) return std::nullopt;
  if (spaced && scan_.byte(at) == ' ') ++at;
  return Scheme{begin, at, spaced};
}

// Past the last `@` before the host ends (RFC 3986 §3.2.1).
std::uint32_t LinkFinder::State::skip_userinfo(std::uint32_t at) const noexcept {
  std::uint32_t host = at, i = at;
  for (; i < at + kLongestUserinfo; ++i) {
    const char c = scan_.byte(i);
    if (!is_path(c) || is_slash(c) || c == '?' || c == '#') break;
    if (c == '@') host = i + 1;
  }
  scan_.count(i - at);
  return host;
}

// Past the `]` of an IPv6 address in brackets (RFC 3986 §3.2.2), or `at`.
std::uint32_t LinkFinder::State::ipv6_end(std::uint32_t at) const noexcept {
  constexpr std::uint32_t kLongest = 47;
  if (scan_.byte(at) != '[') return at;
  std::uint32_t colons = 0, i = at + 1;
  for (; i < at + kLongest; ++i) {
    const char c = scan_.byte(i);
    if (c == ':') ++colons;
    if (c != ':' && c != '.' && !is_digit(c) && !(c >= 'a' && c <= 'f')) break;
  }
  scan_.count(i - at);
  return colons >= 2 && scan_.byte(i) == ']' ? i + 1 : at;
}

// Past trailing dot and port.
std::uint32_t LinkFinder::State::authority_end(std::uint32_t host_end) const noexcept {
  std::uint32_t end = host_end;
  if (scan_.byte(end) == '.' && (is_slash(scan_.byte(end + 1)) || scan_.byte(end + 1) == ':'))
    ++end;
  if (scan_.byte(end) == ':' && is_digit(scan_.byte(end + 1))) {
    ++end;
    while (is_digit(scan_.byte(end))) ++end;
  }
  scan_.count(end - host_end);
  return end;
}

// Past the path, query or fragment that begins at `begin`, if one does.
std::uint32_t LinkFinder::State::path_end(std::uint32_t begin) const noexcept {
  const char c = scan_.byte(begin);
  if (!is_slash(c) && c != '?' && c != '#') return begin;
  std::uint32_t end = begin;
  while (is_path(scan_.byte(end))) ++end;
  scan_.count(end - begin);
  static constexpr std::string_view kNotLast = ".,;:!?'()[]{}*";
  while (end > begin + 1 && kNotLast.find(scan_.byte(end - 1)) != std::string_view::npos) --end;
  return end;
}

std::uint32_t LinkFinder::State::at_colon(std::uint32_t at) noexcept {
  const std::optional<Scheme> scheme = scheme_around(at);
  if (!scheme) return at + 1;
  const std::uint32_t host_begin = skip_userinfo(scheme->end);
  if (const std::uint32_t end = ipv6_end(host_begin); end != host_begin) {
    scan_.name().clear();
    scan_.name().append(scan_.text().substr(host_begin, end - host_begin));
    const std::uint32_t link = path_end(authority_end(end));
    add(scheme->begin, link, true);
    return link;
  }
  const HostScan::Host host =
      scan_.read(host_begin, scheme->spaced ? Lead::spaced_scheme : Lead::scheme);
  if (!host.valid) return std::max(scheme->end, host.next);
  const std::uint32_t end = path_end(authority_end(host.end));
  add(scheme->begin, end, host.is_ip);
  return end;
}

std::uint32_t LinkFinder::State::at_dot(std::uint32_t at) noexcept {
  const DotToken dot = scan_.dot_around(at);
  if (!dot || dot.begin <= floor_) return at + 1;
  const std::uint32_t begin = scan_.label_begin(dot.begin, floor_);
  if (begin == dot.begin) return at + 1;
  if (dot.weak && scan_.class_at(begin) == CharacterClass::unspaced_letter) return at + 1;
  const HostScan::Host host = scan_.read(begin, Lead::nothing);
  if (!host.valid) return std::max(host.next, at + 1);
  const bool after_at = begin > 0 && scan_.byte(begin - 1) == '@';
  if (after_at || scan_.byte(host.end) == '@' || is_time_of_day())
    return std::max(host.end, at + 1);
  const std::uint32_t path = authority_end(host.end);
  if (host.is_ip && (host.ip_parts != 4 || !is_slash(scan_.byte(path))))
    return std::max(host.next, at + 1);
  const std::uint32_t end = path_end(path);
  if (end == host.end && !host.is_ip && scan_.reads_as_prose()) return host.end;
  add(begin, end, host.is_ip);
  return end;
}

// `10.30.am`: digits and one of the two suffixes that are hours of the day.
bool LinkFinder::State::is_time_of_day() noexcept {
  const std::string_view name = scan_.name().view();
  if (!name.ends_with(".am") && !name.ends_with(".pm")) return false;
  return std::all_of(name.begin(), name.end() - 3, [](char c) { return is_digit(c) || c == '.'; });
}

std::size_t LinkFinder::State::store(std::string_view name) {
  const std::size_t begin = names_.size();
  names_.insert(names_.end(), name.begin(), name.end());
  return begin;
}

// Adds the link [begin, end) whose host is the scan's name.
void LinkFinder::State::add(std::uint32_t begin, std::uint32_t end, bool ip) noexcept {
  NameBuffer& name = scan_.name();
  if (!ip) decode_labels(name);
  const std::string_view host = name.view();
  const Domain domain = ip ? Domain{host} : domain_of(host);
  NameBuffer skeleton;
  append_skeleton(host, skeleton);
  Entry entry{};
  entry.host = store(host);
  entry.host_end = names_.size();
  entry.registered = entry.host_end - domain.registered.size();
  entry.skeleton = store(skeleton.view());
  entry.skeleton_end = names_.size();
  entry.at = folded_->original(folded_->character_at(begin), folded_->character_at(end));
  entry.shortener = domain.shortener;
  entry.ip = ip;
  entries_.push_back(entry);
  floor_ = end;
}

LinkFinder::LinkFinder() : state_(std::make_unique<State>()) {}
LinkFinder::~LinkFinder() = default;
LinkFinder::LinkFinder(LinkFinder&&) noexcept = default;
LinkFinder& LinkFinder::operator=(LinkFinder&&) noexcept = default;

std::span<const Link> LinkFinder::find(const Views& views) noexcept { return state_->find(views); }

std::uint64_t LinkFinder::steps() const noexcept { return state_->steps(); }

std::string canonical_host(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  NameBuffer name;
  while (!host.empty()) {
    const int length = core::utf8_sequence(host);
    if (length < 0 || name.full()) return {};
    append_host_character(utf8_point(host.data()), name);
    host.remove_prefix(static_cast<std::size_t>(length));
  }
  decode_labels(name);
  const std::string_view canonical = name.view();
  const bool is_name = std::all_of(canonical.begin(), canonical.end(), [](char c) {
    return is_alnum(c) || c == '-' || c == '_' || c == '.' || is_not_ascii(c);
  });
  const bool empty_label = canonical.empty() || canonical.starts_with('.') ||
                           canonical.ends_with('.') ||
                           canonical.find("..") != std::string_view::npos;
  return is_name && !empty_label ? std::string(canonical) : std::string();
}

std::string host_skeleton(std::string_view canonical) {
  NameBuffer skeleton;
  append_skeleton(canonical, skeleton);
  return std::string(skeleton.view());
}

}  // namespace picket::text
