# SPDX-License-Identifier: Apache-2.0
"""The ESMEs of the conversations, all asked for the same."""

from gateway import DELIVERED, SMSC_ACCEPTED, SMSC_REJECTED, Gateway
from journey import Failed, check_equal, wait_until
from smsc import Peer
from texts import in_parts

REFUSED = 0x45
RECEIPT = 0x04  # esm_class


class ScriptedEsme(Peer):
    """esme.js or esme.pl."""

    def __init__(self, program, journey, port, system_id, to, certificates):
        super().__init__(journey, system_id, [*program, port, system_id, *([certificates] if certificates else [])])
        self.to, self._references = to, 0
        check_equal(self.wait_for("bind_transceiver_resp")[0]["status"], 0, f"{system_id} is bound")

    def is_taken(self, tag, text):
        """Sends it, in parts if need be: whether all of it was accepted, and a receipt of each part came."""
        self._references += 1
        answers = [self._submit(text, udh) for udh, text in in_parts(text, self._references)]
        taken = [answer["message_id"] for answer in answers if answer["status"] == 0]
        if any(answer["status"] not in (0, REFUSED) for answer in answers):
            raise Failed(f"{self.name}: {tag} was answered {answers}")
        for message_id in taken:
            self.wait_for("deliver_sm", esm_class=RECEIPT, receipted_message_id=message_id)
        return len(taken) == len(answers)

    def _submit(self, text, udh):
        before = len(self.events("submit_sm_resp"))
        self.command(submit_sm={"to": self.to, "text": text, "udh": udh, "receipt": True})
        return self.wait_for("submit_sm_resp", before + 1)[-1]

    def received(self):
        return [event["text"] for event in self.events("deliver_sm", esm_class=0)]

    def asks_and_is_asked(self):
        self.command(enquire_link={})
        self.wait_for("enquire_link_resp", status=0)
        self.wait_for("enquire_link")

    def unbind(self):
        self.command(unbind={})
        self.wait_for("unbind_resp", status=0)


class KannelEsme:
    """A Kannel of its own."""

    def __init__(self, journey, port, system_id, to, certificates):
        self.name, self.to = system_id, to
        self.gateway = Gateway(journey, port, system_id, certificates)

    def is_taken(self, tag, text):
        self.gateway.send(tag, text, "+" + self.to)

        def known():
            reports = self.gateway.reports(tag)
            return SMSC_REJECTED in reports or {DELIVERED, SMSC_ACCEPTED} <= set(reports)

        wait_until(known, f"{self.name}: Kannel hears of {tag}")
        return SMSC_REJECTED not in self.gateway.reports(tag)

    def received(self):
        return [message["text"] for message in self.gateway.sink.received]

    def asks_and_is_asked(self):
        """Kannel does both, and says nothing of it; picketd closes on who does not answer."""

    def unbind(self):
        self.gateway.stop()
