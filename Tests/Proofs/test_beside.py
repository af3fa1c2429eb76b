"""Commands that write beside a running server: handed over through the folder's socket, done once, told as ever."""

import json
import os
import pty
import select
import signal
import socket
import sqlite3
import stat
import subprocess
import termios
import time
from pathlib import Path

import pytest

import tampering
from conftest import Demo, signed
from ledger_log import Log

LEADER, KEEPER = ("lanhdao", "mot-cua-gia-lai-4"), ("quantri", "mot-cua-gia-lai-10")
# Its leader's own agency.
AGENCY = "H21.106"


class Beside:
    """A served copy of the demonstration, and commands beside its server."""

    def __init__(self, motcua, run, folder: Path, secrets: Path):
        self.run, self.folder, self.secrets = run, folder, secrets
        self.server = Demo(motcua, folder)
        self.log = Log(self.server.address)

    def command(self, *words):
        return self.run(*words, "--data", self.folder)

    def erase(self, dossier: str, who: tuple[str, str], *words):
        login, password = who
        secret = self.secrets / login
        secret.write_text(password + "\n", "utf-8")
        return self.command("erase", dossier, "--by", login, "--password-file", secret, *words)

    def ask(self, query: str, *values):
        with tampering.opened(self.folder) as database:
            return database.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def beside(motcua, run, prepared, tmp_path_factory):
    folder = tampering.copy(prepared, tmp_path_factory.mktemp("beside") / "served.motcua")
    beside = Beside(motcua, run, folder, tmp_path_factory.mktemp("secrets"))
    try:
        signed(beside.log, beyond=0)
        yield beside
    finally:
        assert beside.server.stop() == 0, "".join(beside.server.output[-40:])
    assert not (folder / "control.sock").exists(), "the socket stays behind"


def test_the_socket_is_its_owners_alone(beside):
    facts = (beside.folder / "control.sock").stat()
    assert stat.S_ISSOCK(facts.st_mode) and stat.S_IMODE(facts.st_mode) == 0o600


def test_facts_are_disclosed_beside_the_server_without_codes_and_numbers(beside, verify_py, tmp_path):
    file = tmp_path / "facts.json"
    told = beside.command(
        "disclose", "--from", "2026-11-16", "--to", "2026-11-18", "--for", "Đoàn giám sát HĐND tỉnh", "--out", file)
    assert told.code == 0 and " 0 withheld" in told.err, told
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text("utf-8")
    kinds = [json.loads(fact["statement"])["kind"] for fact in json.loads(text)["facts"]]
    assert "dossier.submitted" in kinds and "dossier.received" in kinds
    for number, code in beside.ask("SELECT number, code FROM dossier"):
        assert number not in text and (code is None or code not in text)
    checked = verify_py("--disclosure", file, beside.log.address, "--key", beside.log.verifier_key())
    assert checked.code == 0, checked
    assert beside.ask("SELECT count(*) FROM audit_line WHERE action = 'facts.disclosed'") == [(1,)]
    # A file that is there is not written over, and nothing is told of it.
    again = beside.command(
        "disclose", "--from", "2026-11-16", "--to", "2026-11-18", "--for", "Đoàn giám sát HĐND tỉnh", "--out", file)
    assert again.code == 73 and file.read_text("utf-8") == text


def test_a_person_is_erased_by_two_officers_and_purged_beside_the_server(beside):
    ((number, name),) = beside.ask(
        "SELECT number, applicant FROM dossier WHERE competent = ? AND ended_at IS NOT NULL AND applicant_fold IN "
        "(SELECT applicant_fold FROM dossier GROUP BY 1 HAVING count(*) = 1) ORDER BY id DESC LIMIT 1", AGENCY)
    wrong = beside.erase(number, (LEADER[0], "not-the-password"), "--basis", "Quyết định 12/QĐ-UBND")
    assert wrong.code == 77 and "password" in wrong.err, wrong
    asked = beside.erase(number, LEADER, "--basis", "Quyết định 12/QĐ-UBND")
    assert asked.code == 0 and "another officer" in asked.out, asked
    same = beside.erase(number, LEADER, "--confirm")
    assert same.code == 77, same
    done = beside.erase(number, KEEPER, "--confirm")
    assert done.code == 0 and "Erased" in done.out, done
    assert beside.erase(number, KEEPER, "--confirm").code == 73
    assert beside.ask("SELECT applicant FROM dossier WHERE number = ?", number) == [(None,)]
    purged = beside.command("purge")
    assert purged.code == 0 and ": 1\n" in purged.out and "purge: 3/3" in purged.err, purged
    found = [
        file.name for file in beside.folder.rglob("*") if file.is_file() and name.encode() in file.read_bytes()]
    assert found == [], f"{name} stands in {found}"
    # The server goes on, and so does its log.
    before = signed(beside.log, beyond=0)
    assert beside.command("verify").code == 0
    assert before.size > 0


