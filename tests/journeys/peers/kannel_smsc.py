# SPDX-License-Identifier: Apache-2.0
"""What Kannel has of an SMSC: drive_smpp of kannel-extras, made to test its bearerbox. It takes a transmitter and a
receiver, sends so many deliver_sm to the receiver, and accepts every submit_sm. It speaks no TLS: socat does,
before it."""

import socket

from gateway import SMSC_ACCEPTED, SMSC_REJECTED, Gateway
from journey import accepts, check_equal, free_ports, wait_until
from texts import FRAUD, GOOD

DRIVER = "/usr/lib/kannel/test/drive_smpp"
MESSAGES = 20  # to the ESME
# It is a smsbox as well, and ends itself where no bearerbox takes its connection; what is said on that is not needed.
BEARERBOX = ("127.0.0.1", 13001)


def stand_in_for_bearerbox():
    """A socket that takes connections. Where there is one already, that takes them."""
    try:
        return socket.create_server(BEARERBOX)
    except OSError:
        return socket.socket()


class KannelToKannel:
    """A bearerbox, picketd and drive_smpp."""

    def __init__(self, journey, certificates):
        self.journey, self.certificates = journey, certificates
        self.name = "kannel-tls" if certificates else "kannel"
        self.system_id = f"two-{self.name}"
        (self.port,) = (self.driver_port,) = free_ports(1)
        if certificates:
            (self.port,) = free_ports(1)

    def hold(self, picketd_port):
        self._start_tls()
        gateway = Gateway(
            self.journey, picketd_port, self.system_id, self.certificates, wait=False, two_binds=True
        )
        config = self.journey.write(f"{self.name}-driver.conf", "group = core\n")
        driver = self.journey.start(
            f"{self.name}.driver", [DRIVER, "-v", "0", "-p", self.driver_port, "-m", MESSAGES, "-c", config]
        )
        wait_until(lambda: len(gateway.sink.received) >= MESSAGES, f"{self.system_id}: every deliver_sm arrives")
        self._same(len(gateway.sink.received), MESSAGES, "once")
        gateway.send("fraud", FRAUD)
        gateway.send("good", GOOD)
        wait_until(lambda: gateway.reports("fraud") and gateway.reports("good"), f"{self.system_id}: reports")
        self._same(gateway.reports("fraud"), [SMSC_REJECTED], "a fraud SMS is refused")
        self._same(gateway.reports("good"), [SMSC_ACCEPTED], "a good one is accepted")
        self._same(driver.text().count("PDU of type submit_sm\n"), 1, "drive_smpp has seen one")
        driver.stop()  # first: it answers no unbind, and Kannel would wait for that
        gateway.stop()

    def _start_tls(self):
        if not self.certificates:
            return
        files = ",".join(f"{key}={self.certificates}/{name}" for key, name in
                         (("cert", "server.pem"), ("key", "server.key"), ("cafile", "ca.pem")))
        listen = f"OPENSSL-LISTEN:{self.port},bind=127.0.0.1,reuseaddr,fork,verify=1,{files}"
        self.journey.start("socat", ["socat", listen, f"TCP:127.0.0.1:{self.driver_port}"])
        wait_until(lambda: accepts(self.port), "socat listens")

    def _same(self, got, wanted, what):
        check_equal(got, wanted, f"{self.system_id}: {what}")
