// SPDX-License-Identifier: Apache-2.0
// Where OpenSSL takes its large buffers from: those of records, and of a handshake's messages. It
// takes and gives back each for moments at a time, between small things that a TLS session keeps.
// From malloc they would leave holes among these: ten thousand handshakes at once more than double
// what ten thousand idle sessions take. Here they lie apart, in address space of their own, and
// those that are not in use take no memory, but for a few that each thread keeps at hand.
//
// Any thread. A block belongs to nobody in particular: who has taken it may hand it on.
#pragma once

#include <cstddef>

namespace picket::daemon {

// The first thing in main(): false where OpenSSL has allocated something already, or there is no
// address space; then it goes on with malloc.
bool give_openssl_record_buffers() noexcept;

// The size of a block: the largest that OpenSSL asks for in steady use is 21.3 KiB, into which a
// handshake's messages are put.
inline constexpr std::size_t kRecordBufferSize = 24 * 1024;

// null where all are taken, or there is no address space.
void* take_record_buffer() noexcept;
// One that was taken, from whatever thread.
void give_back_record_buffer(void* buffer) noexcept;
bool is_record_buffer(const void* pointer) noexcept;

}  // namespace picket::daemon
