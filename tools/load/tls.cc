// SPDX-License-Identifier: Apache-2.0
#include "tools/load/tls.h"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <stdexcept>

namespace picket::load {

namespace {

using Context = asio::ssl::context;

std::shared_ptr<Context> make_context(Context::method method) {
  auto context = std::make_shared<Context>(method);
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  // Thousands of idle sessions are among what these tools do.
  SSL_CTX_set_mode(context->native_handle(), SSL_MODE_RELEASE_BUFFERS);
  return context;
}

void check(const std::error_code& error, const std::string& file) {
  if (error) throw std::runtime_error(fmt::format("{}: {}", file, error.message()));
}

void show(Context& context, const std::string& certificate, const std::string& key) {
  std::error_code error;
  context.use_certificate_chain_file(certificate, error);
  check(error, certificate);
  context.use_private_key_file(key, Context::pem, error);
  check(error, key);
}

}  // namespace

std::shared_ptr<Context> client_tls(const ClientTlsFiles& files) {
  auto context = make_context(Context::tls_client);
  if (!files.ca.empty()) {
    std::error_code error;
    context->load_verify_file(files.ca, error);
    check(error, files.ca);
    context->set_verify_mode(asio::ssl::verify_peer);
  }
  if (!files.certificate.empty()) show(*context, files.certificate, files.key);
  return context;
}

std::shared_ptr<Context> server_tls(const std::string& certificate, const std::string& key) {
  auto context = make_context(Context::tls_server);
  show(*context, certificate, key);
  return context;
}

}  // namespace picket::load
