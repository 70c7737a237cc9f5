#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What blocks and warnings become on the wire, with the real picketd: codes by rule and route, silent drops
whose receipts another session gets, warnings in the text, all of it changed while sessions are up; outbind."""

import signal
import sys
import unittest

from smpp_case import (BIND_RECEIVER, BIND_TRANSMITTER, DELIVER_SM, OK, RESPONSE, SUBMIT_FAILED, SUBMIT_SM, Esme,
                       SmppCase, bind_body, pdu, receive)
from picketd_case import rule  # noqa: E402: smpp_case knows where it is

OUTBIND, QUERY_SM = 0x0B, 3
RECEIPT_WANTED = 1


def submit_body(text, registered_delivery=0):
    octets = text.encode("utf-16-be")
    return (b"\0\1\1" + b"10690001\0" + b"\1\1" + b"8613900000002\0" + b"\0\0\0\0\0"
            + bytes([registered_delivery]) + b"\0\x08\0" + bytes([len(octets)]) + octets)


class SmppVerdicts(SmppCase):
    def setUp(self):
        super().setUp()
        self.write("rules/loan.yaml", rule("loan", phrase="贷款"))
        self.write("rules/prize.yaml", rule("prize", phrase="免费领取", action="warn"))

    def test_refuses_with_the_code_of_the_rule_and_the_route(self):
        self.smpp(self.smsc(), "treat:\n  - {rules: test.loan, routes: 'smpp:retail*', on_block: {submit: 0x432}}")
        self.start()
        retail, other = self.esme(), self.esme()
        retail.bind("retail7")
        other.bind("bank")
        self.assertEqual(retail.submit("低息贷款").status, 0x432)
        self.assertEqual(retail.submit("您中奖了").status, SUBMIT_FAILED)
        self.assertEqual(other.submit("低息贷款").status, SUBMIT_FAILED)

    def test_drops_in_silence_and_gives_the_receipt_to_a_session_that_receives(self):
        smsc = self.smsc()
        self.smpp(smsc, "on_block: {drop: delivrd}")
        self.start()
        sender, receiver = self.esme(), self.esme()
        sender.bind("esme1", BIND_TRANSMITTER)
        taken = sender.ask(SUBMIT_SM, submit_body("您中奖了", RECEIPT_WANTED))
        self.assertEqual(taken.status, OK)
        message_id = taken.body.rstrip(b"\0")
        self.assertRegex(message_id, rb"^pk[0-9a-z]{6}$")
        receiver.bind("esme1", BIND_RECEIVER)
        receipt = receiver.receive()
        self.assertEqual(receipt.command, DELIVER_SM)
        self.assertIn(b"id:" + message_id + b" ", receipt.body)
        self.assertIn(b"stat:DELIVRD", receipt.body)
        receiver.send(DELIVER_SM | RESPONSE, b"\0", sequence=receipt.sequence)
        state = sender.ask(QUERY_SM, message_id + b"\0\1\1" + b"10690001\0")
        self.assertEqual((state.status, state.body[-2]), (OK, 2))
        self.assertEqual(smsc.count(SUBMIT_SM), 0)
        self.assertEqual(smsc.count(QUERY_SM), 0)
        self.assertEqual(smsc.count(DELIVER_SM | RESPONSE), 0)

    def test_gives_a_receipt_to_a_session_that_is_idle_on_whatever_worker(self):
        self.smpp(self.smsc(), "on_block: {drop: undeliv}\nenquire_link: 1h")
        self.start()
        others = [self.esme() for _ in range(3)]
        for other in others:
            self.assertEqual(other.bind("other", BIND_RECEIVER).status, OK)
        # Each is dealt to the worker with fewer sessions: senders and receiver are on both.
        first, receiver, second = self.esme(), self.esme(), self.esme()
        for esme, command in ((first, BIND_TRANSMITTER), (receiver, BIND_RECEIVER), (second, BIND_TRANSMITTER)):
            self.assertEqual(esme.bind("esme1", command).status, OK)
        for sender in (first, second, first):
            taken = sender.ask(SUBMIT_SM, submit_body("您中奖了", RECEIPT_WANTED))
            receipt = receiver.receive()  # nothing else wakes it before the socket times out
            self.assertIsNotNone(receipt)
            self.assertEqual(receipt.command, DELIVER_SM)
            self.assertIn(b"id:" + taken.body.rstrip(b"\0") + b" ", receipt.body)
            receiver.send(DELIVER_SM | RESPONSE, b"\0", sequence=receipt.sequence)
        self.assertEqual(self.count("smpp_own_receipts_total", outcome="sent"), 3)
        for other in others:
            other.connection.settimeout(0.1)
            self.assertIsNone(other.receive(), "not theirs")

    def test_warns_as_configured_and_as_configured_anew(self):
        smsc = self.smsc()
        self.smpp(smsc)
        self.start()
        esme = self.esme()
        esme.bind()
        words = "免费领取礼品"
        self.assertEqual(esme.submit(words).status, OK)
        self.assertTrue(smsc.received[-1].body.endswith(words.encode("utf-16-be")))
        self.assertNotIn("诈骗".encode("utf-16-be"), smsc.received[-1].body)
        self.smpp(smsc, "on_warn: {prefix: '【疑似诈骗】'}")
        before = len(self.log_lines)
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any("config taken" in line for line in self.log_lines[before:]), "read anew")
        self.assertEqual(esme.submit(words).status, OK, "of a session that was there before")
        self.assertTrue(smsc.received[-1].body.endswith(("【疑似诈骗】" + words).encode("utf-16-be")))

    def test_refuses_a_configuration_that_would_make_peers_retry(self):
        for code in ("0x58", "0x14", "0x08", "0x64"):
            self.smpp(self.smsc(), f"on_block: {{submit: {code}}}")
            done = self.run_picketd("--check-config")
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("temporary", done.stdout + done.stderr)

    def test_an_outbind_is_passed_on_and_the_session_runs_in_reverse(self):
        esme = self.smsc()  # it listens, as the ESME of an outbind does
        esme.mute = True
        self.smpp(esme, "outbind: proxy")
        self.start()
        with Esme(self.where["smpp main"]) as smsc:
            smsc.send(OUTBIND, b"smsc\0secret\0")
            self.wait_until(lambda: esme.count(OUTBIND) == 1, "the ESME is told")
            esme.connections[0].sendall(pdu(BIND_RECEIVER, 1, bind_body("esme1")))
            bind = receive(smsc.connection)
            self.assertEqual((bind.command, bind.body), (BIND_RECEIVER, bind_body("esme1")))
            smsc.send(BIND_RECEIVER | RESPONSE, b"smsc\0", sequence=bind.sequence)
            self.wait_until(lambda: esme.count(BIND_RECEIVER | RESPONSE) == 1, "it is bound")
            refused = smsc.ask(DELIVER_SM, submit_body("您中奖了"))
            self.assertEqual(refused.status, 0x66)
            smsc.send(DELIVER_SM, submit_body("明天开会"))
            self.wait_until(lambda: esme.count(DELIVER_SM) == 1, "a good one arrives")


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
