"""Recounts a whole ledger without the program: numbers, hashes, tree, keys and files, sharing no code with it."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field

import sealing

FIELDS = "log, seq, stream, version, kind, at, recorded, actor, node, node_seq, command, salt, body, sealed, leaf"
CLASSES = {"dossier", "rating", "payment", "feedback", "office"}
TELL_MOST = 12


@dataclass
class Record:
    seq: int
    stream: str
    version: int
    kind: str
    command: str
    files: list[str]


@dataclass
class Ledger:
    """What was found: the records, and everything that is wrong."""

    records: list[Record] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    streams: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    commands: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, str] = field(default_factory=dict)
    applicants: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    answered: set[str] = field(default_factory=set)

    def fault(self, words: str) -> None:
        if len(self.wrong) < TELL_MOST:
            self.wrong.append(words)


class Recount:
    """Reads a source that no server has open; what was hashed or opened once is remembered by its own bytes."""

    def __init__(self):
        # A record's hash, and the files it names.
        self.known: dict[tuple, tuple[bytes, list[str]]] = {}
        self.opened: set[bytes] = set()
        self.keys: dict[bytes, bytes | None] = {}

    def read(self, source) -> Ledger:
        ledger = Ledger()
        for words in source.damage():
            ledger.fault(words)
        find = source.finder()
        wrapped = dict(source.rows("SELECT stream, wrapped FROM wrapped_key", keyring=True))
        heads = {row[0]: row[1:] for row in source.rows("SELECT log, size, root, frontier FROM head")}
        trees: dict[str, Tree] = {log: Tree() for log in heads}
        taken: dict[str, int] = {}
        wrapping = sealing.wrapping_key(source.master_key)
        for row in source.rows(f"SELECT {FIELDS} FROM record ORDER BY log, seq"):
            self.record(row, ledger, trees, taken, wrapped, wrapping, find)
        for log, (size, root, frontier) in heads.items():
            tree = trees[log]
            if (tree.size, tree.root, tree.encoded) != (size, root, frontier):
                ledger.fault(f"head of {log}: size {size} of {tree.size}, or another root or frontier")
        for number, stream, name, version in source.rows("SELECT number, stream, applicant, version FROM dossier"):
            ledger.numbers[number] = stream
            if version != len(ledger.streams.get(stream, [])):
                ledger.fault(f"dossier {number}: its row is of version {version}, its records are others")
            ledger.applicants[name].append(stream)
        begun = {stream for stream, all in ledger.streams.items() if all[0].kind == "dossier.submitted"}
        if begun != set(ledger.numbers.values()):
            ledger.fault(f"{len(begun)} dossiers in the records, {len(ledger.numbers)} in the tables")
        ledger.answered = {
            row[0] for row in source.rows("SELECT idempotency_key FROM idempotency WHERE answer IS NOT NULL")}
        return ledger

    def record(self, row, ledger: Ledger, trees, taken, wrapped, wrapping: bytes, find) -> None:
        (log, seq, stream, version, kind, _, _, _, node, node_seq, command, _, body, sealed, leaf) = row
        place = f"record {log} {seq}"
        if log not in trees:
            return ledger.fault(f"{place}: its log has no head")
        if seq != trees[log].size:
            ledger.fault(f"{place}: number {trees[log].size} is missing")
        if node_seq != taken.get(node, 0):
            ledger.fault(f"{place}: {node} gave it number {node_seq} instead of {taken.get(node, 0)}")
        taken[node] = node_seq + 1
        known = self.known.get(row)
        if known is None:
            known = self.known[row] = leaf_of(row), files_in(json.loads(body))
        record = Record(seq, stream, version, kind, command, known[1])
        if version != len(ledger.streams[stream]) + 1:
            ledger.fault(f"{place}: version {version} follows {len(ledger.streams[stream])}")
        ledger.records.append(record)
        ledger.streams[stream].append(record)
        ledger.commands[command].append(record)
        if known[0] != leaf:
            ledger.fault(f"{place}: its leaf is not the hash of what it says")
        trees[log].add(leaf)
        if sealed is None and not record.files:
            return
        key = self.key(stream, wrapped.get(stream), wrapping)
        if stream not in wrapped:
            return ledger.fault(f"{place}: its stream has no key")
        if wrapped[stream] is None:
            return None
        if key is None:
            return ledger.fault(f"{place}: its key does not open")
        if sealed is not None and sealed not in self.opened:
            if sealing.opened(sealed, key, stream.encode() + version.to_bytes(8, "big")) is None:
                return ledger.fault(f"{place}: its personal part does not open")
            self.opened.add(sealed)
        for name in record.files:
            self.file(name, key, place, find(name), ledger)

    def key(self, stream: str, wrapped: bytes | None, wrapping: bytes) -> bytes | None:
        if wrapped is None:
            return None
        if wrapped not in self.keys:
            self.keys[wrapped] = sealing.opened(wrapped, wrapping, stream.encode())
        return self.keys[wrapped]

    def file(self, name: str, key: bytes, place: str, content: bytes | None, ledger: Ledger) -> None:
        if content is None:
            return ledger.fault(f"{place}: its file {name[:12]}… is missing")
        if hashlib.sha256(content).hexdigest() != name:
            return ledger.fault(f"{place}: its file {name[:12]}… is damaged")
        if content[:48] not in self.opened:
            if sealing.opened(content, key, b"file") is None:
                return ledger.fault(f"{place}: its file {name[:12]}… does not open")
            self.opened.add(content[:48])
        return None


# What names a paper somebody holds is hashed with a salt of its own, so that it can be left out.
HIDDEN = {"dossier.received": "code", "dossier.submitted": "number"}


def disclosed(kind: str, body: bytes) -> bytes:
    """The body as it is committed to."""
    field = HIDDEN.get(kind, "")
    code = json.loads(body).get(field)
    if not isinstance(code, dict):
        return body
    stored = json.dumps(code, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    hidden = hashlib.sha256(bytes.fromhex(code["salt"]) + code["text"].encode()).hexdigest()
    name = b'"' + field.encode() + b'":'
    return body.replace(name + stored, name + b'"' + hidden.encode() + b'"', 1)


def leaf_of(row) -> bytes:
    """RFC 6962's hash of the entry {class, commit, seq}; the commitment holds every other field (architecture, 4)."""
    (log, seq, stream, version, kind, at, recorded, actor, node, node_seq, command, salt, body, sealed, _) = row
    said = {
        "actor": actor, "at": at, "body": "\0", "command": command, "kind": kind, "log": log, "node": node,
        "nodeSeq": node_seq, "recorded": recorded, "seq": seq, "stream": stream, "version": version,
    }
    if sealed is not None:
        said["sealed"] = hashlib.sha256(sealed).hexdigest()
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    commit = hashlib.sha256(salt + text.replace(b'"\\u0000"', disclosed(kind, body), 1)).hexdigest()
    kind_class = kind.split(".")[0]
    if kind_class not in CLASSES:
        return b""
    return hashlib.sha256(f'\0{{"class":"{kind_class}","commit":"{commit}","seq":{seq}}}'.encode()).digest()


def files_in(body) -> list[str]:
    """The names of stored files anywhere in a record's body."""
    if isinstance(body, dict):
        own = [body["file"]] if isinstance(body.get("file"), str) and len(body["file"]) == 64 else []
        return own + [name for value in body.values() for name in files_in(value)]
    if isinstance(body, list):
        return [name for value in body for name in files_in(value)]
    return []


class Tree:
    """The frontier of a Merkle tree (RFC 6962): roots of its whole subtrees, the largest first."""

    def __init__(self):
        self.size, self.subtrees = 0, []

    def add(self, leaf: bytes) -> None:
        size = self.size
        while size & 1:
            leaf = hashlib.sha256(b"\1" + self.subtrees.pop() + leaf).digest()
            size >>= 1
        self.subtrees.append(leaf)
        self.size += 1

    @property
    def root(self) -> bytes:
        if not self.subtrees:
            return hashlib.sha256(b"").digest()
        *rest, root = self.subtrees
        for left in reversed(rest):
            root = hashlib.sha256(b"\1" + left + root).digest()
        return root

    @property
    def encoded(self) -> bytes:
        return self.size.to_bytes(8, "big") + b"".join(self.subtrees)
