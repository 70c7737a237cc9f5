# SPDX-License-Identifier: Apache-2.0
"""What went over the wire, as an independent decoder sees it: dumpcap on loopback, tshark on the file."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from journey import Failed, note, wait_until

SUBMIT_SM = 4


class Capture:
    """Both ports from now on; absent where this machine does not let us."""

    def __init__(self, journey, ports):
        self.journey, self.ports = journey, ports
        self.file = journey.dir / "wire.pcapng"
        condition = " or ".join(f"tcp port {port}" for port in ports)
        self.dumpcap = journey.start(
            "dumpcap", ["dumpcap", "-q", "-i", "lo", "-B", "64", "-f", condition, "-w", self.file]
        )
        wait_until(
            lambda: "File:" in self.dumpcap.text() or not self.dumpcap.running(), "dumpcap decides"
        )
        self.works = self.dumpcap.running()
        if not self.works:
            if os.environ.get("PICKET_MUST_CAPTURE") == "1":
                raise Failed(f"capturing is not permitted: {self.dumpcap.text()}")
            note("no right to capture on loopback: the wire itself was not looked at (run as root)")

    def finish(self):
        # dumpcap takes packets from the kernel in batches: what came last is on its way to the file
        # until the file has stopped growing.
        size = -1
        while size != self.file.stat().st_size:
            size = self.file.stat().st_size
            time.sleep(1.5)
        self.dumpcap.stop()
        return self

    def _tshark(self, *arguments):
        decode = [word for port in self.ports for word in ("-d", f"tcp.port=={port},smpp")]
        done = self.journey.run(["tshark", "-r", self.file, *decode, *arguments])
        if done.returncode != 0:
            raise Failed(f"tshark cannot read the capture: {done.stderr}")
        return done.stdout

    def malformed(self):
        """One line a frame that an SMPP decoder objects to."""
        return self._tshark("-Y", "_ws.malformed || _ws.expert.severity >= 6291456")

    def count(self, what):
        """How many frames hold what a display filter asks for."""
        return len(self._tshark("-Y", what).splitlines())

    def submits(self, port):
        """Every submit_sm that was sent to the port, as octets, in the order of its stream."""
        streams = self._tshark("-Y", f"tcp.dstport == {port} && smpp", "-T", "fields", "-e", "tcp.stream")
        return [
            pdu
            for stream in sorted({int(line.split(",")[0]) for line in streams.split()})
            for pdu in _pdus(self._sent(stream))
            if int.from_bytes(pdu[4:8], "big") == SUBMIT_SM
        ]

    def _sent(self, stream):
        # Lines of hex; those of the other direction begin with a tab.
        text = self._tshark("-q", "-z", f"follow,tcp,raw,{stream}")
        lines = (line for line in text.splitlines() if line and not line.startswith("\t"))
        return b"".join(bytes.fromhex(line) for line in lines if _is_hex(line))


def _is_hex(line):
    return all(c in "0123456789abcdef" for c in line) and len(line) % 2 == 0


def _pdus(octets):
    at = 0
    while at + 16 <= len(octets):
        length = int.from_bytes(octets[at : at + 4], "big")
        yield octets[at : at + length]
        at += length
