# SPDX-License-Identifier: Apache-2.0
"""What the tests of the real picketd share: a directory with a config and rules, the daemon started from
it, certificates. Standard library, and openssl(1)."""

import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "journeys" / "support"))
from certificates import make_certificates  # noqa: E402

PICKETD = Path(os.environ.get("PICKET_BIN", ROOT / "build" / "release" / "bin")) / "picketd"

RULE = """\
id: test.{name}
rev: 1
title: A rule of these tests
status: {status}
channel: sms
category: test
risk: high
action: {action}
why: It shows what a rule does.
match:
  text: {phrase}
tests:
  - hit: the phrase
    text: {tested}
  - miss: something else
    text: 明天下午三点开会
"""

FRAUD = {"channel": "sms", "text": "恭喜您中奖了", "from": "10690000123456", "to": "13900000002"}
GOOD = {"channel": "sms", "text": "明天下午三点开会，记得带上合同。"}


def rule(name="lottery", phrase="中奖", action="block", status="enforce", tested=None):
    return RULE.format(
        name=name, phrase=phrase, action=action, status=status, tested=tested or phrase
    )


class Flood:
    """More events over HTTP than a worker has time for, one in a hundred of them fraud, until it is left:
    its loop is behind all the while, whatever the machine. They come in on `route`; `answers` are how
    many allowed, how many blocked there were in each answer."""

    EVENTS = 1_000

    def __init__(self, case, route):
        self.case, self.over, self.answers = case, threading.Event(), []
        good = [{**GOOD, "route": route}] * 99
        body = json.dumps([{**FRAUD, "route": route}, *good] * (self.EVENTS // 100)).encode()
        self.threads = [threading.Thread(target=self._send, args=(body,)) for _ in range(20)]

    def _send(self, body):
        connection = self.case.connect()
        while not self.over.is_set():
            connection.request("POST", "/v1/decisions", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            text = answer.read()
            self.answers.append((answer.status, text.count(b'"verdict":"allow"'),
                                 text.count(b'"verdict":"block"')))
        connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()


class PicketdCase(unittest.TestCase):
    """A directory with a config and rules, and the daemon started from it."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory(prefix="picketd-test-")
        self.addCleanup(self._folder.cleanup)
        self.folder = Path(self._folder.name)
        self.process = None
        self.log_lines = []
        self.where = {}
        self.write("rules/lottery.yaml", rule())

    def tearDown(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self._reader.join()
            self.process.stderr.close()
            self.process.stdout.close()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def config(self, more="", http="{listen: 127.0.0.1:0}", admin="{listen: 127.0.0.1:0}"):
        sections = f"http: {http}\n" if http else ""
        sections += f"admin: {admin}\n" if admin else ""
        return self.write("picketd.yaml", f"rules: rules\nworkers: 2\n{sections}{more}")

    def run_picketd(self, *arguments):
        """For a picketd that ends by itself."""
        return subprocess.run(
            [PICKETD, "--config", self.folder / "picketd.yaml", *arguments],
            capture_output=True, text=True, timeout=60, check=False,
        )

    def start(self):
        self.process = subprocess.Popen(
            [PICKETD, "--config", self.folder / "picketd.yaml"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(ready,), daemon=True)
        self._reader.start()
        self.assertTrue(ready.wait(60), f"picketd is not ready: {self.log_lines}")
        self.assertIn("ready:", self.log_lines[-1])

    def _read(self, ready):
        for line in self.process.stderr:
            self.log_lines.append(line.rstrip())
            if " listening: " in line:
                name, _, address = line.split(" listening: ")[1].strip().partition(" on ")
                self.where[name] = address
            if " ready: " in line:
                ready.set()
        ready.set()

    def connect(self, listener="http"):
        host, _, port = self.where[listener].rpartition(":")
        return http.client.HTTPConnection(host, int(port), timeout=60)

    def ask(self, method, path, body=None, listener="http", **headers):
        """(status, text, headers)"""
        connection = self.connect(listener)
        try:
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, fields)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def post(self, body, content_type="application/json"):
        if not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        status, text, _ = self.ask("POST", "/v1/decisions", body, Content_Type=content_type)
        return status, text

    def judge(self, event):
        status, text = self.post(event)
        self.assertEqual(status, 200, text)
        return json.loads(text)

    def reload(self):
        status, text, _ = self.ask("POST", "/v1/rules/reload", listener="admin")
        return status, json.loads(text)

    def metrics(self):
        status, text, _ = self.ask("GET", "/metrics", listener="admin")
        self.assertEqual(status, 200)
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        return {key: float(value) for key, _, value in (line.rpartition(" ") for line in lines)}

    def wait_until(self, holds, what):
        deadline = time.monotonic() + 60
        while not holds():
            self.assertLess(time.monotonic(), deadline, f"never: {what}; {self.log_lines}")
            time.sleep(0.02)

    def stop(self, with_signal=signal.SIGTERM):
        self.process.send_signal(with_signal)
        return self.process.wait(60)

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def make_certificates(self):
        make_certificates(self.folder)
