// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/lane.h"

#include <cstring>
#include <type_traits>

namespace picket::smpp {
namespace {

static_assert(std::is_trivially_copyable_v<Note>);

// A full window is searched for requests gone stale at most so often.
constexpr core::Ticks kExpireEvery = 1'000'000'000;

}  // namespace

Lane::Sent Lane::forward(Octets request, Bytes& out, core::Ticks now, const Note& note) {
  const Command command = read_header(request.data()).command;
  if (held_count_ == 0 && may_send(command)) return send(request, out, now, note);
  const auto* const note_bytes = reinterpret_cast<const std::uint8_t*>(&note);
  held_.insert(held_.end(), note_bytes, note_bytes + sizeof note);
  held_.insert(held_.end(), request.begin(), request.end());
  ++held_count_;
  return Sent::held;
}

Lane::Sent Lane::send(Octets request, Bytes& out, core::Ticks now, const Note& note) {
  const std::size_t at = out.size();
  out.insert(out.end(), request.begin(), request.end());
  const Header header = read_header(request.data());
  if (!wants_answer(header.command)) return Sent::unchanged;
  PendingRequest pending{header.sequence, header.sequence, header.command, false, now, note};
  const bool taken = pending_.contains(header.sequence);
  if (taken) {
    pending.sent = pending_.free_number();
    write_u32(out.data() + at + kSequenceOffset, pending.sent);
  }
  pending_.insert(pending);
  return taken ? Sent::renumbered : Sent::unchanged;
}

void Lane::send_own(Command command, Bytes& out, core::Ticks now) {
  const std::uint32_t number = pending_.free_number();
  append_header_only(out, command, Status::ok, number);
  pending_.insert({number, number, command, true, now, {}});
}

void Lane::send_own(Octets request, Bytes& out, core::Ticks now) {
  const std::uint32_t number = pending_.free_number();
  const std::size_t at = out.size();
  out.insert(out.end(), request.begin(), request.end());
  write_u32(out.data() + at + kSequenceOffset, number);
  pending_.insert({number, number, read_header(request.data()).command, true, now, {}});
}

Lane::Released Lane::release(Bytes& out, core::Ticks now) {
  Released released;
  while (held_count_ > 0) {
    Note note;
    std::memcpy(&note, held_.data() + held_from_, sizeof note);
    const Octets next = Octets(held_).subspan(held_from_ + sizeof note);
    const Header header = read_header(next.data());
    if (!may_send(header.command)) {
      if (now < expire_again_) break;
      expire_again_ = now + kExpireEvery;
      const std::size_t expired = pending_.expire(now - options_.response_timeout);
      if (expired == 0) break;
      released.forgotten += expired;
    }
    if (send(next.first(header.length), out, now, note) == Sent::renumbered) {
      ++released.renumbered;
    }
    held_from_ += sizeof note + header.length;
    --held_count_;
  }
  if (held_count_ == 0) {
    held_.clear();
    held_from_ = 0;
  } else if (held_from_ > held_.size() / 2) {
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(held_from_));
    held_from_ = 0;
  }
  return released;
}

void Lane::shrink() noexcept {
  pending_.shrink();
  if (held_count_ == 0) held_ = {};
}

}  // namespace picket::smpp
