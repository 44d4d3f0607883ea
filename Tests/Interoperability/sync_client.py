#!/usr/bin/env python3
"""A receiver of a kho vault, written from docs/sync-client.md alone: it believes what is signed, and no server.

    sync_client.py URL --ca PEM --cert PEM --key PEM --pin SHA256 --chain CHAIN [--code CODE [--scheme SCHEME]]
                   [--out FILE] [--state FILE] [--at SECONDS]

--pin is the SHA-256 of the vault's seal certificate (DER), from its operator, not from the server. Prints one line of
JSON: what was verified (exit 0), or {"refused": CODE, "what": …} (exit 1). --out writes the document's file, --state
remembers what was seen for the next call, --at is the time to judge by. Needs Python 3.9 and the command `openssl`
(3.0); nothing else.
"""

import argparse
import http.client
import json
import os
import ssl
import sys
import tempfile
import time
from urllib.parse import urlsplit

from signed_vault import DIGEST, HEX, Log, Refused, Vault, commitment, digest, fields, is_count, matches, read_json
from signed_vault import require, seconds

MEGABYTE = 1 << 20


class Server:
    def __init__(self, url, ca, cert, key):
        parts = urlsplit(url)
        require(parts.scheme == "https" and parts.hostname, "USAGE", url)
        context = ssl.create_default_context(cafile=ca)
        context.load_cert_chain(cert, key)
        self.connection = http.client.HTTPSConnection(parts.hostname, parts.port or 443, timeout=60, context=context)

    def ask(self, path, limit, headers=None, body=None, status=200):
        """The answer's header fields and body; waits where the server says that it is about to have it."""
        for _ in range(5):
            try:
                self.connection.request("POST" if body is not None else "GET", path, body, headers or {})
                answer = self.connection.getresponse()
                data = answer.read(limit + 1)
            except (ConnectionError, http.client.RemoteDisconnected):
                # The server ends connections on which nothing moves; whatever is asked here may be asked again.
                self.connection.close()
                continue
            require(len(data) <= limit, "ANSWER_TOO_LARGE", path)
            if answer.status not in (429, 503):
                break
            time.sleep(min(int(answer.getheader("Retry-After") or 1), 10))
        else:
            raise Refused("SERVER_UNREACHABLE", path)
        require(answer.status == status, "SERVER_SAYS_%d" % answer.status, path)
        return answer.headers, data

    def get(self, path, limit=MEGABYTE):
        return self.ask(path, limit)[1]


