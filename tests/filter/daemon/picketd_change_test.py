#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""SIGHUP: what the real picketd takes of a config file that has changed, and that it refuses the rest."""

import json
import signal
import sys
import unittest

from picketd_case import FRAUD, GOOD, PicketdCase, rule


class Change(PicketdCase):
    def hang_up(self):
        """What the log says of the config file."""
        before = len(self.log_lines)
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any(" ruleset " in line or "rules not reloaded" in line
                                    for line in self.log_lines[before:]), "read anew")
        return [line for line in self.log_lines[before:] if "config" in line or "fixed-key" in line]

    def test_takes_what_it_says_of_routes_and_their_numbers(self):
        self.config("log: {decisions: d.ndjson}\n")
        self.start()
        event = {**FRAUD, "route": "smpp:x"}
        self.judge(event)
        self.config("log: {decisions: d.ndjson}\n"
                    "numbering: {abroad: {country: 44, international_prefix: '011'}}\n"
                    "routes: [{route: 'smpp:*', numbering: abroad, log_text: always}]\n")
        self.assertTrue(any("config taken" in line for line in self.hang_up()))
        self.judge({**event, "to": "011447700900123"})
        self.stop()
        lines = [json.loads(line) for line in (self.folder / "d.ndjson").read_text().splitlines()]
        self.assertEqual(["text" in line for line in lines], [False, True])
        self.assertTrue(lines[1]["to"].startswith("+44"), lines[1]["to"])

    def test_takes_another_directory_of_rules(self):
        self.write("others/tax.yaml", rule(name="tax", phrase="退税"))
        path = self.config()
        self.start()
        path.write_text(path.read_text().replace("rules: rules", "rules: others"))
        self.hang_up()
        self.assertEqual(self.judge({**GOOD, "text": "退税通知"})["verdict"], "block")
        self.assertEqual(self.judge(FRAUD)["verdict"], "allow")

    def test_says_nothing_of_a_file_that_says_the_same(self):
        path = self.config()
        self.start()
        path.write_text("# the same, otherwise written\n" + path.read_text().replace("rules: rules", "rules: 'rules'"))
        self.assertEqual([line for line in self.hang_up() if "taken" in line], [])

    def test_names_every_key_that_cannot_change_and_takes_nothing(self):
        self.config("log: {decisions: d.ndjson}\n")
        self.start()
        path = self.config("log: {decisions: e.ndjson}\nroutes: [{route: '*', log_text: always}]\n",
                           http="{listen: 127.0.0.2:0, max_body: 2048}", admin="{listen: 127.0.0.2:0}")
        path.write_text(path.read_text().replace("workers: 2", "workers: 1\nlimits: {part_time: 1m}"))
        said = "\n".join(self.hang_up())
        for key in ("workers", "log", "limits"):
            self.assertIn(f"`{key}` cannot change", said)
        self.assertEqual(said.count("`listen` cannot change"), 1, "of admin; adapters are asked when this is right")
        self.assertIn("config not taken: 4 errors", said)
        path.write_text(path.read_text().replace("workers: 1\nlimits: {part_time: 1m}", "workers: 2").replace("e.ndjson", "d.ndjson"))
        path.write_text(path.read_text().replace("admin: {listen: 127.0.0.2:0}", "admin: {listen: 127.0.0.1:0}"))
        said = "\n".join(self.hang_up())
        for key in ("listen", "max_body"):
            self.assertIn(f"`{key}` cannot change", said)
        self.judge(FRAUD)
        self.stop()
        self.assertNotIn("text", json.loads((self.folder / "d.ndjson").read_text().splitlines()[0]))

    def test_refuses_to_gain_or_lose_a_section_or_its_tls(self):
        self.make_certificates()
        path = self.config()
        self.start()
        text = path.read_text()
        for changed, key in ((text.replace("http: {listen: 127.0.0.1:0}\n", ""), "http"),
                             (text.replace("admin: {listen: 127.0.0.1:0}\n", ""), "admin"),
                             (text.replace("http: {listen: 127.0.0.1:0",
                                           "http: {listen: 127.0.0.1:0, tls: {certificate: server.pem, "
                                           "key: server.key}"), "tls")):
            path.write_text(changed)
            self.assertIn(f"`{key}` cannot change", "\n".join(self.hang_up()))
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")

    def test_keeps_the_config_in_force_where_the_file_is_wrong_and_reloads_rules_all_the_same(self):
        path = self.config("routes: [{route: 'http:*', log_text: never}]\n")
        self.start()
        for wrong in ("routes: [{route: '*', log_text: sometimes}]\n", "colour: red\n", "[\n"):
            self.config(wrong)
            self.assertTrue(any("config not taken" in line for line in self.hang_up()), wrong)
        path.unlink()
        self.write("rules/lottery.yaml", rule(phrase="退税"))
        self.assertTrue(any("config not taken" in line for line in self.hang_up()))
        self.assertEqual(self.judge({**FRAUD, "text": "退税通知"})["verdict"], "block")

    def test_takes_other_files_of_credentials(self):
        self.make_certificates()
        digest = "0" * 64
        self.write("tokens", f"gateway ask {digest}\n")
        path = self.config(http="{listen: 127.0.0.1:0}")
        self.start()
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")
        path.write_text(path.read_text().replace("http: {listen: 127.0.0.1:0}",
                                                 "http: {listen: 127.0.0.1:0, tokens: tokens}"))
        self.hang_up()
        self.wait_until(lambda: self.post(GOOD)[0] == 401, "tokens are asked for")


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
