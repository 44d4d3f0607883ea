"""What a vault signed, read and verified: vault.json, seals, checkpoints, the log (docs/sync-client.md).

Written from the docs alone, for sync_client.py. Needs Python 3.9 and the command `openssl` (3.0); nothing else.
"""

import base64
import calendar
import hashlib
import json
import os
import re
import ssl
import subprocess
import time

DIGEST, ID, HEX = re.compile(r"sha256:[0-9a-f]{64}"), re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}")


class Refused(Exception):
    def __init__(self, code, what=""):
        super().__init__(code)
        self.code, self.what = code, str(what)


def require(condition, code, what=""):
    if not condition:
        raise Refused(code, what)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def digest(data):
    return "sha256:" + sha256(data).hex()


def unbase64(text, code, what):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused(code, what) from None
    require(base64.b64encode(data).decode() == text, code, what)
    return data


# Canonical JSON: RFC 8785, with whole numbers below 2^53 and keys in ASCII alone.


def read_json(data, code, what):
    """The value of canonical bytes; anything else is refused."""

    def members(pairs):
        require(len(dict(pairs)) == len(pairs) and all(key.isascii() for key, _ in pairs), code, what)
        return dict(pairs)

    def number(text):
        require(len(text) <= 17 and abs(int(text)) < 2**53, code, what)
        return int(text)

    def no(text):
        raise Refused(code, what)

    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=members, parse_int=number, parse_float=no, parse_constant=no)
        again = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")
    except (ValueError, RecursionError):
        raise Refused(code, what) from None
    require(again == data, code, what)
    return value


def fields(value, code, what, needed, optional=()):
    """Needs an object with these members and no others: a field that nobody knows could mean anything."""
    require(isinstance(value, dict), code, what)
    require(set(needed) <= set(value) <= set(needed) | set(optional), code, what)
    return value


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def matches(pattern, value):
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def seconds(text, code, what):
    require(isinstance(text, str), code, what)
    match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,6})?Z", text, re.ASCII)
    require(match, code, what)
    try:
        return calendar.timegm(time.strptime(match[1], "%Y-%m-%dT%H:%M:%S")) + float(match[2] or 0)
    except ValueError:
        raise Refused(code, what) from None


class Vault:
    """Who the vault is by its vault.json: which seals count, and which log keys for which sizes."""

    def __init__(self, data, seal, pin, scratch, clock):
        self.scratch, self.clock, code = scratch, clock, "IDENTITY_REFUSED"
        value = read_json(data, code, "vault.json")
        require(isinstance(value, dict) and value.get("v") == 1 and matches(ID, value.get("id")), code, "id")
        require(isinstance(value.get("origin"), str) and value.get("seals") and value.get("logKeys"), code, "keys")
        self.id, self.origin = value["id"], value["origin"]
        self.seals = [unbase64(one["certificate"], code, "seals") for one in value["seals"]]
        require(pin in [sha256(der).hex() for der in self.seals], code, "the pinned seal is not among its seals")
        with open(os.path.join(scratch, "seals.pem"), "w") as file:
            file.write("".join(ssl.DER_cert_to_PEM_cert(der) for der in self.seals))
        require(pin in self.signers(data, seal, code, "vault.json"), code, "the pinned seal did not sign it")
        self.keys = [(one["from"], one.get("until", 2**53), self.key(one["key"])) for one in value["logKeys"]]

    def file(self, name, data):
        path = os.path.join(self.scratch, name)
        with open(path, "wb") as file:
            file.write(data)
        return path

    def signers(self, data, seal, code, what):
        """The fingerprints of the seals that signed exactly these bytes."""
        paths = [self.file("document", data), self.file("seal", seal)]
        trusted, signer = os.path.join(self.scratch, "seals.pem"), os.path.join(self.scratch, "signer.pem")
        run = subprocess.run(
            ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-content", paths[0], "-in", paths[1],
             "-CAfile", trusted, "-partial_chain", "-no-CApath", "-no-CAstore", "-purpose", "any",
             "-attime", str(int(self.clock())), "-signer", signer], capture_output=True, timeout=60)
        require(run.returncode == 0 and run.stdout == data, code, what)
        with open(signer) as file:
            found = re.findall("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", file.read(), re.DOTALL)
        prints = [ssl.PEM_cert_to_DER_cert(one) for one in found]
        require(prints and all(der in self.seals for der in prints), code, what)
        return [sha256(der).hex() for der in prints]

    def key(self, text):
        """A verifier key (C2SP signed-note), `<name>+<key id>+<base64>`: name, id and the key's 32 bytes."""
        name, key_id, material = text.split("+", 2)
        raw = unbase64(material, "IDENTITY_REFUSED", "logKeys")
        require(len(raw) == 33 and raw[0] == 1 and name == self.origin, "IDENTITY_REFUSED", "logKeys")
        require(sha256(name.encode(), b"\n", raw)[:4].hex() == key_id, "IDENTITY_REFUSED", "logKeys")
        return bytes.fromhex(key_id), raw[1:]

    def checkpoint(self, note, what):
        """Size and root of a checkpoint (C2SP tlog-checkpoint) that the log key for that size signed."""
        require(isinstance(note, str), "CHECKPOINT_MALFORMED", what)
        text = r"(([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/=]{44})\n(?:[^\n]+\n)*)"
        match = re.fullmatch(text + r"\n((?:\u2014 [^ \n]+ [^ \n]+\n)+)", note)
        require(match and match[2] == self.origin, "CHECKPOINT_MALFORMED", what)
        size, root = int(match[3]), unbase64(match[4], "CHECKPOINT_MALFORMED", what)
        good = False
        for line in match[5].splitlines():
            _, name, text = line.split(" ")
            raw = unbase64(text, "CHECKPOINT_MALFORMED", what)
            for first, last, (key_id, key) in self.keys:
                # Lines of others, witnesses say, are passed over; one of the log's own must hold.
                if name == self.origin and raw[:4] == key_id and first <= size <= last:
                    require(self.ed25519(key, raw[4:], match[1].encode()), "MANIFEST_BAD_SIGNATURE", what)
                    good = True
        require(good, "MANIFEST_UNKNOWN_KEY", what)
        return size, root

    def ed25519(self, key, signature, message):
        paths = [self.file("key", bytes.fromhex("302a300506032b6570032100") + key), self.file("message", message),
                 self.file("signature", signature)]
        return subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0], "-rawin",
             "-in", paths[1], "-sigfile", paths[2]], capture_output=True, timeout=60).returncode == 0


