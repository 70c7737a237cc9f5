# SPDX-License-Identifier: Apache-2.0
"""What the benchmarks of the daemon share: the journeys' processes, the load generator, results as JSON lines."""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "journeys" / "support"))
from journey import BIN, Journey, Picketd, accepts, free_ports, wait_until

ROUNDS = 3


def report(name, value, unit, per_second=None):
    print(json.dumps({"name": name, "value": value, "unit": unit, "per_second": per_second}), flush=True)


def load(journey, *arguments):
    """What picket-load reports of a run in which every answer was as it should be."""
    done = journey.run([BIN / "picket-load", *arguments, "--json"])
    if done.returncode != 0:
        sys.exit(f"picket-load {arguments[0]}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def cpu_seconds(process):
    """User and system time of a process so far."""
    fields = Path(f"/proc/{process.popen.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
