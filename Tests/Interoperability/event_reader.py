"""Reads a stream of events over TLS and says when each entry arrived.

    event_reader.py PORT ROOT CERTIFICATE KEY [LAST-EVENT-ID]

Prints `ready` behind the first head, then a line for each entry: its index and the time in microseconds since 1970.
"""

import http.client
import json
import ssl
import sys
import time

context = ssl.create_default_context(cafile=sys.argv[2])
context.load_cert_chain(sys.argv[3], sys.argv[4])
connection = http.client.HTTPSConnection("127.0.0.1", int(sys.argv[1]), context=context)
headers = {"Last-Event-ID": sys.argv[5]} if len(sys.argv) > 5 else {}
connection.request("GET", "/v1/events", headers=headers)
answer = connection.getresponse()
assert answer.status == 200, answer.read()
kind = None
is_ready = False
for line in answer:
    if line.startswith(b"event: "):
        kind = line[7:].strip()
    elif line.startswith(b"data: ") and kind == b"entry":
        print(json.loads(line[6:])["index"], time.time_ns() // 1000, flush=True)
    elif line.startswith(b"data: ") and not is_ready:
        print("ready", flush=True)
        is_ready = True
