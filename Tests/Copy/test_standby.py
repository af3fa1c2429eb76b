"""Nothing names an erased person on a primary, on a standby of it and in the data folder, after `motcua purge`."""

import base64
import gzip
import hashlib
import json
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zlib

import pytest

from standby import ROOT, Servers, holding, wait_for
from test_copy import MOTCUA

sys.path[:0] = [str(ROOT / "Tests/Journeys")]
from demo import Demo  # noqa: E402

# Rare enough to occur nowhere else; the second is how the search writes it.
NAME, FOLDED = "Đoàn Thị Quỳnh Vẻỵxừ", "doan thi quynh veyxu"
CITIZEN_NUMBER, PHONE = "052198776655", "0977665544"
PROCEDURES = 40
# Before the statement that gives the program a right over the log.
AGAIN = "an administrator runs, then purge again: "
# What is to be done about a standby, and the statement in it.
SWITCH = "SELECT pg_logical_emit_message(false, '', ''), pg_switch_wal()"
ADVICE = (
    f"set wal_recycle = off there; here {SWITCH} as often as pg_wal has files there; CHECKPOINT here, "
    "then there once it followed")
# Segments that the standby puts to use again and the primary, which is told not to, does not have.
SEGMENTS = 4
# Who asks for an erasure and who confirms it, as the demonstration lists them.
OFFICERS = {"lanhdao": "mot-cua-gia-lai-4", "quantri": "mot-cua-gia-lai-10"}


class Purging:
    """A small province on the primary, and one dossier of it."""

    def __init__(self, servers: Servers, folder):
        self.servers, self.folder = servers, folder / "province.motcua"
        self.where = ["--data", self.folder, "--database", servers.words["MOTCUA_PG_OWNER"]]
        self.secrets = folder

    def run(self, *words) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [MOTCUA, *map(str, words), *map(str, self.where)], capture_output=True, text=True, encoding="utf-8",
            check=False, timeout=120)
        assert done.returncode == 0, f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def sql(self, statement: str, database="motcua") -> str:
        return self.servers.ask("SET search_path TO motcua", statement, database=database)

    def hand_in(self) -> str:
        """One dossier through the API of a server; its number."""
        token, now = "mct_" + secrets.token_hex(32), int(time.time() * 1_000_000)
        year = 366 * 86_400 * 1_000_000
        self.sql(
            "INSERT INTO bearer_token (id, token, actor, label, created, expires) SELECT "
            f"'{secrets.token_hex(16)}', '\\x{hashlib.sha256(token.encode()).hexdigest()}', actor, 'standby', "
            f"{now - year}, {now + year} FROM account WHERE login = 'ketnoi'")
        server = Demo(MOTCUA, self.folder, *map(str, self.where[2:]))
        try:
            return self.submit(server.address, token)
        finally:
            assert server.stop() == 0, "".join(server.output[-40:])

    def submit(self, address: str, token: str) -> str:
        codes = self.sql(
            "SELECT DISTINCT procedure FROM dossier WHERE intake = 'H21.106' ORDER BY 1").split()[:PROCEDURES]
        refused = []
        for code in codes:
            body = {
                "procedure": code, "channel": "online", "places": {"intake": "H21.106"}, "resultWay": "counter",
                "components": [], "note": f"{NAME}. " * 80,
                "submitter": {
                    "name": NAME, "number": CITIZEN_NUMBER, "phone": PHONE, "address": f"12 Trần Phú, {NAME}",
                },
            }
            headers = {
                "Authorization": f"Bearer {token}", "Content-Type": "application/json",
                "Idempotency-Key": secrets.token_hex(8)}
            request = urllib.request.Request(f"{address}/api/v1/dossiers", json.dumps(body).encode(), headers)
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return json.load(answer)["number"]
            except urllib.error.HTTPError as error:
                refused.append((code, error.code, error.read()))
        raise AssertionError(f"no procedure takes a dossier: {refused[:3]}")

    def erase(self, number: str) -> None:
        for login, words in zip(OFFICERS, (["--basis", "Quyết định 12/QĐ-UBND"], ["--confirm"])):
            secret = self.secrets / f"{login}.password"
            secret.write_text(OFFICERS[login] + "\n", "utf-8")
            secret.chmod(0o600)
            told = self.run("erase", number, "--by", login, "--password-file", secret, *words)
        assert "Erased" in told.stdout, told


@pytest.fixture(scope="module")
def servers():
    servers = Servers()
    try:
        servers.start()
        yield servers
    finally:
        servers.stop()


@pytest.fixture(scope="module")
def purging(servers, tmp_path_factory):
    purging = Purging(servers, tmp_path_factory.mktemp("standby"))
    purging.run("demo", "--prepare-only", "--scale", "1:1000")
    last = int(purging.sql("SELECT max(recorded) FROM head"))
    if last > time.time() * 1_000_000:
        pytest.skip("this machine's clock, which a command has, stands before the demonstration's")
    return purging


def test_streams_are_looked_into(tmp_path):
    words = (f"{NAME} " * 50).encode()
    for level in (1, 6, 9):
        (tmp_path / f"zlib-{level}").write_bytes(secrets.token_bytes(999) + zlib.compress(words, level) + b"end")
    (tmp_path / "gzip").write_bytes(b"\x78\x9c" + gzip.compress(words)[:-9])
    (tmp_path / "plain").write_bytes(b"\0" + words)
    found = holding(tmp_path, {"name": NAME.encode()})
    assert found == ["name in gzip, compressed", "name in plain"] + [
        f"name in zlib-{level}, compressed" for level in (1, 6, 9)]


