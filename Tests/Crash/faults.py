"""Disks that are full or take no writes, a second writer, a damaged byte, and a clock that jumps.

Where the disk has to be a real one it is a small tmpfs that nobody else sees, in a mount namespace of this suite's own
(`unshare --mount`); the other faults need none.
"""

import random
import struct
import subprocess
import time
from contextlib import closing
from pathlib import Path

import talk
import verify
from acks import Log
from ledger import Recount
from load import Load
from server import Program, Server
from setting import Setting, must
from source import SQLiteFolder

HOUR = 3_600_000_000
EROFS = 30
TROUBLES_SECONDS = 20
DISK_MIB = 96


class Control:
    """The page by which the shim is told: microseconds beside the wall clock, and how writes fail."""

    def __init__(self, path: Path):
        self.path = path
        path.write_bytes(bytes(4096))

    def set(self, clock: int = 0, writes: int = 0) -> None:
        with open(self.path, "r+b") as page:
            page.write(struct.pack("<qq", clock, writes))


class Faults:
    def __init__(self, setting: Setting, program: Program, mounts: bool):
        self.setting, self.program, self.mounts = setting, program, mounts
        self.disk = setting.work / "disk"
        self.told: list[str] = []

    def run(self) -> list[str]:
        if self.mounts:
            self.on_small_disk()
        else:
            self.setting.leave_out("a full disk and a start on a read-only one (no mount namespace here)")
        self.disk_turns_read_only()
        self.second_writer()
        self.damaged_byte()
        self.clock()
        return self.told

    def on_small_disk(self) -> None:
        self.disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m", "crash", self.disk], check=True)
        try:
            self.full_disk()
            self.start_on_read_only_disk()
        finally:
            subprocess.run(["umount", self.disk], check=True)

    def full_disk(self) -> None:
        """Refused while there is no room, and going on by itself once there is."""
        source = self.setting.seed.copy(self.disk / "full.motcua")
        filler = self.disk / "filler"

        def fill():
            with open(filler, "wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(1 << 16))
                except OSError:
                    pass

        self.under_fault("full disk", source, fill, filler.unlink, {})

    def disk_turns_read_only(self) -> None:
        """As a kernel does with a failing disk: every write of the running server is refused with EROFS."""
        source = self.setting.seed.copy(self.setting.work / "readonly.motcua")
        control = Control(self.setting.work / "control")
        environment = {
            "LD_PRELOAD": self.setting.shim, "CUT_ROOT": source.folder, "CUT_CONTROL": control.path}
        self.under_fault(
            "disk turned read-only", source, lambda: control.set(writes=EROFS), control.set, environment)

    def start_on_read_only_disk(self) -> None:
        source = self.setting.seed.copy(self.disk / "ro.motcua")
        subprocess.run(["mount", "-o", "remount,ro", self.disk], check=True)
        try:
            done = self.program.run("serve", *source.arguments, "--listen", "127.0.0.1:0", check=False, seconds=30)
        finally:
            subprocess.run(["mount", "-o", "remount,rw", self.disk], check=True)
        self.expect_ended("start on a read-only disk", done, (69, 74))

    def under_fault(self, name: str, source, begin, end, environment: dict) -> None:
        """Load, fault, load on, fault gone: clear refusals, a server that stays up, nothing lost."""
        server, log, load = self.loaded(name, source, environment)
        try:
            self.wait_for(lambda: log.told > 200, "the load to run")
            begin()
            self.wait_for(lambda: load.troubles.total() >= 30, f"{name}: writes to be refused")
            pages = self.read(server.port)
            self.expect(server.runs, f"{name}: the server ended")
            self.expect(pages == (200, 200), f"{name}: reading was answered with {pages}")
            end()
            before = log.told
            self.wait_for(lambda: log.told > before + 200, f"{name}: writes to go on")
            refused = dict(load.troubles)
            self.finish(name, server, source, log, load)
        finally:
            load.ends.set()
            server.close()
            log.close()
        clear = all("server." in answer or answer.startswith("5") and "page:" in answer for answer in refused)
        self.expect(clear, f"{name}: refused in no clear way: {refused}")
        self.say(f"{name}: refused {sum(refused.values())} times ({', '.join(sorted(refused))}), then went on")

    def second_writer(self) -> None:
        source = self.setting.seed.copy(self.setting.work / "second.motcua")
        server = Server(self.program, source, log=self.setting.work / "second.log")
        try:
            server.start()
            for words in (["serve", *source.arguments, "--listen", "127.0.0.1:0"], ["rebuild", *source.arguments]):
                done = self.program.run(*words, check=False, seconds=60)
                self.expect_ended(f"second writer ({words[0]})", done, (69,), f"process {server.process.pid}")
            self.expect(self.read(server.port) == (200, 200), "the first server no longer answers")
            server.stop()
        finally:
            server.close()

    def damaged_byte(self) -> None:
        """One bit of one record, changed behind the program's back."""
        source = self.setting.seed.copy(self.setting.work / "damaged.motcua")
        chance = random.Random(self.setting.chance.randrange(1 << 60))
        records = source.rows("SELECT log, seq, body FROM record ORDER BY seq")
        log, seq, body = chance.choice(records)
        at = chance.randrange(1, len(body) - 1)
        while not chr(body[at]).isalnum():
            at = chance.randrange(1, len(body) - 1)
        changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        with closing(source.open()) as connection:
            (trigger,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'record_unchanged'").fetchone()
            connection.execute("DROP TRIGGER record_unchanged")
            connection.execute("UPDATE record SET body = ?1 WHERE log = ?2 AND seq = ?3", (changed, log, seq))
            connection.execute(trigger)
        found = Recount().read(source).wrong
        self.expect(any(f"record {log} {seq}:" in line for line in found), f"the recount missed record {seq}: {found}")
        if not self.program.knows("verify"):
            return self.say(f"damaged byte: found in record {seq} by the recount; this program has no verify yet")
        done = self.program.run("verify", *source.arguments, check=False)
        said = done.stdout + done.stderr
        self.expect(done.returncode != 0 and str(seq) in said, f"motcua verify missed record {seq}: {said.strip()}")
        whole = self.program.run("verify", *self.setting.seed.arguments, check=False)
        self.expect(whole.returncode == 0, f"motcua verify finds fault with what is whole: {whole.stderr.strip()}")
        return self.say(f"damaged byte: found in record {seq} by the recount and by motcua verify")

    def clock(self) -> None:
        """An hour forth, right again, an hour back, right again: refused while it is off, nothing blocked after."""
        source = self.setting.seed.copy(self.setting.work / "clock.motcua")
        control = Control(self.setting.work / "clock")
        server, log, load = self.loaded(
            "clock", source, {"LD_PRELOAD": self.setting.shim, "CUT_CONTROL": control.path})
        try:
            for name, jump in (("forth", HOUR), ("back", -HOUR)):
                before = log.told
                self.wait_for(lambda seen=before: log.told > seen + 200, f"clock: writes before the jump {name}")
                refused = load.troubles["503 server.clock-wrong"]
                control.set(clock=jump)
                # What was decided before the jump may still be answered.
                time.sleep(1)
                before = log.told
                self.wait_for(
                    lambda seen=refused: load.troubles["503 server.clock-wrong"] > seen + 30,
                    f"clock an hour {name}: writes to be refused")
                self.expect(log.told == before, f"clock an hour {name}: {log.told - before} commands were taken")
                self.expect(self.read(server.port) == (200, 200), f"clock an hour {name}: reading stopped")
                control.set()
            before = log.told
            self.wait_for(lambda: log.told > before + 200, "clock: writes to go on once it is right")
            self.finish("clock", server, source, log, load)
        finally:
            load.ends.set()
            server.close()
            log.close()
        spread = source.rows("SELECT max(recorded) - min(recorded) FROM record WHERE recorded > ?1",
                             self.setting.seed.last_recorded())[0][0] or 0
        self.expect(spread < HOUR // 2, f"clock: records bear times {spread / 60_000_000:.0f} minutes apart")
        alarm = "critical" in (self.setting.work / "clock.log").read_text("utf-8", "replace")
        self.expect(alarm, "clock: the server's log has no line of level critical")
        self.say(f"clock an hour forth and back: refused {load.troubles['503 server.clock-wrong']} times, then went on")

    # MARK: - Parts of them all

    def loaded(self, name: str, source, environment: dict) -> tuple[Server, Log, Load]:
        word = name.replace(" ", "-")
        server = Server(self.program, source, log=self.setting.work / f"{word}.log")
        log = Log(self.setting.work / f"{word}.acknowledged")
        load = Load([server.port], self.setting.visitors, log, self.setting.chance, self.setting.in_flight)
        server.start(**environment)
        load.start()
        return server, log, load

    def finish(self, name: str, server: Server, source: SQLiteFolder, log: Log, load: Load) -> None:
        load.end()
        server.stop()
        found = verify.check(source, self.program, log.read(), Recount())
        self.expect(found.is_good, f"{name}: lost {len(found.lost)}, doubled {len(found.doubled)}\n{found.told()}")
        self.expect(not load.faults, f"{name}: answers that no request should get: {load.faults[:3]}")

    def read(self, port: int) -> tuple[int, int]:
        """What a page and the API answer to somebody who only reads."""
        line = talk.Line(port)
        codes = [line.ask(talk.page(path, {}), "10.201.0.1").code for path in ("/", "/api/v1/procedures?q=ket+hon")]
        line.hang_up()
        return codes[0], codes[1]

    def wait_for(self, holds, words: str) -> None:
        until = time.monotonic() + TROUBLES_SECONDS * 3
        while not holds():
            must(time.monotonic() < until, f"waited in vain for {words}")
            time.sleep(0.02)

    def expect_ended(self, name: str, done: subprocess.CompletedProcess, codes: tuple, words: str = "") -> None:
        said = done.stderr.strip()
        good = done.returncode in codes and words in said and len(said) > 20
        self.expect(good, f"{name}: ended with {done.returncode}: {said}")
        self.say(f"{name}: refused with {done.returncode}: {said.splitlines()[-1][:160]}")

    def expect(self, holds: bool, words: str) -> None:
        self.setting.expect(holds, words)

    def say(self, words: str) -> None:
        self.told.append(words)
        self.setting.say(words)
