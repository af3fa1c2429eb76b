"""What the proofs need: the program (MOTCUA_BIN), a prepared demonstration (MOTCUA_DATA), servers on copies of it."""

import base64
import csv
import json
import os
import re
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import tampering
from ledger_log import Log, Note, digest

ROOT = Path(__file__).resolve().parents[2]
# The server's own starter and the browser's, which know nothing of ledgers.
sys.path.append(str(ROOT / "Tests/Journeys"))
from chromium import launched  # noqa: E402
from demo import Demo, prepare  # noqa: E402

# Signing begins with the server and goes on every twenty seconds.
SIGNED_SECONDS = 90
NEWLINE = b"\n"
WITNESS = "hdnd.gialai.test"


@pytest.fixture(scope="session")
def motcua() -> Path:
    """The release build unless MOTCUA_BIN names another."""
    path = Path(os.environ.get("MOTCUA_BIN", ROOT / ".build/release/motcua")).resolve()
    if not path.exists():
        pytest.fail(f"{path} is not there; build it: swift build -c release --product motcua")
    return path


@pytest.fixture(scope="session")
def prepared(motcua, tmp_path_factory) -> Path:
    if "MOTCUA_DATA" in os.environ:
        return Path(os.environ["MOTCUA_DATA"]).resolve()
    return prepare(motcua, tmp_path_factory.mktemp("prepared") / "small.motcua")


@dataclass
class Told:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def run(motcua):
    def run(*words, program: str | None = None) -> Told:
        command = [program or str(motcua), *map(str, words)]
        if program:
            command.insert(0, sys.executable)
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
        return Told(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def verify_py(run):
    """The verifier that a council member downloads."""

    def verify(*words) -> Told:
        return run(*words, program=str(ROOT / "Resources/verifier/verify.py"))

    return verify


@dataclass
class Witnessed:
    folder: Path
    key: str


@pytest.fixture(scope="session")
def witness(run, tmp_path_factory) -> Witnessed:
    """A council's witness, with a key of its own, before it has seen anything."""
    folder = tmp_path_factory.mktemp("council") / "kept"
    told = run(
        "witness", "http://127.0.0.1:9", "--keep", folder, "--name", WITNESS, "--log-key", nobodys_key(), "--once")
    assert told.code == 69, told
    return Witnessed(folder, re.search(r"witness (\S+)", told.out)[1])


def nobodys_key() -> str:
    """A well-formed key that nobody holds, to begin with."""
    raw = b"\x01" + bytes(32)
    return f"nobody+{digest(b'nobody', NEWLINE, raw)[:4].hex()}+{base64.b64encode(raw).decode()}"


@dataclass
class Province:
    """A served copy of the demonstration, and what was kept of it before and after further commands."""

    folder: Path
    log: Log
    key: str
    before: Note
    after: Note


@pytest.fixture(scope="session")
def province(motcua, prepared, witness, tmp_path_factory):
    """Served; its first checkpoint kept, then three dossiers handed in, and the checkpoint over them waited for."""
    folder = tampering.copy(prepared, tmp_path_factory.mktemp("served") / "shown.motcua")
    with open(folder / "motcua.conf", "a", encoding="utf-8") as settings:
        settings.write(f"\nwitness-keys = {witness.key}\n")
    token = tampering.admit(folder, "ketnoi")
    server = Demo(motcua, folder)
    try:
        log = Log(server.address)
        before = signed(log, beyond=0)
        # Asked while only those are signed, so that what is read later is known to hold them.
        hand_in(server.address, token, 3)
        yield Province(folder, log, log.verifier_key(), before, signed(log, beyond=before.size))
    finally:
        assert server.stop() == 0, "".join(server.output[-40:])


def signed(log: Log, beyond: int) -> Note:
    """Waits for a checkpoint over more records than these."""
    end = time.monotonic() + SIGNED_SECONDS
    while time.monotonic() < end:
        try:
            note = log.checkpoint()
            if note.size > beyond:
                return note
        except urllib.error.HTTPError as error:
            assert error.code == 404, error
        time.sleep(0.5)
    raise AssertionError(f"no checkpoint over more than {beyond} records within {SIGNED_SECONDS} s")


def hand_in(address: str, token: str, count: int) -> None:
    """Dossiers through the API, of the first procedures that take them."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for code, papers in procedures():
        body = {
            "procedure": code, "channel": "online", "places": {"intake": "H21.106"}, "resultWay": "counter",
            "components": [{"component": paper, "copies": 1} for paper in papers],
            "submitter": {
                "name": "Trần Thị Chứng", "number": "052198001234", "phone": "0912345678",
                "address": "12 Trần Phú, Pleiku",
            },
        }
        headers["Idempotency-Key"] = secrets.token_hex(8)
        request = urllib.request.Request(f"{address}/api/v1/dossiers", json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                count -= answer.status == 201
        except urllib.error.HTTPError as error:
            assert error.code in (404, 409, 422), error.read()
        if count == 0:
            return
    raise AssertionError("no further procedure takes a dossier")


def procedures() -> list[tuple[str, list[str]]]:
    """Those of communes that take dossiers online and have no question that must be answered."""

    def table(name: str):
        lines = (ROOT / "Resources/catalogue" / name).read_text("utf-8").splitlines()
        told = (line for line in lines if not line.startswith("#"))
        return csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE)

    asked = {row["procedure"] for row in table("forms.tsv") if row["required"] == "1"}
    papers: dict[str, list[str]] = {}
    for row in table("components.tsv"):
        if row["kind"] == "submit" and row["required"] == "1" and not row["variant"]:
            papers.setdefault(row["procedure"], []).append(row["code"])
    return [
        (row["code"], papers.get(row["code"], []))
        for row in table("procedures.tsv")
        if row["level"] == "xa" and "online" in row["channels"] and row["code"] not in asked
    ]


@pytest.fixture(scope="session")
def serve(motcua):
    """Serves a folder for as long as a `with` lasts, and gives its log once it is signed."""
    @contextmanager
    def serving(folder: Path):
        server = Demo(motcua, folder)
        try:
            log = Log(server.address)
            signed(log, beyond=0)
            yield log
        finally:
            assert server.stop() == 0, "".join(server.output[-40:])

    return serving


@pytest.fixture(scope="session")
def copied(province, tmp_path_factory):
    """A copy of the served folder as it stood when the server had signed, with the keys beside it."""

    def copy(name: str) -> Path:
        return tampering.copy(province.folder, tmp_path_factory.mktemp(name) / "copy.motcua")

    return copy


@pytest.fixture(scope="session")
def browser():
    with launched() as browser:
        yield browser
