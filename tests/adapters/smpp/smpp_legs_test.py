#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The legs of SMPP sessions through the real picketd: timers, upstreams that fail, what is pending then."""

import socket
import sys
import threading
import time
import unittest

from smpp_case import (BIND_TRANSCEIVER, ENQUIRE_LINK, OK, RESPONSE, SUBMIT_SM, SYSTEM_ERROR, UNBIND, Elsewhere,
                       SmppCase, bind_body, text_body)
from journey import free_ports  # noqa: E402: smpp_case knows where it is


class SmppTimers(SmppCase):
    def test_ask_each_leg_in_its_own_time(self):
        smsc = self.smsc()
        self.smpp(smsc, "enquire_link: {esme: 1h, smsc: 3s}")
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        self.wait_until(lambda: smsc.count(ENQUIRE_LINK) >= 2, "the SMSC is asked")
        esme.connection.settimeout(0.1)
        with self.assertRaises(TimeoutError):
            esme.connection.recv(1)

    def test_close_the_esme_where_its_smsc_is_silent_though_it_is_lively_itself(self):
        smsc = self.smsc()
        self.smpp(smsc, "enquire_link: {esme: 1h, smsc: 1s}")
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        smsc.mute = True
        deadline = time.monotonic() + 20
        while (answer := esme.ask(ENQUIRE_LINK)) is not None:
            self.assertEqual(answer.command, ENQUIRE_LINK | RESPONSE)
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        self.assertEqual(self.count("smpp_sessions_ended_total", why="silent"), 1)

    def test_unbind_sessions_that_have_nothing_to_do(self):
        smsc = self.smsc()
        self.smpp(smsc, "inactivity: 3s\nenquire_link: 1h")
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        for _ in range(8):  # longer than three seconds in all, but never silent for so long
            self.assertEqual(esme.submit("明天开会").status, OK)
            time.sleep(0.5)
        unbind = esme.receive()
        self.assertEqual(unbind.command, UNBIND)
        esme.send(UNBIND | RESPONSE, sequence=unbind.sequence)
        self.assertIsNone(esme.receive(), "closed")
        self.assertEqual(smsc.count(UNBIND), 1)
        self.assertEqual(self.count("smpp_sessions_ended_total", why="inactive"), 1)

    def test_take_no_enquire_link_for_activity_and_close_on_a_peer_that_does_not_unbind(self):
        smsc = self.smsc()
        self.smpp(smsc, "inactivity: 3s\nclose_timeout: 1s")
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        asked = 0
        while (answer := esme.ask(ENQUIRE_LINK)) is not None and answer.command != UNBIND:
            asked += 1
            time.sleep(0.05)
        self.assertGreater(asked, 1)
        while esme.receive() is not None:
            pass
        self.assertEqual(self.count("smpp_sessions_ended_total", why="inactive"), 1)


class SmppUpstreams(SmppCase):
    def test_take_the_place_of_one_that_is_down(self):
        down, up = self.smsc(), self.smsc()
        down.close()
        self.smpp([down, up])
        self.start()
        self.assertEqual(self.esme().bind().status, OK)
        self.assertEqual(up.count(BIND_TRANSCEIVER), 1)
        self.assertEqual(self.count("smpp_upstream_failures_total"), 1)

    def test_are_not_tried_for_every_bind_when_dead_but_again_after_a_while(self):
        """An address that takes connections to it and never answers them: its backlog is full."""
        with socket.create_server(("127.0.0.1", 0), backlog=0) as dead:
            filling = [socket.socket() for _ in range(4)]
            for one in filling:
                one.setblocking(False)
                one.connect_ex(dead.getsockname())
            up = self.smsc()
            self.smpp([Elsewhere(*dead.getsockname()), up], "connect_timeout: 1s\nupstream_hold_off: 3s")
            self.start()
            began = time.monotonic()
            self.assertEqual(self.esme().bind().status, OK)
            failures = lambda: self.count("smpp_upstream_failures_total")
            for _ in range(20):
                self.assertEqual(self.esme().bind().status, OK)
            tried = failures()
            self.assertIn(tried, range(1, 2 + int((time.monotonic() - began) / 3)), "passed over")
            for one in filling:
                one.close()
            time.sleep(3.1)
            binds = [threading.Thread(target=lambda: self.esme().bind()) for _ in range(10)]
            for bind in binds:
                bind.start()
            for bind in binds:
                bind.join()
            self.assertLessEqual(failures(), tried + 1, "one bind tries it again, not all")

    def test_get_their_place_back(self):
        (port,) = free_ports(1)
        second = self.smsc()
        self.smpp([Elsewhere("127.0.0.1", port), second], "upstream_hold_off: 1s")
        self.start()
        self.assertEqual(self.esme().bind().status, OK)
        again = self.smsc(address=("127.0.0.1", port))
        time.sleep(1.1)
        self.assertEqual(self.esme().bind().status, OK)
        self.assertEqual((again.count(BIND_TRANSCEIVER), second.count(BIND_TRANSCEIVER)), (1, 1))

    def test_are_left_for_the_next_bind_when_they_close_before_they_answer_one(self):
        with socket.create_server(("127.0.0.1", 0)) as closing:
            def close_all():
                try:
                    while True:
                        closing.accept()[0].close()
                except OSError:
                    pass
            threading.Thread(target=close_all, daemon=True).start()
            up = self.smsc()
            self.smpp([Elsewhere(*closing.getsockname()), up])
            self.start()
            self.assertIsNone(self.esme().bind(), "nobody answered, so neither do we")
            self.assertEqual(self.esme().bind().status, OK)
            closing.shutdown(socket.SHUT_RDWR)

    def test_all_down_are_said_to_be_a_passing_trouble_and_all_are_tried(self):
        all_down = [self.smsc(), self.smsc()]
        for one in all_down:
            one.close()
        self.smpp(all_down)
        self.start()
        for _ in range(2):
            self.assertEqual(self.esme().bind().status, SYSTEM_ERROR)
        self.assertEqual(self.count("smpp_upstream_failures_total"), 4)
        self.assertEqual(self.count("smpp_sessions_ended_total", why="unreachable"), 2)

    def test_lost_with_hundreds_pending_leave_those_unanswered(self):
        smsc = self.smsc()
        self.smpp(smsc)
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        smsc.mute = True
        sent = {esme.send(SUBMIT_SM, text_body("明天开会")) for _ in range(500)}
        self.wait_until(lambda: smsc.count(SUBMIT_SM) == 500, "all are pending")
        answered = set()
        for request in [one for one in smsc.received if one.command == SUBMIT_SM][:100]:
            smsc.answer(smsc.connections[0], request)
            answered.add(request.sequence)
        smsc.close()
        got = set()
        while (answer := esme.receive()) is not None:
            self.assertEqual((answer.command, answer.status), (SUBMIT_SM | RESPONSE, OK))
            self.assertNotIn(answer.sequence, got)
            got.add(answer.sequence)
        self.assertEqual(got, answered, "those the SMSC answered, and no others")
        self.assertLess(len(got), len(sent))

    def test_get_no_second_bind_for_one_that_they_refuse(self):
        first, second = self.smsc(), self.smsc()
        first.bind_status = 0x0E
        self.smpp([first, second])
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind().status, 0x0E, "its own word, unchanged")
        esme.send(BIND_TRANSCEIVER, bind_body("another"))
        self.assertEqual(esme.receive().status, 0x0E)
        self.assertEqual(second.received, [])


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
