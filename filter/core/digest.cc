// SPDX-License-Identifier: Apache-2.0
// The plain SHA256_ calls are deprecated in favour of EVP, which for two blocks a token costs twice
// as much: it looks its context up and copies it on the heap each time.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "filter/core/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
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

namespace {

constexpr std::size_t kBlock = SHA256_CBLOCK;
using Block = std::array<std::uint8_t, kBlock>;

// A key of more than a block stands for its digest (RFC 2104 §2).
Block block_of(std::string_view key) {
  Block block{};
  if (key.size() > kBlock) {
    const Sha256Digest digest = Sha256().update(key).finish();
    std::copy(digest.begin(), digest.end(), block.begin());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  return block;
}

// SHA-256 that has read the key's block, each byte of it with `pad`.
SHA256_CTX after_key(Block block, std::uint8_t pad) {
  for (std::uint8_t& byte : block) byte ^= pad;
  SHA256_CTX context;
  must(SHA256_Init(&context));
  must(SHA256_Update(&context, block.data(), block.size()));
  return context;
}

}  // namespace

// Both halves of HMAC with the key already in them: a token then costs two blocks of SHA-256.
struct NumberTokens::State {
  explicit State(std::string_view key)
      : inner(after_key(block_of(key), 0x36)), outer(after_key(block_of(key), 0x5c)) {}

  SHA256_CTX inner;
  SHA256_CTX outer;
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

NumberTokens::Token NumberTokens::token(std::string_view normal_form) const {
  SHA256_CTX context = state_->inner;
  Sha256Digest code;
  must(SHA256_Update(&context, normal_form.data(), normal_form.size()));
  must(SHA256_Final(code.data(), &context));
  context = state_->outer;
  must(SHA256_Update(&context, code.data(), code.size()));
  must(SHA256_Final(code.data(), &context));
  Token token;
  for (std::size_t i = 0; i < kTokenLength / 2; ++i) {
    token[2 * i] = kHexDigits[code[i] >> 4];
    token[2 * i + 1] = kHexDigits[code[i] & 15];
  }
  return token;
}

}  // namespace picket::core
