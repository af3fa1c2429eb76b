"""Kills on SQLite: the server and whatever else writes to its folder."""

import time

from archives import Archives
from kills import Campaign, Reach
from server import Fault, Program
from setting import Setting
from source import SQLiteFolder

FOLD_SECONDS = 20


class SQLiteKills(Campaign):
    def __init__(self, setting: Setting, program: Program, source: SQLiteFolder, kinds: dict[str, int]):
        super().__init__(setting, program, source, 1, kinds)
        (self.server,) = self.servers
        self.archives = Archives(self)
        self.reaches = {"rebuild": Reach(1.0), "rebuild's writes": Reach(400), "erase": Reach(60)}

    def prepare(self) -> None:
        self.archives.prepare()

    def copied(self) -> SQLiteFolder:
        return self.source.copy(self.setting.images / "kills.motcua")

    def end_all(self) -> None:
        super().end_all()
        self.archives.restore_last(self.log.read())

    # MARK: - Kinds; each leaves the server dead

    def kill_server(self, kind: str) -> None:
        self.killed(kind, self.server.kill(self.load.in_flight))

    def at_load(self) -> None:
        """In the middle of commands."""
        self.under_load()
        self.kill_server("load")

    def at_fold(self) -> None:
        """While the write-ahead log is folded into the ledger, as seen by the ledger's own file."""
        self.under_load(0)
        mark, until = self.source.fold_mark(), time.monotonic() + FOLD_SECONDS
        while self.source.fold_mark() == mark:
            if time.monotonic() > until:
                raise Fault("the write-ahead log was never folded in; is there load?")
            time.sleep(0.0005)
        time.sleep(self.chance.uniform(0, 0.02))
        self.kill_server("fold")
        self.check(rebuilds=False)

    def at_start(self) -> None:
        """While it takes up what the kill before it left."""
        self.at_load()
        self.server.start(waits=False)
        time.sleep(self.chance.uniform(0, 0.2))
        self.server.kill()
        self.killed("start")

    def at_end(self) -> None:
        """While it ends as asked."""
        self.under_load(0.6)
        self.server.process.terminate()
        time.sleep(self.chance.uniform(0, 0.03))
        if self.server.runs:
            self.kill_server("end")

    def at_rebuild(self) -> None:
        """While `motcua rebuild` makes the tables again; some are killed again in the next try."""
        self.at_load()
        again = True
        while again:
            words = ["rebuild", *self.source.arguments]
            if self.chance.random() < 0.5:
                self.kill_command("rebuild", self.reaches["rebuild"], *words)
            else:
                self.kill_command_at_change(
                    "rebuild", self.reaches["rebuild's writes"], self.source.folder, *words)
            again = self.chance.random() < 0.4
        self.check(rebuilds=False)

    def at_backup(self) -> None:
        """While `motcua backup` copies beside the server; the backup dies first, then the server."""
        self.under_load(0.5)
        self.archives.kill()
        self.kill_server("load")

    def at_erase(self) -> None:
        """While `motcua erase` destroys a key and clears its dossier; given again, it must end well."""
        self.at_load()
        if words := self.erasing.asked():
            self.kill_command_at_change("erase", self.reaches["erase"], self.source.folder, *words)
            self.erasing.give_again(words)
