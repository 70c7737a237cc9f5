#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who is let in by the real picketd: peers, clients, crowds, balancers; IPv6."""

import http.client
import socket
import ssl
import struct
import sys
import time
import unittest

from smpp_case import BIND_FAILED, BIND_TRANSCEIVER, ENQUIRE_LINK, OK, RESPONSE, SmppCase, bind_body, pdu

SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"


def proxy_header(source, destination=("198.51.100.1", 2775), command=0x21):
    v6 = ":" in source[0]
    family = socket.AF_INET6 if v6 else socket.AF_INET
    ends = socket.inet_pton(family, source[0]) + socket.inet_pton(family, destination[0])
    ends += struct.pack(">HH", source[1], destination[1])
    return SIGNATURE + bytes([command, 0x21 if v6 else 0x11]) + struct.pack(">H", len(ends)) + ends


class SmppAdmit(SmppCase):
    def turned_away(self, why):
        return self.count("smpp_turned_away_total", why=why)

    def closed_at_once(self, **options):
        esme = self.esme(**options)
        try:
            return esme.receive() is None
        finally:
            esme.close()

    def test_lets_in_peers_by_address_and_network(self):
        smsc = self.smsc()
        self.smpp(smsc, "peers: [127.0.0.2, 127.0.1.0/24]")
        self.start()
        for address, good in (("127.0.0.2", True), ("127.0.1.77", True), ("127.0.0.3", False), ("127.0.2.1", False)):
            esme = self.esme(source=(address, 0))
            if good:
                self.assertEqual(esme.bind().status, OK, address)
            else:
                self.assertIsNone(esme.receive(), address)

    def test_lets_clients_bind_by_system_id_and_address_together(self):
        smsc = self.smsc()
        self.smpp(smsc, "clients:\n  - {system_id: 'bank*', peers: [127.0.0.2]}\n"
                        "  - {system_id: shop}")
        self.start()
        for system_id, address, good in (("bank1", "127.0.0.2", True), ("bank1", "127.0.0.3", False),
                                         ("shop", "127.0.0.3", True), ("shop2", "127.0.0.2", False),
                                         ("", "127.0.0.2", False)):
            status = self.esme(source=(address, 0)).bind(system_id).status
            self.assertEqual(status, OK if good else BIND_FAILED, (system_id, address))
        self.assertEqual(smsc.count(BIND_TRANSCEIVER), 2, "the SMSC hears nothing of the others")
        self.assertEqual(self.turned_away("bind"), 3)

    def test_holds_a_second_try_on_a_connection_against_the_clients_too(self):
        smsc = self.smsc()
        smsc.bind_status = 0x0E
        self.smpp(smsc, "clients: [{system_id: shop}]")
        self.start()
        esme = self.esme()
        self.assertEqual(esme.bind("shop").status, 0x0E)
        smsc.bind_status = OK
        self.assertEqual(esme.bind("bank1").status, BIND_FAILED)
        self.assertEqual(smsc.count(BIND_TRANSCEIVER), 1)
        self.assertEqual(esme.bind("shop").status, OK)

    def test_knows_clients_by_their_certificates(self):
        self.make_certificates()
        smsc = self.smsc()
        self.smpp(smsc, "tls: {certificate: server.pem, key: server.key, client_ca: ca.pem}\n"
                        "clients:\n  - {system_id: ours, certificate: gateway}\n"
                        "  - {system_id: theirs, certificate: another}")
        self.start()
        context = ssl.create_default_context(cafile=self.folder / "ca.pem")
        context.load_cert_chain(self.folder / "client.pem", self.folder / "client.key")
        self.assertEqual(self.esme(tls=context).bind("ours").status, OK)
        self.assertEqual(self.esme(tls=context).bind("theirs").status, BIND_FAILED)
        self.smpp(smsc, "clients: [{system_id: ours, certificate: gateway}]")
        self.assertIn("[no-client-ca]", self.run_picketd("--check-config").stdout)

    def test_connects_to_the_smsc_from_the_address_of_the_client(self):
        smsc = self.smsc()
        self.smpp(smsc, "clients:\n  - {system_id: a, source: 127.0.0.4}\n  - {system_id: b, source: 127.0.0.5}\n"
                        "  - {system_id: c, source: 192.0.2.99}\n  - {system_id: '*'}")
        self.start()
        for system_id in "abd":
            self.assertEqual(self.esme().bind(system_id).status, OK)
        self.assertEqual([peer[0] for peer in smsc.peers], ["127.0.0.4", "127.0.0.5", "127.0.0.1"])
        self.assertEqual(self.esme().bind("c").status, 8, "an address that is not ours")
        self.assertEqual(self.esme().bind("a").status, OK, "which does not speak against the SMSC")

    def test_has_room_for_so_many_connections_of_a_peer_and_so_many_unbound(self):
        smsc = self.smsc()
        self.smpp(smsc, "max_connections_per_peer: 3\nmax_unbound_per_peer: 2")
        self.start()
        near = lambda: self.esme(source=("127.0.0.2", 0))
        first, second = near(), near()
        self.wait_until(lambda: self.count("smpp_sessions") == 2, "both are there")
        self.assertTrue(self.closed_at_once(source=("127.0.0.2", 0)), "a third unbound one")
        self.assertEqual(self.esme(source=("127.0.0.3", 0)).bind().status, OK, "another peer")
        self.assertEqual((first.bind().status, second.bind().status), (OK, OK))
        self.assertEqual(near().bind().status, OK, "there is room for unbound ones again")
        self.assertTrue(self.closed_at_once(source=("127.0.0.2", 0)), "a fourth")
        self.assertEqual(self.turned_away("crowd"), 2)
        first.close()
        self.wait_until(lambda: self.count("smpp_sessions") == 3, "one has gone")
        self.assertEqual(near().bind().status, OK)

    def test_closes_on_those_who_say_their_bind_too_slowly(self):
        smsc = self.smsc()
        self.smpp(smsc, "session_init: 3s\nmax_unbound_per_peer: 50")
        self.start()
        slow = [self.esme() for _ in range(50)]
        bind = pdu(BIND_TRANSCEIVER, 1, bind_body("slow"))
        began = time.monotonic()
        for n in range(len(bind)):  # an octet now and then keeps nobody in
            for one in slow:
                try:
                    one.connection.sendall(bind[n:n + 1])
                except OSError:
                    pass
            time.sleep(0.1)
            if time.monotonic() - began > 4:
                break
        for one in slow:
            self.assertIsNone(one.receive())
            one.close()
        self.assertEqual(self.count("smpp_sessions_ended_total", why="no_bind"), 50)
        self.wait_until(lambda: self.count("smpp_sessions") == 0, "all have gone")
        self.assertEqual(self.esme().bind().status, OK)
        self.assertEqual(smsc.count(BIND_TRANSCEIVER), 1)

    def test_serves_on_ipv6_both_ways(self):
        smsc = self.smsc(address=("::1", 0))
        self.smpp(smsc, "peers: ['::1']", listen="[::1]:0", http='{listen: "[::1]:0"}', admin='{listen: "[::1]:0"}')
        self.start()
        self.assertTrue(self.where["smpp main"].startswith("[::1]:"))
        esme = self.esme()
        self.assertEqual(esme.bind().status, OK)
        self.assertEqual(esme.submit("明天开会").status, OK)
        for listener, path in (("http", "/readyz"), ("admin", "/metrics")):
            port = int(self.where[listener].rpartition(":")[2])
            connection = http.client.HTTPConnection("::1", port, timeout=20)
            connection.request("GET", path)
            self.assertEqual(connection.getresponse().status, 200)
            connection.close()