class Log:
    """The log's leaves and the hashes over them (RFC 6962), read from its tiles, held against signed checkpoints."""

    def __init__(self, server):
        self.server, self.leaves, self.levels = server, [], [[]]

    @staticmethod
    def node(left, right):
        return sha256(b"\x01", left, right)

    @staticmethod
    def path(level, index, width):
        text = "%03d" % (index % 1000)
        while index >= 1000:
            index //= 1000
            text = "x%03d/" % (index % 1000) + text
        return "/tile/%s/%s" % (level, text) + (".p/%d" % width if width < 256 else "")

    def grow(self, size):
        for tile in range(len(self.leaves) // 256, (size + 255) // 256):
            width = min(256, size - tile * 256)
            data, bundle = self.server.get(self.path("entries", tile, width), 256 * 65537), []
            while data:
                length = int.from_bytes(data[:2], "big")
                bundle.append(data[2 : 2 + length])
                require(len(bundle[-1]) == length, "LOG_DIFFERS", "entries")
                data = data[2 + length :]
            require(len(bundle) == width, "LOG_DIFFERS", "entries")
            self.leaves[tile * 256 :] = bundle
        self.levels = [[sha256(b"\x00", leaf) for leaf in self.leaves]]
        while len(self.levels[-1]) > 1:
            below = self.levels[-1]
            self.levels.append([self.node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)])
        for level in range((len(self.levels) + 7) // 8):
            hashes = self.levels[8 * level]
            for tile in range((len(hashes) + 255) // 256):
                own = hashes[tile * 256 : tile * 256 + 256]
                data = self.server.get(self.path(level, tile, len(own)), 8192)
                require(data == b"".join(own), "LOG_DIFFERS", "tile")

    def root(self, size):
        """The root over the first so many leaves: its perfect subtrees, joined from the right."""
        parts, start = [], 0
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                parts.append(self.levels[level][start >> level])
                start += 1 << level
        root = parts.pop() if parts else sha256()
        while parts:
            root = self.node(parts.pop(), root)
        return root

    def check(self, checkpoint, what):
        size, root = checkpoint
        if size > len(self.leaves):
            self.grow(size)
        require(self.root(size) == root, "LOG_DIFFERS", what)

    def leaf(self, index, code, what):
        require(index < len(self.leaves), code, what)
        leaf = fields(read_json(self.leaves[index], code, what), code, what, ["commitment", "time", "type", "v"])
        require(leaf["v"] == 1 and matches(DIGEST, leaf["commitment"]), code, what)
        return leaf

    def check_proof(self, text, vault, index):
        """A proof file (C2SP tlog-proof): the leaf of this index, up to the checkpoint that it ends with."""
        code, what = "PROOF_DIFFERS", "proof"
        form = r"c2sp\.org/tlog-proof@v1\nindex (0|[1-9][0-9]*)\n((?:[A-Za-z0-9+/=]{44}\n)*)\n(.*)"
        match = re.fullmatch(form, text, re.DOTALL)
        require(match and int(match[1]) == index, code, what)
        size, root = checkpoint = vault.checkpoint(match[3], "proof")
        self.check(checkpoint, "proof")
        require(index < size, code, what)
        hash, first, last = self.levels[0][index], index, size - 1
        for line in match[2].splitlines():
            sibling = unbase64(line, code, what)
            require(last > 0, code, what)
            if first & 1 or first == last:
                hash = self.node(sibling, hash)
                while first and not first & 1:
                    first, last = first >> 1, last >> 1
            else:
                hash = self.node(hash, sibling)
            first, last = first >> 1, last >> 1
        require(last == 0 and hash == root, code, what)


def commitment(shared, salt, private):
    part = sha256(b"kho.part/1\x00", bytes.fromhex(salt), shared)
    return "sha256:" + sha256(b"kho.commitment/1\x00", part, bytes.fromhex(private[7:])).hex()
