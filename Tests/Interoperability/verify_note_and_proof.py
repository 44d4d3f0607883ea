#!/usr/bin/env python3
"""Verifies what a kho log publishes, written from the C2SP texts alone and sharing nothing with kho's own code.

    verify_note_and_proof.py checkpoint FILE VKEY            a checkpoint (tlog-checkpoint, signed-note)
    verify_note_and_proof.py proof FILE LEAF-FILE VKEY       a proof file (tlog-proof) for the entry in LEAF-FILE
    verify_note_and_proof.py log LOGDIR VKEY                 a log on disk (tlog-tiles): checkpoint, every tile, every entry
    verify_note_and_proof.py vectors FILE                    kho's test vectors (docs/vectors/log.json)

VKEY is the log's verifier key, `<name>+<key ID>+<base64>`, of type 0x01 (Ed25519).
Prints one line; exits 0 where all is well, 1 where something does not verify, 2 on wrong usage.
Needs Python 3.9 and the package `cryptography`.
"""

import base64
import binascii
import hashlib
import json
import os
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Bad(Exception):
    """Something does not verify; the message says what."""


def require(condition, message):
    if not condition:
        raise Bad(message)


def unbase64(text, what):
    """Standard base64 with padding, and only the one encoding of the bytes."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Bad(f"{what} is not base64") from None
    require(base64.b64encode(data).decode() == text, f"{what} is not canonical base64")
    return data


def decimal(text, what):
    require(re.fullmatch(r"0|[1-9][0-9]*", text, re.ASCII), f"{what} is not a decimal number")
    number = int(text)
    require(number < 2**64, f"{what} does not fit into 64 bits")
    return number


# RFC 6962 section 2.1


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_hash(hashes):
    """MTH over leaf hashes, by halves: k is the largest power of two below their number."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    # Level by level is the same tree: an odd node at the end rises as it is.
    while len(hashes) > 1:
        paired = [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        hashes = paired + ([hashes[-1]] if len(hashes) % 2 else [])
    return hashes[0]


def inclusion_root(index, size, leaf, proof):
    """The root that an inclusion proof leads to, by walking down PATH of RFC 6962 section 2.1.1."""
    if size == 1:
        require(not proof, "the proof has too many hashes")
        return leaf
    require(proof, "the proof has too few hashes")
    k = 1
    while k * 2 < size:
        k *= 2
    if index < k:
        return node_hash(inclusion_root(index, k, leaf, proof[:-1]), proof[-1])
    return node_hash(proof[-1], inclusion_root(index - k, size - k, leaf, proof[:-1]))


def consistency_roots(old, new, old_root, proof):
    """Old and new root that a consistency proof leads to, by SUBPROOF of RFC 6962 section 2.1.2."""

    def sub(m, n, known, proof):
        if m == n:
            if known:
                require(not proof, "the proof has too many hashes")
                return old_root, old_root
            require(len(proof) == 1, "the proof has a wrong length")
            return proof[0], proof[0]
        require(proof, "the proof has too few hashes")
        k = 1
        while k * 2 < n:
            k *= 2
        if m <= k:
            first, second = sub(m, k, known, proof[:-1])
            return first, node_hash(second, proof[-1])
        first, second = sub(m - k, n - k, False, proof[:-1])
        return node_hash(proof[-1], first), node_hash(proof[-1], second)

    return sub(old, new, True, proof)


# signed-note


class VerifierKey:
    def __init__(self, text, signature_type=0x01):
        parts = text.split("+", 2)
        require(len(parts) == 3 and parts[0], "the verifier key is not <name>+<key ID>+<base64>")
        self.name = parts[0]
        material = unbase64(parts[2], "the verifier key")
        require(len(material) == 33 and material[0] == signature_type, f"the key is not of type {signature_type}")
        digest = hashlib.sha256(self.name.encode() + b"\n" + material).digest()
        require(re.fullmatch(r"[0-9a-f]{8}", parts[1]) and bytes.fromhex(parts[1]) == digest[:4], "the key ID is wrong")
        self.key_id = digest[:4]
        self.public_key = Ed25519PublicKey.from_public_bytes(material[1:])

    def verify(self, signature, message):
        try:
            self.public_key.verify(signature, message)
        except InvalidSignature:
            raise Bad(f"the signature by {self.name} does not verify") from None


def parse_note(data):
    """Text and signature lines as (name, key ID, signature)."""
    try:
        note = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad("the note is not UTF-8") from None
    require(not any(ord(c) < 0x20 and c != "\n" for c in note), "the note holds a control character")
    cut = note.rfind("\n\n")
    require(cut >= 0 and note.endswith("\n"), "the note has no signatures")
    text, block = note[: cut + 1], note[cut + 2 : -1]
    signatures = []
    for line in block.split("\n"):
        match = re.fullmatch(r"\u2014 (\S+) (\S+)", line)
        require(match and "+" not in match[1], "a signature line is malformed")
        raw = unbase64(match[2], "a signature")
        require(len(raw) > 4, "a signature is too short")
        signatures.append((match[1], raw[:4], raw[4:]))
    return text, signatures


def verify_checkpoint(data, key):
    """Origin, size and root of a checkpoint that the key signed."""
    text, signatures = parse_note(data)
    own = [signature for name, key_id, signature in signatures if name == key.name and key_id == key.key_id]
    require(own, f"no signature by {key.name}")
    for signature in own:
        key.verify(signature, text.encode())
    lines = text.split("\n")
    require(len(lines) >= 4 and lines[-1] == "" and all(lines[:-1]), "the checkpoint's lines are malformed")
    require(lines[0] == key.name, f"the origin is {lines[0]!r}, not the key's name")
    root = unbase64(lines[2], "the root")
    require(len(root) == 32, "the root is not 32 bytes")
    return lines[0], decimal(lines[1], "the tree size"), root


def verify_proof(data, leaf, key):
    """Index and size of the tree in which a tlog-proof file proves the entry."""
    try:
        head, checkpoint = data.split(b"\n\n", 1)
        lines = head.decode("ascii").split("\n")
    except ValueError:
        raise Bad("the proof file is malformed") from None
    require(lines.pop(0) == "c2sp.org/tlog-proof@v1", "the first line is not c2sp.org/tlog-proof@v1")
    if lines and lines[0].startswith("extra "):
        unbase64(lines.pop(0)[len("extra ") :], "the extra data")
    require(lines and lines[0].startswith("index "), "there is no index line")
    index = decimal(lines.pop(0)[len("index ") :], "the index")
    proof = [unbase64(line, "a proof hash") for line in lines]
    require(len(proof) <= 64 and all(len(p) == 32 for p in proof), "a proof hash is not 32 bytes")
    _, size, root = verify_checkpoint(checkpoint, key)
    require(index < size, "the index is outside of the tree")
    require(inclusion_root(index, size, leaf_hash(leaf), proof) == root, "the proof does not lead to the signed root")
    return index, size


# tlog-tiles


def tile_path(level, index, width):
    groups = [f"{index % 1000:03d}"]
    while index >= 1000:
        index //= 1000
        groups.insert(0, f"x{index % 1000:03d}")
    return os.path.join("tile", level, *groups) + (f".p/{width}" if width < 256 else "")


def read_tile(folder, level, index, width):
    path = tile_path(level, index, width)
    try:
        with open(os.path.join(folder, path), "rb") as file:
            return path, file.read()
    except OSError as error:
        raise Bad(f"{path}: {error.strerror}") from None


def verify_log(folder, key):
    with open(os.path.join(folder, "checkpoint"), "rb") as file:
        _, size, root = verify_checkpoint(file.read(), key)
    hashes = []
    for index in range(-(-size // 256)):
        width = min(256, size - 256 * index)
        path, data = read_tile(folder, "entries", index, width)
        at = 0
        for _ in range(width):
            require(at + 2 <= len(data), f"{path} is cut short")
            length = int.from_bytes(data[at : at + 2], "big")
            require(at + 2 + length <= len(data), f"{path} is cut short")
            hashes.append(leaf_hash(data[at + 2 : at + 2 + length]))
            at += 2 + length
        require(at == len(data), f"{path} is too long")
    require(tree_hash(hashes) == root, "the entries do not lead to the signed root")
    level = 0
    while hashes:
        for index in range(-(-len(hashes) // 256)):
            expected = hashes[256 * index : 256 * (index + 1)]
            path, data = read_tile(folder, str(level), index, len(expected))
            require(data == b"".join(expected), f"{path} does not hold the hashes of the level below")
        # Only full tiles have a hash in the level above.
        hashes = [tree_hash(hashes[i : i + 256]) for i in range(0, len(hashes) - 255, 256)]
        level += 1
    return size


# kho's test vectors


def verify_vectors(data):
    vectors = json.loads(data)
    prefix = vectors["entryPrefix"]
    largest = max(item["size"] for item in vectors["roots"])
    leaves = [leaf_hash(f"{prefix}{number}".encode()) for number in range(largest)]
    for item in vectors["leaves"]:
        require(leaf_hash(bytes.fromhex(item["entry"])) == unbase64(item["hash"], "a hash"), "a leaf hash is wrong")
    roots = {item["size"]: unbase64(item["root"], "a root") for item in vectors["roots"]}
    for size, root in roots.items():
        require(tree_hash(leaves[:size]) == root, f"the root of size {size} is wrong")
    for item in vectors["inclusion"]:
        proof = [unbase64(text, "a hash") for text in item["proof"]]
        root = inclusion_root(item["index"], item["size"], leaves[item["index"]], proof)
        require(root == roots[item["size"]], f"the proof of {item['index']} in {item['size']} is wrong")
    for item in vectors["consistency"]:
        proof = [unbase64(text, "a hash") for text in item["proof"]]
        found = consistency_roots(item["from"], item["to"], roots[item["from"]], proof)
        require(found == (roots[item["from"]], roots[item["to"]]), f"the proof {item['from']} to {item['to']} is wrong")
    for item in vectors["tiles"]:
        start, span = item["start"], item["span"]
        content = [tree_hash(leaves[i : i + span]) for i in range(start, start + span * item["width"], span)]
        digest = "sha256:" + hashlib.sha256(b"".join(content)).hexdigest()
        require(digest == item["digest"], f"the tile {item['path']} is wrong")
        level = item["path"].split("/")[1]
        require(tile_path(level, start // span // 256, item["width"]) == item["path"], f"{item['path']} is a wrong path")
    key = VerifierKey(vectors["logKey"]["verifierKey"])
    _, size, root = verify_checkpoint(vectors["checkpoint"].encode(), key)
    require(roots[size] == root, "the checkpoint has a wrong root")
    proof = vectors["proofFile"]
    verify_proof(proof["content"].encode(), bytes.fromhex(proof["leaf"]), key)
    _, signatures = parse_note(vectors["cosignedCheckpoint"].encode())
    text = vectors["checkpoint"].split("\n\n")[0] + "\n"
    witness = VerifierKey(vectors["witnessKey"]["verifierKey"], 0x04)
    own = [s for name, key_id, s in signatures if name == witness.name and key_id == witness.key_id]
    require(len(own) == 1 and len(own[0]) == 72, "there is no cosignature")
    time = int.from_bytes(own[0][:8], "big")
    require(time == vectors["witnessKey"]["time"], "the cosignature has another time")
    witness.verify(own[0][8:], f"cosignature/v1\ntime {time}\n{text}".encode())
    return len(roots)


def main(arguments):
    counts = {"checkpoint": 2, "proof": 3, "log": 2, "vectors": 1}
    if not arguments or counts.get(arguments[0]) != len(arguments) - 1:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    command, path, *rest = arguments
    try:
        if command == "log":
            print(f"good: a log of {verify_log(path, VerifierKey(rest[0]))} entries")
            return 0
        with open(path, "rb") as file:
            data = file.read()
        if command == "checkpoint":
            origin, size, root = verify_checkpoint(data, VerifierKey(rest[0]))
            print(f"good: {origin} at size {size}, root {base64.b64encode(root).decode()}")
        elif command == "proof":
            with open(rest[0], "rb") as file:
                index, size = verify_proof(data, file.read(), VerifierKey(rest[1]))
            print(f"good: the entry is number {index} of {size}")
        else:
            print(f"good: vectors with {verify_vectors(data)} roots")
        return 0
    except (Bad, OSError) as error:
        print(f"bad: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
