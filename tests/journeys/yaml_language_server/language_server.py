# SPDX-License-Identifier: Apache-2.0
"""A client of the Language Server Protocol 3.17 over pipes: as much of an editor as the journey is."""

import json
import subprocess
import threading

from journey import Failed, wait_until

SECONDS = 60.0


class LanguageServer:
    def __init__(self, argv, log):
        self._log = log.open("wb")
        self._process = subprocess.Popen(
            [str(a) for a in argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        self._answers = {}  # id: message
        self._diagnostics = {}  # uri: list
        self._last_id = 0
        threading.Thread(target=self._read, daemon=True).start()

    def close(self):
        self._process.kill()
        self._process.wait()
        self._log.close()

    def start(self, root, settings):
        """§3.15 initialize; `settings` is what the server asks the editor for."""
        self._settings = settings
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": False}},
                "hover": {"contentFormat": ["plaintext"]},
            },
        }
        self.ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities},
        )
        self._tell("initialized", {})

    def ask(self, method, params):
        self._last_id += 1
        number = self._last_id
        self._send({"id": number, "method": method, "params": params})
        answer = wait_until(lambda: self._answers.get(number), f"{method} is answered", SECONDS)
        if "error" in answer:
            raise Failed(f"{method}: {answer['error']}")
        return answer["result"]

    def open(self, path, text):
        """An editor's buffer of that file, whatever is on disk. Once a path: what the server says of a buffer does
        not tell which of several it is about."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})

    def diagnostics(self, path):
        """What is wrong in an open buffer."""
        uri = path.as_uri()
        wait_until(lambda: uri in self._diagnostics, f"{path.name} is looked at", SECONDS)
        return self._diagnostics[uri]

    def at(self, method, path, line, character):
        """Asks about a place; both count from 0."""
        return self.ask(
            f"textDocument/{method}",
            {
                "textDocument": {"uri": path.as_uri()},
                "position": {"line": line, "character": character},
            },
        )

    def _tell(self, method, params):
        self._send({"method": method, "params": params})

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self):
        while True:
            length = 0
            while (line := self._process.stdout.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length == 0:
                return
            self._take(json.loads(self._process.stdout.read(length)))

    def _take(self, message):
        method = message.get("method")
        if method is None:
            self._answers[message["id"]] = message
        elif method == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method == "workspace/configuration":
            result = [self._settings.get(item.get("section")) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})
        elif "id" in message:
            self._send({"id": message["id"], "result": None})
