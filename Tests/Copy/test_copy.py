"""Moves a demonstration from SQLite to PostgreSQL and back, and asks all three the same questions.

MOTCUA_BIN names the program (the release build unless it does), MOTCUA_DATA a prepared demonstration (made at 1:50
unless it does), MOTCUA_TEST_POSTGRES a server with the databases motcua and motcua_keyring (a throw-away one is
started unless it does). Everything is made below a temporary folder and in a schema of its own.
"""

import os
import re
import shlex
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOTCUA = str(Path(os.environ.get("MOTCUA_BIN", ROOT / ".build/release/motcua")).resolve())
SCHEMA = f"copy_{os.getpid()}"


def run(*words, expect=0) -> subprocess.CompletedProcess:
    done = subprocess.run([MOTCUA, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == expect, f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def server():
    """How libpq reaches the ledger's database."""
    if "MOTCUA_TEST_POSTGRES" in os.environ:
        yield os.environ["MOTCUA_TEST_POSTGRES"]
        return
    script = ROOT / "scripts/throwaway-postgres.sh"
    # Another user must be able to reach it, so it does not lie below pytest's own folders.
    folder = tempfile.mkdtemp(prefix="motcua-copy-")
    os.chmod(folder, 0o755)
    started = subprocess.run([script, "start", f"{folder}/server"], capture_output=True, text=True, check=False)
    try:
        assert started.returncode == 0, started.stderr
        words = dict(line.split("=", 1) for line in started.stdout.splitlines() if "=" in line)
        yield shlex.split(words["MOTCUA_PG_OWNER"])[0]
    finally:
        subprocess.run([script, "stop", f"{folder}/server"], check=True)
        os.rmdir(folder)


@pytest.fixture(scope="module")
def places(server, tmp_path_factory):
    """The demonstration, its key for all commands, the connection and two folders that are not there yet."""
    folder = tmp_path_factory.mktemp("copy")
    if "MOTCUA_DATA" in os.environ:
        first = Path(os.environ["MOTCUA_DATA"]).resolve()
    else:
        first = folder / "first.motcua"
        run("demo", "--prepare-only", "--data", first, "--scale", "1:50")
    yield {"first": first, "key": f"{first}.master-key", "server": server, "back": folder / "back.motcua",
           "broken": folder / "broken.motcua", "settings": folder}
    for keyring in ("", "_keyring"):
        database = re.sub(r"/motcua(?=\?|$)", f"/motcua{keyring}", server)
        subprocess.run(["psql", "-X", "-q", "-d", database, "-c", f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"],
                       check=False, capture_output=True)


def ask(places, place) -> dict[str, str]:
    """What a place answers: two reports and the facts of every dossier."""
    key = {"MOTCUA_MASTER_KEY_FILE": places["key"]}
    where = ["--data", place]
    if place == "server":
        where = ["--data", places["settings"], "--database", places["server"], "--database-schema", SCHEMA]
    july = ["report", *where, "--from", "2025-07-01", "--to", "2025-07-31"]
    year = ["report", *where, "--from", "2026-01-01", "--to", "2026-11-20", "--format", "csv"]
    answers = {}
    for name, words in {"july": july, "year": year, "facts": ["facts", *where]}.items():
        done = subprocess.run([MOTCUA, *map(str, words)], capture_output=True, text=True, check=False,
                              env=os.environ | key)
        assert done.returncode == 0, f"{words}: {done.stderr}"
        answers[name] = done.stdout
    return answers


def ending(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("log ")]


@pytest.fixture(scope="module")
def moved(places):
    """There and back: what each copy printed."""
    there = run("copy", "--from", places["first"], "--to", places["server"], "--to-schema", SCHEMA)
    back = run("copy", "--from", places["server"], "--from-schema", SCHEMA, "--to", places["back"],
               "--master-key", places["key"])
    return there, back


def test_the_root_and_every_table_are_the_same_after_the_way_there_and_back(moved):
    there, back = moved
    assert len(ending(there.stdout)) == 1
    assert re.fullmatch(r"log \S+: \d{4,} records, root [0-9a-f]{64}", ending(there.stdout)[0])
    assert there.stdout == back.stdout
    rows = {line.split()[0]: int(line.split()[1]) for line in there.stdout.splitlines()[1:-1]}
    assert rows["dossier"] > 1000 and rows["wrapped_key"] > 1000 and rows["account"] > 0


def test_reports_and_facts_are_the_same_at_all_three_places(places, moved):
    first = ask(places, places["first"])
    assert len(first["facts"].splitlines()) > 1000
    assert ask(places, "server") == first
    assert ask(places, places["back"]) == first


def test_each_place_is_told_where_its_key_belongs(places, moved):
    there, back = moved
    assert "MOTCUA_MASTER_KEY_FILE" in there.stderr
    assert f"{places['back']}.master-key" in back.stderr
    assert not Path(f"{places['back']}.master-key").exists()


def test_comparing_finds_no_difference_and_copying_again_changes_nothing(places, moved):
    words = ["--from", places["first"], "--to", places["server"], "--to-schema", SCHEMA]
    assert run("copy", "--check", *words).stdout == moved[0].stdout
    assert run("copy", *words).stdout == moved[0].stdout


def test_a_changed_byte_is_named(places, moved):
    statement = "UPDATE account SET name = name || '.' WHERE actor = (SELECT min(actor) FROM account)"
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", places["server"], "-c",
                    f"SET search_path TO {SCHEMA}", "-c", statement], check=True)
    words = ["--from", places["first"], "--to", places["server"], "--to-schema", SCHEMA]
    assert "Table account differs at actor" in run("copy", "--check", *words, expect=1).stderr
    assert run("copy", *words).stdout == moved[0].stdout


def test_tables_on_the_server_are_held_against_its_records(places, moved, monkeypatch):
    monkeypatch.setenv("MOTCUA_MASTER_KEY_FILE", places["key"])
    words = ["verify", "--tables", "--data", places["settings"], "--database", places["server"],
             "--database-schema", SCHEMA]
    assert "every table is what the records give" in run(*words).stdout
    change = "UPDATE dossier SET competent = 'H21.0' WHERE id = (SELECT min(id) FROM dossier)"
    subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", places["server"], "-c",
                    f"SET search_path TO {SCHEMA}", "-c", change], check=True)
    assert "dossier" in run(*words, expect=1).stderr
    run("copy", "--from", places["first"], "--to", places["server"], "--to-schema", SCHEMA)
    assert not list(places["settings"].parent.glob("*.verify"))