class SmppProxy(SmppCase):
    def read_header(self, connection):
        head = connection.recv(16, socket.MSG_WAITALL)
        return head + connection.recv(struct.unpack(">H", head[14:16])[0], socket.MSG_WAITALL)

    def test_takes_the_address_from_a_balancer_that_is_listed(self):
        smsc = self.smsc()
        self.smpp(smsc, "proxy_from: [127.0.0.9]\npeers: [192.0.2.7, '2001:db8::/32']\n"
                        "clients: [{system_id: six, peers: ['2001:db8::7']}, {system_id: four, peers: [192.0.2.7]}]")
        self.start()
        balancer = ("127.0.0.9", 0)
        by = lambda source: self.esme(source=balancer, header=proxy_header(
            source, ("2001:db8::1", 2775) if ":" in source[0] else ("198.51.100.1", 2775)))
        self.assertEqual(by(("192.0.2.7", 4000)).bind("four").status, OK)
        self.assertEqual(by(("2001:db8::7", 4000)).bind("six").status, OK)
        self.assertEqual(by(("192.0.2.7", 4000)).bind("six").status, BIND_FAILED)
        self.assertIsNone(by(("192.0.2.8", 4000)).receive(), "not a peer")
        self.assertEqual(self.count("smpp_turned_away_total", why="address"), 1)
        check = self.esme(source=balancer, header=SIGNATURE + b"\x20\0\0\0")
        self.assertEqual(check.ask(ENQUIRE_LINK).command, ENQUIRE_LINK | RESPONSE, "its own health check")

    def test_takes_it_from_nobody_else_and_nothing_else_from_a_balancer(self):
        smsc = self.smsc()
        self.smpp(smsc, "proxy_from: [127.0.0.9]\nsession_init: 3s")
        self.start()
        liar = self.esme(header=proxy_header(("192.0.2.7", 4000)))
        self.assertEqual(liar.receive().command, 0x80000000, "to others it is a PDU of no good length")
        for header in (b"PROXY TCP4 192.0.2.7 198.51.100.1 40000 2775\r\n", pdu(ENQUIRE_LINK, 1),
                       proxy_header(("192.0.2.7", 1), command=0x22), proxy_header(("192.0.2.7", 1))[:20]):
            esme = self.esme(source=("127.0.0.9", 0), header=header)
            self.assertIsNone(esme.receive(), header)
        self.assertEqual(self.count("smpp_turned_away_total", why="proxy_header"), 3)
        self.assertEqual(self.count("smpp_sessions_ended_total", why="no_bind"), 4, "one was too slow")

    def test_takes_it_in_pieces_and_before_tls(self):
        self.make_certificates()
        smsc = self.smsc()
        self.smpp(smsc, "proxy_from: [127.0.0.9]\npeers: [192.0.2.7]\n"
                        "tls: {certificate: server.pem, key: server.key}")
        self.start()
        host, _, port = self.where["smpp main"].rpartition(":")
        with socket.create_connection((host, int(port)), 20, ("127.0.0.9", 0)) as peer:
            for octet in proxy_header(("192.0.2.7", 4000)):
                peer.sendall(bytes([octet]))
                time.sleep(0.002)
            context = ssl.create_default_context(cafile=self.folder / "ca.pem")
            with context.wrap_socket(peer, server_hostname="picketd.example") as secure:
                secure.sendall(pdu(ENQUIRE_LINK, 5))
                self.assertEqual(secure.recv(16), pdu(ENQUIRE_LINK | RESPONSE, 5))

    def test_tells_the_smsc_of_the_esmes_address_where_it_is_told_to(self):
        smsc = self.smsc()
        smsc.header_size = self.read_header
        self.smpp(smsc, "upstream_proxy: true\nproxy_from: [127.0.0.9]")
        self.start()
        direct = self.esme(source=("127.0.0.2", 0))
        self.assertEqual(direct.bind().status, OK)
        port = int(self.where["smpp main"].rpartition(":")[2])
        self.assertEqual(smsc.headers[0],
                         proxy_header(direct.connection.getsockname(), ("127.0.0.1", port)))
        header = proxy_header(("2001:db8::7", 4000), ("2001:db8::1", 2775))
        self.assertEqual(self.esme(source=("127.0.0.9", 0), header=header).bind().status, OK)
        self.assertEqual(smsc.headers[1], header, "passed on as it came")


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
