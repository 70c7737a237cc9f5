// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/access.h"

#include <algorithm>

#include "filter/core/digest.h"
#include "filter/daemon/relative_path.h"
#include "filter/daemon/tls.h"
#include "filter/document/reader.h"
#include "filter/document/typed.h"

namespace picket::daemon {
namespace {

constexpr std::array<std::string_view, 3> kRoleNames{"ask", "read", "admin"};
constexpr std::array<Role, 3> kRoles{Role::ask, Role::read, Role::admin};

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

// nullptr where the file is of no use; reported.
std::shared_ptr<const Tokens> read_tokens(const document::Node& node,
                                          document::Diagnostics& diagnostics,
                                          std::string_view file) {
  document::FileReporter reporter(diagnostics, file);
  const auto path = document::read_text(node, "tokens", reporter);
  auto read = path ? Tokens::read(beside(file, *path), diagnostics) : std::nullopt;
  return read ? std::make_shared<const Tokens>(std::move(*read)) : nullptr;
}

// A client without a certificate may name itself by a token, where there are any.
ClientCertificate clients(const document::Node* tokens) {
  return tokens != nullptr ? ClientCertificate::optional : ClientCertificate::required;
}

bool asks_for_certificates(const document::Node* tls) {
  return tls != nullptr && tls->find("client_ca") != nullptr;
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
  if (tls != nullptr) access.tls = read_server_tls(*tls, clients(tokens), reporter, file);
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

CredentialsNews reread_access(Access& access, const document::Node* tls,
                              const document::Node* tokens, document::Diagnostics& diagnostics,
                              std::string_view file) {
  CredentialsReport report(diagnostics);
  if (tokens != nullptr) {
    document::Diagnostics faults;
    if (auto read = read_tokens(*tokens, faults, file)) {
      report.taken("tokens", " (" + std::to_string(read->size()) + ")");
      access.tokens = std::move(read);
    } else {
      report.kept("tokens", faults);
    }
  }
  if (tls != nullptr) {
    document::Diagnostics faults;
    document::FileReporter reporter(faults, file);
    if (auto read = read_server_tls(*tls, clients(tokens), reporter, file)) {
      report.taken("certificate");
      access.tls = std::move(read);
    } else {
      report.kept("certificate", faults);
    }
  }
  return report.take();
}

}  // namespace picket::daemon