def test_a_password_is_asked_for_and_not_shown(beside, motcua):
    ((number,),) = beside.ask(
        "SELECT number FROM dossier WHERE competent = ? AND applicant IS NOT NULL ORDER BY id LIMIT 1", AGENCY)
    words = ["erase", number, "--data", beside.folder, "--by", LEADER[0], "--basis", "Quyết định 12/QĐ-UBND"]
    nobody = beside.run(*words)
    assert nobody.code == 66 and "--password-file" in nobody.err, nobody
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [motcua, *words], stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    # What is typed too early would be shown by the terminal and thrown away by the program.
    while termios.tcgetattr(slave)[3] & termios.ECHO and process.poll() is None:
        time.sleep(0.05)
    os.write(master, f"{LEADER[1]}\n".encode())
    out, err = process.communicate(timeout=60)
    os.set_blocking(master, False)
    shown = os.read(master, 4096) if select.select([master], [], [], 0.2)[0] else b""
    assert process.returncode == 0 and "Asked for" in out, (out, err)
    assert LEADER[1].encode() not in shown and LEADER[1] not in out + err
    assert termios.tcgetattr(slave)[3] & termios.ECHO, "the terminal stays silent"


def test_whoever_breaks_off_the_question_for_a_password_gets_a_terminal_that_shows_what_is_typed(beside, motcua):
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [motcua, "erase", "000.00.01", "--data", beside.folder, "--by", LEADER[0], "--basis", "Quyết định 12/QĐ-UBND"],
        stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    while termios.tcgetattr(slave)[3] & termios.ECHO and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (out, err)
    assert termios.tcgetattr(slave)[3] & termios.ECHO, "the terminal stays silent"
    os.close(master)


def test_a_key_is_not_changed_twice_before_both_signed_the_first_change(run, prepared, tmp_path):
    folder = tampering.copy(prepared, tmp_path / "alone.motcua")
    key = Path(f"{folder}.log-key")
    # A server makes it at its first start, which may have been on the demonstration itself.
    if not key.exists():
        assert run("keys", "make", "--data", folder).code == 0
    first = run("keys", "rotate", "--data", folder)
    assert first.code == 0, first
    changed = key.read_text("utf-8")
    second = run("keys", "rotate", "--data", folder)
    assert second.code == 75 and "not signed by both" in second.err, second
    assert key.read_text("utf-8") == changed
    assert run("verify", "--data", folder).code == 0


def test_the_key_is_changed_beside_the_server_and_both_sign_once(beside, tmp_path):
    old = beside.log.verifier_key()
    before = signed(beside.log, beyond=0)
    witness = ("witness", beside.log.address, "--keep", tmp_path / "council", "--once")
    assert beside.run(*witness, "--name", "council", "--log-key", old).code == 0
    told = beside.command("keys", "rotate")
    assert told.code == 0 and "signs with a new key" in told.out, told
    after = signed(beside.log, beyond=before.size)
    new = beside.log.verifier_key()
    assert new != old and new in told.out and old in told.out
    assert after.is_signed(old) and after.is_signed(new)
    # Who holds a checkpoint from before, and a witness, gives both keys.
    kept = tmp_path / "checkpoint"
    kept.write_text(before.text, "utf-8")
    check = ("verify", "--log", beside.log.address, "--from", kept, "--quick", "--key", new)
    told = beside.run(*check)
    assert told.code == 65 and "--key OLD --key NEW" in told.err and "Usage" not in told.err, told
    assert beside.run(*check, "--key", old).code == 0
    assert beside.run(*witness, "--log-key", new).code == 73
    assert beside.run(*witness, "--log-key", old, "--log-key", new).code == 0
    assert (tmp_path / "council/log-key").read_text("utf-8").split() == [old, new]


