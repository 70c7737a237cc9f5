#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the real picketd takes of a changed `smpp` section, how it drains, and how the next one takes its place."""

import signal
import socket
import ssl
import sys
import time
import unittest

from smpp_case import (BIND_TRANSCEIVER, ENQUIRE_LINK, OK, RESPONSE, SUBMIT_FAILED, SUBMIT_SM, THROTTLED, UNBIND,
                       SmppCase, text_body)
from journey import accepts, free_ports  # noqa: E402: smpp_case knows where it is


class SmppChange(SmppCase):
    def hang_up(self):
        before = len(self.log_lines)
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any(" ruleset " in line for line in self.log_lines[before:]), "read anew")
        return "\n".join(self.log_lines[before:])

    def change(self, *arguments, **options):
        """Another config, on the port that was given; and what is said of it."""
        self.smpp(*arguments, **options)
        return self.hang_up()

    def test_takes_other_upstreams_peers_timers_and_window_and_keeps_sessions(self):
        first, second = self.smsc(), self.smsc()
        self.smpp(first)
        self.start()
        early = self.esme()
        self.assertEqual(early.bind().status, OK)
        self.assertIn("config taken", self.change(second, "enquire_link: {esme: 1h, smsc: 2s}\nwindow: 1"))
        late = self.esme()
        self.assertEqual(late.bind().status, OK)
        self.assertEqual((first.count(BIND_TRANSCEIVER), second.count(BIND_TRANSCEIVER)), (1, 1))
        self.assertEqual(early.submit("明天开会").status, OK, "the session lives on")
        self.wait_until(lambda: first.count(ENQUIRE_LINK) > 0, "with the new timers")
        first.mute = True
        for _ in range(5):
            early.send(SUBMIT_SM, text_body("明天开会"))
        self.assertEqual(early.ask(ENQUIRE_LINK).command, ENQUIRE_LINK | RESPONSE, "all five are read")
        self.wait_until(lambda: first.count(SUBMIT_SM) == 2, "and the new window")
        time.sleep(0.2)
        self.assertEqual(first.count(SUBMIT_SM), 2, "lets no other through")
        self.assertIn("config taken", self.change(second, "peers: [127.0.0.9]"))
        stranger = self.esme()
        self.assertIsNone(stranger.receive(), "closed at once")
        self.assertEqual(late.submit("明天开会").status, OK, "who is in stays in")

    def test_takes_other_codes_for_sessions_that_are_open(self):
        smsc = self.smsc()
        self.smpp(smsc)
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        self.assertEqual(esme.submit("恭喜您中奖了").status, SUBMIT_FAILED)
        self.assertIn("config taken", self.change(smsc, "on_block: {submit: 0x432}"))
        self.assertEqual(esme.submit("恭喜您中奖了").status, 0x432)
        said = self.change(smsc, "on_block: {submit: 0x58}")
        self.assertIn("config not taken: 1 error", said)
        self.assertEqual(esme.submit("恭喜您中奖了").status, 0x432, "never one that makes peers retry")

    def test_takes_tls_for_connections_from_then_on(self):
        self.make_certificates()
        smsc = self.smsc()
        self.smpp(smsc)
        self.start()
        clear = self.esme()
        self.assertEqual(clear.bind().status, OK)
        self.assertIn("config taken", self.change(smsc, "tls: {certificate: server.pem, key: server.key}"))
        context = ssl.create_default_context(cafile=self.folder / "ca.pem")
        self.assertEqual(self.esme(tls=context).bind().status, OK)
        self.assertEqual(clear.submit("明天开会").status, OK)

    def test_refuses_another_port_name_or_number_of_listeners(self):
        smsc = self.smsc()
        self.smpp(smsc)
        self.start()
        text = (self.folder / "picketd.yaml").read_text()
        another = f"  - {{name: other, listen: 127.0.0.1:0, upstream: ['{smsc.address}']}}\n"
        for changed, key in ((text.replace("listen: '127.0.0.1:0'", "listen: '127.0.0.1:1'"), "listen"),
                             (text.replace("name: main", "name: man"), "name"), (text + another, "smpp")):
            (self.folder / "picketd.yaml").write_text(changed)
            said = self.hang_up()
            self.assertIn(f"`{key}` cannot change", said)
            self.assertIn("config not taken: 1 error", said)
        self.assertEqual(self.esme().bind().status, OK)


