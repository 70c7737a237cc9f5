// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/access.h"

#include <algorithm>
#include <filesystem>
#include <span>

#include "filter/core/digest.h"
#include "filter/document/reader.h"
#include "filter/document/typed.h"

namespace picket::daemon {
namespace {

constexpr std::array<std::string_view, 3> kRoleNames{"ask", "read", "admin"};
constexpr std::array<Role, 3> kRoles{Role::ask, Role::read, Role::admin};
constexpr std::array<std::string_view, 3> kTlsKeys{"certificate", "key", "client_ca"};

core::Sha256Digest sha256(std::string_view bytes) {
  core::Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

std::optional<core::Sha256Digest> read_digest(std::string_view hex) {
  core::Sha256Digest digest{};
  if (hex.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const char c = hex[i];
    const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (value < 0) return std::nullopt;
    digest[i / 2] = static_cast<std::uint8_t>(digest[i / 2] * 16 + value);
  }
  return digest;
}

std::optional<Roles> read_roles(std::string_view list) {
  Roles roles;
  while (!list.empty()) {
    const auto comma = list.find(',');
    const auto name = list.substr(0, comma);
    const auto found = std::find(kRoleNames.begin(), kRoleNames.end(), name);
    if (found == kRoleNames.end()) return std::nullopt;
    roles.add(kRoles[static_cast<std::size_t>(found - kRoleNames.begin())]);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
  }
  if (roles.empty()) return std::nullopt;
  return roles;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

struct Word {
  std::string_view text;
  std::uint32_t column;  // from 1
};

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  std::size_t at = 0;
  while ((at = line.find_first_not_of(" \t\r", at)) != std::string_view::npos) {
    if (line[at] == '#') break;
    const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
    words.push_back({line.substr(at, end - at), static_cast<std::uint32_t>(at + 1)});
    at = end;
  }
  return words;
}

std::string beside(std::string_view config_file, std::string_view path) {
  return (std::filesystem::path(config_file).parent_path() / path).string();
}

std::optional<std::string> read_path(const document::Node& mapping, std::string_view key,
                                     document::Reporter& reporter, std::string_view file) {
  const document::Node* node = document::require(mapping, key, "tls", reporter);
  if (node == nullptr) return std::nullopt;
  const auto path = document::read_text(*node, key, reporter);
  if (!path) return std::nullopt;
  return beside(file, *path);
}

// TLS 1.2 and later, no renegotiation of what is weak: what a carrier's peers speak.
std::shared_ptr<asio::ssl::context> make_context() {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                       asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1 | asio::ssl::context::single_dh_use);
  return context;
}

// `or_tokens`: a client without a certificate may name itself by a token. nullptr where a file is
// of no use; reported.
std::shared_ptr<asio::ssl::context> read_tls(const document::Node& node, bool or_tokens,
                                             document::Reporter& reporter, std::string_view file) {
  if (!document::expect_mapping(node, "tls", reporter)) return nullptr;
  bool good = document::check_keys(node, kTlsKeys, "tls", reporter);
  const auto certificate = read_path(node, "certificate", reporter, file);
  const auto key = read_path(node, "key", reporter, file);
  std::optional<std::string> client_ca;
  if (node.find("client_ca") != nullptr) {
    client_ca = read_path(node, "client_ca", reporter, file);
    good = good && client_ca.has_value();
  }
  if (!good || !certificate || !key) return nullptr;
  auto context = make_context();
  asio::error_code error;
  const auto load = [&](std::string_view name, const std::string& path) {
    if (!error) return;
    good = false;
    reporter.error(node.find(name)->span, "unusable-tls-file", path + ": " + error.message());
    error.clear();
  };
  context->use_certificate_chain_file(*certificate, error);
  load("certificate", *certificate);
  context->use_private_key_file(*key, asio::ssl::context::pem, error);
  load("key", *key);
  if (client_ca) {
    context->load_verify_file(*client_ca, error);
    load("client_ca", *client_ca);
    context->set_verify_mode(or_tokens
                                 ? asio::ssl::verify_peer
                                 : asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  }
  return good ? context : nullptr;
}

// nullptr where the file is of no use; reported.
std::shared_ptr<const Tokens> read_tokens(const document::Node& node,
                                          document::Diagnostics& diagnostics,
                                          std::string_view file) {
  document::FileReporter reporter(diagnostics, file);
  const auto path = document::read_text(node, "tokens", reporter);
  auto read = path ? Tokens::read(beside(file, *path), diagnostics) : std::nullopt;
  return read ? std::make_shared<const Tokens>(std::move(*read)) : nullptr;
}

bool asks_for_certificates(const document::Node* tls) {
  return tls != nullptr && tls->find("client_ca") != nullptr;
}

// What stands in `of` goes into `into`; the first error in words.
std::string move_into(document::Diagnostics& into, const document::Diagnostics& of) {
  std::string first;
  for (const document::Diagnostic& diagnostic : of.all()) {
    if (first.empty()) first = diagnostic.message;
    into.add(diagnostic);
  }
  return first;
}

}  // namespace

// One token file, line by line.
class Tokens::Reader {
 public:
  Reader(Tokens& into, document::Reporter& reporter) : tokens_(into), reporter_(reporter) {}

