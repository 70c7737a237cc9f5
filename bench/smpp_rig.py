# SPDX-License-Identifier: Apache-2.0
"""What the benchmarks of SMPP share: the ways from the load generator to an SMSC simulator, measured by turns; idle
binds."""

import resource
import statistics
import sys
from pathlib import Path

from support import BIN, ROUNDS, cpu_seconds, load, report, wait_until

RULES = 10_000
ONE_PER_SEND = ["--one-per-send"]


def workload(journey):
    """A directory of 10,000 generated rules, which warn, and messages: ordinary.jsonl, hot.jsonl."""
    made = journey.run([BIN / "write_workload", journey.dir / "workload", RULES])
    if made.returncode != 0:
        sys.exit(made.stderr)
    return journey.dir / "workload"


def raise_file_limit():
    """To what the system allows, which is returned."""
    _, files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    return files


class Way:
    """A way to the SMSC: a port, the process in between, the client's own arguments; what was measured on it."""

    def __init__(self, port, process=None, arguments=()):
        self.port, self.process, self.arguments = port, process, arguments
        self.forget()

    def forget(self):
        self.runs, self.cpu_us = [], []

    def measure(self, journey, arguments):
        before = cpu_seconds(self.process) if self.process else 0
        run = load(journey, "smpp", "--to", f"127.0.0.1:{self.port}", *self.arguments, *arguments)
        self.runs.append(run)
        if self.process:
            self.cpu_us.append((cpu_seconds(self.process) - before) * 1e6 / run["submitted"])

    def rate(self):
        return statistics.median(run["per_second"] for run in self.runs)

    def latency_us(self, q):
        return statistics.median(run["latency_ms"][q] for run in self.runs) * 1000

    def cpu(self):
        return statistics.median(self.cpu_us)


def measure_by_turns(journey, ways, name, arguments):
    """`ways`: {name: Way}. Reports of each rate, latencies and the CPU of what is in between."""
    for way in ways.values():
        way.forget()
    for _ in range(ROUNDS):
        for way in ways.values():
            way.measure(journey, arguments)
    for title, way in ways.items():
        for q in ("p50", "p99"):
            report(f"{name}, {title}, {q}", way.latency_us(q), "us", way.rate() if q == "p50" else None)
        if way.process:
            report(f"{name}, {title}, CPU a message", way.cpu(), "us")


def resident_mib(process):
    for line in Path(f"/proc/{process.popen.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def _binds(picketd):
    return sum(value for name, value in picketd.metrics().items() if name.startswith("picket_smpp_binds_total"))


def idle_binds(journey, picketd, port, count, arguments=()):
    """MiB that picketd takes with so many binds that do next to nothing: a message every ten seconds."""
    wanted = _binds(picketd) + count
    idle = journey.start(
        f"idle-{port}",
        [BIN / "picket-load", "smpp", "--to", f"127.0.0.1:{port}", "--sessions", count, *arguments]
        + ["--rate", count / 10, "--duration", 120, "--timeout", 120000, "--text", "a"],
    )
    wait_until(lambda: _binds(picketd) >= wanted, f"{count} binds", 120)
    taken = resident_mib(picketd.process)
    idle.stop()
    return taken
