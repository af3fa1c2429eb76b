"""Reads a published log and computes everything about it anew, knowing nothing of how MotCua or its verifiers do.

Trees are computed here as the definition in RFC 6962 reads, by halving lists of leaves, and signatures with plain
affine coordinates: slow and short. Python's standard library alone.
"""

import base64
import hashlib
import json
import re
import urllib.request
from dataclasses import dataclass


def digest(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


# The tree, by its definition.


def cut(count: int) -> int:
    """The largest power of two below a count."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def tree_hash(leaves: tuple[bytes, ...]) -> bytes:
    if not leaves:
        return digest()
    if len(leaves) == 1:
        return leaves[0]
    at = cut(len(leaves))
    return digest(b"\x01", tree_hash(leaves[:at]), tree_hash(leaves[at:]))


def inclusion(index: int, leaves: tuple[bytes, ...]) -> list[tuple[str, bytes]]:
    """What stands beside the way from a leaf to the root, each with its side."""
    if len(leaves) == 1:
        return []
    at = cut(len(leaves))
    if index < at:
        return [*inclusion(index, leaves[:at]), ("right", tree_hash(leaves[at:]))]
    return [*inclusion(index - at, leaves[at:]), ("left", tree_hash(leaves[:at]))]


def climb(leaf: bytes, path: list[tuple[str, bytes]]) -> bytes:
    for side, other in path:
        leaf = digest(b"\x01", leaf, other) if side == "right" else digest(b"\x01", other, leaf)
    return leaf


def consistency(old: int, leaves: tuple[bytes, ...], whole: bool = True) -> list[bytes]:
    """PROOF of RFC 6962, 2.1.2."""
    if old == len(leaves):
        return [] if whole else [tree_hash(leaves)]
    at = cut(len(leaves))
    if old <= at:
        return [*consistency(old, leaves[:at], whole), tree_hash(leaves[at:])]
    return [*consistency(old - at, leaves[at:], False), tree_hash(leaves[:at])]


def roots_of(old: int, size: int, proof: list[bytes], old_root: bytes) -> tuple[bytes, bytes]:
    """The two roots that a consistency proof leads to, read from its end: the outermost halves stand last."""
    rest = list(proof)

    def walk(old: int, size: int, whole: bool) -> tuple[bytes, bytes]:
        if old == size:
            known = old_root if whole else rest.pop(0)
            return known, known
        at = cut(size)
        beside = rest.pop()
        if old <= at:
            before, after = walk(old, at, whole)
            return before, digest(b"\x01", after, beside)
        before, after = walk(old - at, size - at, False)
        return digest(b"\x01", beside, before), digest(b"\x01", beside, after)

    roots = walk(old, size, True)
    if rest:
        raise ValueError("the proof is longer than it should be")
    return roots


# Ed25519 in affine coordinates (RFC 8032).

FIELD = 2**255 - 19
GROUP = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, FIELD) % FIELD


def add(p: tuple[int, int], q: tuple[int, int]) -> tuple[int, int]:
    product = CURVE * p[0] * q[0] * p[1] * q[1]
    x = (p[0] * q[1] + q[0] * p[1]) * pow(1 + product, -1, FIELD)
    y = (p[1] * q[1] + p[0] * q[0]) * pow(1 - product, -1, FIELD)
    return x % FIELD, y % FIELD


def multiply(number: int, p: tuple[int, int]) -> tuple[int, int]:
    total = (0, 1)
    for bit in bin(number)[2:]:
        total = add(total, total)
        if bit == "1":
            total = add(total, p)
    return total


def point(data: bytes) -> tuple[int, int]:
    y = int.from_bytes(data, "little") & ~(1 << 255)
    square = (y * y - 1) * pow(CURVE * y * y + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if x * x % FIELD != square:
        x = x * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    if x * x % FIELD != square:
        raise ValueError("not on the curve")
    return (FIELD - x if x % 2 != data[31] >> 7 else x), y


GENERATOR = point(bytes([0x58] + [0x66] * 31))


def holds(key: bytes, message: bytes, signature: bytes) -> bool:
    first, s = signature[:32], int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(first + key + message).digest(), "little") % GROUP
    return s < GROUP and multiply(s, GENERATOR) == add(point(first), multiply(h, point(key)))


# Checkpoints and the log.


@dataclass(frozen=True)
class Note:
    """A checkpoint: what it says, and who signed it."""

    text: str
    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]

    @classmethod
    def read(cls, text: str) -> "Note":
        body, lines = text.split("\n\n")
        origin, size, root = body.split("\n")
        signatures = []
        for line in lines.splitlines():
            _, name, encoded = line.split(" ")
            raw = base64.b64decode(encoded)
            signatures.append((name, raw[:4], raw[4:]))
        return cls(text, origin, int(size), base64.b64decode(root), tuple(signatures))

    @property
    def body(self) -> bytes:
        return self.text.split("\n\n")[0].encode() + b"\n"

    def is_signed(self, verifier: str) -> bool:
        """Whether a key `name+hash+base64` signed it, a log's or a witness's."""
        name, hashed, encoded = verifier.split("+", 2)
        raw = base64.b64decode(encoded)
        identity = digest(name.encode(), b"\n", raw)[:4]
        assert identity.hex() == hashed, "the key's hash"
        for signer, line, signature in self.signatures:
            if signer != name or line != identity:
                continue
            message = self.body
            if raw[0] == 4:
                message = b"cosignature/v1\ntime %d\n" % int.from_bytes(signature[:8], "big") + message
                signature = signature[8:]
            return holds(raw[1:], message, signature)
        return False


class Log:
    """The log at an address, as anybody finds it there."""

    def __init__(self, address: str):
        self.address = address

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.address}/log/{path}", timeout=30) as answer:
            return answer.read()

    def checkpoint(self) -> Note:
        return Note.read(self.get("checkpoint").decode())

    def verifier_key(self) -> str:
        """As the ledger's page shows it; an outsider would be told by letter."""
        with urllib.request.urlopen(f"{self.address}/so-cai", timeout=30) as page:
            return re.search(r"motcua/\w+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}", page.read().decode())[0]

    def pieces(self, kind: str, count: int):
        """Tiles or bundles of one level, in order: address, bytes, and how many of 256 stand in it."""
        for number in range((count + 255) // 256):
            width = min(256, count - 256 * number)
            digits = str(number).rjust(-(-len(str(number)) // 3) * 3, "0")
            groups = re.findall("...", digits)
            path = "/".join([f"x{group}" for group in groups[:-1]] + [groups[-1]])
            path = f"tile/{kind}/{path}" + (f".p/{width}" if width < 256 else "")
            yield path, self.get(path), width

    def entries(self, size: int) -> list[bytes]:
        entries = []
        for path, data, width in self.pieces("entries", size):
            before = len(entries)
            while data:
                length = int.from_bytes(data[:2], "big")
                entries.append(data[2:2 + length])
                data = data[2 + length:]
            assert len(entries) - before == width, path
        return entries

    def tiles(self, level: int, count: int) -> list[bytes]:
        data = b"".join(data for _, data, _ in self.pieces(str(level), count))
        return [data[at:at + 32] for at in range(0, len(data), 32)]


def leaf_of(entry: bytes) -> bytes:
    return digest(b"\x00", entry)


def entry_of(row: dict) -> tuple[bytes, bytes]:
    """Statement and entry of a record, from its row in the database."""
    said = {
        "actor": row["actor"], "at": row["at"], "body": disclosed_body(row), "command": row["command"],
        "kind": row["kind"], "log": row["log"], "node": row["node"], "nodeSeq": row["node_seq"],
        "recorded": row["recorded"], "seq": row["seq"], "stream": row["stream"], "version": row["version"],
    }
    if row["sealed"] is not None:
        said["sealed"] = digest(row["sealed"]).hex()
    statement = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    commit = digest(row["salt"], statement).hex()
    entry = {"class": row["kind"].split(".")[0], "commit": commit, "seq": row["seq"]}
    return statement, json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()


# What names a paper that somebody holds, by the kind of record it stands in.
HIDDEN = {"dossier.received": "code", "dossier.submitted": "number"}


def disclosed_body(row: dict) -> dict:
    body = json.loads(row["body"])
    field = HIDDEN.get(row["kind"])
    if field and isinstance(body[field], dict):
        hidden = body[field]
        body[field] = digest(bytes.fromhex(hidden["salt"]), hidden["text"].encode()).hex()
    return body
