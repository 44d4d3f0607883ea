"""Serves a folder over HTTP on loopback, and on request badly: the first part of the path says how.

/good/…      as it is        /endless/…   without an end      /slow/…   a byte now and then
/cut/…       half of it      /silent/…    nothing at all      /deny/…   403         /moved/…  a redirect
/busy/…      503             /once-busy/…  429 the first time                /events/…  with /v1/events
"""
import http.server
import os
import sys
import time

folder = sys.argv[1]
refused = set()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        _, way, path = (self.path.split("/", 2) + ["", ""])[:3]
        if way == "events" and path == "v1/events":
            return self.tell()
        # While the files are being replaced, nobody reads half of them.
        while os.path.exists(os.path.join(folder, "paused")):
            time.sleep(0.01)
        try:
            with open(os.path.join(folder, path), "rb") as file:
                content = file.read()
        except OSError:
            return self.answer(404, b"", 0)
        if way == "deny":
            return self.answer(403, b"", 0)
        if way == "moved":
            self.send_response(302)
            self.send_header("Location", "/good/" + path)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if way == "busy" or way == "once-busy" and path not in refused:
            refused.add(path)
            self.send_response(503 if way == "busy" else 429)
            self.send_header("Retry-After", "1")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if way == "silent":
            return time.sleep(600)
        if way == "cut":
            self.answer(200, content[: len(content) // 2], len(content))
            self.close_connection = True
            return
        if way == "endless":
            self.answer(200, content, 1 << 40)
            while True:
                self.wfile.write(b" " * 65536)
        if way == "slow":
            self.answer(200, b"", len(content))
            for byte in content:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.2)
            return
        self.answer(200, content, len(content))

    def tell(self):
        """Tells of what stands in the file `news`, whenever it is another."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        told = None
        while True:
            try:
                with open(os.path.join(folder, "news")) as file:
                    news = file.read()
            except OSError:
                news = None
            if news != told:
                told = news
                self.wfile.write(f"id: {news}\nevent: entry\ndata: {{}}\n\n".encode())
                self.wfile.flush()
            time.sleep(0.05)

    def answer(self, status, content, length):
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def handle(self):
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, address):
        pass


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
