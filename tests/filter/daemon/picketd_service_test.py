#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the real picketd tells a service manager, its limits, and the unit that is shipped."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import unittest
from pathlib import Path

from picketd_case import PICKETD, ROOT, PicketdCase

UNIT = ROOT / "tools" / "systemd" / "picketd.service"


class Service(PicketdCase):
    def listen(self, name):
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.bind(name.replace("@", "\0"))
        manager.settimeout(20)
        return manager

    def start_for(self, name, **environment):
        os.environ["NOTIFY_SOCKET"] = name
        os.environ.update(environment)
        try:
            self.start()
        finally:
            for variable in ("NOTIFY_SOCKET", *environment):
                del os.environ[variable]

    def test_is_told_that_picketd_is_ready_lives_and_stops(self):
        self.config()
        for name in (str(self.folder / "notify"), f"@picketd-test-{os.getpid()}"):
            manager = self.listen(name)
            self.start_for(name, WATCHDOG_USEC="300000")
            self.assertEqual(manager.recv(100), b"READY=1")
            for _ in range(3):
                self.assertEqual(manager.recv(100), b"WATCHDOG=1")
            self.process.send_signal(signal.SIGTERM)
            while (said := manager.recv(100)) == b"WATCHDOG=1":
                pass
            self.assertEqual(said.splitlines()[0], b"STOPPING=1")
            self.assertEqual(self.process.wait(30), 0)
            self.tearDown()
            self.process = None

    def test_hears_of_no_watchdog_that_it_has_not_asked_of_this_process(self):
        self.config()
        name = str(self.folder / "notify")
        manager = self.listen(name)
        for environment in ({}, {"WATCHDOG_USEC": "3000", "WATCHDOG_PID": "1"}, {"WATCHDOG_USEC": "soon"}):
            self.start_for(name, **environment)
            self.assertEqual(manager.recv(100), b"READY=1")
            self.assertEqual(self.stop(), 0)
            self.assertTrue(manager.recv(100).startswith(b"STOPPING=1"), environment)
            self.tearDown()
            self.process = None

    def test_may_be_gone(self):
        self.config()
        for name in (str(self.folder / "nobody"), "nonsense", "/" + "x" * 200):
            self.start_for(name, WATCHDOG_USEC="1000")
            self.assertEqual(self.stop(), 0)
            self.tearDown()
            self.process = None

    def test_may_keep_few_files_open_for_us_and_is_told_so(self):
        self.config()
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        for limits, warned in (((256, 1024), True), ((256, hard), hard < 20500)):
            done = subprocess.Popen(
                [PICKETD, "--config", self.folder / "picketd.yaml"], stderr=subprocess.PIPE, text=True,
                preexec_fn=lambda limits=limits: resource.setrlimit(resource.RLIMIT_NOFILE, limits))
            lines = []
            for line in done.stderr:
                lines.append(line)
                if " ready: " in line:
                    break
            said = Path(f"/proc/{done.pid}/limits").read_text()
            open_files = next(line for line in said.splitlines() if line.startswith("Max open files"))
            self.assertEqual(open_files.split()[3:5], [str(limits[1])] * 2, "raised as far as it may be")
            self.assertEqual(any("too few" in line for line in lines), warned)
            done.terminate()
            self.assertEqual(done.wait(30), 0)
            done.stderr.close()

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not here")
    def test_has_a_unit_that_systemd_understands(self):
        unit = self.write("picketd.service", UNIT.read_text().replace("/usr/bin/picketd", str(PICKETD)))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True,
                              timeout=60, check=False)
        about_it = [line for line in done.stderr.splitlines() if "picketd.service" in line]
        self.assertEqual((done.returncode, about_it), (0, []), done.stderr)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
