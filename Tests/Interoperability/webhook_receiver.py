"""A receiver of webhooks on the loopback interface, in good order and in bad.

    webhook_receiver.py FOLDER [CERTIFICATE KEY]

Prints the port that it listens on. Every POST becomes a line of `FOLDER/received`: a JSON object of path, header fields
and body (base64). The path says what comes back: `/good`; `/busy` (429, again after 7 s), `/error`, `/gone`, `/redirect`
(to /good), `/silent` (nothing, ever), `/drip` (a head, a byte a second), `/endless` (200, and a body without end),
`/endless-head` (header fields without end), `/fail/N` (503 to the first N, then good), `/cut` (the connection, cut).
"""

import base64
import http.server
import json
import pathlib
import ssl
import sys
import threading
import time

folder = pathlib.Path(sys.argv[1])
lock = threading.Lock()
counts = {}


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def send(self, status, **headers):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def raw(self, piece, pause):
        while True:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(pause)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        line = json.dumps(
            {
                "path": self.path,
                "headers": {name.lower(): value for name, value in self.headers.items()},
                "body": base64.b64encode(body).decode(),
            }
        )
        with lock, open(folder / "received", "a") as received:
            received.write(line + "\n")
            counts[self.path] = counts.get(self.path, 0) + 1
        path = self.path.split("?")[0]
        if path.startswith("/fail/"):
            self.send(503 if counts[self.path] <= int(path.split("/")[2]) else 204)
        elif path == "/busy":
            self.send(429, Retry_After="7")
        elif path == "/error":
            self.send(500)
        elif path == "/gone":
            self.send(410)
        elif path == "/redirect":
            self.send(307, Location="/good")
        elif path == "/silent" or path == "/silent-once" and counts[self.path] == 1:
            time.sleep(600)
        elif path == "/drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-More: ")
            self.raw(b"0", 1)
        elif path == "/endless":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
            self.raw(b"0" * 65536, 0)
        elif path == "/endless-head":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            self.raw(b"X-More: " + b"0" * 1000 + b"\r\n", 0)
        elif path == "/cut":
            self.close_connection = True
        else:
            self.send(204)

    def log_message(self, *_):
        pass

    def handle(self):
        try:
            super().handle()
        except OSError:
            pass  # the other side has gone


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a handshake that the other side broke off


server = Server(("127.0.0.1", 0), Answer)
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_port, flush=True)
server.serve_forever()
