# SPDX-License-Identifier: Apache-2.0
"""What went over the wire, as an independent decoder sees it: dumpcap on loopback, tshark on the file."""

import os
import time

from journey import Failed, note, wait_until

SUBMIT_SM = 4
# Warnings count where they are about SMPP: of TCP there are some for every reset.
OBJECTED = "_ws.malformed || (smpp && _ws.expert.severity >= 6291456)"
OPENED_PORT = 2775  # of packets made up of what came over TLS


class Capture:
    """These ports from now on; absent where this machine does not let us. `secured`: ports where TLS is spoken, of
    which those sessions are looked at that files `*.keys` in the journey's directory open."""

    def __init__(self, journey, ports, secured=()):
        self.journey, self.secured = journey, secured
        self.file = journey.dir / "wire.pcapng"
        self.keys = journey.dir / "all.keylog"
        self.streams = {}  # by port, once the capture is finished
        self.decode = [f"tcp.port=={port},{layer}" for layer, at in (("smpp", ports), ("tls", secured)) for port in at]
        condition = " or ".join(f"tcp port {port}" for port in (*ports, *secured))
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
        keys = sorted(self.journey.dir.glob("*.keys"))
        self.keys.write_text("".join(file.read_text() for file in keys))
        return self

    def _tshark(self, *arguments, file=None):
        decode = [word for rule in self.decode for word in ("-d", rule)]
        keys = ["-o", f"tls.keylog_file:{self.keys}"] if self.secured else []
        done = self.journey.run(["tshark", "-r", file or self.file, *keys, *decode, *arguments])
        if done.returncode != 0:
            raise Failed(f"tshark cannot read the capture: {done.stderr}")
        return done.stdout

    def malformed(self):
        """One line a frame that an SMPP decoder objects to."""
        return self._tshark("-Y", OBJECTED) + self._malformed_under_tls()

    def _malformed_under_tls(self):
        # tshark decodes no SMPP above TLS: what it has decrypted is made a capture of its own, a PDU a packet.
        streams = [octets for port in self.secured for stream in self._streams(port) for octets in stream]
        pdus = [pdu for octets in streams for pdu in _pdus(octets)]
        if not pdus:
            return ""
        text, file = self.journey.dir / "opened.txt", self.journey.dir / "opened.pcapng"
        text.write_text("".join(f"0000 {pdu.hex(' ')}\n" for pdu in pdus))
        done = self.journey.run(["text2pcap", "-q", "-T", f"{self.secured[0]},{OPENED_PORT}", text, file])
        if done.returncode != 0:
            raise Failed(f"text2pcap: {done.stderr}")
        decode = ["-d", f"tcp.port=={OPENED_PORT},smpp"]
        seen = len(self._tshark(*decode, "-Y", "smpp", file=file).splitlines())
        if seen != len(pdus):
            raise Failed(f"tshark sees SMPP in {seen} of {len(pdus)} PDUs that came over TLS")
        return self._tshark(*decode, "-Y", OBJECTED, file=file)

    def count(self, what):
        """How many frames hold what a display filter asks for."""
        return len(self._tshark("-Y", what).splitlines())

    def submits(self, port):
        """Every submit_sm that was sent to the port, as octets, in the order of its stream."""
        pdus = [pdu for to_port, _ in self._streams(port) for pdu in _pdus(to_port)]
        return [pdu for pdu in pdus if int.from_bytes(pdu[4:8], "big") == SUBMIT_SM]

    def _streams(self, port):
        """What was sent (to the port, and from it), connection by connection."""
        if port not in self.streams:
            begun = f"tcp.dstport == {port} && tcp.flags.syn == 1"
            numbers = self._tshark("-Y", begun, "-T", "fields", "-e", "tcp.stream").split()
            layer = "tls" if port in self.secured else "tcp"
            follow = [word for number in numbers for word in ("-z", f"follow,{layer},raw,{number}")]
            self.streams[port] = [_both_ways(text) for text in self._tshark("-q", *follow).split("Follow: ")[1:]]
        return self.streams[port]


def _both_ways(text):
    """Lines of hex, those of one direction indented by a tab: which one differs. A client's first PDU is a request."""
    lines = [line for line in text.splitlines() if _is_hex(line.strip())]
    both = [b"".join(bytes.fromhex(line) for line in lines if (line[0] == "\t") == tab) for tab in (False, True)]
    return sorted(both, key=lambda octets: octets[4:5] >= b"\x80")


def _is_hex(line):
    return line != "" and all(c in "0123456789abcdef" for c in line) and len(line) % 2 == 0


def _pdus(octets):
    at = 0
    while at + 16 <= len(octets):
        length = int.from_bytes(octets[at : at + 4], "big")
        yield octets[at : at + length]
        at += length
