#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much of long messages the real picketd keeps, and for how long."""

import sys
import time
import unittest

from smpp_case import OK, RESPONSE, SUBMIT_FAILED, SUBMIT_SM, SmppCase, part_body, pdu

FIRST, SECOND = "恭喜您中", "奖了"  # a fraud cut in two


class SmppParts(SmppCase):
    def bound(self, limits):
        self.smpp(self.smsc(), more=f"limits: {{{limits}}}\n")
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        return esme

    def test_a_message_is_forgotten_when_no_part_of_it_came_for_so_long(self):
        esme = self.bound("part_time: 1s")
        self.assertEqual(esme.ask(SUBMIT_SM, part_body(FIRST, 1, 7)).status, OK)
        time.sleep(1.2)
        self.assertEqual(esme.ask(SUBMIT_SM, part_body(SECOND, 2, 7)).status, OK, "judged alone")

    def test_a_message_is_kept_meanwhile(self):
        esme = self.bound("part_time: 1h")
        self.assertEqual(esme.ask(SUBMIT_SM, part_body(FIRST, 1, 7)).status, OK)
        time.sleep(1.2)
        self.assertEqual(esme.ask(SUBMIT_SM, part_body(SECOND, 2, 7)).status, SUBMIT_FAILED, "judged joined")
        self.assertEqual(self.count("smpp_part_messages"), 1)

    def test_no_more_is_kept_than_there_is_memory_for_and_what_is_forgotten_is_counted(self):
        esme = self.bound("part_memory: 1MiB")
        messages = 6000
        octets = b"".join(pdu(SUBMIT_SM, 100 + n, part_body("明天", 1, n % 256, total=2 + n // 256))
                          for n in range(messages))
        for begin in range(0, len(octets), 50_000):
            esme.connection.sendall(octets[begin:begin + 50_000])
        for _ in range(messages):
            answer = esme.receive()
            self.assertEqual((answer.command, answer.status), (SUBMIT_SM | RESPONSE, OK))
        kept = self.count("smpp_part_messages")
        self.assertGreater(kept, 500)
        self.assertLess(kept, 2000, "a mebibyte, at some 750 octets each")
        self.assertEqual(self.count("smpp_part_messages_forgotten_total", why="memory"), messages - kept)
        self.assertEqual(self.count("smpp_part_messages_forgotten_total", why="time"), 0)
        self.assertEqual(esme.ask(SUBMIT_SM, part_body(FIRST, 1, 7, total=200)).status, OK)
        self.assertEqual(esme.ask(SUBMIT_SM, part_body(SECOND, 2, 7, total=200)).status, SUBMIT_FAILED,
                         "the latest are judged joined all the same")


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
