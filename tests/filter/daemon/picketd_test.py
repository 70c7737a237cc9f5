#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives the real picketd: starting, answering over HTTP, reloading, logging, draining. Each class is
a test of ctest's."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

from picketd_case import FRAUD, GOOD, PICKETD, PicketdCase, rule


class Decisions(PicketdCase):
    def setUp(self):
        super().setUp()
        self.config()
        self.start()

    def test_judges_one_event(self):
        decision = self.judge({**FRAUD, "id": "m-1"})
        self.assertEqual(list(decision), ["id", "verdict", "risk", "score", "reasons", "shadow",
                                          "ruleset", "overlay"])
        self.assertEqual((decision["id"], decision["verdict"]), ("m-1", "block"))
        self.assertEqual(decision["reasons"][0]["rule"], "test.lottery")
        self.assertEqual(decision["reasons"][0]["matched"], [{"text": "中奖", "at": 3}])
        self.assertEqual(self.judge(GOOD)["verdict"], "allow")

    def test_answers_an_array_with_an_array_in_its_order(self):
        events = [{**(FRAUD if n % 3 == 0 else GOOD), "id": str(n)} for n in range(1000)]
        status, text = self.post(events)
        self.assertEqual(status, 200)
        decisions = json.loads(text)
        self.assertEqual([d["id"] for d in decisions], [e["id"] for e in events])
        self.assertEqual([d["verdict"] for d in decisions],
                         ["block" if n % 3 == 0 else "allow" for n in range(1000)])

    def test_answers_an_array_of_one_with_an_array_and_of_none_with_none(self):
        self.assertEqual(len(json.loads(self.post([GOOD])[1])), 1)
        self.assertEqual(self.post("[]"), (200, "[]"))

    def test_answers_lines_with_lines(self):
        body = "".join(json.dumps(e) + "\n" for e in (FRAUD, GOOD, FRAUD))
        for content_type in ("application/x-ndjson", "Application/X-NDJSON; charset=utf-8"):
            status, text = self.post(body, content_type)
            self.assertEqual(status, 200)
            self.assertTrue(text.endswith("\n"))
            self.assertEqual([json.loads(line)["verdict"] for line in text.splitlines()],
                             ["block", "allow", "block"])

    def test_judges_nothing_of_a_body_with_a_bad_event_and_says_which(self):
        good = json.dumps(GOOD)
        bad = [
            ("{", 1), ("", 1), ("[" + good + ",{}]", 2), ("[" + good + "," + good + ",5]", 3),
            (good[:-1] + ',"colour":"red"}', 1),  # unknown field
            ('{"channel":"sms"}', 1),  # no text
            ('{"channel":"sms","text":5}', 1), ('{"channel":"fax","text":"x"}', 1),
            ('{"channel":"sms","text":"x","text":"y"}', 1), (good + good, 1),
            ('{"channel":"sms","text":"x","time":"yesterday"}', 1),
            (b'{"channel":"sms","text":"\xff"}', 1), ('{"channel":"sms","text":"\\ud800"}', 1),
        ]
        for body, line in bad:
            status, text = self.post(body)
            self.assertEqual(status, 400, body)
            self.assertEqual(json.loads(text)["line"], line, body)
            self.assertTrue(json.loads(text)["error"])
        status, text = self.post(good + "\n" + good + "\nnonsense\n", "application/x-ndjson")
        self.assertEqual((status, json.loads(text)["line"]), (400, 3))
        self.assertEqual(self.metrics()["picket_http_events_total"], 0)

    def test_refuses_what_is_too_long_before_judging_any_of_it(self):
        line = json.dumps({**GOOD, "text": "x" * 1000}) + "\n"
        status, text = self.post(line * 9000, "application/x-ndjson")
        self.assertEqual(status, 413)
        self.assertGreater(json.loads(text)["line"], 1)
        self.assertEqual(self.metrics()["picket_http_events_total"], 0)
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")

    def test_says_what_paths_methods_and_types_there_are(self):
        self.assertEqual(self.ask("GET", "/nothing")[0], 404)
        status, _, headers = self.ask("GET", "/v1/decisions")
        self.assertEqual((status, headers["Allow"]), (405, "POST"))
        status, _, headers = self.ask("POST", "/healthz", b"")
        self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD"))
        status, text, headers = self.ask("HEAD", "/healthz")
        self.assertEqual((status, text), (200, ""))
        _, body, _ = self.ask("GET", "/healthz")
        self.assertEqual(int(headers["Content-Length"]), len(body), "of the body left out")
        for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
            self.assertEqual(self.ask(method, "/v1/decisions")[0], 405, method)
        self.assertEqual(self.post(json.dumps(GOOD), "text/plain")[0], 415)
        self.assertEqual(self.post(json.dumps(GOOD), "application/xml")[0], 415)
        self.assertEqual(self.ask("POST", "/v1/rules/reload", b"")[0], 404, "not on this port")
        self.assertEqual(self.ask("GET", "/metrics")[0], 404, "not on this port")

    def test_takes_json_from_clients_that_do_not_say_so(self):
        self.assertEqual(self.post(json.dumps(FRAUD), "application/x-www-form-urlencoded")[0], 200)
        status, text, _ = self.ask("POST", "/v1/decisions", json.dumps(GOOD).encode())
        self.assertEqual((status, json.loads(text)["verdict"]), (200, "allow"))

    def test_is_healthy_and_ready(self):
        for listener in ("http", "admin"):
            self.assertEqual(self.ask("GET", "/healthz", listener=listener)[0], 200)
            self.assertEqual(self.ask("GET", "/readyz", listener=listener)[0], 200)

    def test_keeps_connections_and_answers_pipelined_requests_in_order(self):
        body = json.dumps({**GOOD, "id": "{n}"})
        requests = b""
        for n in range(50):
            one = body.replace("{n}", str(n)).encode()
            requests += (b"POST /v1/decisions HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n%s\r\n"
                         % (len(one), b"Connection: close\r\n" if n == 49 else b"")) + one
        host, _, port = self.where["http"].rpartition(":")
        with socket.create_connection((host, int(port)), timeout=30) as peer:
            peer.sendall(requests)
            text = b""
            while got := peer.recv(65536):
                text += got
        ids = [part.split(b'"', 1)[0] for part in text.split(b'"id":"')[1:]]
        self.assertEqual(ids, [str(n).encode() for n in range(50)])

    def test_takes_a_body_from_a_client_that_waits_to_be_told_to_continue(self):
        body = json.dumps(FRAUD).encode()
        host, _, port = self.where["http"].rpartition(":")
        with socket.create_connection((host, int(port)), timeout=30) as peer:
            peer.sendall(b"POST /v1/decisions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"
                         b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body))
            time.sleep(0.1)
            peer.sendall(body)
            text = b""
            while got := peer.recv(65536):
                text += got
        self.assertIn(b"HTTP/1.1 200 OK", text)

    def test_goes_on_when_peers_vanish_in_the_middle(self):
        host, _, port = self.where["http"].rpartition(":")
        for n in range(40):
            peer = socket.create_connection((host, int(port)), timeout=30)
            peer.sendall(b"POST /v1/decisions HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{"[: 20 + n])
            peer.close()
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")

    def test_counts_by_route_channel_and_verdict_and_by_rule(self):
        self.post([FRAUD, FRAUD, GOOD, {**FRAUD, "route": "smpp:esme1"},
                   {"channel": "call", "from": "+8613900000001", "to": "110"}])
        metrics = self.metrics()
        labels = 'picket_verdicts_total{route="%s",channel="%s",verdict="%s"}'
        self.assertEqual(metrics[labels % ("http:local", "sms", "block")], 2)
        self.assertEqual(metrics[labels % ("http:local", "sms", "allow")], 1)
        self.assertEqual(metrics[labels % ("http:local", "sms", "warn")], 0)
        self.assertEqual(metrics[labels % ("http:local", "call", "allow")], 1)
        self.assertEqual(metrics[labels % ("smpp:esme1", "sms", "block")], 1)
        self.assertEqual(metrics['picket_rule_hits_total{rule="test.lottery"}'], 3)
        self.assertEqual(metrics["picket_decision_seconds_count"], 5)
        self.assertGreater(metrics["picket_decision_seconds_sum"], 0)
        self.assertEqual(metrics['picket_decision_seconds_bucket{le="+Inf"}'], 5)
        self.assertEqual(metrics['picket_errors_total{kind="incomplete"}'], 0)
        self.assertEqual(metrics["picket_http_events_total"], 5)
        # Counted once the answer is on its way: the scrape may come first.
        answered = 'picket_http_requests_total{status="200"}'
        self.wait_until(lambda: self.metrics()[answered] == 1, "the request is counted")
        digest = self.judge(GOOD)["ruleset"]
        self.assertEqual(metrics['picket_ruleset_info{digest="%s"}' % digest], 1)
        self.assertGreaterEqual(metrics["picket_ruleset_age_seconds"], 0)
        self.assertEqual(metrics['picket_ruleset_rules{state="active"}'], 1)