def test_a_catalogue_is_imported_beside_the_server(beside):
    told = beside.command("catalogue", "import", Path(__file__).parents[2] / "Resources/catalogue")
    assert told.code == 0, told
    assert beside.ask("SELECT count(*) FROM procedure_version")[0][0] > 0


def test_tables_are_made_anew_while_the_server_serves(beside):
    with tampering.opened(beside.folder) as database:
        database.execute("UPDATE dossier SET sector = 'sai' WHERE id % 7 = 0")
        database.execute("DELETE FROM tally WHERE rowid % 5 = 0")
    assert beside.command("verify", "--tables").code == 1
    told = beside.command("rebuild", "--beside")
    assert told.code == 0 and "rebuild: " in told.err, told
    assert beside.ask("SELECT count(*) FROM dossier WHERE sector = 'sai'") == [(0,)]
    assert beside.ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '*__next'") == []
    told = beside.command("verify", "--tables")
    assert told.code == 0 and "every table" in told.out, told


def test_a_server_that_starts_goes_on_with_what_a_migration_wants_made_also_after_a_kill(
        motcua, run, prepared, tmp_path):
    folder = tampering.copy(prepared, tmp_path / "wanted.motcua")
    with tampering.opened(folder) as database:
        database.execute("UPDATE dossier SET sector = 'sai' WHERE id % 7 = 0")
        # As a migration leaves it whose new columns the records fill.
        database.execute("CREATE TABLE making__next (id INTEGER NOT NULL PRIMARY KEY, next INTEGER NOT NULL) STRICT")
        database.execute("INSERT INTO making__next (id, next) VALUES (1, -1)")

    def come() -> int | None:
        """How many records are taken; nil once the tables have changed places."""
        with tampering.opened(folder) as database:
            try:
                return database.execute("SELECT next FROM making__next").fetchone()[0]
            except sqlite3.OperationalError:
                return None

    first = Demo(motcua, folder)
    end = time.monotonic() + 60
    while (taken := come()) is not None and taken < 1000 and time.monotonic() < end:
        time.sleep(0.01)
    assert taken is not None and taken >= 1000, "it is made while the server serves"
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    assert come() >= taken
    with tampering.opened(folder) as database:
        assert database.execute("SELECT count(*) FROM dossier WHERE sector = 'sai'").fetchone()[0] > 0
    second = Demo(motcua, folder)
    while come() is not None and time.monotonic() < end:
        time.sleep(0.1)
    assert second.stop() == 0
    with tampering.opened(folder) as database:
        assert database.execute("SELECT count(*) FROM dossier WHERE sector = 'sai'").fetchone() == (0,)
    told = run("verify", "--tables", "--data", folder)
    assert told.code == 0, told


def test_what_needs_the_folder_to_itself_says_who_holds_it(beside):
    told = beside.command("rebuild")
    assert told.code == 69 and "motcua demo, process" in told.err, told


@pytest.mark.parametrize("line", [b"\n", b"GET / HTTP/1.1\r\n\r\n", b'{"form":1,"command":"rm"}\n', b"{" * 70_000])
def test_nonsense_at_the_socket_harms_nobody(beside, line):
    with socket.socket(socket.AF_UNIX) as knocker:
        knocker.connect(str(beside.folder / "control.sock"))
        knocker.sendall(line)
        knocker.shutdown(socket.SHUT_WR)
        knocker.settimeout(30)
        while knocker.recv(4096):
            pass
    assert beside.log.checkpoint().size > 0


def test_a_command_whose_terminal_has_gone_is_done_or_not_but_never_half(beside, motcua, tmp_path):
    with open(tmp_path / "cut", "wb") as out:
        process = subprocess.Popen(
            [motcua, "disclose", "--data", beside.folder, "--from", "2026-01-01", "--to", "2026-11-20", "--for",
             "Thanh tra tỉnh"], stdout=out, stderr=out)
        process.kill()
        process.wait()
    assert beside.log.checkpoint().size > 0
    # Without a server it does the same by itself.
    beside.server.stop()
    told = beside.command("disclose", "--from", "2026-11-16", "--to", "2026-11-16", "--for", "Thanh tra tỉnh")
    assert told.code == 0 and '"format":"motcua-disclosure/1"' in told.out, told
    assert beside.command("rebuild").code == 0