class SmppDrain(SmppCase):
    def bound(self):
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        return esme

    def pending(self, smsc, count=3):
        """An ESME with requests that the SMSC has not answered."""
        esme = self.bound()
        smsc.mute = True
        for _ in range(count):
            esme.send(SUBMIT_SM, text_body("明天开会"))
        self.wait_until(lambda: smsc.count(SUBMIT_SM) == count, "pending")
        return esme

    def test_waits_for_answers_then_unbinds_both_legs_and_ends_with_0(self):
        smsc = self.smsc()
        self.smpp(smsc)
        self.start()
        busy = self.pending(smsc)
        self.process.send_signal(signal.SIGTERM)
        refused, numbers = None, []
        deadline = time.monotonic() + 20
        while refused is None:  # until the signal has arrived: the SMSC is mute
            self.assertLess(time.monotonic(), deadline)
            numbers.append(busy.send(SUBMIT_SM, text_body("明天开会")))
            busy.connection.settimeout(0.2)
            refused = busy.receive()
            busy.connection.settimeout(20)
        self.assertEqual(refused.status, THROTTLED, "for now, not a block")
        self.assertIn(refused.sequence, numbers)
        self.assertIsNone(self.process.poll(), "waits for the answers")
        smsc.mute = False
        for request in [one for one in smsc.received if one.command == SUBMIT_SM]:
            smsc.answer(smsc.connections[-1], request)
        seen = []
        while (got := busy.receive()) is not None:
            seen.append(got.command)
            if got.command == UNBIND:
                busy.send(UNBIND | RESPONSE, sequence=got.sequence)
        self.assertEqual(seen[-1], UNBIND)
        self.assertGreaterEqual(seen.count(SUBMIT_SM | RESPONSE), 3)
        busy.close()
        self.assertEqual(self.process.wait(30), 0)
        self.assertEqual(smsc.count(UNBIND), 1)

    def test_does_not_wait_for_peers_that_do_not_answer_an_unbind(self):
        smsc = self.smsc()
        self.smpp(smsc, "close_timeout: 1s", more="drain_timeout: 1h\n")
        self.start()
        esme = self.bound()
        smsc.mute = True
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(esme.receive().command, UNBIND)
        self.assertIsNone(esme.receive(), "closed")
        self.assertEqual(self.process.wait(30), 0)

    def test_ends_with_0_after_drain_timeout_though_answers_are_due(self):
        smsc = self.smsc()
        self.smpp(smsc, more="drain_timeout: 1s\n")
        self.start()
        esme = self.pending(smsc)
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(30), 0)
        self.assertIsNone(esme.receive(), "no answer is made up")
        self.assertTrue(any("drain_timeout is over" in line for line in self.log_lines))

    def test_leaves_its_ports_to_the_next_picketd_at_once(self):
        smsc = self.smsc()
        ports = free_ports(3)
        self.smpp(smsc, "close_timeout: 1s", listen=f"127.0.0.1:{ports[0]}", http=f"{{listen: 127.0.0.1:{ports[1]}}}",
                  admin=f"{{listen: 127.0.0.1:{ports[2]}}}")
        self.start()
        busy = self.pending(smsc)
        old, old_reader = self.process, self._reader
        old.send_signal(signal.SIGTERM)
        self.wait_until(lambda: any("draining" in line for line in self.log_lines), "draining")
        smsc.mute = False
        self.wait_until(lambda: not any(accepts(port) for port in ports), "it listens no more")
        self.start()
        self.assertIsNone(old.poll(), "both run")
        self.assertEqual(self.bound().submit("明天开会").status, OK, "the new one serves")
        for request in [one for one in smsc.received if one.command == SUBMIT_SM][:3]:
            smsc.answer(smsc.connections[0], request)
        for _ in range(3):
            self.assertEqual(busy.receive().status, OK, "and the old one finishes")
        unbind = busy.receive()
        self.assertEqual(unbind.command, UNBIND)
        busy.send(UNBIND | RESPONSE, sequence=unbind.sequence)
        self.assertEqual(old.wait(30), 0)
        old_reader.join()
        old.stderr.close()
        old.stdout.close()
        self.assertEqual(self.stop(), 0)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
