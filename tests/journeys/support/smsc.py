# SPDX-License-Identifier: Apache-2.0
"""Peers that speak SMPP in processes of their own: what they have seen are JSON lines on their stdout, commands
are JSON lines on their stdin (smsc.js says which)."""

import json
import subprocess
import threading
from pathlib import Path

from journey import Failed, wait_until

NODE_SMSC = ["node", Path(__file__).resolve().parent / "smsc.js"]


class Peer:
    """`argv`: of the process. What it agrees on over TLS is kept in NAME.keys, for those who capture."""

    def __init__(self, journey, name, argv):
        self.name = name
        keys = f"SSLKEYLOGFILE={journey.dir / name}.keys"
        self.process = journey.start(name, ["env", keys, *argv], stdin=subprocess.PIPE)
        self._typing = threading.Lock()

    def events(self, kind, **having):
        """Of this kind, and with these values, in order."""
        text = self.process.text()
        lines = text[: text.rfind("\n") + 1].splitlines()
        events = [json.loads(line) for line in lines if line.startswith("{")]
        return [e for e in events if e["event"] == kind and having.items() <= e.items()]

    def command(self, **what):
        with self._typing:
            self.process.popen.stdin.write((json.dumps(what) + "\n").encode())
            self.process.popen.stdin.flush()

    def wait_for(self, kind, count=1, **having):
        """Until there are so many; all there are."""

        def found():
            ended = not self.process.running()  # asked first: what it said at last is there then
            events = self.events(kind, **having)
            if len(events) < count and ended:
                raise Failed(f"{self.name} ended: {self.process.text()}")
            return len(events) >= count and events

        return wait_until(found, f"{self.name}: {count} {kind} {having or ''}")


class Smsc(Peer):
    """`certificates`: the directory of its own, where it speaks TLS."""

    def __init__(self, journey, port, program=NODE_SMSC, name="smsc", certificates=None):
        super().__init__(journey, name, [*program, port, *([certificates] if certificates else [])])
        self.port = port
        self.wait_for("listening")

    def texts(self, **having):
        return [event["text"] for event in self.events("submit_sm", **having)]

    def deliver(self, text, system_id, to="10690000123"):
        """Sends a deliver_sm; returns the command_status it was answered with."""
        self.command(deliver={"system_id": system_id, "from": "8613900000002", "to": to, "text": text})
        return self.wait_for("deliver_answered", system_id=system_id, text=text)[0]["status"]
