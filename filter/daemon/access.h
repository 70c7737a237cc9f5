// SPDX-License-Identifier: Apache-2.0
// Who may speak to an HTTP listener (the `http` adapter's and the admin port): TLS, client
// certificates, bearer tokens. Read from the listener's section at start, immutable afterwards (on
// SIGHUP another takes its place), used on any thread. Off loopback a listener without TLS, or
// without certificates or tokens, is an error of the configuration: picketd refuses to start rather
// than answer strangers.
#pragma once

#include <array>
#include <asio/ip/tcp.hpp>
#include <asio/ssl/context.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/daemon/credentials.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::daemon {

// What a client may do: `ask` for decisions, `read` metrics, `admin`: change what is in force (and
// read).
enum class Role : std::uint8_t { ask = 1, read = 2, admin = 4 };

// A set of roles; admin holds read too.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr void add(Role role) noexcept { bits_ |= static_cast<std::uint8_t>(role); }
  constexpr bool may(Role role) const noexcept {
    const auto wanted = static_cast<std::uint8_t>(role);
    const bool reads_as_admin =
        role == Role::read && (bits_ & static_cast<std::uint8_t>(Role::admin)) != 0;
    return (bits_ & wanted) != 0 || reads_as_admin;
  }
  constexpr bool empty() const noexcept { return bits_ == 0; }
  static constexpr Roles all() noexcept {
    Roles roles;
    roles.bits_ = 7;
    return roles;
  }

 private:
  std::uint8_t bits_ = 0;
};

struct Client {
  std::string name;  // of the token, or the certificate's common name; `local` where none is asked
  Roles roles;
};

// A token file: one client a line, `NAME ROLE[,ROLE] SHA256`, the last being the lower-case hex
// SHA-256 of the token; `#` comments. The tokens themselves are written nowhere. Names are letters,
// digits, `-`, `_` and `.`.
class Tokens {
 public:
  // Reports everything wrong with the file, or with its text; usable where nothing was.
  static std::optional<Tokens> read(const std::string& path, document::Diagnostics& diagnostics);
  static std::optional<Tokens> parse(std::string_view text, std::string_view file,
                                     document::Diagnostics& diagnostics);

  // The client of `Authorization: Bearer TOKEN`; null where there is none. Takes as long whichever
  // entry matches, or none.
  const Client* find(std::string_view token) const noexcept;

  std::size_t size() const noexcept { return entries_.size(); }

 private:
  struct Entry {
    std::array<std::uint8_t, 32> digest;
    Client client;
  };
  class Reader;
  std::vector<Entry> entries_;
};

// How one listener is guarded. Where tokens and client certificates are both configured, either
// will do; a bearer token that is sent decides alone.
struct Access {
  std::shared_ptr<asio::ssl::context> tls;  // null: plain TCP
  bool client_certificates = false;         // asked for by `tls` and verified where given
  std::shared_ptr<const Tokens> tokens;     // null: none asked for
  // Of a client known by its certificate alone, or not asked who it is.
  Roles default_roles = Roles::all();
};

// Reads `tls: {certificate, key, client_ca, min_version}` and `tokens: FILE` (either node may be
// null) of the listener at `at`, whose node is `listen`, and loads the files they name. nullopt
// where something was wrong or the listener would be open to strangers; reported.
std::optional<Access> read_access(const document::Node& listen, const asio::ip::tcp::endpoint& at,
                                  const document::Node* tls, const document::Node* tokens,
                                  document::Diagnostics& diagnostics, std::string_view file);

// Reads the files that read_access() has read once more. Tokens and TLS are taken each by itself:
// a part whose files are of no use stays as it is, and is reported.
CredentialsNews reread_access(Access& access, const document::Node* tls,
                              const document::Node* tokens, document::Diagnostics& diagnostics,
                              std::string_view file);

}  // namespace picket::daemon