def test_a_verification_that_is_broken_off_leaves_no_names_behind(places):
    left = places["first"].with_name(places["first"].name + ".verify")
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in numbers:
        # One that ended before it was told to is tried again.
        for _ in range(5):
            checking = subprocess.Popen(
                [MOTCUA, "verify", "--tables", "--data", places["first"]], stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, preexec_fn=lambda: [signal.signal(one, signal.SIG_DFL) for one in numbers])
            while not (left / "ledger.sqlite").exists() and checking.poll() is None:
                time.sleep(0.005)
            checking.send_signal(number)
            told = checking.communicate(timeout=60)
            assert not left.exists()
            if checking.returncode != 0:
                break
        assert checking.returncode == 128 + number, told


def test_a_copy_that_is_killed_again_and_again_comes_to_the_same_end(places, moved):
    words = [MOTCUA, "copy", "--from", places["first"], "--to", places["broken"]]
    killed = 0
    for pause in [0.3, 0.5, 0.8, 1.2, 1.8, 2.7]:
        copying = subprocess.Popen(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(pause)
        copying.send_signal(signal.SIGINT if killed % 2 else signal.SIGKILL)
        copying.communicate()
        killed += copying.returncode != 0
    assert killed > 0
    print(f"killed {killed} times")
    assert run(*words[1:]).stdout == moved[0].stdout


def test_what_endangers_something_is_refused(places, moved, tmp_path):
    first, server = places["first"], places["server"]
    assert "same place" in run("copy", "--from", first, "--to", first, expect=64).stderr
    assert "no data folder" in run("copy", "--from", tmp_path / "none", "--to", server, expect=66).stderr
    secret = "postgresql://motcua_owner:secret@127.0.0.1/motcua"
    told = run("copy", "--from", first, "--to", secret, expect=64).stderr
    assert "password" in told and "mật khẩu" in told and "secret" not in told
    closed = "postgresql://motcua_owner@127.0.0.1:1/motcua"
    away = run("copy", "--from", first, "--to", closed, "--master-key", places["key"], expect=69)
    assert "database cannot be reached" in away.stderr and "data folder" not in away.stderr
    other = tmp_path / "other.motcua"
    run("init", "--data", other, "--name", "Tỉnh khác", "--code", "H99")
    assert "another master key" in run("copy", "--from", first, "--to", other, expect=73).stderr
    os.replace(f"{other}.master-key", tmp_path / "aside")
    assert "Another province" in run("copy", "--from", first, "--to", other, expect=1).stderr
    wrong = tmp_path / "wrong.key"
    wrong.write_text("0" * 64 + "\n")
    target = tmp_path / "never.motcua"
    refused = run("copy", "--from", first, "--to", target, "--master-key", wrong, expect=78)
    assert "key" in refused.stderr and not target.exists()
