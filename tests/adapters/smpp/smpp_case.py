# SPDX-License-Identifier: Apache-2.0
"""An ESME and an SMSC for the tests that drive the real picketd: blocking sockets and a few lines of SMPP,
written apart from picketd's. Standard library."""

import select
import socket
import ssl
import struct
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "filter" / "daemon"))
from picketd_case import PicketdCase  # noqa: E402

BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER = 1, 2, 9
SUBMIT_SM, DELIVER_SM, UNBIND, ENQUIRE_LINK = 4, 5, 6, 0x15
RESPONSE = 0x80000000
OK, SYSTEM_ERROR, BIND_FAILED, SUBMIT_FAILED, THROTTLED = 0, 8, 0x0D, 0x45, 0x58


def bind_body(system_id):
    return system_id.encode() + b"\0secret\0\0\x34\0\0\0"


def text_body(text):
    """A submit_sm or deliver_sm in UCS-2."""
    octets = text.encode("utf-16-be")
    return (b"\0\1\1" + b"8613900000001\0" + b"\1\1" + b"8613900000002\0" + b"\0\0\0\0\0\0\0\x08\0"
            + bytes([len(octets)]) + octets)


def part_body(text, number, reference, total=2):
    """A submit_sm with one part of a long message, from esm_class on."""
    octets = bytes([5, 0, 3, reference, total, number]) + text.encode("utf-16-be")
    return (b"\0\1\1" + b"8613900000001\0" + b"\1\1" + b"8613900000002\0" + b"\x40\0\0\0\0\0\0\x08\0"
            + bytes([len(octets)]) + octets)


class Pdu:
    def __init__(self, octets):
        self.octets = octets
        self.length, self.command, self.status, self.sequence = struct.unpack(">4I", octets[:16])
        self.body = octets[16:]

    def __repr__(self):
        return f"<{self.command:#x} status {self.status:#x} number {self.sequence}>"


def pdu(command, sequence, body=b"", status=0):
    return struct.pack(">4I", 16 + len(body), command, status, sequence) + body


def receive(connection):
    """The next PDU; None at the end of the connection."""
    octets = b""
    while len(octets) < 4 or len(octets) < struct.unpack(">I", octets[:4])[0]:
        wanted = struct.unpack(">I", octets[:4])[0] - len(octets) if len(octets) >= 4 else 4 - len(octets)
        try:
            got = connection.recv(wanted)
        except (ConnectionError, TimeoutError):
            return None
        if not got:
            return None
        octets += got
    return Pdu(octets)


class Esme:
    """`tls`: an SSLContext. `header`: octets to send before anything else."""

    def __init__(self, address, tls=None, header=b"", source=None):
        host, _, port = address.rpartition(":")
        self.connection = socket.create_connection((host.strip("[]"), int(port)), timeout=60,
                                                   source_address=source)
        self.connection.sendall(header)
        if tls is not None:
            self.connection = tls.wrap_socket(self.connection, server_hostname="picketd.example")
        self.sequence = 0

    def send(self, command, body=b"", status=0, sequence=None):
        if sequence is None:
            self.sequence += 1
            sequence = self.sequence
        self.connection.sendall(pdu(command, sequence, body, status))
        return sequence

    def receive(self):
        return receive(self.connection)

    def ask(self, command, body=b""):
        self.send(command, body)
        return self.receive()

    def bind(self, system_id="esme1", command=BIND_TRANSCEIVER):
        return self.ask(command, bind_body(system_id))

    def submit(self, text):
        """What it is answered, whatever enquire_link comes first."""
        answer = self.ask(SUBMIT_SM, text_body(text))
        while answer is not None and answer.command == ENQUIRE_LINK:
            answer = self.receive()
        return answer

    def close(self):
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class TlsConnection:
    """Of an SMSC, which reads in one thread and writes in another: OpenSSL takes one at a time."""

    def __init__(self, connection):
        self.connection, self.turn = connection, threading.Lock()
        connection.setblocking(False)

    def recv(self, size):
        return self._when_ready(lambda: self.connection.recv(size))

    def sendall(self, octets):
        while octets:
            octets = octets[self._when_ready(lambda: self.connection.send(octets[:16384])):]

    def _when_ready(self, act):
        while True:
            try:
                with self.turn:
                    return act()
            except ssl.SSLWantReadError:
                select.select([self.connection], [], [])
            except ssl.SSLWantWriteError:
                select.select([], [self.connection], [])

    def __getattr__(self, name):
        return getattr(self.connection, name)


class Smsc:
    """Answers every request, or keeps them while `mute` is set. `bind_status`: what binds are answered."""

    def __init__(self, tls=None, address=("127.0.0.1", 0), name="smsc"):
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.listener = socket.create_server(address, family=family, backlog=128)
        self.port = self.listener.getsockname()[1]
        self.address = f"[{address[0]}]:{self.port}" if family == socket.AF_INET6 else f"{address[0]}:{self.port}"
        self.tls, self.name = tls, name
        self.mute, self.bind_status = False, OK
        self.header_size = None  # of a function that reads what comes before the first PDU
        self.received, self.peers, self.headers, self.connections = [], [], [], []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, peer = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection, peer), daemon=True).start()

    def _serve(self, connection, peer):
        try:
            self.peers.append(peer)
            if self.header_size is not None:
                self.headers.append(self.header_size(connection))
            if self.tls is not None:
                connection = TlsConnection(self.tls.wrap_socket(connection, server_side=True))
            self.connections.append(connection)
            while (request := receive(connection)) is not None:
                self.received.append(request)
                if not request.command & RESPONSE and not self.mute:
                    self.answer(connection, request)
        except OSError:
            pass
        connection.close()

    def answer(self, connection, request):
        status, body = OK, b""
        if request.command in (BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER):
            status, body = self.bind_status, self.name.encode() + b"\0"
        elif request.command == SUBMIT_SM:
            body = b"id-%d\0" % request.sequence
        connection.sendall(pdu(request.command | RESPONSE, request.sequence,
                               body if status == OK else b"", status))

    def count(self, command):
        return sum(one.command == command for one in list(self.received))

    def close(self):
        """No new connections, and no old ones."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            connection.close()


class Elsewhere:
    """An upstream that is no Smsc: (host, port)."""

    def __init__(self, host, port):
        self.address = f"{host}:{port}"


class SmppCase(PicketdCase):
    def smsc(self, **options):
        made = Smsc(**options)
        self.addCleanup(lambda: made.listener.fileno() != -1 and made.close())
        return made

    def smpp(self, upstream, listener="", more="", listen="127.0.0.1:0", **config):
        """A config with one listener, `main`."""
        upstreams = ", ".join(f"'{one.address}'" for one in (upstream if isinstance(upstream, list) else [upstream]))
        section = f"smpp:\n  - name: main\n    listen: '{listen}'\n    upstream: [{upstreams}]\n"
        section += "".join(f"    {line}\n" for line in listener.splitlines())
        return self.config(section + more, **config)

    def esme(self, listener="smpp main", **options):
        made = Esme(self.where[listener], **options)
        self.addCleanup(made.close)
        return made

    def count(self, name, **labels):
        text = ",".join(f'{key}="{value}"' for key, value in labels.items())
        return self.metrics()[f"picket_{name}" + (f"{{{text}}}" if text else "")]
