// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/tls.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <optional>

#include "filter/daemon/relative_path.h"
#include "filter/document/typed.h"

namespace picket::daemon {
namespace {

using Context = asio::ssl::context;
using document::Node;

constexpr std::array<std::string_view, 4> kServerKeys{"certificate", "key", "client_ca",
                                                      "min_version"};
constexpr std::array<std::string_view, 5> kClientKeys{"ca", "server_name", "certificate", "key",
                                                      "min_version"};
constexpr std::array<std::string_view, 2> kVersions{"1.2", "1.3"};
constexpr std::array<int, 2> kVersionNumbers{TLS1_2_VERSION, TLS1_3_VERSION};

// One section on its way into a context.
class SectionReader {
 public:
  SectionReader(const Node& node, std::string_view what, document::Reporter& reporter,
                std::string_view file, Context::method method)
      : node_(node),
        what_(what),
        reporter_(reporter),
        file_(file),
        context_(std::make_shared<Context>(method)) {
    SSL_CTX* native = context_->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(
        native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  }

  bool expect_keys(std::span<const std::string_view> keys) {
    good_ = document::expect_mapping(node_, what_, reporter_) &&
            document::check_keys(node_, keys, what_, reporter_);
    return good_;
  }

  void read_min_version() {
    const Node* node = node_.find("min_version");
    if (node == nullptr) return;
    const auto word = document::read_word(*node, "min_version", kVersions, reporter_);
    good_ = good_ && word.has_value();
    if (word) SSL_CTX_set_min_proto_version(context_->native_handle(), kVersionNumbers[*word]);
  }

  void read_certificate() {
    use("certificate", [this](const std::string& path, asio::error_code& error) {
      context_->use_certificate_chain_file(path, error);
    });
    use("key", [this](const std::string& path, asio::error_code& error) {
      context_->use_private_key_file(path, Context::pem, error);
    });
  }

  void read_trusted(std::string_view key) {
    use(key, [this](const std::string& path, asio::error_code& error) {
      context_->load_verify_file(path, error);
    });
  }

  void verify(asio::ssl::verify_mode mode) { context_->set_verify_mode(mode); }

  void fail() noexcept { good_ = false; }

  std::shared_ptr<Context> take() { return good_ ? std::move(context_) : nullptr; }

 private:
  // Loads the file under `key`, which must be there.
  template <typename Load>
  void use(std::string_view key, Load load) {
    const Node* node = document::require(node_, key, what_, reporter_);
    const auto path = node != nullptr ? document::read_text(*node, key, reporter_) : std::nullopt;
    if (!path) return fail();
    const std::string full = beside(file_, *path);
    asio::error_code error;
    load(full, error);
    if (!error) return;
    fail();
    reporter_.error(node->span, "unusable-tls-file", full + ": " + error.message());
  }

  const Node& node_;
  std::string_view what_;
  document::Reporter& reporter_;
  std::string_view file_;
  std::shared_ptr<Context> context_;
  bool good_ = true;
};

}  // namespace

std::shared_ptr<Context> read_server_tls(const Node& node, ClientCertificate clients,
                                         document::Reporter& reporter, std::string_view file) {
  SectionReader section(node, "tls", reporter, file, Context::tls_server);
  if (!section.expect_keys(kServerKeys)) return nullptr;
  section.read_min_version();
  section.read_certificate();
  if (node.find("client_ca") != nullptr) {
    section.read_trusted("client_ca");
    section.verify(clients == ClientCertificate::optional
                       ? asio::ssl::verify_peer
                       : asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
  }
  return section.take();
}

ClientTls read_client_tls(const Node& node, std::string_view what, document::Reporter& reporter,
                          std::string_view file) {
  SectionReader section(node, what, reporter, file, Context::tls_client);
  if (!section.expect_keys(kClientKeys)) return {};
  ClientTls tls;
  section.read_min_version();
  section.read_trusted("ca");
  section.verify(asio::ssl::verify_peer);
  if (node.find("certificate") != nullptr || node.find("key") != nullptr)
    section.read_certificate();
  if (const Node* name = node.find("server_name")) {
    if (const auto text = document::read_text(*name, "server_name", reporter)) {
      tls.server_name = *text;
    } else {
      section.fail();
    }
  }
  tls.context = section.take();
  return tls;
}

std::optional<std::string> common_name(SSL* tls) {
  X509* certificate = SSL_get1_peer_certificate(tls);
  if (certificate == nullptr) return std::nullopt;
  std::array<char, 256> name{};
  const int length = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                               name.data(), static_cast<int>(name.size()));
  X509_free(certificate);
  return length > 0 ? std::string(name.data(), static_cast<std::size_t>(length)) : std::string();
}

}  // namespace picket::daemon
