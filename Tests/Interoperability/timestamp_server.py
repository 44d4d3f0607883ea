"""A time-stamping authority on the loopback interface, by `openssl ts`, in good faith and in bad.

    timestamp_server.py FOLDER

FOLDER holds `tsa.pem` and `tsa.key`. Prints the port that it listens on. The path of a question says what comes back:
`/good`; `/nonce`, `/imprint` (answers to another question), `/forged` (a broken signature), `/rejection`, `/cut`,
`/html`, `/redirect`, `/error`, `/type` (a good answer under another media type), `/silent` (nothing, ever), `/endless`
(data without end), `/drip` (a byte a second), `/slow` (good, after three seconds). Counts the questions in `FOLDER/asked`.
"""

import http.server
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

folder = pathlib.Path(sys.argv[1])
lock = threading.Lock()

CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = {digests}
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def openssl(*arguments, **options):
    return subprocess.run(["openssl", "ts", *arguments], check=True, capture_output=True, **options).stdout


def query(question, digest=None):
    """The question, or another one over `digest`, or over the same digest with another nonce."""
    if digest is None:
        digest = re.search(rb"\x04\x20(.{32})", question, re.DOTALL).group(1)
    return openssl("-query", "-digest", digest.hex(), "-sha256", "-cert")


def reply(question, digests="sha256"):
    with tempfile.TemporaryDirectory() as scratch, lock:
        scratch = pathlib.Path(scratch)
        (scratch / "query").write_bytes(question)
        (scratch / "ts.cnf").write_text(CONFIGURATION.format(folder=folder, digests=digests))
        return openssl(
            "-reply", "-config", str(scratch / "ts.cnf"), "-queryfile", str(scratch / "query"),
            "-signer", str(folder / "tsa.pem"), "-inkey", str(folder / "tsa.key"),
        )


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send(self, body, type="application/timestamp-reply", status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def stream(self, piece, pause):
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(pause)

    def do_POST(self):
        question = self.rfile.read(int(self.headers["Content-Length"]))
        with lock, open(folder / "asked", "a") as asked:
            asked.write(f"{self.path} {self.headers['Content-Type']}\n")
        path = self.path.split("?")[0]
        if path == "/good":
            self.send(reply(question))
        elif path == "/slow":
            time.sleep(3)
            self.send(reply(question))
        elif path == "/type":
            self.send(reply(question), type="application/octet-stream")
        elif path == "/nonce":
            self.send(reply(query(question)))
        elif path == "/imprint":
            self.send(reply(query(question, b"\x01" * 32)))
        elif path == "/forged":
            answer = reply(question)
            self.send(answer[:-1] + bytes([answer[-1] ^ 1]))
        elif path == "/rejection":
            self.send(reply(question, digests="sha512"))
        elif path == "/cut":
            self.send(reply(question)[:-100])
        elif path == "/html":
            self.send(b"<html>The quota of this account is used up</html>", type="text/html; charset=utf-8")
        elif path == "/redirect":
            self.send(b"", status=302, Location="/good")
        elif path == "/error":
            self.send(b"", status=503)
        elif path == "/silent":
            time.sleep(600)
        elif path == "/endless":
            self.stream(b"\x30" * 65536, 0)
        elif path == "/drip":
            self.stream(b"\x30", 1)

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except OSError:
            pass  # the other side has gone


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


server = Server(("127.0.0.1", 0), Answer)
print(server.server_port, flush=True)
server.serve_forever()
