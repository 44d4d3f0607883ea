"""Checks what a receiver got with the library of Standard Webhooks for Python, by a shared secret.

    standard_webhooks.py RECEIVED SECRET

RECEIVED is what webhook_receiver.py wrote, SECRET a `whsec_…`. Prints how many messages are good, and how many of them still
are when a byte of the body is another.
"""

import base64
import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

webhook = Webhook(sys.argv[2])


def is_good(body, headers):
    try:
        return webhook.verify(body, headers)["type"].startswith("kho.")
    except WebhookVerificationError:
        return False


good = forged = 0
for line in open(sys.argv[1]):
    got = json.loads(line)
    body = base64.b64decode(got["body"])
    good += is_good(body, got["headers"])
    forged += is_good(body.replace(b"kho.", b"khO.", 1), got["headers"])
print(f"good: {good}\nforged: {forged}")
