"""Where a server keeps its data: one class an engine, so that every part of the suite runs on each of them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import visitors
from server import Program

# An index that SQLite makes anew from its log, and the ways in to a server that runs.
NOT_COPIED = ("*-shm", "*.sock")
# Tables that search keeps for itself, in pieces that depend on the order of writing.
SEARCH = "dossier_search"


class SQLiteFolder:
    """A data folder on the embedded engine."""

    engine = "sqlite"

    def __init__(self, folder: Path):
        self.folder = folder
        self.files = folder / "files"
        self.ledger = folder / "ledger.sqlite"
        self.keyring = folder / "keyring.sqlite"

    @property
    def master_key_file(self) -> Path:
        return self.folder.with_name(self.folder.name + ".master-key")

    @property
    def master_key(self) -> bytes:
        return bytes.fromhex(self.master_key_file.read_text().strip())

    @property
    def arguments(self) -> list[str]:
        return ["--data", str(self.folder)]

    @property
    def serving(self) -> list[str]:
        return self.arguments

    def prepare(self, program: Program, scale: str) -> None:
        """A fresh demonstration, with the settings of the tests."""
        self.remove()
        program.run("demo", "--prepare-only", "--data", self.folder, "--scale", scale)
        (self.folder / "motcua.conf").write_text(visitors.SETTINGS)

    def copy(self, to: Path) -> "SQLiteFolder":
        other = SQLiteFolder(to)
        other.remove()
        shutil.copytree(self.folder, to, ignore=shutil.ignore_patterns(*NOT_COPIED))
        shutil.copy(self.master_key_file, other.master_key_file)
        return other

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.master_key_file.unlink(missing_ok=True)

    def open(self, keyring=False) -> sqlite3.Connection:
        connection = sqlite3.connect(self.keyring if keyring else self.ledger, isolation_level=None)
        connection.text_factory = lambda data: data.decode("utf-8")
        return connection

    def rows(self, sql: str, *values, keyring=False) -> list[tuple]:
        with closing(self.open(keyring)) as connection:
            return connection.execute(sql, values).fetchall()

    def execute(self, sql: str, *values) -> None:
        with closing(self.open()) as connection:
            connection.execute(sql, values)

    # MARK: - What a verification asks

    def damage(self) -> list[str]:
        """Pages, rows and indexes that contradict themselves, as SQLite finds them."""
        found = []
        for keyring in (False, True):
            told = [row[0] for row in self.rows("PRAGMA integrity_check(3)", keyring=keyring)]
            found += [] if told == ["ok"] else [f"{'keyring' if keyring else 'ledger'}: {told}"]
        return found

    def finder(self):
        """Finds stored files by name."""
        def find(name: str) -> bytes | None:
            path = self.files / name[:2] / name
            return path.read_bytes() if path.is_file() else None

        return find

    def tables(self) -> dict[str, list]:
        """Every row of every table, in order; and whether the search finds just what its table says."""
        tables: dict[str, list] = {}
        with closing(self.open()) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            for (name,) in names:
                if not name.startswith((SEARCH, "sqlite_")):
                    rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()
                    tables[name] = sorted(rows, key=repr)
            try:
                connection.execute(f"INSERT INTO {SEARCH} ({SEARCH}, rank) VALUES ('integrity-check', 1)")
                tables[SEARCH] = []
            except sqlite3.DatabaseError as error:
                tables[SEARCH] = [(str(error),)]
        return tables

    def shape(self) -> list:
        """Every table, index and trigger of both databases, and the migrations carried out."""
        told = []
        for keyring in (False, True):
            told += self.rows("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2", keyring=keyring)
            told += self.rows("SELECT number, name, checksum FROM migration ORDER BY 1", keyring=keyring)
        return told

    def last_recorded(self) -> int:
        return self.rows("SELECT max(recorded) FROM head")[0][0] or 0

    def fold_mark(self):
        """Changes when the write-ahead log is being folded into the ledger: nothing else writes that file."""
        facts = self.ledger.stat()
        return facts.st_mtime_ns

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
