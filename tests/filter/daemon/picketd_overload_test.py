#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real picketd with more to do than it has time for: what becomes of events by route, and who is told of it."""

import json
import re
import signal
import sys
import unittest

from picketd_case import FRAUD, Flood, PicketdCase

ROUTES = """\
routes:
  - {route: "t:pass", overload: pass}
  - {route: "t:refuse", overload: refuse}
  - {route: "t:hold", overload: hold}
log: {decisions: d.ndjson, ring: 64MiB}
"""
CALL = {"channel": "call", "from": "13900000001", "to": "110"}


class Overload(PicketdCase):
    def one_worker(self, overload_after, more=ROUTES):
        path = self.config(f"overload_after: {overload_after}\n{more}")
        path.write_text(path.read_text().replace("workers: 2", "workers: 1"))

    def hang_up(self):
        before = len(self.log_lines)
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any(" ruleset " in line for line in self.log_lines[before:]), "read anew")
        return "\n".join(self.log_lines[before:])

    def probe(self, route, event=FRAUD):
        """Whether an event was judged, passed unjudged or refused."""
        status, text = self.post({**event, "route": route})
        if status == 503:
            return "refused"
        self.assertEqual(status, 200, text)
        decision = json.loads(text)
        if decision.get("bypass") == "overload":
            self.assertEqual((decision["verdict"], decision["reasons"]), ("allow", []))
            return "passed"
        self.assertEqual(decision["verdict"], "block" if event is FRAUD else "allow")
        return decision.get("bypass", "judged")

    def test_each_route_goes_by_its_own_policy_and_nothing_of_it_is_silent(self):
        self.one_worker("1ms")
        self.start()
        seen = {"t:pass": [], "t:refuse": [], "t:hold": []}
        with Flood(self, "t:hold") as flood:
            def probed():
                for route, outcomes in seen.items():
                    outcomes.append(self.probe(route))
                self.assertEqual(self.probe("t:refuse", CALL), "emergency")
                self.assertEqual(self.ask("GET", "/readyz")[0], 200, "a balancer would only move the load")
                return seen["t:pass"].count("passed") >= 3 and seen["t:refuse"].count("refused") >= 3
            self.wait_until(probed, "overloaded")
            self.wait_until(lambda: any(re.search(r"warning worker 0 is \d+ ms behind", line)
                                        for line in self.log_lines), "the log says that it began")
            self.assertGreater(self.metrics()['picket_worker_lag_seconds{worker="0"}'], 0)
        self.assertEqual(set(seen["t:hold"]), {"judged"})
        for answer in flood.answers:
            self.assertEqual(answer, (200, Flood.EVENTS // 100 * 99, Flood.EVENTS // 100), "held, and judged")

        self.one_worker("0s")
        self.assertIn("config taken", self.hang_up())
        passed, refused = seen["t:pass"].count("passed"), seen["t:refuse"].count("refused")
        self.wait_until(lambda: self.said() == (passed, refused), "the log says how many")
        metrics = self.metrics()
        self.assertEqual(metrics['picket_unjudged_total{route="t:pass",outcome="passed"}'], passed)
        self.assertEqual(metrics['picket_unjudged_total{route="t:pass",outcome="refused"}'], 0)
        self.assertEqual(metrics['picket_unjudged_total{route="t:refuse",outcome="refused"}'], refused)
        self.assertNotIn('picket_unjudged_total{route="t:hold",outcome="passed"}', metrics)
        self.assertGreaterEqual(metrics['picket_worker_overloads_total{worker="0"}'], 1)
        self.assertEqual(metrics['picket_worker_overloaded{worker="0"}'], 0)
        self.assertEqual(self.probe("t:pass"), "judged")
        self.stop()
        lines = list(self.unjudged_lines())
        self.assertEqual([sum(line["route"] == route for line in lines) for route in seen], [passed, refused, 0])
        for line in lines:
            self.assertEqual((line["verdict"], line["rules"], line.get("refused", False)),
                             ("allow", [], line["route"] == "t:refuse"))

    def unjudged_lines(self):
        """Of the decision log, rotated files and all: on a fast machine the flood fills more than one."""
        for file in self.folder.glob("d.ndjson*"):
            with file.open("rb") as log:
                yield from (json.loads(line) for line in log if b'"overload"' in line)

    def said(self):
        """How many went unjudged and were refused, by all lines of the log."""
        found = re.findall(r"keeps up again: meanwhile (\d+) events went on unjudged and (\d+) were refused",
                           "\n".join(self.log_lines))
        return sum(int(passed) for passed, _ in found), sum(int(refused) for _, refused in found)

    def test_is_never_overloaded_with_0s_and_becomes_so_when_told_while_it_runs(self):
        self.one_worker("0s")
        self.start()
        with Flood(self, "t:hold") as flood:
            self.wait_until(lambda: len(flood.answers) >= 20, "busy")
            self.assertEqual({self.probe("t:pass") for _ in range(20)}, {"judged"})
            self.one_worker("1ms")
            self.assertIn("config taken", self.hang_up())
            self.wait_until(lambda: self.probe("t:pass") == "passed", "overloaded")
            self.one_worker("1ms", ROUTES.replace("overload: pass", "overload: hold"))
            self.assertIn("config taken", self.hang_up())
            self.assertEqual({self.probe("t:pass") for _ in range(20)}, {"judged"}, "the route says hold now")


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
