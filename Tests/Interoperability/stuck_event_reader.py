"""Asks for all events of a server and takes none of them.

    stuck_event_reader.py PORT ROOTS CERTIFICATE KEY

Prints `asked`, and `over` when the server has ended the connection; sends a little now and then.
"""

import socket
import ssl
import sys
import time

port, roots, certificate, key = sys.argv[1:]
context = ssl.create_default_context(cafile=roots)
context.load_cert_chain(certificate, key)
plain = socket.socket()
# Set before connecting: so little is never promised to the other side again.
plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
plain.connect(("127.0.0.1", int(port)))
connection = context.wrap_socket(plain, server_hostname="127.0.0.1")
connection.sendall(b"GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nLast-Event-ID: -1\r\n\r\n" % int(port))
connection.recv(1)
print("asked", flush=True)
# Blank lines may stand before a request: the connection is never silent for it, and hears of its end.
try:
    while True:
        connection.sendall(b"\r\n")
        time.sleep(0.1)
except (ssl.SSLError, OSError):
    print("over", flush=True)