def test_no_file_of_primary_standby_and_folder_names_the_erased_after_a_purge(purging, servers):
    servers.follow()
    servers.ask("ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()")
    number = purging.hand_in()
    needles = traces(purging, number)
    for _ in range(SEGMENTS):
        servers.ask("VACUUM FULL motcua.dossier", "SELECT pg_switch_wal()", database="motcua")
    # The planner's statistics hold names too.
    servers.ask("ANALYZE", "CHECKPOINT", database="motcua")
    servers.caught_up()
    servers.ask("CHECKPOINT", standby=True)
    files = "SELECT count(*) FROM pg_ls_waldir()"
    assert int(servers.ask(files, standby=True)) > int(servers.ask(files)) + 1
    # The server's own ways to compress a page or a value are no streams that are looked into.
    assert servers.ask("SHOW wal_compression") == "off"
    assert compressed(purging) == "0", "a file holds the name in a form that no search finds"
    before = {name: holding(folder / "data", needles) for name, folder in places(servers).items()}
    for name, found in before.items():
        for what in needles:
            assert any(line.startswith(f"{what} in base/") for line in found), f"{what} is not in {name}"
    assert any(line.startswith("name in pg_wal/") for line in before["standby"]), before
    for standby in (False, True):
        assert seen(servers.rows(standby), needles) == list(needles)

    purging.erase(number)
    servers.caught_up()
    assert holding(servers.standby / "data", needles), "an erasure alone leaves old pages"
    remains = purge(purging)
    assert remains and all("motcua_standby" in line or "walreceiver" in line for line in remains), remains
    follow_advice(servers)

    assert holding(servers.folder, needles) == []
    assert holding(purging.folder.parent, needles) == []
    for standby in (False, True):
        assert seen(servers.rows(standby), needles) == []
    # Both go on: what is written then still reaches the standby.
    servers.caught_up()
    assert servers.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == "1"
    assert all(line.endswith(ADVICE) for line in remains), remains


def traces(purging: Purging, number: str) -> dict[str, bytes]:
    """What the person would be found by: the name in both forms, blind indexes, the key that opens the records."""
    row = purging.sql(
        "SELECT stream, applicant, applicant_fold, number_index, phone_index FROM dossier "
        f"WHERE number = '{number}'").split("|")
    assert row[1:3] == [NAME, FOLDED] and all(row), row
    wrapped = purging.sql(f"SELECT encode(wrapped, 'base64') FROM wrapped_key WHERE stream = '{row[0]}'",
                          database="motcua_keyring")
    return {
        "name": NAME.encode(), "folded name": FOLDED.encode(), "number's index": row[3].encode(),
        "phone's index": row[4].encode(), "key": base64.b64decode(wrapped),
    }


def compressed(purging: Purging) -> str:
    """Values with the name that PostgreSQL compressed, in any column that can be."""
    columns = purging.sql(
        "SELECT table_name || ' ' || column_name FROM information_schema.columns "
        "WHERE table_schema = 'motcua' AND data_type IN ('text', 'bytea')").splitlines()
    assert len(columns) > 100
    counts = [
        f"(SELECT count(*) FROM {table} t WHERE pg_column_compression({column}) IS NOT NULL "
        f"AND {column}::text ~ '{NAME}|{FOLDED}|{NAME.encode().hex()}|{FOLDED.encode().hex()}')"
        for table, column in map(str.split, columns)]
    return purging.sql("SELECT " + " + ".join(counts))


def places(servers: Servers) -> dict:
    return {"primary": servers.primary, "standby": servers.standby}


def seen(rows: bytes, needles: dict[str, bytes]) -> list[str]:
    """Which needles the rows hold; bytes are written as hexadecimal digits there."""
    return [what for what, one in needles.items() if one in rows or one.hex().encode() in rows]


def purge(purging: Purging) -> list[str]:
    """Purges again, as it says, while rights are missing or segments are kept; what else remains."""
    told: list[str] = []

    def is_done() -> bool:
        done = purging.run("purge")
        told[:] = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("not purged")]
        print("\n".join(told))
        rights = [line.split(AGAIN)[1] for line in told if AGAIN in line]
        if rights:
            purging.servers.ask(*rights, "SELECT pg_reload_conf()", database="motcua")
        return not rights and not any("WAL segments" in line for line in told)

    wait_for("no segment is kept", is_done)
    return told


def follow_advice(servers: Servers) -> None:
    """To the letter of the advice; that the program gives it is looked at last."""
    servers.ask("ALTER SYSTEM SET wal_recycle = off", "SELECT pg_reload_conf()", standby=True)
    wait_for("the setting", lambda: servers.ask("SHOW wal_recycle", standby=True) == "off")
    # Segments that only the standby put to use again lie before it, and are gone when the log has passed them.
    files = int(servers.ask("SELECT count(*) FROM pg_ls_waldir()", standby=True))
    servers.ask(*[SWITCH] * files, "CHECKPOINT")
    servers.caught_up()
    servers.ask("CHECKPOINT", standby=True)
