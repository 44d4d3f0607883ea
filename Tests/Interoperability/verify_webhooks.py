"""Checks what a receiver got as a receiver would, from the text of Standard Webhooks 1.0.0 and with another library.

    verify_webhooks.py RECEIVED PUBLIC-KEY

RECEIVED is what webhook_receiver.py wrote, PUBLIC-KEY the vault's `whpk_…`. Prints how many messages are good.
"""

import base64
import json
import sys
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TOLERANCE = 300

assert sys.argv[2].startswith("whpk_")
key = Ed25519PublicKey.from_public_bytes(base64.b64decode(sys.argv[2][len("whpk_"):], validate=True))
count = 0
for line in open(sys.argv[1]):
    got = json.loads(line)
    headers, body = got["headers"], base64.b64decode(got["body"])
    id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    assert "." not in id and timestamp.isdigit()
    assert abs(time.time() - int(timestamp)) < TOLERANCE
    versions = dict(part.split(",", 1) for part in headers["webhook-signature"].split(" "))
    key.verify(base64.b64decode(versions["v1a"], validate=True), f"{id}.{timestamp}.".encode() + body)
    message = json.loads(body)
    assert set(message) == {"type", "timestamp", "data"} and headers["content-type"] == "application/json"
    assert len(body) < 20_000
    count += 1
print(f"good: {count}")
