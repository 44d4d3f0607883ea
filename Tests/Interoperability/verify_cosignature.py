#!/usr/bin/env python3
"""Verifies a witness's cosignature, written from the C2SP texts alone and sharing nothing with kho's own code.

    verify_cosignature.py CHECKPOINT VKEY

CHECKPOINT is a signed note with the witness's line (tlog-checkpoint, tlog-cosignature), VKEY the witness's verifier key of
type 0x04. Prints the size and the time that the witness states; exits 0 where its line verifies, 1 where it does not, 2 on
wrong usage. Needs Python's standard library and the program `openssl` (3.0 or later).
"""

import base64
import hashlib
import os
import subprocess
import sys
import tempfile

# SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 section 4), up to the key itself.
SPKI = bytes.fromhex("302a300506032b6570032100")


def fail(text):
    print(text)
    sys.exit(1)


def read_key(text):
    name, key_id, material = text.split("+", 2)
    raw = base64.b64decode(material, validate=True)
    if len(raw) != 33 or raw[0] != 0x04:
        fail("the key is not of type 0x04")
    if hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() != key_id:
        fail("the key ID is wrong")
    return name, bytes.fromhex(key_id), raw[1:]


def openssl_verifies(public_key, signature, message):
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for part, data in (("key", SPKI + public_key), ("sig", signature), ("message", message)):
            paths[part] = os.path.join(folder, part)
            with open(paths[part], "wb") as file:
                file.write(data)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths["key"]]
        command += ["-rawin", "-in", paths["message"], "-sigfile", paths["sig"]]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0


def main(arguments):
    if len(arguments) != 2:
        print(__doc__)
        return 2
    with open(arguments[0], "rb") as file:
        note = file.read()
    name, key_id, public_key = read_key(arguments[1])
    text, _, block = note.rpartition(b"\n\n")
    text += b"\n"
    own = []
    for line in block.decode().splitlines():
        dash, signer, value = line.split(" ")
        raw = base64.b64decode(value, validate=True)
        if dash == "\u2014" and signer == name and raw[:4] == key_id:
            own.append(raw[4:])
    if not own:
        fail("the witness has no line here")
    for raw in own:
        if len(raw) != 72:
            fail("a cosignature has a wrong length")
        time = int.from_bytes(raw[:8], "big")
        if not openssl_verifies(public_key, raw[8:], b"cosignature/v1\ntime %d\n" % time + text):
            fail("a cosignature does not verify")
        print("size {} time {}".format(text.split(b"\n")[1].decode(), time))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
