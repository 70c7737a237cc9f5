// SPDX-License-Identifier: Apache-2.0
#include "filter/core/digest.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <new>
#include <stdexcept>

namespace picket::core {
namespace {

// libcrypto fails here only where it has no memory or no SHA-256: neither can be gone on with.
void must(int result) {
  if (result != 1) throw std::runtime_error("libcrypto: SHA-256 is not available");
}

constexpr char kHexDigits[] = "0123456789abcdef";

}  // namespace

struct Sha256::State {
  State() : context(EVP_MD_CTX_new()) {
    if (context == nullptr) throw std::bad_alloc();
    must(EVP_DigestInit_ex2(context, EVP_sha256(), nullptr));
  }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::update(std::string_view bytes) {
  must(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()));
  return *this;
}

Sha256& Sha256::update_field(std::string_view bytes) {
  std::array<char, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<char>(static_cast<std::uint64_t>(bytes.size()) >> (8 * i));
  }
  return update({length.data(), length.size()}).update(bytes);
}

Sha256Digest Sha256::finish() {
  Sha256Digest digest;
  unsigned length = 0;
  must(EVP_DigestFinal_ex(state_->context, digest.data(), &length));
  must(EVP_DigestInit_ex2(state_->context, nullptr, nullptr));
  return digest;
}

std::string hex(std::span<const std::uint8_t> bytes) {
  std::string digits;
  digits.reserve(2 * bytes.size());
  for (const std::uint8_t byte : bytes) {
    digits.push_back(kHexDigits[byte >> 4]);
    digits.push_back(kHexDigits[byte & 15]);
  }
  return digits;
}

std::string sha256_hex(std::string_view bytes) { return hex(Sha256().update(bytes).finish()); }

struct NumberTokens::State {
  explicit State(std::string_view key) {
    EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr);
    context = EVP_MAC_CTX_new(algorithm);
    EVP_MAC_free(algorithm);
    if (context == nullptr) throw std::bad_alloc();
    char digest[] = OSSL_DIGEST_NAME_SHA2_256;
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end()};
    must(EVP_MAC_init(context, reinterpret_cast<const unsigned char*>(key.data()), key.size(),
                      parameters));
  }
  ~State() { EVP_MAC_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  EVP_MAC_CTX* context;
};

NumberTokens::NumberTokens(std::string_view key) {
  if (key.size() < kMinKeyBytes) {
    throw std::invalid_argument("the key of number tokens needs at least 16 bytes");
  }
  state_ = std::make_unique<State>(key);
}
NumberTokens::~NumberTokens() = default;
NumberTokens::NumberTokens(NumberTokens&&) noexcept = default;
NumberTokens& NumberTokens::operator=(NumberTokens&&) noexcept = default;

NumberTokens::Token NumberTokens::token(std::string_view normal_form) {
  EVP_MAC_CTX* context = state_->context;
  must(EVP_MAC_init(context, nullptr, 0, nullptr));  // the key stays
  must(EVP_MAC_update(context, reinterpret_cast<const unsigned char*>(normal_form.data()),
                      normal_form.size()));
  Sha256Digest code;
  std::size_t length = 0;
  must(EVP_MAC_final(context, code.data(), &length, code.size()));
  Token token;
  for (std::size_t i = 0; i < kTokenLength / 2; ++i) {
    token[2 * i] = kHexDigits[code[i] >> 4];
    token[2 * i + 1] = kHexDigits[code[i] & 15];
  }
  return token;
}

}  // namespace picket::core
