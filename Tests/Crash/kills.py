"""Kills: the server, and whatever else writes, ended by `kill -9` at random moments under load."""

import random
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field

import verify
from acks import Log
from ledger import Recount
from load import Load
from server import Fault, Program, Server
from setting import Setting
from source import SQLiteFolder

CHECKED_EVERY = 20
# Which moments, and how many of a hundred. Backup and erasure are added where the program has them.
MOMENTS = {"load": 60, "fold": 15, "start": 10, "end": 7, "rebuild": 8}
FOLD_SECONDS = 20


@dataclass
class Count:
    kills: Counter = field(default_factory=Counter)
    in_flight: list[int] = field(default_factory=list)
    found: verify.Finding = field(default_factory=verify.Finding)
    checks: int = 0


class Kills:
    def __init__(self, setting: Setting, program: Program, source):
        self.setting, self.program, self.source = setting, program, source
        self.chance = random.Random(setting.chance.randrange(1 << 60))
        self.server = Server(program, source, log=setting.work / "kills.log")
        self.log = Log(setting.work / "kills.acknowledged")
        self.load = Load(self.server.port, setting.visitors, self.log, setting.chance, setting.in_flight)
        self.count = Count()
        self.recount = Recount()
        self.rebuild_seconds = 1.0
        self.erased: set[str] = set()

    def run(self, wanted: int) -> Count:
        setting, chance = self.setting, self.chance
        moments = dict(MOMENTS)
        if self.program.knows("backup"):
            moments["backup"] = 8
        # A command by itself has the machine's clock, which may stand before the demonstration's.
        if self.program.knows("erase") and self.source.last_recorded() < time.time() * 1_000_000:
            moments["erase"] = 6
        try:
            self.server.start()
            self.load.start()
            while self.count.kills.total() < wanted:
                moment = chance.choices(list(moments), list(moments.values()))[0]
                before = self.count.kills.total()
                kills = getattr(self, f"at_{moment}")()
                self.count.kills[moment] += kills > 0
                self.count.kills["load"] += max(0, kills - 1)
                done = self.count.kills.total()
                if done // CHECKED_EVERY > before // CHECKED_EVERY:
                    self.check()
                    setting.say(
                        f"  {done} kills, {self.log.told} acknowledged, lost {len(self.count.found.lost)}, "
                        f"doubled {len(self.count.found.doubled)}")
                self.server.start()
            self.end_all()
        finally:
            self.load.ends.set()
            self.server.close()
            self.log.close()
        return self.count

    def end_all(self) -> None:
        """Everybody gets their last answer; then the dossiers are asked for, and all is verified once more."""
        self.load.end()
        acknowledged = self.log.read()
        self.count.found.wrong += self.setting.ask_for(self.server.port, acknowledged, 50)
        self.server.stop()
        self.check()
        if self.program.knows("backup") and self.program.knows("restore"):
            self.restore(acknowledged)
        self.setting.expect(not self.load.faults, f"answers that no request should get: {self.load.faults[:3]}")
        odd = {name: count for name, count in self.load.troubles.items() if "server." not in name}
        self.setting.expect(not odd, f"troubles told in no clear way: {odd}")

    def check(self) -> None:
        """On a copy of what the kill left, so that what is tested next is the program's own recovery."""
        copy = self.source.copy(self.setting.images / "kills.motcua")
        found = verify.check(copy, self.program, self.log.read(), self.recount, erased=frozenset(self.erased))
        if not found.is_good:
            self.setting.say(f"after {self.count.kills.total()} kills:\n{found.told()}")
        self.count.found.add(found)
        self.count.checks += 1
        copy.remove()

    def restore(self, acknowledged: list[dict]) -> None:
        """An archive made after archives that were killed must bring everything back."""
        target = SQLiteFolder(self.setting.images / "restored.motcua")
        target.remove()
        target.master_key_file.write_bytes(self.source.master_key_file.read_bytes())
        archive = self.setting.images / "kills.backup"
        self.program.run("backup", *self.source.arguments, "--to", archive)
        self.program.run("restore", "--from", archive, *target.arguments)
        found = verify.compare(self.recount.read(target), acknowledged, answers=False, erased=frozenset(self.erased))
        if not found.is_good:
            self.setting.say(f"restored after kills of backups:\n{found.told()}")
        self.count.found.add(found)
        target.remove()

    # MARK: - Moments; each leaves the server dead and says how many kills that took

    def kill_server(self) -> int:
        self.count.in_flight.append(self.server.kill(self.load.in_flight))
        return 1

    def at_load(self) -> int:
        """In the middle of commands."""
        time.sleep(self.chance.uniform(0.15, 1.2))
        return self.kill_server()

    def at_fold(self) -> int:
        """While the write-ahead log is folded into the ledger, as seen by the ledger's own file."""
        mark, until = self.source.fold_mark(), time.monotonic() + FOLD_SECONDS
        while self.source.fold_mark() == mark:
            if time.monotonic() > until:
                raise Fault("the write-ahead log was never folded in; is there load?")
            time.sleep(0.0005)
        time.sleep(self.chance.uniform(0, 0.02))
        return self.kill_server()

    def at_start(self) -> int:
        """While it takes up what the kill before it left."""
        kills = self.at_load()
        self.server.start(waits=False)
        time.sleep(self.chance.uniform(0, 0.2))
        self.server.kill()
        return kills + 1

    def at_end(self) -> int:
        """While it ends as asked."""
        time.sleep(self.chance.uniform(0.15, 0.6))
        self.server.process.terminate()
        time.sleep(self.chance.uniform(0, 0.03))
        if not self.server.runs:
            return 0
        return self.kill_server()

    def at_rebuild(self) -> int:
        """While `motcua rebuild` makes the tables again."""
        kills = self.at_load()
        kills += self.kill_command("rebuild", self.rebuild_seconds, "rebuild", *self.source.arguments)
        return kills

    def at_backup(self) -> int:
        """While `motcua backup` copies beside the server; the backup dies first, then the server."""
        to = self.setting.images / "kills.backup"
        kills = self.kill_command("backup", 0.5, "backup", *self.source.arguments, "--to", to)
        return kills + self.kill_server()

    def at_erase(self) -> int:
        """While `motcua erase` destroys a key and clears its dossier; given again, it must end well."""
        kills = self.at_load()
        ended = {told["number"] for told in self.log.read() if told["action"] == "returnResult"} - self.erased
        if not ended:
            return kills
        number = self.chance.choice(sorted(ended))
        words = ["erase", number, *self.source.arguments, "--by"]
        self.program.run(*words, "lanhdao", "--basis", "Quyết định thử nghiệm")
        kills += self.kill_command("erase", 0.3, *words, "quantri", "--confirm")
        done = self.program.run(*words, "quantri", "--confirm", check=False)
        # 73: the one that was killed had done it already.
        self.setting.expect(done.returncode in (0, 73), f"erase after a kill: {done.returncode} {done.stderr.strip()}")
        self.erased.add(number)
        return kills

    def kill_command(self, name: str, usual: float, *words) -> int:
        begun = time.monotonic()
        process = self.program.start(*words)
        while process.poll() is None and time.monotonic() - begun < usual * 4:
            if self.chance.random() < 0.02:
                process.kill()
                process.wait()
                return 1
            time.sleep(usual / 50)
        process.kill()
        if process.wait() not in (0, -9):
            self.setting.expect(False, f"motcua {name} ended with {process.returncode} after a kill")
        return 0


