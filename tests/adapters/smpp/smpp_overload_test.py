#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""SMPP through a real picketd that has more to do than it has time for."""

import signal
import sys
import unittest

from smpp_case import (DELIVER_SM, OK, RESPONSE, SUBMIT_FAILED, SUBMIT_SM, THROTTLED, SmppCase, part_body,
                       pdu, text_body)
from picketd_case import Flood  # noqa: E402: smpp_case knows where it is

FRAUD = "恭喜您中奖了"
TEMPORARY_APP_ERROR = 0x64

CONFIG = """\
overload_after: {}
routes:
  - {{route: "smpp:pass", overload: pass}}
  - {{route: "smpp:refuse", overload: refuse}}
"""


class SmppOverload(SmppCase):
    def configure(self, smsc, overload_after):
        path = self.smpp(smsc, more=CONFIG.format(overload_after))
        path.write_text(path.read_text().replace("workers: 2", "workers: 1"))

    def bound(self, system_id):
        esme = self.esme()
        self.assertEqual(esme.bind(system_id).status, OK)
        return esme

    def hang_up(self):
        before = len(self.log_lines)
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any("config taken" in line for line in self.log_lines[before:]), "read anew")

    def unjudged(self):
        return self.count("unjudged_total", route="smpp:pass", outcome="passed")

    def let_pass_unjudged(self, esme, text):
        """Sends it as the first part of messages until one goes unjudged; the reference of that."""
        for reference in range(9, 256):
            before = self.unjudged()
            self.assertEqual(esme.ask(SUBMIT_SM, part_body(text, 1, reference)).status, OK)
            if self.unjudged() > before:
                return reference
        self.fail("all were judged")

    def test_goes_by_the_route_of_the_bind_both_ways(self):
        smsc = self.smsc()
        self.configure(smsc, "1ms")
        self.start()
        passing, refusing, holding = (self.bound(name) for name in ("pass", "refuse", "hold"))
        with Flood(self, "http:flood"):
            self.wait_until(lambda: passing.submit(FRAUD).status == OK, "overloaded: it goes on")
            self.assertIn(FRAUD.encode("utf-16-be"), smsc.received[-1].body)
            self.wait_until(lambda: refusing.submit(FRAUD).status == THROTTLED, "overloaded: for now, not a block")
            self.assertEqual({holding.submit(FRAUD).status for _ in range(5)}, {SUBMIT_FAILED}, "judged all the same")

            def delivered():
                smsc.connections[1].sendall(pdu(DELIVER_SM, 7, text_body(FRAUD)))
                self.wait_until(lambda: smsc.received[-1].command == DELIVER_SM | RESPONSE, "answered")
                return smsc.received.pop().status == TEMPORARY_APP_ERROR
            self.wait_until(delivered, "overloaded: for now, not a block")

    def test_a_message_that_was_blocked_is_never_completed_by_parts_that_go_unjudged(self):
        smsc = self.smsc()
        self.configure(smsc, "0s")
        self.start()
        esme = self.bound("pass")
        self.assertEqual(esme.ask(SUBMIT_SM, part_body("恭喜您", 1, 7)).status, OK)
        self.assertEqual(esme.ask(SUBMIT_SM, part_body(FRAUD, 1, 8)).status, SUBMIT_FAILED)
        self.configure(smsc, "1ms")
        self.hang_up()
        with Flood(self, "http:flood"):
            self.wait_until(lambda: esme.submit(FRAUD).status == OK, "overloaded")

            def refused_unjudged():
                before = self.unjudged()
                self.assertEqual(esme.ask(SUBMIT_SM, part_body("请联系", 2, 8)).status, SUBMIT_FAILED)
                return self.unjudged() > before
            self.wait_until(refused_unjudged, "a part of it that is not judged is refused")
            reference = self.let_pass_unjudged(esme, "恭喜您中")
        self.configure(smsc, "0s")
        self.hang_up()
        self.assertEqual(esme.ask(SUBMIT_SM, part_body("奖了", 2, reference)).status, SUBMIT_FAILED,
                         "judged with the part that went unjudged")


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
