#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The real picketd with as many binds at once as it has files for, up to ten thousand."""

import json
import resource
import subprocess
import unittest

from smpp_case import SmppCase
from picketd_case import PICKETD  # whose folder smpp_case makes known

LOAD = PICKETD.with_name("picket-load")
MOST_BINDS = 10_000
FILES_BESIDE = 200
# That none is lost is what matters here, not how long so many take: minutes, at most.
PATIENCE = "session_init: 1h\nbind_timeout: 1h\nconnect_timeout: 60s\nenquire_link: 1h"


class Simulator:
    """picket-load as an SMSC."""

    def __init__(self):
        self.process = subprocess.Popen(
            [LOAD, "smsc", "--quiet", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True
        )
        self.address = self.process.stdout.readline().split()[-1]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class SmppCrowd(SmppCase):
    def setUp(self):
        super().setUp()
        self.limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, self.limits)
        resource.setrlimit(resource.RLIMIT_NOFILE, (self.limits[1], self.limits[1]))

    def test_holds_ten_thousand_binds_and_serves_each(self):
        # Two sockets a session.
        binds = min(MOST_BINDS, (self.limits[1] - FILES_BESIDE) // 2)
        smsc = Simulator()
        self.addCleanup(smsc.close)
        self.smpp(smsc, f"max_unbound_per_peer: {binds}\n{PATIENCE}")
        self.start()
        load = subprocess.run(
            [LOAD, "smpp", "--to", self.where["smpp main"], "--sessions", str(binds), "--count", str(2 * binds),
             "--text", "hello", "--expect", "accept", "--timeout", "60000", "--json"],
            capture_output=True, text=True, timeout=240, check=False,
        )
        self.assertEqual(load.returncode, 0, load.stdout + load.stderr)
        self.assertEqual(json.loads(load.stdout)["accepted"], 2 * binds)
        self.assertEqual(self.count("smpp_binds_total"), binds)
        self.wait_until(lambda: self.count("smpp_sessions") == 0, "every session ends with its ESME")


if __name__ == "__main__":
    unittest.main()
