"""A province's two databases on PostgreSQL, the counterpart of a data folder."""

import shutil
import time
from contextlib import closing
from pathlib import Path

import libpq
from cluster import BACK_SECONDS, Cluster
from server import Fault

SCHEMA = "motcua"
# Kept by each process for itself, or too large to compare; files are found by their names.
OWN_TABLES = {"commit_mark", "stored_file"}


class PostgresProvince:
    """A province on it: the ledger's database, the keyring's beside it, and a folder of settings and master key."""

    engine = "postgres"

    def __init__(self, cluster: Cluster, database: str, folder: Path):
        self.cluster, self.database, self.folder = cluster, database, folder

    def names(self, keyring: bool) -> str:
        return self.database + ("_keyring" if keyring else "")

    @property
    def arguments(self) -> list[str]:
        """For commands, which need the owner of the tables."""
        return ["--data", str(self.folder), "--database", self.cluster.address("motcua_owner", self.database)]

    @property
    def serving(self) -> list[str]:
        return ["--data", str(self.folder), "--database", self.cluster.address("motcua_app", self.database)]

    @property
    def master_key_file(self) -> Path:
        return self.folder.with_name(self.folder.name + ".master-key")

    @property
    def master_key(self) -> bytes:
        return bytes.fromhex(self.master_key_file.read_text().strip())

    def fill(self, seed, program) -> None:
        """From a data folder, by `motcua copy`."""
        self.folder.mkdir(mode=0o700)
        shutil.copy(seed.folder / "motcua.conf", self.folder)
        for end in (".master-key", ".log-key"):
            kept = seed.folder.with_name(seed.folder.name + end)
            if kept.exists():
                shutil.copy(kept, self.folder.with_name(self.folder.name + end))
        program.run("copy", "--from", seed.folder, "--to", self.cluster.address("motcua_owner", self.database))

    def copy(self, database: str) -> "PostgresProvince":
        """Another pair of databases of the same content; nobody may be connected to these."""
        other = PostgresProvince(self.cluster, database, self.folder)
        other.remove()
        for keyring in (False, True):
            self.wait_until_left(keyring)
            self.cluster.command(
                f"CREATE DATABASE {other.names(keyring)} TEMPLATE {self.names(keyring)} OWNER motcua_owner")
        return other

    def remove(self) -> None:
        for keyring in (False, True):
            self.cluster.command(f"DROP DATABASE IF EXISTS {self.names(keyring)} WITH (FORCE)")

    def wait_until_left(self, keyring: bool) -> None:
        """The server notices in its own time that a process that was killed is gone."""
        until = time.monotonic() + BACK_SECONDS
        sql = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{self.names(keyring)}'"
        while True:
            with closing(self.cluster.open()) as connection:
                if connection.rows(sql) == [(0,)]:
                    return
            if time.monotonic() > until:
                raise Fault(f"somebody stays connected to {self.names(keyring)}")
            time.sleep(0.02)

    def open(self, keyring=False) -> libpq.Connection:
        connection = self.cluster.open(self.names(keyring))
        connection.command(f"SET search_path TO {SCHEMA}")
        return connection

    def rows(self, sql: str, keyring=False) -> list[tuple]:
        with closing(self.open(keyring)) as connection:
            return connection.rows(sql)

    def execute(self, *statements: str) -> None:
        with closing(self.open()) as connection:
            for statement in statements:
                connection.command(statement)

    def last_recorded(self) -> int:
        """When the last record was written, in microseconds."""
        return self.rows("SELECT max(recorded) FROM head")[0][0] or 0

    # MARK: - What a verification asks

    def damage(self) -> list[str]:
        """Tables and indexes that contradict themselves, as PostgreSQL's own amcheck finds them."""
        found = []
        for keyring in (False, True):
            with closing(self.open(keyring)) as connection:
                connection.command("CREATE EXTENSION IF NOT EXISTS amcheck WITH SCHEMA public")
                heaps = f"""
                    SELECT c.relname, h.msg FROM pg_class c, LATERAL public.verify_heapam(c.oid) h
                    WHERE c.relnamespace = '{SCHEMA}'::regnamespace AND c.relkind = 'r'"""
                found += [f"{name}: {words}" for name, words in connection.rows(heaps)]
                trees = f"""
                    SELECT public.bt_index_parent_check(c.oid, true)::text
                    FROM pg_class c JOIN pg_am a ON a.oid = c.relam
                    WHERE c.relnamespace = '{SCHEMA}'::regnamespace AND c.relkind = 'i' AND a.amname = 'btree'"""
                try:
                    connection.rows(trees)
                except libpq.Broken as broken:
                    found.append(str(broken))
        return found

    def finder(self):
        """Finds stored files by name; read at once, since each would be a question of its own."""
        files: dict[str, bytes] = {}
        for name, part in self.rows("SELECT name, bytes FROM stored_file ORDER BY name, part"):
            files[name] = files.get(name, b"") + part
        return files.get

    def tables(self) -> dict[str, list]:
        """Every row of every table, in order."""
        with closing(self.open()) as connection:
            names = [name for (name,) in connection.rows(
                f"SELECT tablename FROM pg_tables WHERE schemaname = '{SCHEMA}'") if name not in OWN_TABLES]
            return {name: sorted(connection.lines(f'SELECT * FROM "{name}"')) for name in names}

    def shape(self) -> list:
        """Every column, index and trigger, and the migrations carried out."""
        columns = f"""
            SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = '{SCHEMA}'::regnamespace AND c.relkind = 'r' ORDER BY 1, 2"""
        indexes = f"SELECT indexdef FROM pg_indexes WHERE schemaname = '{SCHEMA}' ORDER BY 1"
        triggers = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        migrations = "SELECT number, name, checksum FROM migration ORDER BY 1"
        return [self.rows(sql, keyring) for keyring in (False, True)
                for sql in (columns, indexes, triggers, migrations)]
