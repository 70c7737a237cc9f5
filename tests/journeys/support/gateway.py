# SPDX-License-Identifier: Apache-2.0
"""Kannel as a gateway: bearerbox with one SMPP bind, smsbox to send through, and the web server that smsbox
reports to."""

import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from journey import accepts, check_equal, free_ports, request, wait_until

CONFIG = """
group = core
admin-port = {admin}
admin-password = secret
admin-interface = 127.0.0.1
smsbox-port = {box}
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
log-level = 1
{trust}
{binds}
group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {send}
sendsms-interface = 127.0.0.1
global-sender = 10690000123
mo-recode = true
log-level = 1

group = sendsms-user
username = tester
password = secret
max-messages = 10
concatenation = true

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "http://127.0.0.1:{sink}/mo?from=%p&to=%P&text=%b&charset=%C&coding=%c"
"""

BIND = """
group = smsc
smsc = smpp
smsc-id = UP
host = 127.0.0.1
{kind}
smsc-username = {system_id}
smsc-password = secret
system-type = ""
interface-version = 34
max-pending-submits = {pending}
enquire-link-interval = 2
reconnect-delay = 1
wait-ack = 60
{tls}
"""

ONE_BIND = ["port = {0}\ntransceiver-mode = true"]
TWO_BINDS = ["port = {0}", "receive-port = {0}"]

# The certificate and key of the client are one file.
TRUST = 'ssl-trusted-ca-file = "{0}/ca.pem"\n'
TLS = 'use-ssl = true\nssl-client-certkey-file = "{0}"\n'

# What a delivery report says, as dlr-mask and %d number it.
DELIVERED, SMSC_ACCEPTED, SMSC_REJECTED = 1, 8, 16


class _Sink:
    """The web server smsbox calls: what it was told, in order."""

    def __init__(self):
        self.received = []
        self.reports = {}  # tag -> [kind, ...]
        sink = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # noqa: N802, the name http.server asks for
                url = urllib.parse.urlsplit(self.path)
                query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
                if url.path == "/mo":
                    sink.received.append(query)
                else:
                    sink.reports.setdefault(query["tag"], []).append(int(query["kind"]))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Gateway:
    """`pending`: submits without an answer that Kannel may have; `wait`: until it is bound; `certificates`: a
    directory of them, where it speaks TLS to the SMSC; `two_binds`: as a transmitter and as a receiver."""

    def __init__(
        self, journey, smpp_port, system_id="kannel", certificates=None, pending=10, wait=True, two_binds=False
    ):
        self.sink = _Sink()
        self.admin, box, self.send_port = free_ports(3)
        if certificates:
            both = "".join((certificates / name).read_text() for name in ("client.pem", "client.key"))
        tls = TLS.format(journey.write(f"{system_id}.pem", both)) if certificates else ""
        config = journey.write(
            f"{system_id}.conf",
            CONFIG.format(
                admin=self.admin,
                box=box,
                trust=TRUST.format(certificates) if certificates else "",
                binds="".join(
                    BIND.format(kind=kind.format(smpp_port), system_id=system_id, pending=pending, tls=tls)
                    for kind in (TWO_BINDS if two_binds else ONE_BIND)
                ),
                send=self.send_port,
                sink=self.sink.port,
            ),
        )
        bearerbox = journey.start(f"{system_id}.bearerbox", ["/usr/sbin/bearerbox", "-v", "1", config])
        wait_until(lambda: accepts(box), "bearerbox is up")
        smsbox = journey.start(f"{system_id}.smsbox", ["/usr/sbin/smsbox", "-v", "1", config])
        wait_until(lambda: accepts(self.send_port), "smsbox is up")
        # Asked before it knows bearerbox, smsbox ends itself.
        wait_until(lambda: "smsbox:" in self._status(), "smsbox has found bearerbox")
        self.processes = [smsbox, bearerbox]
        if wait:
            wait_until(self._online, "Kannel is bound to the SMSC", 30)

    def stop(self):
        for process in self.processes:
            process.stop()

    def _status(self):
        return request(f"http://127.0.0.1:{self.admin}/status.txt?password=secret")[1]

    def _online(self):
        return "(online" in self._status()

    def send(self, tag, text, to="+8613900000002"):
        """Hands a text to smsbox; its reports will be under `tag`."""
        status, answer = self.submit(tag, text, to)
        check_equal(status, 202, f"Kannel takes {tag} ({answer.strip()})")

    def submit(self, tag, text, to="+8613900000002"):
        """The same without a word: (status, text) of smsbox's answer."""
        report = f"http://127.0.0.1:{self.sink.port}/report?tag={tag}&kind=%d"
        query = urllib.parse.urlencode(
            {
                "username": "tester",
                "password": "secret",
                "from": "10690000123",
                "to": to,
                "coding": 2,
                "charset": "UTF-8",
                "text": text,
                "dlr-mask": DELIVERED | SMSC_ACCEPTED | SMSC_REJECTED,
                "dlr-url": report,
            }
        )
        return request(f"http://127.0.0.1:{self.send_port}/cgi-bin/sendsms?{query}")

    def reports(self, tag):
        return self.sink.reports.get(tag, [])