def shape(source: SQLiteFolder) -> list:
    """Every table, index and trigger of both databases, and the migrations carried out."""
    told = []
    for keyring in (False, True):
        with closing(source.open(keyring)) as connection:
            told += connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
            told += connection.execute("SELECT number, name, checksum FROM migration ORDER BY 1").fetchall()
    return told


def migrations(setting: Setting, program: Program, wanted: int) -> Counter:
    """Kills while an empty database is given its tables; the next start must end at the shape that no kill touched."""
    kills, usual = Counter(), None
    wholes: list = []
    while kills["migration"] < wanted:
        source = SQLiteFolder(setting.images / "fresh.motcua")
        source.remove()
        source.folder.mkdir(mode=0o700)
        source.ledger.touch(mode=0o600)
        while usual is not None:
            process = program.start("rebuild", *source.arguments)
            time.sleep(setting.chance.uniform(0, usual))
            if process.poll() is not None:
                break
            process.kill()
            process.wait()
            kills["migration"] += 1
            if setting.chance.random() < 0.5:
                break
        begun = time.monotonic()
        program.run("rebuild", *source.arguments)
        usual = usual or time.monotonic() - begun
        wholes.append(shape(source))
        if wholes[-1] != wholes[0]:
            setting.expect(False, "a migration that was killed left another shape behind")
    return kills
