// SPDX-License-Identifier: Apache-2.0
// In steady state a session allocates nothing per PDU. Replaces the program's operator new.
#include <atomic>
#include <cstdlib>
#include <new>

#include "tests/adapters/smpp/live_relay.h"

namespace {

thread_local bool counted = false;  // on the worker's thread, while it matters
std::atomic<long> allocations{0};

void* allocate(std::size_t size) {
  if (counted) allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  if (counted) allocations.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept {
  return operator new(size, tag);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace picket::smpp {
namespace {

// A mixed batch of submits, answered by the SMSC; numbers begin at `first`.
void relay_batch(Peer& esme, Peer& smsc, std::uint32_t first, std::uint32_t size) {
  Bytes requests;
  for (std::uint32_t i = first; i < first + size; ++i) {
    Bytes pdu;
    if (i % 10 == 0) {
      pdu = text_pdu(i, "a fraud");
    } else if (i % 10 < 3) {
      const auto parts = part_pdus(i, std::string(300, 'a'), static_cast<std::uint16_t>(i / 10));
      pdu = parts[i % 10 - 1];
      write_u32(pdu.data() + kSequenceOffset, i);
    } else {
      pdu = text_pdu(i, i % 2 == 0 ? "您的包裹已到，请来取" : "your parcel is here");
    }
    requests.insert(requests.end(), pdu.begin(), pdu.end());
  }
  esme.send(requests);
  Bytes answers;
  for (std::uint32_t i = first; i < first + size; ++i) {
    if (i % 10 == 0) continue;
    ASSERT_EQ(header_of(smsc.receive()).sequence, i);
    const Bytes answer = response_pdu(Command::submit_sm_resp, i, "id7");
    answers.insert(answers.end(), answer.begin(), answer.end());
  }
  smsc.send(answers);
  for (std::uint32_t i = 0; i < size; ++i) ASSERT_FALSE(esme.receive().empty());
}

TEST_F(LiveRelay, allocates_nothing_per_pdu_in_steady_state) {
  constexpr std::uint32_t kBatch = 100;
  auto [esme, smsc] = bound();
  on_worker([&] { worker_.gate().remember = false; });
  std::uint32_t next = 1000;
  for (int i = 0; i < 20; ++i, next += kBatch) relay_batch(esme, smsc, next, kBatch);
  on_worker([] { counted = true; });
  for (int i = 0; i < 100; ++i, next += kBatch) relay_batch(esme, smsc, next, kBatch);
  on_worker([] { counted = false; });
  EXPECT_EQ(allocations.load(), 0);
  EXPECT_GE(worker_.gate().judged, 10'000u);
}

// The counter does count: the same session, but a gate that remembers what it saw.
TEST_F(LiveRelay, would_notice_an_allocation_per_pdu) {
  auto [esme, smsc] = bound();
  allocations = 0;
  on_worker([] { counted = true; });
  relay_batch(esme, smsc, 1000, 100);
  on_worker([] { counted = false; });
  EXPECT_GE(allocations.load(), 100);
}

}  // namespace
}  // namespace picket::smpp
