"""What kills on either engine share: a load that goes on, kinds of kills that are dealt, and verifications between."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field

import verify
from acks import Log
from erasing import Erasing
from ledger import Recount
from load import Load
from server import Fault, Program, Server
from setting import Setting

CHECKED_EVERY = 20
# New acknowledgements between two kills: what a kill left must be at work again before the next.
AT_WORK, AT_WORK_SECONDS = 40, 90
TRIES_FOR_A_KILL = 12


@dataclass
class Count:
    """What a campaign did and found."""

    engine: str
    kills: Counter = field(default_factory=Counter)
    in_flight: list[int] = field(default_factory=list)
    found: verify.Finding = field(default_factory=verify.Finding)
    checks: int = 0

    def told(self) -> str:
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(self.kills.items()))
        return f"{self.engine} {self.kills.total()} ({kinds})"


class Reach:
    """How far something gets before it is done, learnt from the runs that ended unharmed."""

    def __init__(self, guess: float):
        self.most = guess
        self.drawn = guess

    def draw(self, chance: random.Random, least=0.0) -> float:
        """A moment by chance, none before this part of the reach."""
        self.drawn = chance.uniform(least, 1) * self.most
        return self.drawn

    def learn(self, was_killed: bool) -> None:
        if not was_killed:
            self.most = self.drawn
        elif self.drawn > 0.75 * self.most:
            self.most *= 1.25


class Campaign:
    """One source, its servers, the load on them; `at_KIND` carries out a kill and tells of it by `killed`."""

    def __init__(self, setting: Setting, program: Program, source, servers: int, kinds: dict[str, int]):
        self.setting, self.program, self.source = setting, program, source
        self.name = source.engine
        self.kinds = kinds
        self.chance = random.Random(setting.chance.randrange(1 << 60))
        log = setting.work / f"{self.name}.log"
        self.servers = [Server(program, source, log=log) for _ in range(servers)]
        self.log = Log(setting.work / f"{self.name}.acknowledged")
        self.load = Load(
            [server.port for server in self.servers], setting.visitors, self.log, setting.chance, setting.in_flight)
        self.count = Count(source.engine)
        self.recount = Recount()
        self.erased: set[str] = set()
        self.erasing = Erasing(self)
        if "erase" in kinds and not self.erasing.can_be():
            left_out = self.kinds.pop("erase")
            self.setting.leave_out(
                f"{left_out} kills of erase on {self.name} (this machine's clock stands before the demonstration's)")
        self.told_before = 0

    def run(self) -> Count:
        try:
            self.prepare()
            self.start_servers()
            self.load.start()
            tries = 0
            while kind := self.next_kind():
                done = self.count.kills.total()
                getattr(self, f"at_{kind}")()
                tries = 0 if self.count.kills.total() > done else tries + 1
                if tries > TRIES_FOR_A_KILL:
                    raise Fault(f"{self.name}: {kind} ends each time before it is killed")
                if self.count.kills.total() // CHECKED_EVERY > done // CHECKED_EVERY:
                    self.check()
                    self.setting.say(
                        f"  {self.name}: {self.count.kills.total()} kills, {self.log.told} acknowledged, "
                        f"lost {len(self.count.found.lost)}, doubled {len(self.count.found.doubled)}")
                self.start_servers()
            self.end_all()
        finally:
            self.load.ends.set()
            self.load.may_ask.set()
            for server in self.servers:
                server.close()
            self.log.close()
        self.count.found.acknowledged = self.log.told
        return self.count

    def prepare(self) -> None:
        """What has to be there before the load begins."""

    def next_kind(self) -> str | None:
        """One of those of which some are left, by chance."""
        left = {kind: wanted - self.count.kills[kind] for kind, wanted in self.kinds.items()}
        left = {kind: number for kind, number in left.items() if number > 0}
        return self.chance.choices(list(left), list(left.values()))[0] if left else None

    def start_servers(self) -> None:
        self.load.may_ask.set()
        for server in self.servers:
            if not server.runs:
                server.start()

    def killed(self, kind: str, in_flight: int | None = None) -> None:
        self.count.kills[kind] += 1
        if in_flight is not None:
            self.count.in_flight.append(in_flight)

    def under_load(self, most=1.2) -> None:
        """Waits until the load is well under way, and then a while by chance."""
        until = time.monotonic() + AT_WORK_SECONDS
        while self.log.told < self.told_before + AT_WORK:
            if time.monotonic() > until:
                raise Fault(f"{self.name}: no commands are taken any more: {dict(self.load.troubles)}")
            time.sleep(0.01)
        time.sleep(self.chance.uniform(0, most))
        self.told_before = self.log.told

    def check(self, rebuilds=True) -> None:
        """On a copy of what the kill left, so that what is tested next is the program's own recovery."""
        for server in self.servers:
            if server.runs:
                server.kill()
        self.load.may_ask.clear()
        acknowledged = self.log.read()
        copy = self.copied()
        found = verify.check(
            copy, self.program, acknowledged, self.recount, rebuilds, erased=frozenset(self.erased))
        if not found.is_good:
            self.setting.say(f"{self.name}, after {self.count.kills.total()} kills:\n{found.told()}")
        self.count.found.add(found)
        self.count.checks += 1
        copy.remove()

    def end_all(self) -> None:
        """Everybody gets their last answer; then the dossiers are asked for, and all is verified once more."""
        self.load.end()
        acknowledged = self.log.read()
        for server in self.servers:
            self.count.found.wrong += self.setting.ask_for(server.port, acknowledged, 50)
        for server in self.servers:
            server.stop()
        self.check()
        self.setting.expect(
            not self.load.faults, f"{self.name}: answers that no request should get: {self.load.faults[:3]}")
        troubles = self.load.troubles.items()
        odd = {name: count for name, count in troubles if "server." not in name and "page:" not in name}
        self.setting.expect(not odd, f"{self.name}: troubles told in no clear way: {odd}")

    def kill_command(self, kind: str, reach: Reach, *words, least=0.0) -> bool:
        """Kills a command of the program at a random moment of its time."""
        self.load.may_ask.clear()
        process = self.program.start(*words)
        wait(process, reach.draw(self.chance, least))
        return self.was_killed(kind, process, reach, words)

    def kill_command_at_change(self, kind: str, reach: Reach, folder, *words) -> bool:
        """Kills it just before a random one of the changes it makes in a folder."""
        self.load.may_ask.clear()
        environment = {
            "LD_PRELOAD": str(self.setting.shim), "CUT_ROOT": str(folder),
            "CUT_KILL": str(1 + int(reach.draw(self.chance)))}
        process = self.program.start(*words, environment=environment)
        process.wait(120)
        return self.was_killed(kind, process, reach, words)

    def was_killed(self, kind: str, process, reach: Reach, words) -> bool:
        process.kill()
        code = process.wait()
        self.setting.expect(code in (0, -9), f"motcua {words[0]} ended with {code} after a kill")
        reach.learn(code == -9)
        if code == -9:
            self.killed(kind)
        return code == -9


def wait(process, seconds: float) -> None:
    """So long, or until it ends by itself."""
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
