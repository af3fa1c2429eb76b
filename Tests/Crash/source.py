"""Where a server keeps its data: one class an engine, so that every part of the suite runs on each of them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import visitors
from server import Program

# Made anew by SQLite from the log.
SHARED_INDEX = "-shm"


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

    def prepare(self, program: Program, scale: str) -> None:
        """A fresh demonstration, with the settings of the tests."""
        self.remove()
        program.run("demo", "--prepare-only", "--data", self.folder, "--scale", scale)
        (self.folder / "motcua.conf").write_text(visitors.SETTINGS)

    def copy(self, to: Path) -> "SQLiteFolder":
        other = SQLiteFolder(to)
        other.remove()
        shutil.copytree(self.folder, to, ignore=shutil.ignore_patterns("*" + SHARED_INDEX))
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

    def last_recorded(self) -> int:
        return self.rows("SELECT max(recorded) FROM head")[0][0] or 0

    def fold_mark(self):
        """Changes when the write-ahead log is being folded into the ledger: nothing else writes that file."""
        facts = self.ledger.stat()
        return facts.st_mtime_ns

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
