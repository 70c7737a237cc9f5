// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/pdu.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/adapters/smpp/messages.h"

namespace picket::smpp {
namespace {

Pdu pdu_of(const Bytes& bytes) {
  const auto next = next_pdu(bytes, kDefaultMaxPduSize);
  EXPECT_TRUE(next && *next);
  return next && *next ? **next : Pdu{};
}

MessageView parsed(const Bytes& bytes) {
  const auto message = parse_message(pdu_of(bytes));
  EXPECT_TRUE(message.has_value());
  return message.value_or(MessageView{});
}

Bytes with_fixed_length(Bytes bytes) {
  write_u32(bytes.data(), static_cast<std::uint32_t>(bytes.size()));
  return bytes;
}

TEST(NextPdu, waits_until_a_pdu_is_whole) {
  const Bytes bytes = text_pdu(7, "hello");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto next = next_pdu(Octets(bytes).first(size), kDefaultMaxPduSize);
    ASSERT_TRUE(next.has_value());
    EXPECT_FALSE(next->has_value());
  }
  EXPECT_EQ(pdu_of(bytes).header.sequence, 7u);
}

TEST(NextPdu, judges_the_length_from_its_four_octets_alone) {
  const auto error = [](std::initializer_list<std::uint8_t> octets) {
    return next_pdu(Bytes(octets), kDefaultMaxPduSize).error();
  };
  EXPECT_EQ(error({0, 0, 0, 0}), PduError::length_too_small);
  EXPECT_EQ(error({0, 0, 0, 15}), PduError::length_too_small);
  EXPECT_EQ(error({0x7F, 0xFF, 0xFF, 0xFF}), PduError::length_too_large);
  EXPECT_EQ(error({0xFF, 0xFF, 0xFF, 0xFF}), PduError::length_too_large);
  EXPECT_EQ(error({0, 2, 0, 1}), PduError::length_too_large);
  EXPECT_TRUE(next_pdu(Bytes{0, 2, 0, 0}, kDefaultMaxPduSize).has_value());
}

TEST(ParseMessage, reads_every_field_of_a_submit_sm) {
  MessageView message = message_of(Command::submit_sm, octets_of("hello"), 3);
  message.service_type = "CMT";
  message.source = {5, 0, "BANK"};
  message.esm_class = 0x43;
  message.protocol_id = 1;
  message.priority_flag = 2;
  message.schedule_delivery_time = "260105120000000+";
  message.validity_period = "260106120000000+";
  message.registered_delivery = 0x11;
  message.replace_if_present = 1;
  message.sm_default_msg_id = 9;
  Bytes tlvs;
  append_tlv(tlvs, Tag::user_message_reference, Bytes{0, 1});
  append_tlv(tlvs, static_cast<Tag>(0x1400), octets_of("vendor"));
  message.tlvs = tlvs;
  const Bytes bytes = message_pdu(0x80000001, message);

  const MessageView read = parsed(bytes);
  EXPECT_EQ(read.service_type, "CMT");
  EXPECT_EQ(read.source.ton, 5);
  EXPECT_EQ(read.source.text, "BANK");
  EXPECT_EQ(read.destination.text, "8613900000002");
  EXPECT_EQ(read.esm_class, 0x43);
  EXPECT_EQ(read.registered_delivery, 0x11);
  EXPECT_EQ(read.data_coding, 3);
  EXPECT_EQ(read.sm_default_msg_id, 9);
  EXPECT_EQ(read.short_message.size(), 5u);
  EXPECT_EQ(message_pdu(0x80000001, read), bytes);
}

TEST(ParseMessage, and_append_message_are_inverse_for_every_command) {
  Bytes destinations{1, 1, 1, '1', '2', 0, 2, 'l', 'i', 's', 't', 0};
  for (const Command command : {Command::submit_sm, Command::deliver_sm, Command::submit_multi,
                                Command::data_sm, Command::replace_sm, Command::broadcast_sm}) {
    MessageView message = message_of(command, octets_of("hello"));
    message.message_id = "id7";
    message.destination_count = 2;
    message.destinations = destinations;
    Bytes tlvs;
    append_tlv(tlvs, Tag::message_payload, octets_of("payload"));
    message.tlvs = tlvs;
    const Bytes bytes = message_pdu(5, message);
    EXPECT_EQ(message_pdu(5, parsed(bytes)), bytes) << static_cast<std::uint32_t>(command);
  }
}

TEST(ParseMessage, walks_the_destinations_of_a_submit_multi) {
  MessageView message = message_of(Command::submit_multi, octets_of("hello"));
  const Bytes destinations{1, 1, 1, '1', '2', 0, 2, 'l', 'i', 's', 't', 0};
  message.destination_count = 2;
  message.destinations = destinations;
  const Bytes bytes = message_pdu(5, message);
  const MessageView read = parsed(bytes);
  DestinationReader reader(read.destination_count, read.destinations);
  Destination destination;
  ASSERT_TRUE(reader.next(destination));
  EXPECT_FALSE(destination.is_list);
  EXPECT_EQ(destination.address.text, "12");
  ASSERT_TRUE(reader.next(destination));
  EXPECT_TRUE(destination.is_list);
  EXPECT_EQ(destination.address.text, "list");
  EXPECT_FALSE(reader.next(destination));
}

TEST(ParseMessage, refuses_a_destination_that_is_neither_number_nor_list) {
  MessageView message = message_of(Command::submit_multi, {});
  message.destination_count = 1;
  const Bytes destinations{3, 'x', 0};
  message.destinations = destinations;
  const Bytes bytes = message_pdu(5, message);
  EXPECT_EQ(parse_message(pdu_of(bytes)).error(), PduError::bad_destination);
}

TEST(ParseMessage, refuses_an_sm_length_beyond_the_pdu) {
  Bytes bytes = text_pdu(5, "hello");
  bytes[bytes.size() - 6] = 6;
  EXPECT_EQ(parse_message(pdu_of(bytes)).error(), PduError::message_overrun);
  bytes[bytes.size() - 6] = 255;
  EXPECT_EQ(parse_message(pdu_of(bytes)).error(), PduError::message_overrun);
}

TEST(ParseMessage, refuses_a_string_without_its_end) {
  Bytes bytes = header_pdu(Command::submit_sm, 5);
  bytes.insert(bytes.end(), 40, 'A');
  bytes = with_fixed_length(bytes);
  EXPECT_EQ(parse_message(pdu_of(bytes)).error(), PduError::unterminated_string);
}

TEST(ParseMessage, refuses_every_cut_and_never_reads_beyond) {
  const Bytes whole = text_pdu(5, "hello");
  for (std::size_t size = kHeaderSize; size < whole.size(); ++size) {
    // A copy of its own size, so that the address sanitizer sees a read beyond it.
    const Bytes cut =
        with_fixed_length(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_FALSE(parse_message(pdu_of(cut)).has_value()) << size;
  }
}

TEST(ParseMessage, takes_255_octets_of_short_message) {
  const Bytes text(255, 'a');
  EXPECT_EQ(parsed(message_pdu(5, message_of(Command::submit_sm, text))).short_message.size(),
            255u);
}

TEST(TlvReader, walks_them_in_order) {
  Bytes tlvs;
  append_tlv(tlvs, Tag::source_port, Bytes{0, 1});
  append_tlv(tlvs, Tag::message_payload, {});
  TlvReader reader(tlvs);
  Tlv tlv;
  ASSERT_TRUE(reader.next(tlv));
  EXPECT_EQ(tlv.tag, Tag::source_port);
  ASSERT_TRUE(reader.next(tlv));
  EXPECT_EQ(tlv.tag, Tag::message_payload);
  EXPECT_TRUE(tlv.value.empty());
  EXPECT_FALSE(reader.next(tlv));
  EXPECT_FALSE(reader.malformed());
}

TEST(TlvReader, gives_an_overlong_one_cut_short_and_says_so) {
  const Bytes tlvs{0x04, 0x24, 0xFF, 0xFF, 'b', 'a', 'd'};
  TlvReader reader(tlvs);
  Tlv tlv;
  ASSERT_TRUE(reader.next(tlv));
  EXPECT_EQ(tlv.value.size(), 3u);
  EXPECT_TRUE(reader.malformed());
  EXPECT_FALSE(reader.next(tlv));
}

TEST(TlvReader, one_to_three_stray_octets_are_malformed) {
  for (std::size_t size = 1; size < 4; ++size) {
    const Bytes tlvs(size, 0);
    TlvReader reader(tlvs);
    Tlv tlv;
    EXPECT_FALSE(reader.next(tlv));
    EXPECT_TRUE(reader.malformed());
  }
}

TEST(ParseBind, reads_what_append_bind_wrote) {
  const Bytes bytes = bind_pdu(1, "esme7");
  const auto bind = parse_bind(pdu_of(bytes));
  ASSERT_TRUE(bind.has_value());
  EXPECT_EQ(bind->system_id, "esme7");
  EXPECT_EQ(bind->interface_version, 0x34);
  Bytes again;
  append_bind(again, Command::bind_transceiver, 1, *bind);
  EXPECT_EQ(again, bytes);
}

TEST(ResponseMessageId, is_empty_where_the_body_is_left_out) {
  EXPECT_EQ(response_message_id(pdu_of(header_pdu(Command::submit_sm_resp, 1))), "");
  EXPECT_EQ(response_message_id(pdu_of(response_pdu(Command::submit_sm_resp, 1, ""))), "");
  const Bytes bytes = response_pdu(Command::submit_sm_resp, 1, "abc");
  EXPECT_EQ(response_message_id(pdu_of(bytes)), "abc");
}

TEST(ParseMessage, of_random_bodies_gives_the_same_bytes_again_or_an_error) {
  std::mt19937 random(3);
  const Command commands[] = {Command::submit_sm, Command::deliver_sm, Command::submit_multi,
                              Command::data_sm,   Command::replace_sm, Command::broadcast_sm};
  int good = 0;
  for (int round = 0; round < 50'000; ++round) {
    Bytes bytes = header_pdu(commands[random() % std::size(commands)], 1);
    const std::size_t size = random() % 60;
    for (std::size_t i = 0; i < size; ++i) {
      bytes.push_back(static_cast<std::uint8_t>(random() % 4 == 0 ? random() % 40 : 0));
    }
    bytes = with_fixed_length(bytes);
    const auto message = parse_message(pdu_of(bytes));
    if (!message) continue;
    ++good;
    ASSERT_EQ(message_pdu(1, *message), bytes);
  }
  EXPECT_GT(good, 100);
}

}  // namespace
}  // namespace picket::smpp