class Receiver:
    def __init__(self, server, vault, chain, clock):
        self.server, self.vault, self.clock, self.log = server, vault, clock, Log(server)
        parts = chain.split(".")
        require(len(parts) in (1, 3), "USAGE", chain)
        self.chain, self.audience = chain, parts[0]
        self.scope, self.version = (parts[1], int(parts[2])) if len(parts) == 3 else ("all", 1)
        self.digests, self.entries, self.shared, self.to = [], {}, {}, 0

    def sealed(self, name):
        """A document of the chain with its seal; a head is replaced while it is read, so it is asked for again."""
        path, tries = "/v1/manifests/%s/%s.json" % (self.chain, name), 3 if name == "head" else 1
        while True:
            data, seal = self.server.get(path, 16 * MEGABYTE), self.server.get(path + ".p7s")
            try:
                self.vault.signers(data, seal, "MANIFEST_BAD_SIGNATURE", name)
                break
            except Refused:
                tries -= 1
                if not tries:
                    raise
        value = read_json(data, "MANIFEST_NOT_CANONICAL", name)
        require(isinstance(value, dict) and value.get("v") == 1, "MANIFEST_MALFORMED", name)
        require(value.get("vault") == self.vault.id, "MANIFEST_WRONG_VAULT", name)
        require(value.get("audience") == self.audience, "MANIFEST_WRONG_AUDIENCE", name)
        scope = (value.get("scope"), value.get("scopeVersion"))
        require(scope == (self.scope, self.version), "MANIFEST_WRONG_SCOPE", name)
        return data, value

    address = ["audience", "checkpoint", "scope", "scopeVersion", "v", "vault"]

    def head(self):
        code = "MANIFEST_MALFORMED"
        _, head = self.sealed("head")
        fields(head, code, "head", self.address + ["freshUntil", "madeAt"], ["manifest", "sequence"])
        require(("manifest" in head) == ("sequence" in head), code, "head")
        require(is_count(head.get("sequence", 1)) and head.get("sequence", 1) >= 1, code, "head")
        made, fresh = seconds(head["madeAt"], code, "head"), seconds(head["freshUntil"], code, "head")
        require(made < fresh <= made + 300, code, "head")
        now = self.clock()
        require(now <= fresh, "MANIFEST_STALE_HEAD", head["freshUntil"])
        require(made <= now + 60, "MANIFEST_HEAD_FROM_THE_FUTURE", head["madeAt"])
        self.size, self.root = self.vault.checkpoint(head["checkpoint"], "head")
        self.log.check((self.size, self.root), "head")
        # The log itself says how far it has come: never less than the head.
        published = self.vault.checkpoint(self.server.get("/checkpoint").decode("utf-8", "replace"), "checkpoint")
        require(published[0] >= self.size, "MANIFEST_ROLLBACK", "checkpoint")
        self.log.check(published, "checkpoint")
        return head

    def manifest(self, sequence):
        code, what = "MANIFEST_MALFORMED", sequence
        data, value = self.sealed(str(sequence))
        lists = ["entries", "from", "sequence", "to", "withheld"]
        fields(value, code, what, self.address + lists + (["previous"] if sequence > 1 else []))
        require(value["sequence"] == sequence, "MANIFEST_GAP", what)
        require(value.get("previous") == (self.digests[-1] if self.digests else None), "MANIFEST_FORK", what)
        start, end, entries, withheld = value["from"], value["to"], value["entries"], value["withheld"]
        require(is_count(start) and is_count(end) and start < end <= start + 50_000, code, what)
        require(start == self.to, "MANIFEST_GAP" if start > self.to else "MANIFEST_FORK", what)
        checkpoint = self.vault.checkpoint(value["checkpoint"], what)
        require(end <= checkpoint[0] <= self.size, code, what)
        self.log.check(checkpoint, what)
        require(isinstance(entries, list) and isinstance(withheld, list), code, what)
        for entry in entries:
            fields(entry, code, what, ["commitment", "index"])
        named = [entry["index"] for entry in entries]
        for indices in (named, withheld):
            require(all(is_count(index) and start <= index < end for index in indices), code, what)
            require(all(one < next for one, next in zip(indices, indices[1:])), code, what)
        require(not set(named) & set(withheld), code, what)
        require(self.scope != "all" or len(named) + len(withheld) == end - start, code, what)
        for entry in entries:
            index = entry["index"]
            leaf = self.log.leaf(index, "LEAF_DIFFERS", index)
            require((leaf["type"], leaf["commitment"]) == ("record", entry["commitment"]), "LEAF_DIFFERS", index)
        self.bodies(sequence, entries)
        self.digests.append(digest(data))
        self.to = end

    def bodies(self, sequence, entries):
        what = "%d.bodies" % sequence
        data = self.server.get("/v1/manifests/%s/%d.bodies.json" % (self.chain, sequence), 512 * MEGABYTE)
        value = fields(read_json(data, "BODY_MALFORMED", what), "BODY_MALFORMED", what, ["bodies", "v"])
        require(value["v"] == 1 and isinstance(value["bodies"], list), "BODY_MALFORMED", what)
        require(all(isinstance(body, dict) for body in value["bodies"]), "BODY_MALFORMED", what)
        told, named = [body.get("index") for body in value["bodies"]], [entry["index"] for entry in entries]
        require(set(map(str, told)) <= set(map(str, named)), "MANIFEST_UNKNOWN_INDEX", what)
        require(told == named, "BODY_MISSING", what)
        for body, entry in zip(value["bodies"], entries):
            index = entry["index"]
            self.entries[index] = entry["commitment"]
            if body.get("erased") is True:
                fields(body, "BODY_MALFORMED", index, ["erased", "index", "v"])
                self.shared[index] = None
                continue
            fields(body, "BODY_MALFORMED", index, ["index", "private", "salt", "shared", "v"])
            self.shared[index] = self.part(body, entry["commitment"], "MANIFEST_BAD_COMMITMENT", index)

    @staticmethod
    def part(body, stated, code, what):
        """The shared part, which the commitment holds with its salt and the private part's hash."""
        require(matches(HEX, body["salt"]) and matches(DIGEST, body["private"]), code, what)
        require(isinstance(body["shared"], str) and body["v"] == 1, code, what)
        shared = body["shared"].encode("utf-8")
        require(commitment(shared, body["salt"], body["private"]) == stated, code, what)
        value = read_json(shared, "MANIFEST_NOT_CANONICAL", what)
        require(isinstance(value, dict), "MANIFEST_NOT_CANONICAL", what)
        return value

    def follow(self):
        head = self.head()
        for sequence in range(1, head.get("sequence", 0) + 1):
            self.manifest(sequence)
        require(head.get("manifest") == (self.digests[-1] if self.digests else None), "MANIFEST_FORK", "head")
        # What is said to be erased must be named by an erasure in the log, else it was kept from us.
        erasures = [part for part in self.shared.values() if part and part.get("kind") == "erasure"]
        erased = {index for part in erasures for index in part["records"]}
        for index, part in self.shared.items():
            require(part is not None or index in erased, "ERASED_UNPROVEN", index)

    def standings(self):
        """Of each document the newest version that was told, where it lies in the log, and what became of it."""
        known = {}
        for index, part in sorted(self.shared.items()):
            kind, name = (part or {}).get("kind"), (part or {}).get("document")
            if kind == "document":
                known[name] = (part["version"], index, "in-force")
            elif kind == "document-event" and part["event"] in ("withdrawn", "expired") and name in known:
                known[name] = known[name][:2] + (part["event"],)
        return known

    def document(self, code, scheme, out):
        query = {"code": code, **({"scheme": scheme} if scheme else {})}
        headers = {"Content-Type": "application/json", "Kho-Scope": self.scope}
        _, data = self.server.ask("/v1/documents/by-code", 4 * MEGABYTE, headers, json.dumps(query).encode())
        wrong = "RECORD_DIFFERS"
        answer = read_json(data, wrong, "answer")
        require(isinstance(answer, dict) and answer.get("v") == 1, wrong, "answer")
        record = fields(answer["record"], wrong, "record", ["index", "leaf", "private", "salt", "shared", "v"])
        index = record["index"]
        require(is_count(index), wrong, "record")
        self.log.check_proof(answer["proof"], self.vault, index)
        require(self.log.leaves[index] == record["leaf"].encode("utf-8"), wrong, "leaf")
        shared = self.part(record, self.log.leaf(index, wrong, "leaf")["commitment"], wrong, "record")
        require(shared.get("kind") == "document" and shared.get("status") == "accepted", wrong, "kind")
        require(shared.get("code", {}).get("value") == code, wrong, "code")
        require(scheme is None or shared["code"]["scheme"] == scheme, wrong, "scheme")
        standing = answer["standing"]
        require(standing["version"] == shared["version"], wrong, "standing")
        require(standing["status"] in ("in-force", "withdrawn", "expired"), wrong, "standing")
        version, told, became = self.standings().get(shared["document"], (0, -1, "in-force"))
        # Where the manifests tell of a newer version, or of its end, the answer is an old one.
        require((shared["version"], index) >= (version, told), "DOCUMENT_OUTDATED", index)
        require(index != told or became in ("in-force", standing["status"]), "DOCUMENT_OUTDATED", index)
        require(index in self.entries or index >= self.to or self.scope != "all", wrong, "not in its manifest")
        path = "/v1/documents/%s/%d/files/" % (shared["document"], shared["version"])
        said = [{**one, "link": path + str(place)} for place, one in enumerate(shared["files"])]
        require(answer["files"] == said and answer["links"] == shared.get("links", []), wrong, "files")
        files = [self.content(path + str(place), one) for place, one in enumerate(shared["files"])]
        if out:
            chosen = [n for n, one in enumerate(shared["files"]) if one["role"] != "signature"] or [0]
            with open(out, "wb") as file:
                file.write(files[chosen[0]])
        return {"document": shared["document"], "version": shared["version"], "index": index,
                "standing": standing["status"], "files": [one["digest"] for one in shared["files"]]}

    def content(self, path, file):
        """A file's bytes, all and then the middle of them, as its record has them."""
        size, headers = file["size"], {"Kho-Scope": self.scope}
        _, data = self.server.ask(path, size, headers)
        require(len(data) == size and digest(data) == file["digest"], "CONTENT_DIFFERS", path)
        first, last = size // 3, size // 3 + (size - 1) // 2
        if 0 < size and last < size:
            headers["Range"] = "bytes=%d-%d" % (first, last)
            fields, part = self.server.ask(path, size, headers, status=206)
            require(fields["Content-Range"] == "bytes %d-%d/%d" % (first, last, size), "CONTENT_DIFFERS", path)
            require(part == data[first : last + 1], "CONTENT_DIFFERS", path)
        return data

    def remember(self, path):
        """Nothing that was seen may be taken back: held against the state of the last call, and kept for the next."""
        if os.path.exists(path):
            with open(path, "rb") as file:
                seen = json.load(file)
            require((seen["vault"], seen["chain"]) == (self.vault.id, self.chain), "MANIFEST_WRONG_VAULT", "state")
            require(seen["sequence"] <= len(self.digests) and seen["size"] <= self.size, "MANIFEST_ROLLBACK", "state")
            last = self.digests[seen["sequence"] - 1] if seen["sequence"] else None
            require(seen["manifest"] == last, "MANIFEST_FORK", "state")
            require(self.log.root(seen["size"]).hex() == seen["root"], "MANIFEST_FORK", "state")
        return {"vault": self.vault.id, "chain": self.chain, "sequence": len(self.digests),
                "manifest": self.digests[-1] if self.digests else None, "size": self.size, "root": self.root.hex()}


