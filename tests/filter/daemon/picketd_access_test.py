#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who may speak to the HTTP and admin ports of the real picketd."""

import hashlib
import http.client
import json
import signal
import socket
import ssl
import sys
import unittest

from picketd_case import FRAUD, GOOD, PicketdCase


class Guarded(PicketdCase):
    """TLS, tokens, client certificates."""

    def setUp(self):
        super().setUp()
        digest = lambda token: hashlib.sha256(token.encode()).hexdigest()
        self.write("tokens", f"gateway ask {digest('s3cret')}\nops admin {digest('0ther')}\n"
                             f"eyes read {digest('l00k')}\n")

    def tls_ask(self, method, path, body=None, listener="http", client=False, **headers):
        context = ssl.create_default_context(cafile=self.folder / "ca.pem")
        context.check_hostname = False
        if client:
            context.load_cert_chain(self.folder / "client.pem", self.folder / "client.key")
        port = int(self.where[listener].rpartition(":")[2])
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=context)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def test_lets_tokens_do_what_their_roles_allow(self):
        self.config(http="{listen: 127.0.0.1:0, tokens: tokens}",
                    admin="{listen: 127.0.0.1:0, tokens: tokens}")
        self.start()
        wanted = {"s3cret": (200, 403, 403), "0ther": (403, 200, 200), "l00k": (403, 200, 403),
                  "wrong": (401, 401, 401), "": (401, 401, 401)}
        for token, statuses in wanted.items():
            bearer = {"Authorization": "Bearer " + token}
            got = (self.ask("POST", "/v1/decisions", json.dumps(FRAUD).encode(), **bearer)[0],
                   self.ask("GET", "/metrics", listener="admin", **bearer)[0],
                   self.ask("POST", "/v1/rules/reload", listener="admin", **bearer)[0])
            self.assertEqual(got, statuses, token)
        self.assertEqual(self.ask("GET", "/readyz")[0], 200, "probes ask for no token")
        self.assertNotIn("test.lottery",
                         self.ask("POST", "/v1/decisions", json.dumps(FRAUD).encode())[1])

    def test_reads_tokens_anew_on_sighup_and_keeps_connections(self):
        self.config(http="{listen: 127.0.0.1:0, tokens: tokens}",
                    admin="{listen: 127.0.0.1:0, tokens: tokens}")
        self.start()
        open_before = self.connect()

        def ask(token):
            open_before.request("POST", "/v1/decisions", json.dumps(GOOD).encode(),
                                {"Authorization": "Bearer " + token})
            answer = open_before.getresponse()
            answer.read()
            return answer.status

        def metrics(token):
            return self.ask("GET", "/metrics", listener="admin",
                            Authorization="Bearer " + token)[0]

        self.assertEqual((ask("s3cret"), metrics("l00k")), (200, 200))
        client = open_before.sock
        digest = lambda token: hashlib.sha256(token.encode()).hexdigest()
        self.write("tokens", f"gateway ask {digest('fresh')}\neyes read {digest('3yes')}\n")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: ask("fresh") == 200 and metrics("3yes") == 200, "the new tokens")
        self.assertEqual((ask("s3cret"), metrics("l00k")), (401, 401))
        self.write("tokens", "gateway ask nonsense\n")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any("bad-token-hash" in line for line in self.log_lines),
                        "what is wrong with the file")
        self.assertEqual((ask("fresh"), metrics("3yes")), (200, 200), "the old ones stay")
        self.assertIs(open_before.sock, client, "one connection all along")

    def test_reads_certificates_anew_on_sighup(self):
        self.make_certificates()
        self.config(http="{listen: 127.0.0.1:0, tls: {certificate: server.pem, key: server.key}}")
        self.start()
        port = int(self.where["http"].rpartition(":")[2])
        shown = lambda: ssl.get_server_certificate(("127.0.0.1", port))
        old = shown()
        self.make_certificates()
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: shown() != old, "another certificate")
        fresh = shown()
        self.assertEqual(fresh.strip(), (self.folder / "server.pem").read_text().strip())
        self.write("server.key", "not a key")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any("unusable-tls-file" in line for line in self.log_lines),
                        "what is wrong with the key")
        self.assertEqual(shown(), fresh)

    def test_takes_tokens_and_certificates_anew_each_by_itself(self):
        self.make_certificates()
        tls = "tls: {certificate: server.pem, key: server.key}"
        self.config(http=f"{{listen: 127.0.0.1:0, {tls}, tokens: tokens}}", admin="")
        self.start()
        port = int(self.where["http"].rpartition(":")[2])
        shown = lambda: ssl.get_server_certificate(("127.0.0.1", port))
        ask = lambda token: self.tls_ask("POST", "/v1/decisions", json.dumps(GOOD).encode(),
                                         Authorization="Bearer " + token)[0]
        said = lambda *parts: any(all(p in line for p in parts) for line in self.log_lines)
        old = shown()
        self.assertEqual(ask("s3cret"), 200)
        digest = hashlib.sha256(b"fresh").hexdigest()
        self.write("tokens", f"gateway ask {digest}\n")
        certificate = (self.folder / "server.pem").read_text()
        self.write("server.pem", "garbage")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: said(" http: tokens read anew (1); certificate kept: ", "server.pem"),
                        "what was taken and what was kept")
        self.wait_until(lambda: ask("fresh") == 200, "the new token")
        self.assertEqual(ask("s3cret"), 401, "revoked, whatever the certificate is")
        self.assertEqual(shown(), old)

        self.make_certificates()
        self.assertNotEqual((self.folder / "server.pem").read_text(), certificate)
        self.write("tokens", "gateway ask nonsense\n")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: said(" http: tokens kept: not a lower-case SHA-256",
                                     "; certificate read anew"), "the other way round")
        self.wait_until(lambda: shown() != old, "the new certificate")
        self.assertEqual(ask("fresh"), 200)

        self.write("tokens", f"gateway ask {digest}\n")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: said(" http: tokens read anew (1); certificate read anew"), "both")

    def test_takes_a_token_or_a_certificate_where_both_are_configured(self):
        self.make_certificates()
        tls = "tls: {certificate: server.pem, key: server.key, client_ca: ca.pem}"
        self.config(http=f"{{listen: 127.0.0.1:0, {tls}, tokens: tokens}}")
        self.start()
        ask = lambda **more: self.tls_ask("POST", "/v1/decisions", json.dumps(GOOD).encode(),
                                          **more)[0]
        self.assertEqual(ask(client=True), 200)
        self.assertEqual(ask(Authorization="Bearer s3cret"), 200)
        self.assertEqual(ask(), 401)
        self.assertEqual(ask(Authorization="Bearer wrong"), 401)
        self.assertEqual(ask(client=True, Authorization="Bearer wrong"), 401, "what is sent decides")
        self.assertEqual(ask(client=True, Authorization="Bearer l00k"), 403, "with its own roles")

    def test_serves_off_loopback_with_tls_and_tokens_and_names_the_route_by_the_token(self):
        self.make_certificates()
        tls = "tls: {certificate: server.pem, key: server.key}"
        self.config(http=f"{{listen: 0.0.0.0:0, {tls}, tokens: tokens}}",
                    more="log: {decisions: d.ndjson}\n")
        self.start()
        status, text = self.tls_ask("POST", "/v1/decisions", json.dumps(FRAUD).encode(),
                                    Authorization="Bearer s3cret")
        self.assertEqual((status, json.loads(text)["verdict"]), (200, "block"))
        self.assertEqual(self.tls_ask("POST", "/v1/decisions", b"{}")[0], 401)
        self.stop()
        self.assertIn('"route":"http:gateway"', (self.folder / "d.ndjson").read_text())

    def test_knows_clients_by_their_certificates(self):
        self.make_certificates()
        tls = "tls: {certificate: server.pem, key: server.key, client_ca: ca.pem}"
        self.config(http=f"{{listen: 127.0.0.1:0, {tls}}}", more="log: {decisions: d.ndjson}\n")
        self.start()
        status, _ = self.tls_ask("POST", "/v1/decisions", json.dumps(FRAUD).encode(), client=True)
        self.assertEqual(status, 200)
        with self.assertRaises((ssl.SSLError, OSError, http.client.HTTPException)):
            self.tls_ask("POST", "/v1/decisions", json.dumps(FRAUD).encode())
        self.stop()
        self.assertIn('"route":"http:gateway"', (self.folder / "d.ndjson").read_text())

    def test_speaks_no_old_tls(self):
        self.make_certificates()
        self.config(http="{listen: 127.0.0.1:0, tls: {certificate: server.pem, key: server.key}}")
        self.start()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
        port = int(self.where["http"].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as peer:
            with self.assertRaises((ssl.SSLError, OSError)):
                context.wrap_socket(peer)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
