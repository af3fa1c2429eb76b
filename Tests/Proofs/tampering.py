"""What somebody with the database in hand might do to it; each on a copy."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import ledger_log
from ledger_log import digest, entry_of, leaf_of

COLUMNS = (
    "log, seq, stream, version, kind, at, recorded, actor, node, node_seq, command, salt, body, sealed, leaf"
)


def copy(folder: Path, to: Path) -> Path:
    """A data folder, also while a server runs on it, with the keys that lie beside it."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*.sqlite*", "lock", "control.sock"))
    # The keyring second, so that no record is copied without its key.
    for name in ("ledger.sqlite", "keyring.sqlite"):
        with closing(sqlite3.connect(folder / name)) as source, closing(sqlite3.connect(to / name)) as target:
            source.backup(target)
    for key in folder.parent.glob(folder.name + ".*"):
        if key.is_file():
            shutil.copy2(key, to.with_name(to.name + key.name.removeprefix(folder.name)))
    return to


def opened(folder: Path):
    return closing(sqlite3.connect(folder / "ledger.sqlite", isolation_level=None))


def rows(database) -> list[dict]:
    names = COLUMNS.split(", ")
    return [dict(zip(names, row)) for row in database.execute(f"SELECT {COLUMNS} FROM record ORDER BY seq")]


def unguarded(database) -> None:
    for (name,) in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'record'"
    ).fetchall():
        database.execute(f"DROP TRIGGER {name}")


def flip_a_byte(folder: Path, seq: int) -> None:
    """In the file itself, within the body of a record."""
    with opened(folder) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        body = database.execute("SELECT body FROM record WHERE seq = ?", (seq,)).fetchone()[0]
    file = folder / "ledger.sqlite"
    data = bytearray(file.read_bytes())
    at = data.find(body[:200])
    assert at > 0 and data.find(body[:200], at + 1) < 0, "the record's place in the file"
    # A digit or letter stays one, so that the record can still be read.
    place = next(place for place in range(at + 10, at + 200) if chr(data[place]).isalnum())
    data[place] ^= 1
    file.write_bytes(data)


def remove(folder: Path, seq: int) -> None:
    with opened(folder) as database:
        unguarded(database)
        database.execute("DELETE FROM record WHERE seq = ?", (seq,))


def rewrite(folder: Path, seq: int) -> None:
    """Changes when something happened, and every hash that follows from it, so that the ledger agrees with itself."""
    with opened(folder) as database:
        unguarded(database)
        database.execute("BEGIN")
        records = rows(database)
        records[seq]["at"] -= 3_600_000_000
        leaves = [row["leaf"] for row in records]
        leaves[seq] = leaf_of(entry_of(records[seq])[1])
        database.execute("UPDATE record SET at = ?, leaf = ? WHERE seq = ?", (records[seq]["at"], leaves[seq], seq))
        nodes, level = leaves, 0
        while len(nodes) >= 256:
            level += 1
            nodes = [ledger_log.tree_hash(tuple(nodes[at:at + 256])) for at in range(0, len(nodes) - 255, 256)]
            database.executemany(
                "UPDATE tree_node SET hash = ? WHERE level = ? AND number = ?",
                [(node, level, number) for number, node in enumerate(nodes)])
        at, frontier = 0, len(leaves).to_bytes(8, "big")
        for bit in reversed(range(len(leaves).bit_length())):
            if len(leaves) >> bit & 1:
                frontier += ledger_log.tree_hash(tuple(leaves[at:at + (1 << bit)]))
                at += 1 << bit
        root = ledger_log.tree_hash(tuple(leaves))
        database.execute("UPDATE head SET frontier = ?, root = ?", (frontier, root))
        database.execute("DELETE FROM checkpoint")
        database.execute("DELETE FROM cosignature")
        database.execute("COMMIT")


def entries_agree(folder: Path) -> bool:
    """Whether our own reading of every row gives the leaf that is stored with it."""
    with opened(folder) as database:
        return all(leaf_of(entry_of(row)[1]) == row["leaf"] for row in rows(database))


def admit(folder: Path, login: str) -> str:
    """Gives an account a token for the API, as its administrator would; only its hash is kept."""
    token = "mct_" + "5" * 64
    with opened(folder) as database:
        (now,) = database.execute("SELECT max(recorded) FROM record").fetchone()
        (actor,) = database.execute("SELECT actor FROM account WHERE login = ?", (login,)).fetchone()
        year = 365 * 86_400_000_000
        database.execute(
            "INSERT INTO bearer_token (id, token, actor, label, created, expires) VALUES (?, ?, ?, 'proofs', ?, ?)",
            ("0" * 32, digest(token.encode()), actor, now - year // 2, now + year // 3))
    return token


def some_submission(folder: Path) -> int:
    """The number of a record from the middle of the ledger whose body stands nowhere else in the database."""
    with opened(folder) as database:
        numbers = database.execute("SELECT seq FROM record WHERE kind = 'dossier.submitted' ORDER BY seq").fetchall()
    return numbers[len(numbers) // 2][0]