def run(options, scratch):
    clock = time.time if options.at is None else lambda: options.at
    server = Server(options.url, options.ca, options.cert, options.key)
    pin = options.pin.replace(":", "").lower()
    vault = Vault(server.get("/vault.json"), server.get("/vault.json.p7s"), pin, scratch, clock)
    receiver = Receiver(server, vault, options.chain, clock)
    receiver.follow()
    state = receiver.remember(options.state) if options.state else None
    verified = {"vault": vault.id, "chain": options.chain, "manifests": len(receiver.digests), "size": receiver.size,
                "entries": len(receiver.entries), "erased": sum(one is None for one in receiver.shared.values())}
    if options.code:
        verified.update(receiver.document(options.code, options.scheme, options.out))
    if options.state:
        with open(options.state + ".new", "w") as file:
            json.dump(state, file)
        os.replace(options.state + ".new", options.state)
    return verified


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("url")
    for name in ("ca", "cert", "key", "pin", "chain"):
        parser.add_argument("--" + name, required=True)
    for name in ("code", "scheme", "out", "state"):
        parser.add_argument("--" + name)
    parser.add_argument("--at", type=float)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        try:
            line, status = run(options, scratch), 0
        except Refused as refusal:
            line, status = {"refused": refusal.code, "what": refusal.what}, 1
        # Whatever else goes wrong (a field that is missing, a broken connection), nothing was verified.
        except Exception as error:
            line, status = {"refused": "MALFORMED", "what": type(error).__name__}, 1
    print(json.dumps(line, ensure_ascii=False))
    return status


if __name__ == "__main__":
    sys.exit(main())
