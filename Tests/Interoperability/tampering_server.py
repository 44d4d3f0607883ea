#!/usr/bin/env python3
"""A server that lies: it passes on what a vault's server answers, with one thing changed. sync_client.py refuses each.

    tampering_server.py URL --ca PEM --cert PEM --key PEM --tls-cert PEM --tls-key PEM --pin SHA256 --chain CHAIN
                        --code CODE --scheme SCHEME --old FILE --any COUNT --seed NUMBER

--old is an answer to the code from before the document was replaced; --any says of how many bytes, chosen by the seed,
each answer is changed besides. Prints a line of JSON for each case: {"case": …, "changed": how many answers,
"status": the client's, "refused": its code, "errors": what it wrote there}.
"""

import argparse
import http.client
import http.server
import json
import os
import random
import re
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import urlsplit

CLIENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sync_client.py")


def flip(data, at):
    """One bit of one byte is another; a digit stays a digit."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def behind(marker, skip=0):
    """Changes the byte so far behind the first place where this stands."""
    return lambda data: flip(data, data.index(marker) + len(marker) + skip)


def last(data):
    return flip(data, len(data) - 1)


def middle(data):
    return flip(data, len(data) // 2)


def bodies(change):
    """Other bodies, in canonical form like the vault's own."""

    def changed(data):
        value = json.loads(data)
        value["bodies"] = change(value["bodies"])
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    return changed


def cases(chain, old):
    """What is changed: a name, the path (`METHOD path status`), and how."""
    chain = "GET /v1/manifests/" + re.escape(chain)
    code, file = "POST /v1/documents/by-code 200", r"GET /v1/documents/[0-9a-f]{32}/\d+/files/\d+ "
    erased = bodies(lambda all: [{"erased": True, "index": all[0]["index"], "v": 1}] + all[1:])
    return [
        ("vault", r"GET /vault\.json 200", behind(b'"origin":"')),
        ("vault-seal", r"GET /vault\.json\.p7s 200", last),
        ("head", chain + r"/head\.json 200", behind(b'"manifest":"sha256:')),
        ("head-seal", chain + r"/head\.json\.p7s 200", last),
        ("manifest", chain + r"/1\.json 200", behind(b'"commitment":"sha256:')),
        ("manifest-seal", chain + r"/1\.json\.p7s 200", last),
        ("checkpoint", "GET /checkpoint 200", behind(b"\n")),
        ("tile", r"GET /tile/0/000(\.p/\d+)? 200", last),
        ("bundle", r"GET /tile/entries/000(\.p/\d+)? 200", behind(b'"time":"', 3)),
        ("body", chain + r"/1\.bodies\.json 200", behind(b'\\"name\\":\\"', 1)),
        ("body-salt", chain + r"/1\.bodies\.json 200", behind(b'"salt":"')),
        ("body-erased", chain + r"/1\.bodies\.json 200", erased),
        ("body-left-out", chain + r"/1\.bodies\.json 200", bodies(lambda all: all[1:])),
        ("bodies-of-another-order", chain + r"/1\.bodies\.json 200", bodies(lambda all: all[::-1])),
        ("record", code, behind(b'\\"name\\":\\"', 1)),
        ("record-leaf", code, behind(b'"leaf":"{\\"commitment\\":\\"sha256:')),
        ("record-file", code, behind(b'"files":[{"digest":"sha256:')),
        ("proof", code, behind(b'"proof":"c2sp.org/tlog-proof@v1\\nindex ')),
        ("proof-hash", code, lambda data: flip(data, re.search(rb"\\nindex \d+\\n", data).end())),
        ("record-replaced-since", code, lambda data: old),
        ("file", file + "200", middle),
        ("file-part", file + "206", middle),
    ]


class Lying(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(None)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, body):
        upstream = self.server.connect()
        names = ("Range", "Content-Type", "Kho-Scope")
        upstream.request(self.command, self.path, body, {n: self.headers[n] for n in names if self.headers[n]})
        answer = upstream.getresponse()
        data = self.server.tell("%s %s %d" % (self.command, self.path, answer.status), answer.read())
        self.send_response(answer.status)
        for name in ("Content-Type", "Content-Range"):
            if answer.getheader(name):
                self.send_header(name, answer.getheader(name))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        upstream.close()

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, options):
        super().__init__(("127.0.0.1", 0), Lying)
        parts = urlsplit(options.url)
        self.host, self.port = parts.hostname, parts.port
        self.context = ssl.create_default_context(cafile=options.ca)
        self.context.load_cert_chain(options.cert, options.key)
        own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        own.load_cert_chain(options.tls_cert, options.tls_key)
        self.socket = own.wrap_socket(self.socket, server_side=True)
        self.pattern, self.change, self.changed, self.seen = None, None, 0, {}

    def connect(self):
        return http.client.HTTPSConnection(self.host, self.port, timeout=120, context=self.context)

    def tell(self, name, data):
        """What is told in the place of an answer."""
        if self.pattern is None:
            self.seen[name] = len(data)
        elif re.fullmatch(self.pattern, name) and data:
            self.changed += 1
            return self.change(data)
        return data


def run(server, options, name, pattern=None, change=None, more=()):
    server.pattern, server.change, server.changed = pattern, change, 0
    ended = subprocess.run(
        [sys.executable, CLIENT, "https://127.0.0.1:%d" % server.server_address[1], "--ca", options.ca, "--cert",
         options.cert, "--key", options.key, "--pin", options.pin, "--chain", options.chain, "--code", options.code,
         "--scheme", options.scheme, *more], capture_output=True, text=True)
    lines = ended.stdout.splitlines()
    line = json.loads(lines[-1]) if lines else {}
    print(json.dumps({"case": name, "changed": server.changed, "status": ended.returncode,
                      "refused": line.get("refused"), "errors": ended.stderr}), flush=True)
    return line


def states(server, options):
    """A receiver that has seen more, or another thing, than what it is shown now."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "state")
        run(server, options, "state-kept", more=["--state", path])
        with open(path) as file:
            state = json.load(file)
        for name, field, value in [
            ("state-of-more-manifests", "sequence", state["sequence"] + 1),
            ("state-of-a-larger-log", "size", state["size"] + 1),
            ("state-of-another-manifest", "manifest", "sha256:" + "0" * 64),
            ("state-of-another-log", "root", "0" * 64),
        ]:
            with open(path, "w") as file:
                json.dump({**state, field: value}, file)
            run(server, options, name, more=["--state", path])


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("url")
    for name in ("ca", "cert", "key", "tls-cert", "tls-key", "pin", "chain", "code", "scheme", "old"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--any", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()
    server = Server(options)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    run(server, options, "nothing")
    answers = sorted(server.seen.items())
    with open(options.old, "rb") as file:
        old = file.read()
    for name, pattern, change in cases(options.chain, old):
        run(server, options, name, pattern, change)
    run(server, options, "head-of-before", more=["--at", str(time.time() + 600)])
    # Not so far back that the seal of a vault that was made this moment did not count yet.
    run(server, options, "head-of-later", more=["--at", str(time.time() - 290)])
    run(server, options, "another-seal-pinned", more=["--pin", "0" * 64])
    run(server, options, "another-chain", more=["--chain", "all"])
    states(server, options)
    chance = random.Random(options.seed)
    for name, length in answers:
        # In a seal some bytes are covered by nothing: names of algorithms, helper certificates.
        if length and not name.endswith(".p7s 200"):
            for _ in range(options.any):
                at = chance.randrange(length)
                run(server, options, "any: %s, byte %d" % (name, at), re.escape(name),
                    lambda data, at=at: flip(data, at % len(data)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
