# SPDX-License-Identifier: Apache-2.0
"""What the journeys share: a temporary directory, processes that end with the journey, free ports,
checks that say what they checked. Standard library only."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(os.environ.get("PICKET_BIN", ROOT / "build" / "release" / "bin"))


class Failed(Exception):
    """A check did not hold."""


def check(holds, what):
    """Fails the journey, saying `what` was to hold."""
    if not holds:
        raise Failed(what)
    print(f"ok: {what}", flush=True)


def check_equal(got, wanted, what):
    if got != wanted:
        raise Failed(f"{what}\n  got    {got!r}\n  wanted {wanted!r}")
    print(f"ok: {what}", flush=True)


def note(what):
    """Says what this machine did not let us check; tools/test passes such lines on."""
    print(f"NOTE: {what}", flush=True)


def wait_until(holds, what, seconds=60.0):
    """Asks `holds` until it answers something true, and returns that."""
    deadline = time.monotonic() + seconds
    while True:
        answer = holds()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise Failed(f"not within {seconds:g} s: {what}")
        time.sleep(0.05)


_given_ports = set()


def _port_to_try():
    """Below those that the kernel gives to connections: any of ours might be given one of these before we
    listen on it, and one that tries a port of these again and again would at last connect to itself."""
    first_given = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    return random.randrange(10_000, first_given) if first_given > 11_000 else 0


def free_ports(count):
    """Ports that were free a moment ago; none is given twice."""
    ports = []
    while len(ports) < count:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", _port_to_try()))
            except OSError:
                continue
            port = probe.getsockname()[1]
        if port not in _given_ports:
            _given_ports.add(port)
            ports.append(port)
    return ports


def accepts(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def request(url, body=None, content_type="application/json", timeout=30):
    """(status, text); POST where there is a body. Errors of HTTP are answers too."""
    data = body.encode() if isinstance(body, str) else body
    headers = {"Content-Type": content_type} if data is not None else {}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, data, headers), timeout=timeout
        ) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class Process:
    """A child; its output goes to NAME.log in the journey's directory."""

    def __init__(self, journey, name, argv, stdin=None):
        self.name = name
        self.log = journey.dir / f"{name}.log"
        self._out = self.log.open("ab")
        self.popen = subprocess.Popen(
            [str(a) for a in argv],
            cwd=journey.dir,
            stdin=stdin if stdin is not None else subprocess.DEVNULL,
            stdout=self._out,
            stderr=subprocess.STDOUT,
        )

    def running(self):
        return self.popen.poll() is None

    def wait(self, seconds=60):
        """Its exit status."""
        try:
            return self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Failed(f"{self.name} still runs after {seconds} s") from None

    def stop(self, with_signal=signal.SIGTERM, seconds=60):
        """Signals it and returns its exit status."""
        if self.running():
            self.popen.send_signal(with_signal)
        return self.wait(seconds)

    def text(self):
        return self.log.read_text(errors="replace")

    def close(self):
        if self.running():
            self.popen.kill()
        self.popen.wait()
        self._out.close()


class Journey:
    """`with Journey() as journey:` around all of a run script. Leaves through sys.exit: 0, or 1 with
    what failed on stderr and the directory kept."""

    def __init__(self):
        self.dir = Path(tempfile.mkdtemp(prefix="picket-journey-"))
        self.processes = []

    def __enter__(self):
        # tools/test ended from outside must not leave daemons behind.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        return self

    def __exit__(self, kind, error, _):
        for process in reversed(self.processes):
            process.close()
        if kind is None:
            shutil.rmtree(self.dir, ignore_errors=True)
            return False
        print(f"output of the processes: {self.dir}", file=sys.stderr)
        if isinstance(error, Failed):
            print(f"FAILED: {error}", file=sys.stderr)
            sys.exit(1)
        return False

    def start(self, name, argv, stdin=None):
        process = Process(self, name, argv, stdin)
        self.processes.append(process)
        return process

    def run(self, argv, stdin_text=None, timeout=300):
        """A tool that ends by itself: its CompletedProcess, output as text."""
        return subprocess.run(
            [str(a) for a in argv],
            input=stdin_text,
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd=self.dir,
            check=False,
        )

    def write(self, name, text):
        path = self.dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path


class Picketd:
    """A picketd of the journey's own, ready when the constructor returns. `smpp`: further keys of its listener."""

    def __init__(self, journey, rules, upstream=None, workers=2, smpp="", more=""):
        self.journey = journey
        self.smpp_port, self.http_port, self.admin_port = free_ports(3)
        self.decision_log = journey.dir / "decisions.ndjson"
        listener = (
            f"smpp: [{{name: main, listen: '127.0.0.1:{self.smpp_port}', "
            f"upstream: ['127.0.0.1:{upstream}']{smpp}}}]\n"
            if upstream
            else ""
        )
        self.config = journey.write(
            "picketd.yaml",
            f"rules: '{rules}'\n{listener}"
            f"http: {{listen: '127.0.0.1:{self.http_port}'}}\n"
            f"admin: {{listen: '127.0.0.1:{self.admin_port}'}}\n"
            f"workers: {workers}\n{more}"
            + ("" if "log:" in more else f"log: {{decisions: '{self.decision_log}'}}\n"),
        )
        self.process = None
        self.start()

    def start(self):
        self.process = self.journey.start("picketd", [BIN / "picketd", "--config", self.config])
        wait_until(self._ready, "picketd is ready", 60)

    def _ready(self):
        if not self.process.running():
            raise Failed(f"picketd ended: {self.process.text()}")
        try:
            return request(self.http("/readyz"))[0] == 200
        except OSError:
            return False

    def http(self, path="/v1/decisions"):
        return f"http://127.0.0.1:{self.http_port}{path}"

    def admin(self, path):
        return f"http://127.0.0.1:{self.admin_port}{path}"

    def judge(self, event):
        """The decision on one event."""
        status, text = request(self.http(), json.dumps(event))
        check_equal(status, 200, "an event is answered 200")
        return json.loads(text)

    def metrics(self):
        """{`name{labels}`: value} of /metrics."""
        _, text = request(self.admin("/metrics"))
        pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def decisions(self):
        """The decision log so far."""
        if not self.decision_log.exists():
            return []
        text = self.decision_log.read_text()
        # The last line may be half written.
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def stop(self, with_signal=signal.SIGTERM, seconds=60):
        return self.process.stop(with_signal, seconds)
