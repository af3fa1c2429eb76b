"""Kills while tables are brought up to date: on an empty database, and on one of an earlier shape with data in it.

The earlier shape is made from the newest by taking back what later migrations did, the last one first, as their own
text in Sources/Store/Migrations says it.
"""

import re
from pathlib import Path

import verify
from kills import Count, Reach, wait
from ledger import Recount
from server import Fault, Program, Server
from setting import Setting
from source import SEARCH, SQLiteFolder

SOURCES = Path(__file__).resolve().parents[2] / "Sources/Store/Migrations"
# From here on a migration is taken back; those before hold what everything else stands on.
OLDEST = 5
TABLE, INDEX = re.compile(r"CREATE TABLE (\w+)"), re.compile(r"CREATE (?:UNIQUE )?INDEX (\w+)")
COLUMN = re.compile(r"ALTER TABLE (\w+) ADD COLUMN (\w+)")
BEGINS = "DROP|UPDATE|INSERT|DELETE|CREATE VIRTUAL|CREATE TRIGGER"
OTHER = re.compile(rf'^[\s"]*(?:\.only\(\.\w+, ")?((?:{BEGINS}) .*)', re.MULTILINE)
# What cannot be read off the text of the migration.
BY_HAND = {
    6: {
        "sqlite": [
            f"DROP TABLE {SEARCH}",
            f"CREATE VIRTUAL TABLE {SEARCH} USING fts5 (applicant_fold, content='dossier', content_rowid='id', "
            "tokenize='unicode61', prefix='2 3')",
            f"INSERT INTO {SEARCH} ({SEARCH}) VALUES ('rebuild')",
        ],
        "postgres": ["DROP INDEX dossier_name"],
    }
}
# A server writes these for itself, or gives them up when it ends.
OF_SERVERS = {
    "migration", "chore", "follower", "parked_record", "lease", "checkpoint", "cosignature", "commit_mark", "reminder"}
# A server fills it in the background, where it was not there before.
FILLED_LATER = {"tree_node"}


def taken_back(number: int, engine: str) -> list[str]:
    """The statements that undo a migration."""
    if number in BY_HAND:
        return BY_HAND[number][engine]
    (path,) = SOURCES.glob(f"M{number:04}*.swift")
    text = path.read_text("utf-8")
    if other := OTHER.search(text):
        raise Fault(f"older.py does not know how to take back migration {number}: {other[1]}")
    own = TABLE.findall(text)
    dropped = [f"DROP INDEX {name}" for name in INDEX.findall(text)]
    dropped += [f"ALTER TABLE {table} DROP COLUMN {name}" for table, name in COLUMN.findall(text) if table not in own]
    return dropped + [f"DROP TABLE {name}" for name in reversed(own)]


def make_older(source, to: int) -> None:
    """Takes a source back to the shape that it had after migration `to`."""
    (last,) = source.rows("SELECT max(number) FROM migration")[0]
    for number in range(last, to, -1):
        for statement in taken_back(number, source.engine):
            source.execute(statement)
        source.execute(f"DELETE FROM migration WHERE number = {number}")