class Reload(PicketdCase):
    def setUp(self):
        super().setUp()
        self.config()
        self.start()

    def test_adopts_new_rules_and_names_their_digest(self):
        before = self.judge(FRAUD)
        self.write("rules/lottery.yaml", rule(phrase="退税"))
        status, answer = self.reload()
        self.assertEqual(status, 200)
        after = self.judge(FRAUD)
        self.assertEqual(after["verdict"], "allow")
        self.assertEqual(after["ruleset"], answer["ruleset"])
        self.assertNotEqual(after["ruleset"], before["ruleset"])
        self.assertEqual(self.judge({**FRAUD, "text": "退税通知"})["verdict"], "block")

    def test_keeps_the_old_rules_and_says_all_that_is_wrong_with_the_new_ones(self):
        before = self.judge(FRAUD)
        self.write("rules/broken.yaml", rule(name="broken").replace("risk: high", "risk: huge"))
        self.write("rules/worse.yaml", rule(name="worse") + "colour: red\n")
        status, answer = self.reload()
        self.assertEqual(status, 422)
        self.assertEqual(set(answer), {"diagnostics"})
        files = {Path(d["file"]).name for d in answer["diagnostics"]}
        self.assertEqual(files, {"broken.yaml", "worse.yaml"})
        for diagnostic in answer["diagnostics"]:
            self.assertGreater(diagnostic["line"], 0)
            self.assertTrue(diagnostic["code"])
        self.assertEqual(self.judge(FRAUD)["ruleset"], before["ruleset"])
        self.assertEqual(self.metrics()['picket_reloads_total{result="failed"}'], 1)

    def compile_list(self, entries):
        self.write("rules/lists/senders.txt", entries)
        source = self.folder / "rules/lists/senders.txt"
        subprocess.run([PICKETD.with_name("picket"), "lists", "build", source], check=True,
                       stdout=subprocess.DEVNULL)

    def test_keeps_a_list_that_is_damaged_in_place_until_there_is_a_good_one(self):
        self.compile_list("95588\n")
        self.write("rules/sender.yaml",
                   rule(name="sender").replace("text: 中奖\ntests", "sender: {in: lists/senders}\ntests")
                   .replace("text: 中奖\n", "from: '95588'\n    text: 你好\n"))
        status, answer = self.reload()
        self.assertEqual(status, 200, answer)
        listed, other = [{**GOOD, "from": sender} for sender in ("95588", "95566")]
        self.assertEqual(self.judge(listed)["verdict"], "block")

        compiled = self.folder / "rules/lists/senders.map"
        good = compiled.read_bytes()
        half = good[: len(good) // 2]
        for damaged in (half, good[:-1] + b"x", b"", half + bytes(len(good) - len(half))):
            compiled.write_bytes(damaged)  # the same file, cut off and written anew
            status, answer = self.reload()
            self.assertEqual(status, 422)
            (diagnostic,) = answer["diagnostics"]
            self.assertEqual(diagnostic["code"], "damaged-list")
            self.assertEqual(Path(diagnostic["file"]).name, "senders.map")
            self.assertTrue(diagnostic["help"])
            self.assertEqual(self.judge(listed)["verdict"], "block")
            self.assertEqual(self.judge(other)["verdict"], "allow")

        self.compile_list("95588\n95566\n")
        self.assertEqual(self.reload()[0], 200)
        self.assertEqual(self.judge(other)["verdict"], "block")

    def test_takes_up_an_overlay_of_a_list(self):
        self.compile_list("95588\n")
        self.write("rules/sender.yaml",
                   rule(name="sender").replace("text: 中奖\ntests", "sender: {in: lists/senders}\ntests")
                   .replace("text: 中奖\n", "from: '95588'\n    text: 你好\n"))
        self.assertEqual(self.reload()[0], 200)
        other = {**GOOD, "from": "95566"}
        self.assertEqual(self.judge(other)["verdict"], "allow")
        self.write("rules/lists/senders.add.txt", "95566\n")
        self.assertEqual(self.reload()[0], 200)
        self.assertEqual(self.judge(other)["verdict"], "block")

    def test_keeps_the_old_rules_where_the_new_ones_fail_their_own_tests(self):
        self.write("rules/wrong.yaml", rule(name="wrong", phrase="退税", tested="没有这个词"))
        status, answer = self.reload()
        self.assertEqual(status, 422)
        self.assertEqual([d["code"] for d in answer["diagnostics"]], ["test-failed"])
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")

    def test_keeps_the_old_rules_where_the_directory_is_gone(self):
        (self.folder / "rules").rename(self.folder / "elsewhere")
        status, answer = self.reload()
        self.assertEqual(status, 422)
        self.assertEqual(len(answer["diagnostics"]), 1)
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")

    def test_happens_on_sighup_too(self):
        before = self.judge(FRAUD)["ruleset"]
        self.write("rules/lottery.yaml", rule(phrase="退税"))
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: self.judge(FRAUD)["ruleset"] != before, "adopted")
        self.assertEqual(self.judge(FRAUD)["verdict"], "allow")

    def test_says_on_sighup_what_is_wrong(self):
        self.write("rules/lottery.yaml", "id: [\n")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until(lambda: any("rules not reloaded: 1 error;" in line for line in self.log_lines), "said")
        self.assertTrue(any("lottery.yaml" in line for line in self.log_lines))
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")

    def test_serves_many_askers_at_once(self):
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.reload())) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([status for status, _ in answers], [200] * 12)

    def test_keeps_counts_of_rules_over_reloads(self):
        self.judge(FRAUD)
        self.reload()
        self.judge(FRAUD)
        self.reload()
        self.assertEqual(self.metrics()['picket_rule_hits_total{rule="test.lottery"}'], 2)

    def test_answers_every_event_by_the_rules_it_names_while_rules_change(self):
        """Two rulesets with opposite verdicts, and clients that never stop."""
        texts = {"中奖": rule(phrase="中奖"), "退税": rule(phrase="退税")}
        blocks = {}  # digest: phrase it blocks
        for phrase, text in texts.items():
            self.write("rules/lottery.yaml", text)
            blocks[self.reload()[1]["ruleset"]] = phrase
        stop = threading.Event()
        wrong, seen = [], []

        def client():
            events = [{"channel": "sms", "text": phrase, "id": phrase} for phrase in texts] * 150
            body = json.dumps(events).encode()
            connection = self.connect()
            while not stop.is_set():
                connection.request("POST", "/v1/decisions", body)
                decisions = json.loads(connection.getresponse().read())
                if len(decisions) != len(events):
                    wrong.append(len(decisions))
                for decision in decisions:
                    expected = "block" if blocks[decision["ruleset"]] == decision["id"] else "allow"
                    if decision["verdict"] != expected:
                        wrong.append(decision)
                seen.append({d["ruleset"] for d in decisions})
            connection.close()

        clients = [threading.Thread(target=client) for _ in range(4)]
        for one in clients:
            one.start()
        for n in range(20):
            self.write("rules/lottery.yaml", list(texts.values())[n % 2])
            self.assertEqual(self.reload()[0], 200)
        stop.set()
        for one in clients:
            one.join()
        self.assertEqual(wrong, [])
        self.assertEqual(set().union(*seen), set(blocks), "both rulesets have judged")