  void read(std::string_view line, std::uint32_t number) {
    const auto words = words_of(line);
    if (words.empty()) return;
    if (words.size() != 3)
      return complain(number, words[0], "bad-token-line",
                      "a client has three words, not " + std::to_string(words.size()));
    const Word& name = words[0];
    const Word& role = words[1];
    const Word& hash = words[2];
    const auto roles = read_roles(role.text);
    const auto digest = read_digest(hash.text);
    if (!is_name(name.text)) complain(number, name, "bad-token-name", "not a client's name");
    if (!roles) complain(number, role, "bad-token-role", "not a list of roles");
    if (!digest) complain(number, hash, "bad-token-hash", "not a lower-case SHA-256 in hex");
    const bool taken =
        std::any_of(tokens_.entries_.begin(), tokens_.entries_.end(),
                    [&](const Entry& entry) { return entry.client.name == name.text; });
    if (taken) complain(number, name, "duplicate-token-name", "this client is named twice");
    if (roles && digest) tokens_.entries_.push_back({*digest, {std::string(name.text), *roles}});
  }

  bool good() const noexcept { return good_; }

 private:
  void complain(std::uint32_t line, const Word& word, std::string_view code, std::string message) {
    const document::Position begin{line, word.column};
    const document::Position end{line, word.column + static_cast<std::uint32_t>(word.text.size())};
    reporter_.error({begin, end}, code, std::move(message),
                    "a line is NAME ROLE[,ROLE] SHA256, roles being ask, read and admin");
    good_ = false;
  }

  Tokens& tokens_;
  document::Reporter& reporter_;
  bool good_ = true;
};

std::optional<Tokens> Tokens::read(const std::string& path, document::Diagnostics& diagnostics) {
  const auto text = document::load_file(path, diagnostics);
  if (!text) return std::nullopt;
  return parse(*text, path, diagnostics);
}

std::optional<Tokens> Tokens::parse(std::string_view text, std::string_view file,
                                    document::Diagnostics& diagnostics) {
  document::FileReporter reporter(diagnostics, file);
  Tokens tokens;
  Reader reader(tokens, reporter);
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    reader.read(text.substr(at, end - at), ++number);
    at = end + 1;
  }
  if (!reader.good()) return std::nullopt;
  if (tokens.entries_.empty()) {
    reporter.error({}, "empty-tokens", "the file names no client");
    return std::nullopt;
  }
  return tokens;
}

const Client* Tokens::find(std::string_view token) const noexcept {
  const core::Sha256Digest digest = sha256(token);
  const Client* found = nullptr;
  for (const Entry& entry : entries_) {
    unsigned difference = 0;
    for (std::size_t i = 0; i < digest.size(); ++i) difference |= entry.digest[i] ^ digest[i];
    if (difference == 0) found = &entry.client;
  }
  return found;
}

std::optional<Access> read_access(const document::Node& listen, const asio::ip::tcp::endpoint& at,
                                  const document::Node* tls, const document::Node* tokens,
                                  document::Diagnostics& diagnostics, std::string_view file) {
  document::FileReporter reporter(diagnostics, file);
  Access access;
  access.client_certificates = asks_for_certificates(tls);
  if (tls != nullptr) access.tls = read_tls(*tls, tokens != nullptr, reporter, file);
  if (tokens != nullptr) access.tokens = read_tokens(*tokens, diagnostics, file);
  bool good = (tls == nullptr || access.tls) && (tokens == nullptr || access.tokens);
  if (!at.address().is_loopback()) {
    static constexpr std::string_view kHelp =
        "off loopback a listener needs `tls: {certificate, key}`, and `tokens` or `client_ca`";
    if (tls == nullptr)
      reporter.error(listen.span, "open-listener", "off loopback, but without TLS",
                     std::string(kHelp));
    const bool asks_who = tokens != nullptr || access.client_certificates;
    if (!asks_who)
      reporter.error(listen.span, "open-listener",
                     "off loopback, but neither tokens nor client certificates are asked for",
                     std::string(kHelp));
    good = good && tls != nullptr && asks_who;
  }
  if (!good) return std::nullopt;
  return access;
}

Reread reread_access(const Access& now, const document::Node* tls, const document::Node* tokens,
                     document::Diagnostics& diagnostics, std::string_view file) {
  Reread reread{.access = now, .said = {}};
  const auto say = [&](const std::string& what) {
    if (!reread.said.empty()) reread.said += "; ";
    reread.said += what;
  };
  const auto keep = [&](const std::string& what, const document::Diagnostics& faults) {
    reread.whole = false;
    say(what + " kept: " + move_into(diagnostics, faults));
  };
  if (tokens != nullptr) {
    document::Diagnostics faults;
    if (auto read = read_tokens(*tokens, faults, file)) {
      say("tokens read anew (" + std::to_string(read->size()) + ")");
      reread.access.tokens = std::move(read);
    } else {
      keep("tokens", faults);
    }
  }
  if (tls != nullptr) {
    document::Diagnostics faults;
    document::FileReporter reporter(faults, file);
    if (auto read = read_tls(*tls, tokens != nullptr, reporter, file)) {
      say("certificate read anew");
      reread.access.tls = std::move(read);
    } else {
      keep("certificate", faults);
    }
  }
  return reread;
}

}  // namespace picket::daemon