class OlderShapes:
    """Kills a server, or `motcua rebuild`, while it migrates; whatever they leave must be taken up whole.

    Only what left migrations to be carried out counts as one; a later kill counts as what else it hit.
    """

    def __init__(self, setting: Setting, program: Program, seed, copied):
        self.setting, self.program, self.seed, self.copied = setting, program, seed, copied
        self.count, self.recount = Count(seed.engine), Recount()
        self.shape, self.rows = seed.shape(), seed.tables()
        self.reaches = {"changes": Reach(120), "seconds": Reach(0.3)}
        (self.newest,) = seed.rows("SELECT max(number) FROM migration")[0]

    def run(self, wanted: int) -> Count:
        chance, kills = self.setting.chance, self.count.kills
        tries = 0
        while kills["migration"] < wanted:
            to = chance.randrange(OLDEST - 1, self.newest)
            source = self.copied()
            make_older(source, to)
            before = source.tables()
            again = True
            while again:
                # Once all are carried out there is none left to kill.
                again = self.kill_once(source) and chance.random() < 0.5 and kills["migration"] < wanted
            self.verify(source, to, before)
            tries += 1
            if tries > 10 * wanted + 20:
                raise Fault("migrations end each time before they are killed")
        return self.count

    def kill_once(self, source) -> bool:
        """A server's start, killed before one of its changes (SQLite), or a rebuild at some moment (PostgreSQL).

        True if migrations were left; if none were, the next try is killed earlier.
        """
        environment, reach = {}, self.reaches["seconds"]
        if source.engine == "sqlite":
            reach = self.reaches["changes"]
            environment = {
                "LD_PRELOAD": str(self.setting.shim), "CUT_ROOT": str(source.folder),
                "CUT_KILL": str(1 + int(reach.draw(self.setting.chance)))}
            server = Server(self.program, source, log=self.setting.work / "older.log")
            server.start(waits=False, **environment)
            try:
                server.wait()
            except Fault:
                pass
            code = server.process.poll()
            server.close()
        else:
            # The role that serves may not change tables; the owner's command brings them up to date first of all. Half
            # of the time until then goes into starting.
            process = self.program.start("rebuild", *source.arguments)
            wait(process, reach.draw(self.setting.chance, least=0.5))
            process.kill()
            code = process.wait()
        self.setting.expect(code in (None, 0, -9), f"a program that was to migrate ended with {code}")
        in_time = code == -9 and self.reached(source) < self.newest
        reach.learn(in_time)
        if code == -9:
            late = "start" if source.engine == "sqlite" else "rebuild"
            self.count.kills["migration" if in_time else late] += 1
        return in_time

    def reached(self, source) -> int:
        """The last migration that a kill left carried out."""
        seen = source
        if source.engine == "sqlite":
            # Whoever opens it takes up what the kill left, and that is for the program to do.
            seen = source.copy(self.setting.images / "seen.motcua")
        else:
            # The server may still be carrying out what the program sent last.
            source.wait_until_left(False)
        (number,) = seen.rows("SELECT max(number) FROM migration")[0]
        if seen is not source:
            seen.remove()
        return number

    def verify(self, source, to: int, before: dict[str, list]) -> None:
        """Shape and rows are those that were taken back, and every row from before is there."""
        self.program.run("rebuild", *source.arguments)
        server = Server(self.program, source, log=self.setting.work / "older.log")
        try:
            server.start()
            server.stop()
        finally:
            server.close()
        found = verify.check(source, self.program, [], self.recount, rebuilds=False)
        after = source.tables()
        if source.shape() != self.shape:
            found.wrong.append("another shape than before it was taken back")
        for name in before.keys() - OF_SERVERS - {SEARCH}:
            if before[name] != after.get(name):
                found.lost.append(f"the table {name} was not brought over whole from shape {to}")
        for name in self.rows.keys() - OF_SERVERS - (FILLED_LATER - before.keys()):
            if self.rows[name] != after.get(name):
                found.wrong.append(f"the table {name} is not as it was before it was taken back to shape {to}")
        if not found.is_good:
            self.setting.say(f"migrated from shape {to} after kills:\n{found.told()}")
        self.count.found.add(found)
        self.count.checks += 1


def on_empty(setting: Setting, program: Program, wanted: int) -> Count:
    """Kills while an empty database is given its tables; the next start must end at the shape that no kill touched."""
    count, reach = Count("sqlite"), Reach(150)
    wholes: list = []
    while count.kills["first migration"] < wanted:
        source = SQLiteFolder(setting.images / "fresh.motcua")
        source.remove()
        source.folder.mkdir(mode=0o700)
        source.ledger.touch(mode=0o600)
        words = ["rebuild", *source.arguments]
        again = bool(wholes)
        while again:
            environment = {
                "LD_PRELOAD": str(setting.shim), "CUT_ROOT": str(source.folder),
                "CUT_KILL": str(1 + int(reach.draw(setting.chance)))}
            code = program.start(*words, environment=environment).wait(60)
            setting.expect(code in (0, -9), f"motcua rebuild on an empty database ended with {code}")
            reach.learn(code == -9)
            count.kills["first migration"] += code == -9
            again = code == -9 and setting.chance.random() < 0.5
        program.run(*words)
        wholes.append(source.shape())
        setting.expect(wholes[-1] == wholes[0], "a migration that was killed left another shape behind")
    return count