class Start(PicketdCase):
    def test_ends_with_2_and_all_diagnostics_where_the_rules_are_broken(self):
        self.write("rules/a.yaml", rule(name="a").replace("rev: 1", "rev: zero"))
        self.write("rules/b.yaml", rule(name="b").replace("action: block", "action: bolck"))
        self.config()
        done = self.run_picketd()
        self.assertEqual(done.returncode, 2)
        self.assertIn("a.yaml:2:", done.stdout)
        self.assertIn("b.yaml:8:", done.stdout)
        self.assertIn("cannot start", done.stderr)

    def test_ends_with_2_where_a_rule_fails_its_test(self):
        self.write("rules/a.yaml", rule(name="a", tested="没有这个词"))
        self.config()
        done = self.run_picketd()
        self.assertEqual(done.returncode, 2)
        self.assertIn("test-failed", done.stdout)

    def test_ends_with_2_where_there_are_no_rules(self):
        (self.folder / "rules/lottery.yaml").unlink()
        (self.folder / "rules").rmdir()
        self.config()
        self.assertEqual(self.run_picketd().returncode, 2)

    def test_ends_with_2_where_the_config_is_wrong(self):
        self.config("colour: red\n")
        done = self.run_picketd()
        self.assertEqual(done.returncode, 2)
        self.assertIn("picketd.yaml:5:1: error:", done.stdout)
        self.assertIn("[unknown-key]", done.stdout)
        (self.folder / "picketd.yaml").unlink()
        self.assertEqual(self.run_picketd().returncode, 2)

    def test_ends_with_2_where_the_command_line_is_wrong(self):
        for arguments in ([], ["--config"], ["--config", "x", "--colour"]):
            done = subprocess.run([PICKETD, *arguments], capture_output=True, timeout=60, check=False)
            self.assertEqual(done.returncode, 2, arguments)
        self.assertEqual(
            subprocess.run([PICKETD, "--help"], capture_output=True, timeout=60, check=False).returncode, 0)

    def test_ends_with_2_where_the_port_is_taken_and_names_it(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            for section in ({"http": f"{{listen: {address}}}"}, {"admin": f"{{listen: {address}}}"}):
                self.config(**section)
                done = self.run_picketd()
                self.assertEqual(done.returncode, 2)
                self.assertIn(address, done.stderr)

    def test_refuses_to_be_open_to_strangers(self):
        for section in ({"http": "{listen: 0.0.0.0:0}"}, {"admin": '{listen: "[::]:0"}'}):
            self.config(**section)
            done = self.run_picketd()
            self.assertEqual(done.returncode, 2)
            self.assertIn("without TLS", done.stdout)
            self.assertIn("neither tokens nor client certificates", done.stdout)

    def test_ends_with_2_where_the_log_cannot_be_opened(self):
        self.config("log: {decisions: /proc/nothing/decisions.ndjson}\n")
        done = self.run_picketd()
        self.assertEqual(done.returncode, 2)
        self.assertIn("/proc/nothing", done.stderr)

    def test_ends_with_2_where_it_cannot_become_the_user(self):
        self.config("user: no-such-user-here\n")
        done = self.run_picketd()
        self.assertEqual(done.returncode, 2)
        self.assertIn("no-such-user-here", done.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "only root can become another")
    def test_does_not_stay_root_where_a_user_is_named(self):
        self.folder.chmod(0o777)
        self.config("user: nobody\nlog: {decisions: d.ndjson}\n")
        self.start()
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        uid = next(line for line in status.splitlines() if line.startswith("Uid:"))
        self.assertNotIn("0", uid.split()[1:])
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")
        self.assertNotEqual((self.folder / "d.ndjson").stat().st_uid, 0)

    def test_checks_a_config_without_starting(self):
        self.config()
        done = self.run_picketd("--check-config")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_dumps_a_config_that_it_accepts(self):
        self.config("log: {decisions: d.ndjson}\n")
        done = self.run_picketd("--dump-config")
        self.assertEqual(done.returncode, 0)
        self.assertIn("drain_timeout: 30s", done.stdout)
        self.write("picketd.yaml", done.stdout)
        self.assertEqual(self.run_picketd("--dump-config").stdout, done.stdout)

    def test_starts_with_rules_alone(self):
        self.config(http=None, admin=None)
        self.start()
        self.assertEqual(self.stop(), 0)


class Log(PicketdCase):
    def lines(self, name="d.ndjson"):
        text = (self.folder / name).read_text()
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def test_has_a_line_for_every_decision_with_numbers_hidden_and_no_text(self):
        self.config("log: {decisions: d.ndjson}\n")
        self.start()
        digest = self.judge({**FRAUD, "id": "m-1"})["ruleset"]
        self.judge(GOOD)
        self.assertEqual(self.stop(), 0)
        block, allow = sorted(self.lines(), key=lambda line: line["verdict"] == "allow")
        self.assertEqual(block["route"], "http:local")
        self.assertEqual((block["id"], block["channel"], block["verdict"]), ("m-1", "sms", "block"))
        self.assertEqual(block["rules"], [{"rule": "test.lottery", "rev": 1, "action": "block"}])
        self.assertEqual(block["ruleset"], digest)
        self.assertEqual(block["to"], "+86139****0002")
        self.assertRegex(block["to_token"], "^[0-9a-f]{32}$")
        self.assertEqual((allow["verdict"], allow["id"]), ("allow", None))
        text = (self.folder / "d.ndjson").read_text()
        self.assertNotIn("13900000002", text)
        self.assertNotIn("中奖", text)

    def test_gives_a_number_the_same_token_after_a_restart(self):
        self.config("log: {decisions: d.ndjson, number_key: secret/key}\n")
        for _ in range(2):
            self.start()
            self.judge(FRAUD)
            self.stop()
            self.tearDown()
            self.process = None
        first, second = self.lines()
        self.assertEqual(first["to_token"], second["to_token"])

    def test_carries_texts_of_routes_that_ask_for_it(self):
        self.config("log: {decisions: d.ndjson}\n"
                    "routes:\n"
                    "  - {route: 'smpp:all', log_text: always}\n"
                    "  - {route: 'smpp:*', log_text: acted}\n")
        self.start()
        for route in ("smpp:all", "smpp:some", "smpp:none"[:4] + ":x"):
            self.judge({**FRAUD, "route": route})
            self.judge({**GOOD, "route": route})
        self.judge(FRAUD)
        self.stop()
        texts = {(line["route"], line["verdict"]): "text" in line for line in self.lines()}
        self.assertEqual(texts, {
            ("smpp:all", "block"): True, ("smpp:all", "allow"): True,
            ("smpp:some", "block"): True, ("smpp:some", "allow"): False,
            ("smpp:x", "block"): True, ("smpp:x", "allow"): False,
            ("http:local", "block"): False,
        })

    def test_loses_no_decision_to_a_full_disk_but_counts_the_lines(self):
        self.config("log: {decisions: /dev/full, number_key: key}\n")
        self.start()
        self.assertEqual(self.judge(FRAUD)["verdict"], "block")
        self.post([GOOD] * 500)
        lost = 'picket_log_lines_total{result="lost"}'
        self.wait_until(lambda: self.metrics()[lost] == 501, "all lines counted as lost")
        said = [line for line in self.log_lines if "No space left" in line]
        self.assertEqual(len(said), 1, "said once")
        self.assertEqual(self.stop(), 0)

    def test_is_opened_anew_on_sighup(self):
        self.config("log: {decisions: d.ndjson}\n")
        self.start()
        self.judge(FRAUD)
        self.wait_until(lambda: len(self.lines()) == 1, "written")
        (self.folder / "d.ndjson").rename(self.folder / "d.ndjson.old")
        self.process.send_signal(signal.SIGHUP)
        self.wait_until((self.folder / "d.ndjson").exists, "opened anew")
        self.judge(GOOD)
        self.stop()
        self.assertEqual(len(self.lines("d.ndjson.old")), 1)
        self.assertEqual(len(self.lines()), 1)

    def test_is_rotated_by_size(self):
        self.config("log: {decisions: d.ndjson, rotate_size: 20KiB, rotate_keep: 2}\n")
        self.start()
        for n in range(1, 11):
            self.post([GOOD] * 100)
            self.wait_until(lambda: self.metrics()['picket_log_lines_total{result="written"}'] == 100 * n, "written")
        self.stop()
        for name in ("d.ndjson", "d.ndjson.1", "d.ndjson.2"):
            self.assertTrue(self.lines(name), name)
        self.assertFalse((self.folder / "d.ndjson.3").exists())


class Drain(PicketdCase):
    def test_ends_with_0_when_told(self):
        self.config()
        for told in (signal.SIGTERM, signal.SIGINT):
            self.start()
            self.judge(FRAUD)
            self.assertEqual(self.stop(told), 0)
            self.tearDown()
            self.process = None

    def test_answers_what_was_asked_and_closes_idle_connections(self):
        self.config()
        self.start()
        idle = self.connect()
        idle.request("GET", "/healthz")
        idle.getresponse().read()
        busy = self.connect()
        body = json.dumps([FRAUD] * 20000).encode()
        answers = []

        def ask():
            busy.request("POST", "/v1/decisions", body)
            answers.append(json.loads(busy.getresponse().read()))

        asking = threading.Thread(target=ask)
        asking.start()
        first = 'picket_verdicts_total{route="http:local",channel="sms",verdict="block"}'
        self.wait_until(lambda: self.metrics().get(first, 0) > 0, "some are judged, so all are in hand")
        began = time.monotonic()
        self.assertEqual(self.stop(), 0)
        self.assertLess(time.monotonic() - began, 20)
        asking.join()
        self.assertEqual(len(answers[0]), 20000)
        self.assertEqual(idle.sock.recv(1), b"")
        idle.close()
        busy.close()

    def test_killed_cuts_at_most_the_last_line_of_the_log_and_the_next_one_begins_anew(self):
        self.config("log: {decisions: d.ndjson}\n")
        self.start()
        self.post([FRAUD] * 2000)
        self.process.kill()
        self.process.wait()
        before = (self.folder / "d.ndjson").read_text().splitlines()
        for line in before[:-1]:
            json.loads(line)
        self.tearDown()
        self.start()
        self.judge(FRAUD)
        self.assertEqual(self.stop(), 0)
        after = (self.folder / "d.ndjson").read_text().splitlines()
        self.assertEqual(after[: len(before)], before)
        self.assertEqual([json.loads(line)["verdict"] for line in after[len(before) :]], ["block"])


class Crowd(PicketdCase):
    def test_closes_connections_beyond_the_limit_and_counts_them(self):
        self.config(http="{listen: 127.0.0.1:0, max_connections: 3}")
        self.start()
        host, _, port = self.where["http"].rpartition(":")
        peers = [socket.create_connection((host, int(port)), timeout=30) for _ in range(4)]
        # Workers take their connections each in its own time: not always the last is the one.
        one_more = select.select(peers, [], [], 30)[0]
        self.assertEqual([one.recv(1) for one in one_more], [b""])
        one_more[0].close()
        peers.remove(one_more[0])
        total = lambda name: sum(v for k, v in self.metrics().items() if k.startswith(name))
        self.assertEqual(total("picket_http_connections_refused_total"), 1)
        self.assertEqual(self.metrics()["picket_http_connections"], 3)
        peers.pop().close()
        self.wait_until(lambda: self.metrics()["picket_http_connections"] == 2, "room again")
        self.assertEqual(self.ask("GET", "/healthz")[0], 200)
        for peer in peers:
            peer.close()


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=1))
