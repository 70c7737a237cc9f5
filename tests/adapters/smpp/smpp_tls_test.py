#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""TLS on both legs of SMPP through the real picketd."""

import signal
import socket
import ssl
import subprocess
import sys
import unittest
import warnings

from smpp_case import (BIND_TRANSCEIVER, DELIVER_SM, ENQUIRE_LINK, OK, RESPONSE, SUBMIT_FAILED, SUBMIT_SM,
                       SYSTEM_ERROR, Elsewhere, SmppCase, pdu, text_body)

SERVER = "tls: {certificate: server.pem, key: server.key}"


class SmppTls(SmppCase):
    def setUp(self):
        super().setUp()
        self.make_certificates()

    def client(self, certificate=False, ca="ca.pem"):
        context = ssl.create_default_context(cafile=self.folder / ca)
        context.check_hostname = False
        if certificate:
            context.load_cert_chain(self.folder / "client.pem", self.folder / "client.key")
        return context

    def server(self, client_ca=False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "server.pem", self.folder / "server.key")
        if client_ca:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.folder / "ca.pem")
        return context

    def test_judges_messages_that_come_over_tls_and_go_on_over_tls(self):
        smsc = self.smsc(tls=self.server())
        self.smpp(smsc, f"{SERVER}\nupstream_tls: {{ca: ca.pem, server_name: picketd.example}}")
        self.start()
        esme = self.esme(tls=self.client())
        self.assertEqual(esme.bind().status, OK)
        self.assertEqual(esme.submit("明天开会").status, OK)
        self.assertEqual(esme.submit("恭喜您中奖了").status, SUBMIT_FAILED)
        self.assertEqual(smsc.count(SUBMIT_SM), 1)
        smsc.connections[0].sendall(pdu(DELIVER_SM, 77, text_body("收到")))
        delivered = esme.receive()
        self.assertEqual((delivered.command, delivered.sequence), (DELIVER_SM, 77))
        self.assertEqual(delivered.body, text_body("收到"))

    def test_keeps_every_octet_of_large_bursts_both_ways(self):
        """Records of 16 KiB, writes that a socket does not take at once, reads that fill the buffer."""
        smsc = self.smsc(tls=self.server())
        smsc.mute = True
        self.smpp(smsc, f"{SERVER}\nwindow: 100000\nupstream_tls: {{ca: ca.pem, server_name: picketd.example}}")
        self.start()
        esme = self.esme(tls=self.client())
        esme.send(BIND_TRANSCEIVER, b"esme1\0secret\0\0\x34\0\0\0")
        self.wait_until(lambda: smsc.received, "the bind has arrived")
        smsc.answer(smsc.connections[0], smsc.received[0])
        self.assertEqual(esme.receive().status, OK)
        sent = [pdu(SUBMIT_SM, n, text_body(f"会议{n}" * 10)) for n in range(2, 20002)]
        back = [pdu(DELIVER_SM, n, text_body(f"回复{n}" * 10)) for n in range(2, 20002)]
        esme.connection.sendall(b"".join(sent))
        self.wait_until(lambda: len(smsc.received) == 20001, "all have arrived")
        self.assertEqual([one.octets for one in smsc.received[1:]], sent)
        smsc.connections[0].sendall(b"".join(back))
        self.assertEqual([esme.receive().octets for _ in back], back)

    def test_takes_records_of_one_octet(self):
        smsc = self.smsc()
        self.smpp(smsc, SERVER)
        self.start()
        esme = self.esme(tls=self.client())
        self.assertEqual(esme.bind().status, OK)
        for octet in pdu(SUBMIT_SM, 9, text_body("明天开会")):
            esme.connection.sendall(bytes([octet]))
        self.assertEqual(esme.receive().sequence, 9)

    def test_lets_in_only_certified_clients_where_it_is_told_to(self):
        smsc = self.smsc()
        self.smpp(smsc, "tls: {certificate: server.pem, key: server.key, client_ca: ca.pem}")
        self.start()
        self.assertEqual(self.esme(tls=self.client(certificate=True)).bind().status, OK)
        for _ in range(2):
            with self.assertRaises((OSError, AttributeError)):
                self.esme(tls=self.client()).bind().status  # None: no answer
        self.assertEqual(len(smsc.peers), 1, "the SMSC hears nothing of strangers")
        self.wait_until(lambda: self.count("smpp_tls_failures_total", leg="esme") == 2, "counted")
        self.wait_until(lambda: any("no TLS with an ESME" in line for line in self.log_lines), "logged")

    def test_speaks_no_older_version_than_it_is_told(self):
        smsc = self.smsc()
        for minimum, newest, good in (("", ssl.TLSVersion.TLSv1_1, False),
                                      ("", ssl.TLSVersion.TLSv1_2, True),
                                      (", min_version: 1.3", ssl.TLSVersion.TLSv1_2, False),
                                      (", min_version: 1.3", ssl.TLSVersion.TLSv1_3, True)):
            self.smpp(smsc, f"tls: {{certificate: server.pem, key: server.key{minimum}}}")
            self.start()
            context = self.client()
            with warnings.catch_warnings(action="ignore"):
                context.minimum_version = ssl.TLSVersion.TLSv1_1
                context.maximum_version = newest
            context.set_ciphers("ALL:@SECLEVEL=0")
            if good:
                self.assertEqual(self.esme(tls=context).bind().status, OK)
            else:
                with self.assertRaises(OSError):
                    self.esme(tls=context)
            self.tearDown()
            self.process = None

    def test_is_understood_by_openssl(self):
        smsc = self.smsc()
        self.smpp(smsc, SERVER)
        self.start()
        done = subprocess.run(
            ["openssl", "s_client", "-connect", self.where["smpp main"], "-CAfile", "ca.pem", "-quiet",
             "-verify_return_error"], cwd=self.folder, input=pdu(ENQUIRE_LINK, 5), capture_output=True,
            timeout=30, check=False)
        self.assertIn(pdu(ENQUIRE_LINK | RESPONSE, 5), done.stdout, done.stderr)

    def test_counts_the_handshake_in_session_init(self):
        smsc = self.smsc()
        self.smpp(smsc, f"{SERVER}\nsession_init: 1s")
        self.start()
        host, _, port = self.where["smpp main"].rpartition(":")
        for first in (b"", b"\x16\x03\x01"):  # nothing at all, and the beginning of a ClientHello
            with socket.create_connection((host, int(port)), timeout=20) as slow:
                slow.sendall(first)
                self.assertEqual(slow.recv(1), b"", "closed")
        self.assertEqual(self.count("smpp_sessions_ended_total", why="no_bind"), 2)

    def test_closes_on_clients_that_speak_in_the_clear(self):
        smsc = self.smsc()
        self.smpp(smsc, SERVER)
        self.start()
        esme = self.esme()
        esme.send(BIND_TRANSCEIVER, b"esme1\0secret\0\0\x34\0\0\0")
        answer = b""
        try:
            while got := esme.connection.recv(4096):
                answer += got
        except ConnectionError:
            pass
        self.assertNotEqual(answer[:4], b"\0\0\0\x19", "at most a TLS alert")
        self.wait_until(lambda: self.count("smpp_tls_failures_total", leg="esme") == 1, "counted")
        self.assertEqual(smsc.peers, [])

    def test_trusts_an_smsc_by_its_ca_and_name_alone(self):
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "other.key", "-out",
                     "other.pem", "-days", "2", "-subj", "/CN=Other CA")
        for tls, good, why in (("{ca: ca.pem, server_name: picketd.example}", True, ""),
                               ("{ca: other.pem, server_name: picketd.example}", False, "certificate"),
                               ("{ca: ca.pem, server_name: another.example}", False, "ostname mismatch"),
                               ("{ca: ca.pem}", False, "IP address mismatch")):
            smsc = self.smsc(tls=self.server())
            self.smpp(smsc, f"upstream_tls: {tls}")
            self.start()
            esme = self.esme()
            self.assertEqual(esme.bind().status, OK if good else SYSTEM_ERROR, tls)
            if not good:
                self.assertEqual(smsc.received, [], "no credentials for strangers")
                self.assertEqual(self.count("smpp_tls_failures_total", leg="smsc"), 1)
                self.wait_until(lambda: any("no connection to " + smsc.address in line and why in line
                                            for line in self.log_lines), why)
            self.tearDown()
            self.process = None

    def test_shows_its_own_certificate_to_an_smsc_that_asks_and_the_name_it_wants(self):
        context = self.server(client_ca=True)
        names = []
        context.sni_callback = lambda _, name, __: names.append(name)
        smsc = self.smsc(tls=context)
        self.smpp(smsc, "upstream_tls: {ca: ca.pem, server_name: picketd.example, certificate: client.pem, "
                        "key: client.key}")
        self.start()
        self.assertEqual(self.esme().bind().status, OK)
        self.assertEqual(smsc.connections[0].getpeercert()["subject"], ((("commonName", "gateway"),),))
        self.assertEqual(names, ["picketd.example"])

    def test_gives_up_an_smsc_that_never_finishes_its_handshake(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            smsc = self.smsc(tls=self.server())
            self.smpp([Elsewhere(*silent.getsockname()), smsc], "connect_timeout: 3s\n"
                      "upstream_tls: {ca: ca.pem, server_name: picketd.example}")
            self.start()
            self.assertEqual(self.esme().bind().status, OK, "the next one is tried")
            self.assertEqual(smsc.count(BIND_TRANSCEIVER), 1)

    def test_reads_certificates_anew_on_sighup_and_keeps_sessions(self):
        smsc = self.smsc(tls=self.server())
        self.smpp(smsc, f"{SERVER}\nupstream_tls: {{ca: ca.pem, server_name: picketd.example}}")
        self.start()
        first = self.esme(tls=self.client())
        self.assertEqual(first.bind().status, OK)
        port = int(self.where["smpp main"].rpartition(":")[2])
        shown = lambda: ssl.get_server_certificate(("127.0.0.1", port))
        old = shown()
        self.make_certificates()  # another CA too
        smsc.tls = self.server()
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: shown() != old, "another certificate")
        self.assertEqual(shown().strip(), (self.folder / "server.pem").read_text().strip())
        self.wait_until(lambda: any(" smpp main: certificate read anew; upstream_tls read anew" in line
                                    for line in self.log_lines), "the log says so")
        self.assertEqual(first.submit("明天开会").status, OK, "the session lives on")
        second = self.esme(tls=self.client())
        self.assertEqual(second.bind().status, OK, "the SMSC is held against the new CA")

        fresh = shown()
        self.write("server.key", "not a key")
        self.write("ca.pem", "not a certificate")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any(" smpp main: certificate kept: " in line and "upstream_tls kept: " in line
                                    for line in self.log_lines), "what was kept")
        self.assertEqual(shown(), fresh)
        self.assertEqual(second.submit("明天开会").status, OK)

    def test_ends_with_2_where_a_file_is_of_no_use_and_says_which(self):
        smsc = self.smsc()
        for tls, code in (("tls: {certificate: nowhere.pem, key: server.key}", "unusable-tls-file"),
                          ("tls: {certificate: server.pem, key: client.key}", "unusable-tls-file"),
                          ("tls: {certificate: server.pem}", "missing-key"),
                          ("tls: {certificate: server.pem, key: server.key, min_version: 1.1}", "unknown-word"),
                          ("upstream_tls: {server_name: picketd.example}", "missing-key"),
                          ("upstream_tls: {ca: server.key}", "unusable-tls-file"),
                          ("upstream_tls: {ca: ca.pem, certificate: client.pem}", "missing-key"),
                          ("upstream_tls: {ca: ca.pem, colour: red}", "unknown-key")):
            self.smpp(smsc, tls)
            done = self.run_picketd()
            self.assertEqual(done.returncode, 2)
            self.assertIn(f"[{code}]", done.stdout, tls)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
